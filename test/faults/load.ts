import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { calculate, variant, type Instance, type Reply } from './instance.ts';

export interface Steady<T> {
  /** What came since the last time this was asked. */
  take(): T[];
  /** Ends the load when every request that was sent is answered. */
  stop(): Promise<T[]>;
}

/** Work without end by `users` at a time. @param work one piece of it, by its number and its user's; gives what came of it */
export function endless<T>(
  users: number,
  work: (n: number, user: number) => Promise<readonly T[]>,
): Steady<T> {
  let going = true;
  let came: T[] = [];
  let next = 0;
  const all = Array.from({ length: users }, async (_, user) => {
    while (going) {
      came.push(...(await work((next += 1), user)));
      await pause(2);
    }
  });
  const take = (): T[] => {
    const taken = came;
    came = [];
    return taken;
  };
  return {
    take,
    stop: async () => {
      going = false;
      await Promise.all(all);
      return take();
    },
  };
}

/** Calculations without end by `users` at a time, some asked before and some new. */
export const steadyLoad = (instance: Instance, token: () => string, users = 4): Steady<Reply> =>
  endless(users, async (n) => [await calculate(instance, token(), variant(n % 3 === 0 ? n : n % 7))]);

/** Every answer is the right result or a refusal that says why. */
export function areValid(replies: readonly Reply[], ...allowed: number[]): void {
  for (const { status, body } of replies) {
    assert.ok(status === 200 || allowed.includes(status), `${status}: ${JSON.stringify(body).slice(0, 200)}`);
    if (status === 200) {
      assert.equal(body.dpi, 1.5);
      assert.equal(body.cash_flow_details.length, 5);
      assert.match(body.cache, /^(hit|miss)$/);
    } else {
      assert.equal(body.status, status);
      assert.match(body.code, /^[A-Z_]+$/);
    }
  }
}

export const share = (replies: readonly Reply[], of: number): number => {
  const sorted = replies.map(({ ms }) => ms).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? NaN;
};
