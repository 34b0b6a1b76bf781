/** Cash held back up to the target. What it holds is released in the last period, which tops nothing up any more. */
import type { Reserve, Tier } from '../../definition.ts';
import { add, BALANCE, move, PAID, positive, setTo, type State, take, TAKEN } from '../state.ts';
import { sameIds, type Kind, type Step } from '../step.ts';
import { post, wiresTo } from '../wires.ts';

export interface ReserveStep extends Step {
  readonly held: number;
  /** Takes up to `wanted` out in period k; what was there. */
  draw(s: State, k: number, wanted: number): number;
  /** Rounding changes by `delta` what it took less what it gave in a turn. */
  adjust(s: State, k: number, delta: number, gave: boolean): void;
}

export const reserve: Kind<Reserve> = {
  payees: () => [],
  carries: false,
  moves: () => ['drawn', 'closing'],
  sameForm: ({ covers }, other) => sameIds(covers, other.covers),
  numbers: () => 2,
  make(_tier, { layout, columns, now }, index, numbers): ReserveStep {
    const [target, opening] = [numbers, numbers + 1];
    const held = layout.slots(BALANCE);
    const { drawn, opening: opened } = columns[index]!;
    const to = wiresTo(layout);
    /** Slot: 1 in the last period. */
    const last = layout.slots(1);
    const owe = (s: State) => (s[TAKEN] = s[last] ? 0 : positive(s[target]! - s[held]!)) > 0;
    const put = (s: State, k: number, amount: number): void => {
      move(s, held, amount);
      s[PAID] = amount;
      post(s, to, k, PAID);
    };
    return {
      payees: [],
      to: [to],
      held,
      bind(s, own: Tier) {
        s[target] = (own as Reserve).target;
        s[opening] = (own as Reserve).opening;
      },
      reset(s) {
        setTo(s, held, s[opening]!);
        add(s, opened, 0, s[held]!);
      },
      accrue(s, k) {
        s[last] = k === now.last ? 1 : 0;
      },
      pay(s, k) {
        const owes = owe(s);
        if (take(s, 1)) put(s, k, s[TAKEN]!);
        return owes;
      },
      owe,
      payOut: (s, k) => put(s, k, s[TAKEN]!),
      draw(s, k, wanted) {
        const sum = Math.min(positive(s[held]!), wanted);
        move(s, held, -sum);
        add(s, drawn, k, sum);
        for (const turn of to.sums) s[turn]! -= sum;
        return sum;
      },
      adjust(s, k, delta, gave) {
        if (!gave) return put(s, k, delta);
        move(s, held, delta);
        add(s, drawn, k, -delta);
        for (const turn of to.sums) s[turn]! += delta;
      },
      balances: [held],
      basis: (s) => ({ target: s[target]!, held: s[held]!, last: s[last]! }),
    };
  },
};
