/** Pays back unreturned capital. */
import type { ReturnOfCapital } from '../../definition.ts';
import { BALANCE } from '../balance.ts';
import { proRata, type Kind } from '../step.ts';

export const returnOfCapital: Kind<ReturnOfCapital> = {
  payees: ({ to }) => to,
  carries: false,
  moves: ['opening', 'added', 'closing'],
  make({ to }, { arena, indexOf, capital }) {
    const payees = to.map(indexOf);
    const { unreturned } = capital;
    const due = arena.take(payees.length);
    return {
      payees,
      bind() {},
      owed() {
        let sum = 0;
        for (let i = 0; i < payees.length; i++)
          sum += due[i] = Math.max(0, unreturned[payees[i]! * BALANCE]!);
        return sum;
      },
      share: (amount, out) => proRata(amount, due, out),
      settle: (i, amount) => capital.repay(payees[i]!, amount),
      balance() {
        let sum = 0;
        for (let i = 0; i < payees.length; i++) sum += unreturned[payees[i]! * BALANCE]!;
        return sum;
      },
      basis: () => Object.fromEntries([...due].map((owed, i) => [`due${i}`, owed])),
    };
  },
};
