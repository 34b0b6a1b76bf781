import { atLeast0, before, less, sum, times } from '../expression.ts';
import type { LiveKind } from './context.ts';

export const reserve: LiveKind<'reserve'> = ({ setting, seat, key, define, step }) => {
  const { book } = setting;
  const held = () => less(sum([book.ref(key('opening')), ...seat.taken]), seat.parts.get('drawn') ?? []);
  return {
    last: '0',
    open: () =>
      void define('opening', before(book.ref(key('closing'))), {
        first: times(seat.term('opening'), seat.part),
      }),
    owed: () => step('owed', atLeast0(less(times(seat.term('target'), seat.part), [held()])), '', '0'),
    share: () => [],
    now: held,
    close: () => void define('closing', held(), { first: held() }),
  };
};
