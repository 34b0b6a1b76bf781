import assert from 'node:assert/strict';
import { FairQueue } from '../../server/limits/fair-queue.ts';
import { until } from '../support/until.ts';

describe('turns at work that takes memory', () => {
  let queue: FairQueue;
  let began: string[];
  let ends: (() => void)[];
  beforeEach(() => {
    queue = new FairQueue({ all: 3, each: [1, 2] });
    began = [];
    ends = [];
  });
  const never = new AbortController().signal;
  const take = (name: string, whose: readonly string[], gone = never) =>
    queue.run(whose, gone, async () => {
      began.push(name);
      await new Promise<void>((resolve) => ends.push(resolve));
      return name;
    });
  /** Lets the work that began first end. */
  const end = () => ends.shift()!();

  it('are as many at once as they may be in all, of an address and of a session', async () => {
    const all = [
      take('a1', ['a', 'x']),
      take('a2', ['a', 'x']),
      take('b', ['b', 'x']),
      take('c', ['c', 'x']),
      take('d', ['d', 'y']),
      take('e', ['e', 'z']),
    ];
    await until('three have begun', () => ends.length === 3);
    assert.deepEqual(began, ['a1', 'b', 'd']);
    for (let i = 0; i < all.length; i++) {
      await until('one has begun', () => ends.length > 0);
      end();
    }
    assert.deepEqual(await Promise.all(all), ['a1', 'a2', 'b', 'c', 'd', 'e']);
  });

  it('come to each session by turns, however many one has asked for before', async () => {
    const all = ['a1', 'a2', 'a3', 'a4'].map((name) => take(name, ['a', 'x']));
    all.push(take('b', ['b', 'x']), take('c1', ['c', 'x']), take('c2', ['c', 'x']));
    for (let i = 0; i < all.length; i++) {
      await until('one has begun', () => ends.length > 0);
      end();
    }
    await Promise.all(all);
    assert.deepEqual(began, ['a1', 'b', 'c1', 'a2', 'c2', 'a3', 'a4']);
  });

  it('are given up by who leaves before they begin, and no sooner ended by who leaves in them', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const all = [
      take('a1', ['a', 'x'], first.signal),
      take('a2', ['a', 'x'], second.signal),
      take('a3', ['a', 'x']),
      take('a4', ['a', 'x'], AbortSignal.abort()),
    ];
    await until('one has begun', () => ends.length === 1);
    second.abort();
    first.abort();
    assert.equal(await all[1], undefined);
    assert.equal(await all[3], undefined);
    assert.deepEqual(began, ['a1']);
    end();
    await until('the next has begun', () => ends.length === 1);
    end();
    assert.deepEqual(await Promise.all(all), ['a1', undefined, 'a3', undefined]);
  });

  it('end with work that fails', async () => {
    const failing = queue.run(['a', 'x'], never, () => Promise.reject(new Error('failed')));
    const next = take('a2', ['a', 'x']);
    await assert.rejects(failing, /failed/);
    await until('the next has begun', () => ends.length === 1);
    end();
    assert.equal(await next, 'a2');
  });
});
