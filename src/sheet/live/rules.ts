/** The tier kinds as formulas: for each what is owed, how a payment is shared, how its balance runs. The twin of the engine's rules. */
import type { Account } from './capital.ts';
import { growth } from './clock.ts';
import { atLeast0, before, less, over, shareOf, sum, times, type Expr } from './expression.ts';
import type { Capital, Earning } from './joining.ts';
import { byShares, proRata, type Part, type Seat } from './seat.ts';
import type { Setting } from './setting.ts';

/** What a tier needs to know of the others in its ledger. */
export interface Around {
  account(party: string): Account;
  /** Cash a party has had from anything so far in the period. */
  receivedSoFar(party: string): readonly Expr[];
  /** Payments of the tiers ranked above so far to some parties, less their capital, from the closing on. */
  profitAbove(seat: Seat, parties: readonly string[]): Expr;
}

export interface LiveRule {
  /** Balances open and accrue. */
  open?(): void;
  owed(available: Expr): Expr;
  /** Cash the tier takes, where that is not the lesser of what there is and what is owed. */
  takes?(available: Expr, owed: Expr, passes: Expr | null): Expr;
  share(paid: Expr, cellOf: (party: string) => Expr): readonly Part[];
  /** The balance at this point of the period. */
  now?(): Expr;
  close?(): void;
  /** What the tier takes in the last period, where that differs. */
  readonly last?: Expr;
}

export function ruleOf(setting: Setting, capital: Capital, seat: Seat, around: Around): LiveRule {
  const { book, word } = setting;
  const { tier, mark, group } = seat;
  const key = (field: string, party?: string) =>
    `${tier.id}.${field}${party !== undefined && seat.to.length > 1 ? `>${party}` : ''}${mark}`;
  const head = (field: Parameters<Setting['word']>[0], party?: string) =>
    word(field) + (party !== undefined && seat.to.length > 1 ? ` · ${setting.party(party)}` : '');
  const define = (
    field: Parameters<Setting['word']>[0],
    rest: Parameters<typeof book.define>[3],
    more: Parameters<typeof book.define>[4] = {},
    party?: string,
  ): Expr => {
    const cell = book.define(key(field, party), group, head(field, party), rest, more);
    add(seat, field, cell);
    return cell;
  };
  const paidTo = (party: string) => seat.payments.filter((p) => p.party === party).map((p) => p.cell);
  const step = (field: Parameters<Setting['word']>[0], expr: Expr, party = '', last?: Expr): Expr =>
    book.define(
      book.unused(`${key(field)}${party && `>${party}`}`),
      group,
      word(field) + (party && ` · ${setting.party(party)}`),
      expr,
      last === undefined ? {} : { last },
    );
  const stepped = (owed: readonly (readonly [string, Expr])[]) =>
    owed.map(([p, due]) => [p, step('owed', due, p)] as const);

  switch (tier.kind) {
    case 'returnOfCapital': {
      let owed: (readonly [string, Expr])[] = [];
      let total: Expr = '0';
      const accounts = () => seat.to.map((p) => [p, around.account(p)] as const);
      return {
        owed() {
          const guarded = setting.flows.closings !== undefined;
          owed = accounts().map(([p, a]) => [p, guarded ? atLeast0(a.now()) : a.now()]);
          if (owed.length < 2) return (total = owed[0]?.[1] ?? '0');
          owed = stepped(owed);
          return (total = step('owed', sum(owed.map(([, due]) => due))));
        },
        share: (paid) => proRata(paid, owed, total),
        close() {
          for (const [, a] of accounts())
            for (const field of ['opening', 'added', 'closing'] as const) add(seat, field, a[field]);
        },
      };
    }

    case 'preferredReturn': {
      const rate = seat.term('rate');
      const { compounding } = tier;
      const dayCount = tier.dayCount ?? setting.definition.options.dayCount;
      const accrued = new Map<string, Expr>();
      let owed: (readonly [string, Expr])[] = [];
      let total: Expr = '0';
      const opening = (p: string) => book.ref(key('opening', p));
      const left = (p: string) => less(`${opening(p)}+${accrued.get(p)!}`, paidTo(p));
      return {
        open() {
          const years = setting.clock.period(dayCount);
          let factor = growth(rate, compounding, years);
          if (compounding !== 'simple' && factor !== rate) {
            const shared = `${tier.id}.growth`;
            factor = book.has(shared)
              ? book.ref(shared)
              : book.define(shared, setting.titleOf(tier.id), word('growth'), factor, { format: 'factor' });
          }
          const earning: Earning = {
            tier: tier.id,
            group: setting.titleOf(tier.id),
            factor,
            // Between the dates of the timeline nothing capitalises.
            growth: (own) => growth(rate, compounding, own),
            compounds: compounding !== 'simple',
            dayCount,
            fromClosing: false,
          };
          for (const p of seat.to) {
            define('opening', before(book.ref(key('closing', p))), {}, p);
            const base = around.account(p).base(tier.base === 'original');
            accrued.set(
              p,
              define(
                'accrued',
                sum([
                  times(compounding === 'simple' ? base : sum([base, opening(p)]), factor),
                  capital.earned([p], earning),
                ]),
                {},
                p,
              ),
            );
          }
        },
        owed() {
          owed = seat.to.map((p) => [p, left(p)]);
          if (owed.length < 2) return (total = owed[0]?.[1] ?? '0');
          owed = stepped(owed);
          return (total = step('owed', sum(owed.map(([, due]) => due))));
        },
        share: (paid) => proRata(paid, owed, total),
        close() {
          for (const p of seat.to) {
            let rest = left(p);
            if (tier.shortfall !== 'accrue') {
              const ended = define(tier.shortfall === 'lapse' ? 'lapsed' : 'capitalised', rest, {}, p);
              if (tier.shortfall === 'pik') around.account(p).join(ended);
              rest = less(rest, [ended]);
            }
            define('closing', rest, { first: rest }, p);
          }
        },
      };
    }

    case 'catchUp': {
      const investors = seat.classes.filter((id) => id !== 'gp');
      const taken = book.ref(key('taken'));
      const [to] = seat.to;
      return {
        owed() {
          const profit = step('profit', atLeast0(around.profitAbove(seat, investors)));
          const own =
            tier.counts === 'all' ? step('ownProfit', atLeast0(around.profitAbove(seat, ['gp']))) : '0';
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
            [to!, () => less(paid, others.map(cellOf))],
          ];
        },
        close: () =>
          void book.define(key('taken'), group, word('taken'), `${before(taken)}+${sum(seat.taken)}`),
      };
    }

    case 'hurdle':
      return hurdle(setting, capital, seat, around, define, key, step);

    case 'split':
      return {
        owed: (available) => available,
        share: (paid, cellOf) => byShares(paid, seat.shares, cellOf),
      };

    case 'amount': {
      const due = () => less(`${book.ref(key('opening'))}+${book.ref(key('accrued'))}`, seat.taken);
      return {
        open() {
          define('opening', before(book.ref(key('closing'))));
          const falls = (k: number) =>
            tier.schedule.reduce((s, { at, amount }) => (at === k ? s + amount : s), 0);
          if (mark === '') {
            add(seat, 'accrued', book.ref(key('accrued')));
          } else {
            // The schedule stands in the table; here is the ledger's part of it.
            const schedule = book.ref(`${tier.id}.accrued`);
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
        close: () => void define('closing', due(), { first: due() }),
      };
    }

    case 'reserve': {
      const drawn = () => seat.parts.get('drawn') ?? [];
      const held = () => less(sum([book.ref(key('opening')), ...seat.taken]), drawn());
      const target = () => times(seat.term('target'), seat.part);
      return {
        last: '0',
        open: () =>
          void define('opening', before(book.ref(key('closing'))), {
            first: times(seat.term('opening'), seat.part),
          }),
        owed: () => step('owed', atLeast0(less(target(), [held()])), '', '0'),
        share: () => [],
        now: held,
        close: () => void define('closing', held(), { first: held() }),
      };
    }
  }
}

/** Adds a cell to what a column of the detail table sums. */
export function add(seat: Seat, field: string, cell: Expr): void {
  const known = seat.parts.get(field);
  if (known) known.push(cell);
  else seat.parts.set(field, [cell]);
}

/** The balance a class still needs for its rate or multiple: every distribution to it, from any tier, is taken out. */
function hurdle(
  setting: Setting,
  capital: Capital,
  seat: Seat,
  around: Around,
  define: (field: 'opening' | 'added' | 'accrued' | 'closing', rest: Expr, more?: { first: Expr }) => Expr,
  key: (field: string) => string,
  step: (field: 'owed', expr: Expr) => Expr,
): LiveRule {
  const { book, definition, word } = setting;
  const { tier, group } = seat;
  if (tier.kind !== 'hurdle') throw new TypeError(tier.kind);
  const project = definition.options.hurdleOn === 'project';
  const parties = setting.result.parties.map((p) => p.id);
  const received = () => (project ? parties : [seat.of]).flatMap((p) => around.receivedSoFar(p));
  const contributed = seat.classes.filter((id) => project || id === seat.of);
  const paid = sum(contributed.map(capital.counted));
  const both = tier.metric === 'greaterOf' || tier.metric === 'lesserOf';
  const choose = (rate: Expr, multiple: Expr) =>
    `${tier.metric === 'greaterOf' ? 'MAX' : 'MIN'}(${rate},${multiple})`;
  const weight = project ? '1' : seat.shares.find(([p]) => p === seat.of)![1];
  const dayCount = tier.dayCount ?? definition.options.dayCount;
  const factor = () => growth(seat.term('rate'), 'annual', setting.clock.difference(dayCount));
  const grownSince = (factor: Expr) =>
    capital.earned(contributed, {
      tier: tier.id,
      group: setting.titleOf(tier.id),
      factor,
      growth: (own) => growth(seat.term('rate'), 'annual', own),
      compounds: true,
      dayCount,
      fromClosing: true,
    });
  const closed = () => book.ref(key('closed'));
  let last: Expr | null = null;
  const byRate = book.ref(key('byRate'));
  const byMultiple = book.ref(key('byMultiple'));
  const opening = book.ref(key('opening'));
  const added = book.ref(key('added'));
  const accrued = book.ref(key('accrued'));
  const now = () => less(`${opening}+${added}+${accrued}`, received());
  return {
    open() {
      define('opening', before(book.ref(key('closing'))));
      const multiple = () => times(paid, seat.term('multiple'));
      if (!both) {
        define('accrued', tier.metric === 'irr' ? times(opening, factor()) : '0');
        if (tier.metric === 'irr') define('added', sum([paid, grownSince(factor())]), { first: paid });
        else define('added', multiple(), { first: multiple() });
        return;
      }
      const [r, m] = [before(byRate), before(byMultiple)];
      const g = book.define(key('growth'), group, word('growth'), factor(), { format: 'factor' });
      const grown = `${r}*(1+${g})`;
      define('accrued', less(choose(grown, m), [choose(r, m)]));
      const joined = choose(sum([grown, paid, grownSince(g)]), sum([m, multiple()]));
      const first = choose(paid, multiple());
      define('added', less(joined, [choose(grown, m)]), { first });
    },
    owed: () => step('owed', over(atLeast0(now()), weight)),
    ...(tier.style === 'cliff'
      ? {
          takes(available: Expr, owed: Expr, passes: Expr | null) {
            const open = last ?? before(closed());
            const covers = `IF(OR(${open}=1,${available}>=${owed}),1,0)`;
            const turn = seat.taken.length + 1;
            const ends = book.define(
              turn === seat.turns ? key('closed') : `${key('closed')}#${turn}`,
              group,
              word('closed'),
              passes ? `IF(${passes},${covers},${open})` : covers,
              { format: 'flag' },
            );
            last = ends;
            return `IF(${ends}=1,0,${available})`;
          },
        }
      : {}),
    share: (amount, cellOf) => byShares(amount, seat.shares, cellOf),
    now,
    close() {
      define('closing', now(), { first: now() });
      if (!both) return;
      const out = received();
      const g = book.ref(key('growth'));
      const rate = less(sum([`${before(byRate)}*(1+${g})`, paid, grownSince(g)]), out);
      const multiple = less(sum([before(byMultiple), times(paid, seat.term('multiple'))]), out);
      book.define(key('byRate'), group, word('byRate'), rate, { first: paid });
      book.define(key('byMultiple'), group, word('byMultiple'), multiple, {
        first: times(paid, seat.term('multiple')),
      });
    },
  };
}
