import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { calculate, variant, type Instance, type Reply } from './instance.ts';

export interface Steady {
  /** What was answered since the last time this was asked. */
  take(): Reply[];
  /** Ends the load when every request that was sent is answered. */
  stop(): Promise<Reply[]>;
}

/** Calculations without end by `users` at a time, some asked before and some new. */
export function steadyLoad(instance: Instance, token: () => string, users = 4): Steady {
  let going = true;
  let replies: Reply[] = [];
  let next = 0;
  const work = Array.from({ length: users }, async () => {
    while (going) {
      next += 1;
      replies.push(await calculate(instance, token(), variant(next % 3 === 0 ? next : next % 7)));
      await pause(2);
    }
  });
  const take = (): Reply[] => {
    const taken = replies;
    replies = [];
    return taken;
  };
  return {
    take,
    stop: async () => {
      going = false;
      await Promise.all(work);
      return take();
    },
  };
}

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
