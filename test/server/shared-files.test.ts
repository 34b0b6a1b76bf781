import assert from 'node:assert/strict';
import { pino } from 'pino';
import { StoreStorage } from '../../server/files/store-storage.ts';
import { RedisStore } from '../../server/store/redis.ts';
import type { Store } from '../../server/store/store.ts';
import { PATIENCE, startRedis, type RedisServer } from '../support/redis.ts';
import { MIB } from './support/files.ts';
import { MINUTE, sessionIn } from './store/held.ts';

const PLACE = 'cache/generated';

describe('files in Redis that two instances write at once', () => {
  let redis: RedisServer;
  let store: RedisStore;
  let id: string;
  before(async () => {
    redis = await startRedis();
    store = await RedisStore.connect(redis.url, pino({ level: 'silent' }), PATIENCE);
  });
  beforeEach(async () => void ({ id } = await sessionIn(store, MINUTE)));
  after(async () => {
    await store.close();
    await redis.kill();
  });

  /** The same store, which does `between` before each call of `method` but the first. */
  const meanwhile = (method: 'writeSession' | 'getValue', between: () => Promise<void>): Store => {
    let calls = 0;
    return new Proxy<Store>(store, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          if (name === method && ++calls > 1) await between();
          return value.apply(target, args) as unknown;
        };
      },
    });
  };
  const shelf = (of: Store = store) => new StoreStorage(of);
  const put = (of: Store, bytes: Buffer) => shelf(of).put(PLACE, id, 'file', bytes, MINUTE);
  const get = (of: Store = store) => shelf(of).get(PLACE, id, 'file');
  const [one, two] = [Buffer.alloc(MIB, 1), Buffer.alloc(MIB - 7, 2)];

  it('are not there until they are whole, and then those that came last', async () => {
    const seen: (Buffer | undefined)[] = [];
    await put(
      meanwhile('writeSession', async () => void seen.push(await get())),
      one,
    );
    assert.deepEqual(new Set(seen), new Set([undefined]));
    assert.ok((await get())?.equals(one));
    seen.length = 0;
    await put(
      meanwhile('writeSession', async () => void seen.push(await get())),
      two,
    );
    assert.ok(seen.length > 1 && seen.every((bytes) => bytes?.equals(one)));
    assert.ok((await get())?.equals(two));
  });

  it('are of one writer alone, and nothing of the other stays', async () => {
    let others = 0;
    const other = async () => void (++others === 2 && (await put(store, two)));
    await put(meanwhile('writeSession', other), one);
    assert.ok((await get())?.equals(one));
    assert.equal((await store.namesOf(id)).length, 5);
    await shelf().drop(PLACE, id, 'file');
    assert.deepEqual(await store.namesOf(id), []);
  });

  it('are read whole while another takes their place', async () => {
    await put(store, one);
    let others = 0;
    const other = async () => void (++others === 2 && (await put(store, two)));
    assert.ok((await get(meanwhile('getValue', other)))?.equals(two));
    await shelf().drop(PLACE, id, 'file');
    assert.equal(await get(), undefined);
  });
});
