import type { Audit } from '../../../server/audit.ts';
import { Calculations } from '../../../server/calculations/calculations.ts';
import { Runs } from '../../../server/calculations/engine-runs.ts';
import { TooHeavy } from '../../../server/calculations/too-heavy.ts';
import type { Metrics } from '../../../server/metrics.ts';
import type { Session } from '../../../server/sessions/sessions.ts';
import { MemoryStore } from '../../../server/store/memory.ts';
import type { PublishedLimits } from '../../../server/store/published-limits.ts';
import { doTask, type Work } from '../../../server/threads/tasks.ts';
import { keptLog } from './service.ts';
import { ownerOf, vaultOf } from './vault.ts';

const HOUR = 3_600_000;

/** A session in a store in memory, without a service. */
export async function sessionInMemory(): Promise<{ store: MemoryStore; session: Session }> {
  const store = new MemoryStore(1 << 24, Date.now);
  const endsAt = Date.now() + HOUR;
  await store.openSession('s', { status: 'active' }, HOUR, endsAt);
  const vault = vaultOf(store, 's', Date.now);
  return { store, session: { id: 's', expiresAt: endsAt, endsAt, owner: ownerOf('s'), vault } };
}

/** Calculations without a service; heavy ones are done by `work`. */
export function calculationsBy(work: Work = doTask): Calculations {
  const limits = { current: { cache_timeout: 60, max_investment_period: 30 } } as PublishedLimits;
  return new Calculations(
    new Runs(work, new TooHeavy(Date.now), limits),
    limits,
    Date.now,
    keptLog().log,
    { count: () => undefined } as unknown as Audit,
    { engine: () => undefined } as unknown as Metrics,
  );
}
