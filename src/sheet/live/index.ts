/** A deal as columns of plain formulas: every cell of the detail table, its inputs, and the workings behind it. */
import { total, type Flows, type Locale, type Result, type TermValue } from '../../engine/index.ts';
import { liveTexts, say } from '../../i18n/index.ts';
import { detailTable, promoteOf, tierTitle, type DetailColumn } from '../table.ts';
import { openBook, type LiveColumn } from './book.ts';
import type { CallColumn } from './inflows.ts';
import { openClock } from './clock.ts';
import { headsOf, type LiveHeads } from './heads.ts';
import { grouped, isCell, less, over, shareOf, sum, times, type Expr } from './expression.ts';
import { inputColumns } from './inputs.ts';
import { momentsOf } from './moments.ts';
import { contributedKey, paidIn } from './paid-in.ts';
import type { PaidIn } from './inflows.ts';
import { openPeriods, type Periods } from './periods.ts';
import type { Seat } from './ledger-tier.ts';
import { dealsOf, hasPlainFlows, isPlain, type Setting } from './context.ts';
import { labelled, openTerms, type LiveTerm } from './terms.ts';
import { navTerm } from './fee-bases.ts';

export { whyNoFormulas, type WhyNot } from './unsupported.ts';
export type { LiveColumn } from './book.ts';
export type { LiveTerm } from './terms.ts';

export interface LiveDeal {
  /** The detail table with its inputs; every other column has a formula of its key. */
  readonly table: readonly DetailColumn[];
  readonly formulas: ReadonlyMap<string, LiveColumn>;
  /** Columns beside the table that its formulas refer to, by group. */
  readonly workings: readonly LiveColumn[];
  readonly terms: readonly LiveTerm[];
  /** Heads that follow the terms, by tier. */
  readonly heads: ReadonlyMap<string, LiveHeads>;
  /** The list of calls dated inside a period; no columns where there is none. */
  readonly calls: readonly CallColumn[];
  /** Flows at their own dates, where some lie between two dates of the timeline. */
  readonly moments: ReturnType<typeof momentsOf>;
  /** The net cash flow is the input. */
  readonly plainFlows: boolean;
  /** What is left at the end, as a term. */
  readonly nav: Expr;
  /** Cash that the tiers took, and cash that the parties had from them, over all periods. */
  readonly taken: readonly Expr[];
  readonly received: readonly Expr[];
  keyOf(ref: number): string;
  /** Keys of what a class paid in, of the project's own flow, and of the years from the closing. */
  contributed(party: string): string;
  readonly project: string;
  readonly years: string;
}

/** @param values terms of the mode, as used */
export function liveDeal(
  mode: string,
  values: Readonly<Record<string, TermValue>>,
  flows: Flows,
  result: Result,
  locale: Locale,
): LiveDeal {
  const setting = settingOf(mode, values, flows, result, locale);
  const { book, definition, plainFlows, word } = setting;
  const inputs = inputColumns(setting);
  const money = paidIn(setting, inputs);
  const ledgers = openPeriods(setting, money, inputs);
  const table = withInputs(detailTable(result, locale, flows), inputs.columns, plainFlows);
  sumUp(setting, money, ledgers, table);
  // What is left after the last period; earlier values are for fees.
  const lastNav = flows.nav.findIndex((f) => f.period === flows.timeline.periods);
  const nav = lastNav < 0 ? '0' : navTerm(setting, lastNav);
  // The project's own rate counts what all parties paid in and received: the net cash flow where that is all.
  const holdsBack = result.tiers.some((t) => t.kind === 'reserve');
  const project = plainFlows && nav === '0' && !holdsBack ? 'net' : 'project';
  if (project !== 'net') {
    const paid = [`(${money.all})`];
    const left = less(sum(result.parties.map((p) => book.ref(`total>${p.id}`))), paid);
    book.define('project', word('measures'), word('projectFlow'), left, {
      first: less('0', paid),
      ...(nav === '0' ? {} : { last: sum([left, nav]) }),
    });
  }
  const years = setting.clock.since(definition.options.dayCount);
  const moments = momentsOf(setting, money, inputs, book.ref(project));
  const tiers = new Map(definition.pots.flatMap((p) => p.tiers).map((t) => [t.id, t]));
  const heads = new Map([...tiers].map(([id, tier]) => [id, headsOf(setting, tier)]));
  const { columns, keyOf } = book.finish();
  const formulas = new Map(columns.map((c) => [c.key, c]));
  const shown = new Set(table.map((c) => c.key));
  const keyIn = (ref: Expr) => keyOf(Number(/\d+/.exec(ref)![0]));
  return {
    table,
    formulas,
    workings: inGroups(
      columns.filter((c) => !shown.has(c.key)),
      setting,
    ),
    terms: setting.terms.list,
    heads,
    calls: money.calls.columns,
    moments,
    plainFlows,
    nav,
    taken: [...ledgers.ledgers.flatMap((l) => [...l.slices, ...l.seats.flatMap(takenBy)])],
    received: result.parties.map((p) => book.ref(`total>${p.id}`)),
    keyOf,
    contributed: (party) => contributedKey(setting, party),
    project,
    years: keyIn(years),
  };
}

function settingOf(
  mode: string,
  values: Readonly<Record<string, TermValue>>,
  flows: Flows,
  result: Result,
  locale: Locale,
): Setting {
  const { definition } = result;
  const book = openBook(flows.timeline.periods);
  const word = (text: keyof typeof liveTexts) => say(liveTexts[text], locale);
  const plainFlows = hasPlainFlows(definition, flows);
  const closing = plainFlows ? total(flows.contributions.map((c) => c.amount)) : null;
  const names = new Map(result.parties.map((p) => [p.id, say(p.name, locale)]));
  return {
    definition,
    flows,
    result,
    locale,
    book,
    terms: openTerms(mode, values, closing, locale),
    clock: openClock(book, flows.timeline, word('time'), { period: word('years'), since: word('since') }),
    periods: result.cash.map((_, k) => k),
    plainFlows,
    inPlace: plainFlows && isPlain(definition),
    sliced: definition.options.apportion === 'byContribution',
    deals: dealsOf(definition, flows),
    word,
    party: (id) => names.get(id)!,
    nameOf: (id) => say(result.tiers.find((t) => t.id === id)!.name, locale),
    titleOf: (id) =>
      tierTitle(
        result.tiers.find((t) => t.id === id)!,
        result,
        locale,
      ),
  };
}

/** Columns by their groups: time, contributions and what is withheld first, then the tiers in their order. */
function inGroups(columns: readonly LiveColumn[], { result, titleOf, word }: Setting): LiveColumn[] {
  const order = [
    ...(['time', 'contributions', 'fees', 'recycled', 'cash'] as const).map(word),
    ...result.tiers.map((t) => titleOf(t.id)),
  ];
  const rankOf = (group: string) => {
    const at = order.findIndex((name) => group === name || group.startsWith(`${name} · `));
    return at < 0 ? order.length : at;
  };
  const ranks = new Map([...new Set(columns.map((c) => c.group))].map((group) => [group, rankOf(group)]));
  return [...columns].sort(
    (a, b) => ranks.get(a.group)! - ranks.get(b.group)! || a.group.localeCompare(b.group),
  );
}

function withInputs(
  columns: readonly DetailColumn[],
  inputs: readonly DetailColumn[],
  plainFlows: boolean,
): DetailColumn[] {
  const at = columns.findIndex((c) => c.key === 'net');
  return [
    ...columns.slice(0, at),
    ...inputs,
    ...columns.slice(at).map((c) => (c.key === 'net' && plainFlows ? { ...c, input: true } : c)),
  ];
}

/** Cells of what a tier took; its payments where no cell says their sum. */
const takenBy = ({ tier, taken, payments }: Seat): readonly Expr[] =>
  tier.kind === 'reserve' || !payments.length
    ? []
    : taken.every(isCell)
      ? taken
      : payments.map((p) => p.cell);

/** The columns of the detail table that add up what the ledgers did. */
function sumUp(
  setting: Setting,
  money: PaidIn,
  { ledgers, fees, recycled }: Periods,
  table: readonly DetailColumn[],
): void {
  const { book, definition, result, plainFlows, terms, word } = setting;
  const define = (key: string, rest: Expr, first: Expr | number | null = null) => {
    if (!book.has(key)) book.define(key, '', word('total'), rest, { first });
  };
  const seats = ledgers.flatMap((l) => l.seats);
  const seatsOf = new Map(result.tiers.map(({ id }) => [id, seats.filter((s) => s.tier.id === id)]));
  const partsOf = (id: string, field: string): Expr[] =>
    seatsOf.get(id)!.flatMap((s) => s.parts.get(field) ?? []);
  const paidBy = (id: string): Expr[] => {
    const own = partsOf(id, 'paid');
    return own.length ? own : seatsOf.get(id)!.flatMap((s) => s.payments.map((p) => p.cell));
  };
  for (const { key, tier, party } of table) {
    if (!tier) continue;
    const field = party === undefined ? key.slice(tier.id.length + 1) : `>${party}`;
    if (field === 'promote') {
      const label = labelled(setting.nameOf(tier.id), 'promote', setting.locale);
      const part = terms.of(`${tier.id}.promote`, label, promoteOf(tier, result)!);
      define(key, times(part, grouped(sum(paidBy(tier.id)))), 0);
      continue;
    }
    const parts = field === 'paid' ? paidBy(tier.id) : partsOf(tier.id, field);
    const flow =
      field === 'paid' || field.startsWith('>') || ['drawn', 'lapsed', 'capitalised'].includes(field);
    const atStart = flow || field === 'accrued' || (field === 'opening' && tier.kind !== 'reserve');
    define(key, sum(parts), atStart ? null : sum(parts));
  }
  const slices = ledgers.flatMap((l) => l.slices);
  for (const { id } of result.parties)
    define(
      `total>${id}`,
      sum([
        ...(id === 'gp' ? slices : []),
        ...seats.flatMap((s) => s.payments.filter((p) => p.party === id).map((p) => p.cell)),
      ]),
    );
  if (fees.length) define('fees', sum(fees));
  const cash = sum(definition.pots.map((p) => money.cash(p.id)));
  const withheld = [
    ...(recycled ? [book.ref('recycled')] : []),
    ...(book.has('borne') ? [book.ref('borne')] : []),
  ];
  if (plainFlows) book.define('net', '', '', () => null, { first: less('0', [terms.investment]) });
  else {
    const net = less(cash, [...withheld, `(${money.all})`]);
    define('net', net, net);
  }
  const paidAt = (mark: '@' | ':') => money.all.replaceAll(']', `${mark}]`);
  const everything = `SUM(${paidAt(':').replaceAll('+', ',')})`;
  if (!result.contributions[0]) define('rate', shareOf(grouped(cash), everything));
  else define('rate', over(cash, plainFlows ? terms.investment : grouped(paidAt('@'))));
  const reserves = result.tiers.filter((t) => t.kind === 'reserve');
  const held = reserves.flatMap((t) => partsOf(t.id, 'paid'));
  const drawn = reserves.flatMap((t) => partsOf(t.id, 'drawn'));
  const parties = result.parties.map((p) => book.ref(`total>${p.id}`));
  const check = less(sum([cash, ...drawn]), [
    ...(fees.length ? [book.ref('fees')] : []),
    ...withheld,
    ...held,
    `(${sum(parties)})`,
  ]);
  define('check', check, check);
}
