import { axesOf, type Axis } from './axis.ts';
import { checksOf } from './checks.ts';
import { clawbackOf, liquidationsOf } from './clawback.ts';
import { conventionsOf } from './conventions.ts';
import type { Definition } from './definition.ts';
import type { Recorded, TierColumns } from './distribution/columns.ts';
import { programOf } from './distribution/index.ts';
import type { Program } from './distribution/program.ts';
import { kindOf } from './distribution/tiers/index.ts';
import type { Flows } from './flows.ts';
import { historyOf, receivedOf } from './history.ts';
import { partyName, tierName } from './names.ts';
import type { Moment } from './parse/moments.ts';
import { GP } from './parties.ts';
import type { Column, Measures, PartyResult, Result, TierResult } from './result.ts';
import { measure, total, totalRecorded } from './returns/measures.ts';

/**
 * Distributes and measures: everything a run gives. Total for parsed input; `overflowIn` tells whether its numbers are.
 * @param reused a program on the same timeline, for definitions of its form
 */
export function run(definition: Definition, flows: Flows, reused?: Program): Result {
  const program = reused?.fits(definition) ? reused : programOf(definition, flows);
  if (program === reused) program.bind(definition);
  program.load(flows);
  program.run(null);
  return resultOf(definition, flows, program);
}

/** What a program has recorded in its last run, as plain data, with all measures. */
function resultOf(definition: Definition, flows: Flows, program: Program): Result {
  const { record, calls } = program;
  const { parties, none } = record;
  const { options, classes } = definition;
  const last = flows.timeline.periods;
  const axisFor = axesOf(flows.timeline, options);
  const axis = axisFor(calls);
  const zeros = column(none);
  const made = (values: Float64Array): Column => (values === none ? zeros : column(values));

  const contributions = column(record.contributions);
  const cash = column(record.cash);
  const recycled = made(record.recycled);
  const borne = made(record.borne);
  const carry = column(record.carry);
  const contributed = record.contributed.map(made);
  const byParty = record.received.map(column);
  const asRun = { parties, byParty, carry };
  const received = receivedOf(flows, asRun);
  const liquidations = liquidationsOf(definition, flows, received);
  const nav = total(flows.nav.flatMap((f) => (f.period === last ? [f.amount] : [])));
  const left = liquidations.find((l) => l.period === last)?.values;
  const history = historyOf(flows, asRun);
  const clawback = options.clawback && clawbackOf(definition, flows, contributed, received, axisFor, calls);
  const kept = cash.map((c, k) => c - recycled[k]! - borne[k]!);
  const paidIn = axis.paidIn(contributions, calls);
  const project = measure(paidIn, axis.spread(sumOfColumns(byParty, cash.length)), axis, options, nav);
  const gain = project.distributed - project.contributed;
  const own = parties.map((_, p) => {
    const called = calls.filter((c) => c.party === p);
    const ofParty = axisFor(called);
    return { axis: ofParty, paidIn: ofParty.paidIn(contributed[p]!, called) };
  });
  const grossOf = (p: number): Measures => {
    const parts = partsOf(contributed[p]!, contributions);
    const share = kept.map((c, k) => c * parts[k]!);
    return measure(own[p]!.paidIn, own[p]!.axis.spread(share), own[p]!.axis, options, nav * parts[last]!);
  };
  return {
    definition,
    timeline: flows.timeline,
    years: axis.ends,
    contributions,
    cash,
    rounded: made(record.rounded),
    net: kept.map((c, k) => c - contributions[k]!),
    unreturned: column(record.unreturned),
    tiers: record.tiers.map((tier) => tierResult(tier, definition, record, made)),
    parties: parties.map((id, p): PartyResult => {
      const isClass = p < classes.length;
      const value = left?.[p]!.value;
      return {
        id,
        name: partyName(definition, id),
        role: isClass ? 'class' : id === GP ? 'gp' : 'other',
        contributed: contributed[p]!,
        received: byParty[p]!,
        measures: {
          ...measure(own[p]!.paidIn, own[p]!.axis.spread(byParty[p]!), own[p]!.axis, options, value),
          ...fromAccrual(p, contributed[p]!, byParty[p]!, definition, axisFor, program, value),
        },
        ...(isClass ? { gross: grossOf(p) } : {}),
      };
    }),
    project,
    gross: measure(paidIn, axis.spread(kept), axis, options, nav),
    gpSlice: made(record.gpSlice),
    carry,
    effectiveCarry: gain > 0 ? total(carry) / gain : null,
    fees: column(record.fees),
    recycled,
    borne,
    ...(clawback ? { clawback } : {}),
    liquidations,
    ...(history ? { history } : {}),
    equalisation: [...record.equalisation],
    checks: checksOf(program),
    conventions: conventionsOf(definition, flows),
  };
}

function sumOfColumns(columns: readonly Column[], length: number): number[] {
  const sum = new Array<number>(length).fill(0);
  for (const column of columns) for (let k = 0; k < length; k++) sum[k]! += column[k]!;
  return sum;
}

/** A column as plain data. */
function column(values: Float64Array): Column {
  const copy = new Array<number>(values.length);
  for (let k = 0; k < copy.length; k++) copy[k] = values[k]!;
  return copy;
}

/** A party's rate with its capital counted from where preferred returns on it begin, where that is not its own date. */
function fromAccrual(
  p: number,
  contributed: Column,
  received: Column,
  { options }: Definition,
  axisFor: (own: readonly Moment[]) => Axis,
  { calls }: Program,
  nav = 0,
): Pick<Measures, 'irrFromAccrual'> {
  if (!calls.some((c) => c.accruesFrom)) return {};
  const moved = calls
    .filter((c) => c.party === p)
    .map((c) => ({ ...c, from: c.accruesFrom ?? { period: c.period, date: c.date } }));
  const axis = axisFor(moved.map((m) => m.from));
  const rest = contributed.map((amount, k) =>
    moved.reduce((left, c) => (c.period === k ? left - c.amount : left), amount),
  );
  for (const { from, amount } of moved) rest[from.period]! += amount;
  const paidIn = axis.paidIn(
    rest,
    moved.map((c) => ({ ...c, ...c.from, date: c.from.date })),
  );
  return { irrFromAccrual: measure(paidIn, axis.spread(received), axis, options, nav).irr };
}

/** A class's part of all capital contributed to date, by period. */
function partsOf(contributed: Column, contributions: Column): number[] {
  let own = 0;
  let all = 0;
  return contributions.map((sum, k) => {
    own += contributed[k]!;
    all += sum;
    return all > 0 ? own / all : 0;
  });
}

function tierResult(
  columns: TierColumns,
  definition: Definition,
  { parties, none }: Recorded,
  made: (values: Float64Array) => Column,
): TierResult {
  const { tier } = columns;
  const kind = kindOf(tier);
  const payees = kind.payees(tier);
  const investorsToo = kind.investorsToo?.(tier) ?? false;
  const paid = made(columns.paid);
  const payments: TierResult['payments'][number][] = [];
  for (let p = 0; p < parties.length; p++) {
    const party = parties[p]!;
    const amounts = columns.payments[p];
    const may = payees.includes(party) || (investorsToo && p < definition.classes.length && party !== GP);
    // What a tier pays its only payee stands in one column.
    if (may || (amounts && totalRecorded(amounts) !== 0))
      payments.push({ party, amounts: amounts === columns.paid ? paid : made(amounts ?? none) });
  }
  return {
    id: tier.id,
    kind: tier.kind,
    name: tierName(tier),
    pots: columns.pots,
    to: payments.map((p) => p.party),
    hasBalance: columns.hasBalance,
    opening: made(columns.opening),
    added: made(columns.added),
    accrued: made(columns.accrued),
    paid,
    lapsed: made(columns.lapsed),
    capitalised: made(columns.capitalised),
    drawn: made(columns.drawn),
    closing: made(columns.closing),
    payments,
  };
}
