import type { Store } from '../../../server/store/store.ts';
import { filesContract } from './files.ts';
import { MINUTE, sessionIn, type Held } from './held.ts';
import { jobsContract } from './jobs.ts';
import { sessionsContract } from './sessions.ts';
import { sharingContract } from './sharing.ts';
import { valuesContract } from './values.ts';

/** What every store must do, whatever it is made of; each test has a session of its own. */
export function contract(open: () => Promise<Store>): void {
  let store: Store;
  let session: Held;
  before(async () => void (store = await open()));
  after(() => store.close());
  beforeEach(async () => void (session = await sessionIn(store, MINUTE)));

  const held = () => session;
  valuesContract(held);
  sessionsContract(held);
  sharingContract(held);
  filesContract(held);
  jobsContract(held);
}
