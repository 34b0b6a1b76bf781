/** Calls that are capital of a class already but bear no return until later: what of each still sleeps, in columns of its own. */
import type { Balance } from './capital-balance.ts';
import { atLeast0, before, type Expr, grouped, less, sum, times } from './expression.ts';
import type { Earning, OtherBegin } from './inflows.ts';

/** Keys of what is left of a call, and of the call itself until capital is back. */
interface Sleeper {
  readonly call: OtherBegin;
  readonly left: Expr;
  readonly original: Expr;
}

export interface Sleepers {
  /** What sleeps when period k opens. */
  asleep(k: number, field: 'left' | 'original'): readonly Expr[];
  /** What calls whose time comes in period k bring. */
  awaking(way: Earning, k: number): Expr;
  close(usesOriginal: boolean): void;
}

const keyOf = (field: 'sleeps' | 'sleepsOriginal', { row }: OtherBegin, { party, mark }: Balance) =>
  `${field}>${row + 1}>${party}${mark}`;
const sleepsAt = ({ call }: Sleeper, k: number) => k >= call.period && k < call.begins;

export function openSleepers(balance: Balance): Sleepers {
  const { capital, party, wentBack, standing } = balance;
  const { book } = balance.setting;
  const sleepers = capital.late
    .filter((call) => call.of(party) !== '0')
    .sort((a, b) => a.place - b.place || a.row - b.row)
    .map((call) => ({
      call,
      left: book.ref(keyOf('sleeps', call, balance)),
      original: book.ref(keyOf('sleepsOriginal', call, balance)),
    }));
  return {
    asleep: (k, field) =>
      sleepers.filter(({ call }) => call.period < k && k <= call.begins).map((s) => before(s[field])),
    awaking: (way, k) =>
      sum(
        sleepers
          .filter(({ call }) => call.begins === k && call.period < k)
          .map((s) => {
            const of = before(way.original ? s.original : s.left);
            const bears = way.original && wentBack ? `IF(${standing()}>0,${of},0)` : of;
            return times(bears, grouped(s.call.from(way.rate)));
          }),
      ),
    close: (usesOriginal) =>
      sleepers.forEach((sleeper) => {
        closeLeft(balance, sleeper, sleepers);
        if (usesOriginal) closeOriginal(balance, sleeper);
      }),
  };
}

/** What there is of a call before the period's payments. */
const opens = ({ call, ...refs }: Sleeper, field: 'left' | 'original', k: number, party: string): Expr =>
  k === call.period ? call.of(party) : before(refs[field]);

/** What is paid back beyond the capital that bears a return comes off what sleeps, the first to awake first. */
function closeLeft(balance: Balance, own: Sleeper, all: readonly Sleeper[]): void {
  const { setting, capital, party, paid, wentBack } = balance;
  const { call } = own;
  // What was pending at the opening, less what is paid in now.
  const pendingNow = (): Expr => {
    const pending = capital.pending(party);
    return pending === '0' ? '0' : atLeast0(`${pending}-${capital.foreseen(party)}`);
  };
  const were = (list: readonly Sleeper[], k: number) => list.map((s) => opens(s, 'left', k, party));
  const formula = (k: number): Expr | number => {
    if (!sleepsAt(own, k)) return 0;
    const was = opens(own, 'left', k, party);
    if (!paid.length && !wentBack) return was;
    const asleep = all.filter((s) => sleepsAt(s, k));
    const over = less(sum(were(asleep, k)), [`MAX(0,${less(balance.now(), [pendingNow()])})`]);
    // What earlier ones took.
    const earlier = asleep.slice(0, asleep.indexOf(own));
    const rest = less(sum([over, ...earlier.map((s) => s.left)]), were(earlier, k));
    const taken = `MAX(0,MIN(${was},${rest}))`;
    return wentBack ? `IF(${balance.isBack()},0,${was}-${taken})` : `${was}-IF(${sum(paid)}>0,${taken},0)`;
  };
  const first = call.period === 0 ? call.of(party) : 0;
  setting.book.define(keyOf('sleeps', call, balance), balance.workings, headOf(balance, call), formula, {
    first,
  });
}

/** Original contributions that sleep are gone once capital is fully back. */
function closeOriginal(balance: Balance, own: Sleeper): void {
  const { setting, party, closing, paid, wentBack } = balance;
  const { call } = own;
  const formula = (k: number): Expr | number => {
    if (!sleepsAt(own, k)) return 0;
    const was = opens(own, 'original', k, party);
    const going = wentBack ? `IF(${closing}>0,${was},0)` : was;
    return paid.length ? `IF(AND(${sum(paid)}>0,${balance.isBack()}),0,${going})` : going;
  };
  const head = `${setting.word('original')} · ${headOf(balance, call)}`;
  const first = call.period === 0 ? call.of(party) : 0;
  setting.book.define(keyOf('sleepsOriginal', call, balance), balance.workings, head, formula, { first });
}

const headOf = ({ setting, party }: Balance, { row }: OtherBegin) =>
  `${setting.word('sleeps')} ${row + 1} · ${setting.party(party)}`;
