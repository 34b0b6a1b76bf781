import assert from 'node:assert/strict';
import { LastResult } from '../../server/calculations/last-result.ts';
import type { Session } from '../../server/sessions/sessions.ts';
import { sessionKey } from '../../server/store/keys.ts';
import type { MemoryStore } from '../../server/store/memory.ts';
import { StoreUnavailable } from '../../server/store/store.ts';
import { doTask, type Work } from '../../server/threads/tasks.ts';
import { calculationsBy, sessionInMemory } from './support/calculations.ts';
import { heavyFund } from './support/heavy.ts';
import { keptLog, workedExample } from './support/service.ts';

const HEAVY = heavyFund({ periods: 120, trueUps: 50 });
const away = async (): Promise<never> => {
  throw new StoreUnavailable('timeout');
};

describe('a result that comes late', () => {
  let store: MemoryStore;
  let session: Session;
  beforeEach(async () => void ({ store, session } = await sessionInMemory()));
  afterEach(() => store.close());

  for (const isKept of [true, false])
    it(`is not the last one where its client has left, and ${isKept ? 'it is kept' : 'it is not kept'}`, async () => {
      let begun = (): void => undefined;
      let end = (): void => undefined;
      const hasBegun = new Promise<void>((resolve) => (begun = resolve));
      const ends = new Promise<void>((resolve) => (end = resolve));
      const work: Work = async (task) => {
        begun();
        await ends;
        return doTask(task);
      };
      const calculations = calculationsBy(work);
      const client = new AbortController();
      const late = calculations.calculate({ ...session, signal: client.signal }, HEAVY);
      await hasBegun;
      client.abort();
      const { text } = await calculations.calculate(session, workedExample);
      if (!isKept) store.writeSession = away;
      end();
      await late;
      assert.equal(await calculations.latest(session, 'results'), text);
    });

  it('is written as the last one before it is answered from the cache, so that a newer one follows it', async () => {
    const calculations = calculationsBy();
    const { text } = await calculations.calculate(session, workedExample);
    await calculations.calculate(session, HEAVY);
    const writeSession = store.writeSession.bind(store);
    store.writeSession = async (...written) => {
      await new Promise(setImmediate);
      return writeSession(...written);
    };
    assert.equal((await calculations.calculate(session, workedExample)).cache, 'hit');
    assert.equal(await calculations.latest(session, 'results'), text);
  });

  describe('on another instance than one that could not be kept', () => {
    let one: LastResult;
    let other: LastResult;
    /** The session as a request finds it. */
    const found = async (): Promise<Session> => ({
      ...session,
      record: (await store.getHash(sessionKey('s')))!,
    });
    beforeEach(async () => {
      [one, other] = [new LastResult(Date.now, keptLog().log), new LastResult(Date.now, keptLog().log)];
      await other.used(await found(), 'first', {}, '1');
      const { dropValues } = store;
      store.dropValues = away;
      await one.notKept(await found());
      store.dropValues = dropValues;
    });

    it('is the last one on both', async () => {
      await other.used(await found(), 'third', {}, '3');
      for (const each of [other, one, other]) assert.equal(await each.read(await found(), 'results'), '3');
    });

    it('is none where nothing newer was kept', async () => {
      assert.equal(await one.read(await found(), 'results'), undefined);
      assert.equal(await other.read(await found(), 'results'), undefined);
    });
  });
});
