/** What a turn says: each figure with the arithmetic that gives it, on the operands as they stood. */
import type { Compounding, PreferredReturn, Tier, When } from '../definition.ts';
import {
  factor,
  gives,
  least,
  most,
  over,
  power,
  sum,
  times,
  valueOf,
  type Expression,
} from './expression.ts';
import type { FeeSchedule } from './fees.ts';
import type { Basis } from './step.ts';
import { TIMES_A_YEAR } from './time.ts';
import type { Readings, Said, Turn, What } from './turn.ts';

export interface Facts {
  readonly tier: Tier;
  readonly turn: Turn;
  /** The cash left for it. */
  readonly cash: Expression;
  readonly basis: Basis;
  readonly now: Basis;
  readonly readings: Readings;
  /** By payment: the payee's number. */
  readonly indices: readonly number[];
  /** Its cliff was reached in this turn. */
  readonly closes: boolean;
}

const paidBy = ({ payments }: Turn) => payments.reduce((s, p) => s + p.amount, 0);
const roundedBy = ({ payments }: Turn) => payments.reduce((s, p) => s + p.rounded, 0);
/** An expression with what rounding made of it. */
const rounded = (by: Expression, delta: number): Expression => (delta === 0 ? by : sum([by, delta]));

/** Opened with, accrued, joined, less what has gone out so far. */
function rollOf({ opening, accrued, joined }: Readings, now: Basis, name = 'balance'): Expression {
  const [o, a, j] = [opening[name]!, accrued[name]!, joined[name]!];
  return sum([o, a - o, j - a], [j - now[name]!]);
}

/** What 1 becomes over stretches of rates, less 1. */
function growthOf(compounding: Compounding, basis: Basis): Expression {
  const stretches = Array.from({ length: basis.stretches! }, (_, i) => ({
    rate: factor(basis[`rate${i}`]!),
    years: factor(basis[`years${i}`]!),
  }));
  const m = typeof compounding === 'number' ? compounding : TIMES_A_YEAR[compounding];
  if (compounding !== 'continuous' && m === undefined) {
    const parts = stretches.map(({ rate, years }) => times(rate, years));
    return parts.length === 1 ? parts[0]! : { op: '+', of: parts };
  }
  const grown = stretches.map(({ rate, years }) =>
    m === undefined
      ? power(factor(Math.E), times(rate, years))
      : m === 1
        ? power({ op: '+', of: [factor(1), rate] }, years)
        : power({ op: '+', of: [factor(1), over(rate, factor(m))] }, times(factor(m), years)),
  );
  return { op: '-', of: [grown.length === 1 ? grown[0]! : times(...grown), factor(1)] };
}

function accrualOf(tier: PreferredReturn, basis: Basis, { opening, accrued }: Readings): Said[] {
  const figure = accrued.balance! - opening.balance!;
  if (!basis.bearing || !basis.stretches || figure === 0) return [];
  const growth = growthOf(tier.compounding, basis);
  const simple = typeof growth === 'object' && 'op' in growth && growth.op === 'x';
  const by = simple ? times(basis.bearing, ...growth.of) : times(basis.bearing, growth);
  return gives(by, figure) ? [{ what: 'accrued', by, figure }] : [];
}

const OWED: Readonly<Record<Exclude<Tier['kind'], 'split'>, What>> = {
  returnOfCapital: 'capital',
  preferredReturn: 'return',
  amount: 'amount',
  hurdle: 'hurdle',
  catchUp: 'catchUp',
  reserve: 'reserve',
};

/** What is owed of a balance: all of it, what stands against one payee not set against another. */
function owedOf(roll: Expression, owed: number, balance: number): Expression {
  const more = owed - balance;
  if (Math.abs(more) <= 1e-12 * Math.abs(owed)) return roll;
  if (owed === 0) return most(0, roll);
  return sum([roll, more]);
}

const floored = (by: Expression): Expression => (valueOf(by) < 0 ? most(0, by) : by);

function owedBy({ tier, turn, basis, now, readings }: Facts): Expression | null {
  switch (tier.kind) {
    case 'split':
      return null;
    case 'returnOfCapital':
    case 'preferredReturn':
    case 'amount':
      return owedOf(rollOf(readings, now), turn.owed, now.balance!);
    case 'reserve':
      return basis.last === 1 ? null : floored(sum([basis.target!], [basis.held!]));
    case 'hurdle': {
      const [rate, multiple] = [rollOf(readings, now, 'byRate'), rollOf(readings, now, 'byMultiple')];
      const needed = {
        irr: rate,
        multiple,
        greaterOf: most(rate, multiple),
        lesserOf: least(rate, multiple),
      }[tier.metric];
      const open = floored(needed);
      return basis.weight === 1 ? open : over(open, factor(basis.weight!));
    }
    case 'catchUp': {
      const [share, carry] = [factor(basis.share!), factor(basis.carry!)];
      const all = basis.own ? sum([basis.profit!, basis.own]) : basis.profit!;
      const gap: Expression = { op: '-', of: [share, carry] };
      const carried = times(carry, all);
      const target =
        tier.stop === 'parity'
          ? over(basis.own ? sum([carried], [basis.own]) : carried, gap)
          : over(
              basis.own
                ? sum([over(carried, { op: '-', of: [factor(1), carry] })], [basis.own])
                : over(carried, { op: '-', of: [factor(1), carry] }),
              share,
            );
      return floored(basis.taken ? sum([target], [basis.taken]) : target);
    }
  }
}

/** How the payment fell on a party. */
function partBy({ tier, turn, basis }: Facts, party: string, i: number, paid: number): Expression {
  switch (tier.kind) {
    case 'split':
      return times(factor(tier.shares[party] ?? 0), paid);
    case 'hurdle':
      return times(factor(tier.split[party] ?? 0), paid);
    case 'catchUp': {
      if (i === 0) return times(factor(basis.share!), paid);
      const rest: Expression = { op: '-', of: [factor(1), factor(basis.share!)] };
      return times(rest, paid, over(basis[`paidIn${i}`]!, basis.paidIn!));
    }
    default:
      return times(paid, over(basis[`due${i}`] ?? turn.owed, turn.owed));
  }
}

function partsBy(facts: Facts): Said[] {
  const { tier, turn, indices } = facts;
  const paid = paidBy(turn) - roundedBy(turn);
  const single = turn.payments.length === 1 && tier.kind !== 'split';
  if (single || tier.kind === 'reserve') return [];
  return turn.payments.map(({ party, amount, rounded: delta }, n): Said => {
    const by = partBy(facts, party, indices[n]!, paid);
    const whole = rounded(by, delta);
    if (gives(whole, amount)) return { what: 'party', party, figure: amount, by: whole };
    const others = turn.payments.filter((p) => p.party !== party).map((p) => p.amount - p.rounded);
    return { what: 'party', party, figure: amount, by: rounded(sum([paid], others), delta) };
  });
}

function openOf({ tier, turn }: Facts, paid: number): Said[] {
  const figure = turn.owed - paid;
  if (figure <= 1e-12 * Math.abs(turn.owed)) return [];
  const what: What =
    roundedBy(turn) < 0 && turn.available >= turn.owed
      ? 'unrounded'
      : tier.kind === 'preferredReturn' && tier.shortfall !== 'accrue'
        ? { lapse: 'lapses' as const, pik: 'capitalises' as const }[tier.shortfall]
        : 'open';
  return [{ what, by: sum([turn.owed], [paid]), figure }];
}

export function tellTurn(facts: Facts): Said[] {
  const { tier, turn, cash, basis, closes } = facts;
  const paid = paidBy(turn);
  const covered = turn.turn === 'covered';
  const left: Said[] =
    !covered && typeof cash === 'object' && cash !== null
      ? [{ what: 'left', by: cash, figure: turn.available }]
      : [];
  if (tier.kind === 'split')
    return turn.available > 0 || paid !== 0
      ? [...left, ...partsBy(facts)]
      : [...left, { what: 'nothingLeft', figure: 0 }];
  if (basis.closed === 1) return [{ what: 'closed', figure: turn.available }];
  const owed = owedBy(facts);
  const said: Said[] = [
    ...left,
    ...(tier.kind === 'preferredReturn' ? accrualOf(tier, basis, facts.readings) : []),
    owed === null ? { what: 'ends', figure: 0 } : { what: OWED[tier.kind], by: owed, figure: turn.owed },
  ];
  if (closes) return [...said, { what: 'cliff', by: sum([turn.available], [0]), figure: turn.available }];
  const by = rounded(least(turn.available, turn.owed), roundedBy(turn));
  said.push(
    tier.kind === 'reserve'
      ? { what: 'held', by, figure: paid }
      : {
          what: 'paid',
          by,
          figure: paid,
          ...(turn.payments.length === 1 ? { party: turn.payments[0]!.party } : {}),
        },
  );
  return [...said, ...partsBy(facts), ...openOf(facts, paid)];
}

export function tellSlice(turn: Turn, cash: Expression): Said[] {
  const { amount, rounded: delta } = turn.payments[0]!;
  const part = factor((amount - delta) / turn.available);
  return [
    { what: 'left', by: cash, figure: turn.available },
    { what: 'slice', by: rounded(times(part, turn.available), delta), figure: amount },
  ];
}

export function tellRecycled(turn: Turn, share: number, cash: number, room: number): Said[] {
  const { amount, rounded: delta } = turn.payments[0]!;
  const by = rounded(least(times(factor(share), cash), turn.available, room), delta);
  return [{ what: 'recycled', by, figure: amount }];
}

/** A fee: what fell due on one base under one rate, with what was unpaid before; then what cash there was for it. */
export function tellFee(
  turn: Turn,
  cash: Expression,
  { opening, accrued, joined }: Readings,
  schedule: FeeSchedule,
  k: number,
  discounted: boolean,
): Said[] {
  const due = accrued.balance! - opening.balance!;
  const period = schedule.periods[k]!;
  const { amount, rounded: delta } = turn.payments[0]!;
  const [stretch, ...others] = period.stretches;
  const plain =
    stretch &&
    !others.length &&
    !discounted &&
    !period.offset &&
    ![period.cap, schedule.total].some(isFinite);
  const said: Said[] = [];
  if (plain && due > 0) {
    const base = due / (stretch.rate * stretch.years);
    said.push({ what: 'feeDue', by: times(base, factor(stretch.rate), factor(stretch.years)), figure: due });
  }
  const paidBefore = joined.balance! - turn.owed;
  said.push({ what: 'fee', by: sum([opening.balance!, due], [paidBefore]), figure: turn.owed });
  const by = rounded(least(cash, turn.owed), delta);
  return [...said, { what: 'paid', by, figure: amount }];
}

/** A failed test: its ratio, and how far it stood outside its bound. */
export function tellTest({ min = -Infinity, max }: When, read: readonly number[], tested: number): Said[] {
  const [of, under] = read;
  const below = tested < min;
  const bound = below ? min : max!;
  const terms = under === undefined ? [tested, bound] : [factor(tested), factor(bound)];
  const [a, b] = below ? [terms[1]!, terms[0]!] : [terms[0]!, terms[1]!];
  return [
    ...(under === undefined ? [] : [{ what: 'ratio' as const, by: over(of!, under), figure: tested }]),
    {
      what: below ? 'short' : 'beyond',
      by: { op: '-', of: [a, b] },
      figure: Math.abs(tested - bound),
    },
  ];
}
