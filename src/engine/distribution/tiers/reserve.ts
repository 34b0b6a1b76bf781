/** Cash held back up to the target. What it holds is released in the last period, which tops nothing up any more. */
import type { Reserve, Tier } from '../../definition.ts';
import { move, setTo } from '../balance.ts';
import type { Kind, Step } from '../step.ts';

export interface ReserveStep extends Step {
  /** Takes up to `wanted` out; what was there. */
  draw(wanted: number): number;
}

export const reserve: Kind<Reserve> = {
  payees: () => [],
  carries: false,
  moves: ['opening', 'drawn', 'closing'],
  make(_tier, { arena, life }): ReserveStep {
    const held = arena.take(2);
    const last = arena.take(1);
    let target = 0;
    let opening = 0;
    return {
      payees: [],
      bind(own: Tier) {
        ({ target, opening } = own as Reserve);
      },
      reset: () => setTo(held, 0, opening),
      accrue(k) {
        last[0] = k === life.last ? 1 : 0;
        return 0;
      },
      owed: () => (last[0] ? 0 : Math.max(0, target - held[0]!)),
      settle: (_i, amount) => move(held, 0, amount),
      draw(wanted) {
        const sum = Math.min(Math.max(0, held[0]!), wanted);
        move(held, 0, -sum);
        return sum;
      },
      balance: () => held[0]!,
      basis: () => ({ target, held: held[0]!, last: last[0]! }),
    };
  },
};
