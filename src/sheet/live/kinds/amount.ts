import { before, less, times, unlessNoise } from '../expression.ts';
import { add, type LiveKind } from './context.ts';

export const amount: LiveKind<'amount'> = ({ setting, seat, key, define }) => {
  const { book, word, definition } = setting;
  const { tier, group } = seat;
  // The schedule as given; in a slice it is a part of it.
  const given = definition.pots.flatMap((p) => p.tiers).find((t) => t.id === tier.id)!;
  const held = () => `${book.ref(key('opening'))}+${book.ref(key('accrued'))}`;
  const due = () => less(held(), seat.taken);
  return {
    open() {
      define('opening', before(book.ref(key('closing'))));
      const falls = (k: number) =>
        given.kind === 'amount'
          ? given.schedule.reduce((s, { at, amount }) => (at === k ? s + amount : s), 0)
          : 0;
      const schedule = book.ref(`${tier.id}.accrued`);
      if (seat.mark === '') add(seat, 'accrued', schedule);
      else {
        // The schedule stands in the table; here is the ledger's part of it.
        const own = times(schedule, seat.part);
        book.define(key('accrued'), group, word('accrued'), own, { first: own });
      }
      if (!book.has(`${tier.id}.accrued`))
        book.define(`${tier.id}.accrued`, setting.titleOf(tier.id), word('accrued'), falls, {
          first: falls(0),
          input: true,
        });
    },
    owed: due,
    share: (paid) => [[seat.to[0]!, () => paid]],
    now: due,
    close: () => void define('closing', unlessNoise(`(${due()})`, `(${held()})`), { first: due() }),
  };
};
