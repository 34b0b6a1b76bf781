import { atLeast0, before, less, over, shareOf, sum, times } from '../expression.ts';
import type { Part } from '../ledger-tier.ts';
import type { LiveKind } from './context.ts';

export const catchUp: LiveKind<'catchUp'> = ({ setting, capital, seat, around, key, step }) => {
  const { book, definition, word } = setting;
  const { tier, group } = seat;
  const investors = seat.classes.filter((id) => id !== 'gp');
  // Under `pariPassu` the general partner's capital stands outside.
  const gpCapital = definition.options.gpCapital === 'allIn' ? seat.classes.filter((id) => id === 'gp') : [];
  const taken = book.ref(key('taken'));
  const { to } = tier;
  return {
    owed() {
      const profit = step('profit', atLeast0(around.profitAbove(investors, investors)));
      const own =
        tier.counts === 'all' ? step('ownProfit', atLeast0(around.profitAbove(['gp'], gpCapital))) : '0';
      const [carry, share] = [seat.term('carry'), seat.term('share')];
      const whole = sum([profit, own]);
      const target =
        tier.stop === 'parity'
          ? over(less(times(carry, whole), [own]), `(${share}-${carry})`)
          : over(less(over(times(carry, whole), `(1-${carry})`), [own]), share);
      return step('owed', atLeast0(less(target, [before(taken), ...seat.taken])));
    },
    share(paid, cellOf) {
      const others = investors.filter((id) => id !== to);
      const all = sum(investors.map((id) => capital.toDate(id)));
      const rest = times(paid, `(1-${seat.term('share')})`);
      return [
        ...others.map((id): Part => [id, () => times(rest, shareOf(capital.toDate(id), all))]),
        [to, () => less(paid, others.map(cellOf))],
      ];
    },
    close: () => void book.define(key('taken'), group, word('taken'), `${before(taken)}+${sum(seat.taken)}`),
  };
};
