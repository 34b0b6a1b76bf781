import {
  total,
  type Column,
  type Flows,
  type Locale,
  type PreferredReturn,
  type Result,
  type Text,
  type TierResult,
} from '../engine/index.ts';
import { formatPercent, partBefore, say, sheetTexts } from '../i18n/index.ts';

/** One column of the detail table, periods 0..N. */
export interface DetailColumn {
  /** Stable name: `net`, `capital.paid`, `split>gp`, `total>lp`, `check`. */
  readonly key: string;
  /** What stands above a run of columns: a tier or the party totals. */
  readonly group: string;
  readonly head: string;
  readonly format: 'period' | 'date' | 'amount' | 'rate' | 'check';
  readonly values: readonly (number | null)[];
  /** Value of the total row; balances have none. */
  readonly total: number | null;
  readonly tier?: TierResult;
  readonly party?: string;
  /** Its cells are inputs of a sheet of formulas. */
  readonly input?: boolean;
}

/**
 * The detail table of a run: period, date, net cash flow, cash over investment, then per tier its balances and
 * payments, then each party's total, then a check (cash less payments) that is 0.
 * @param live flows of a sheet that recalculates: columns that are zero throughout stand in it too
 */
export function detailTable(result: Result, locale: Locale, live?: Flows): DetailColumn[] {
  const all = live !== undefined;
  const word = (text: Text) => say(text, locale);
  const { tiers, parties } = result;
  const columns = periodColumns(result, word);
  const withheld = {
    fees: live?.fees,
    recycled: live && result.definition.options.recycling,
    borne: live && result.definition.options.negativeCash === 'reserve',
  };
  for (const key of ['fees', 'recycled', 'borne'] as const)
    if (withheld[key] || result[key].some((v) => v !== 0))
      columns.push({
        key,
        group: '',
        head: word(sheetTexts[key]),
        format: 'amount',
        values: result[key],
        total: total(result[key]),
      });
  const partyNames = new Map(parties.map((p) => [p.id, word(p.name)]));
  for (const tier of tiers) columns.push(...tierColumns(tier, result, locale, partyNames, all));
  const active = parties.filter((p) => all || p.role !== 'other' || total(p.received) !== 0);
  for (const party of active)
    columns.push({
      key: `total>${party.id}`,
      group: word(sheetTexts.partyTotals),
      head: partyNames.get(party.id)!,
      format: 'amount',
      values: party.received,
      total: total(party.received),
      party: party.id,
    });
  const checks = checksOf(result);
  columns.push({
    key: 'check',
    group: '',
    head: word(sheetTexts.check),
    format: 'check',
    values: checks,
    total: total(checks),
  });
  return columns;
}

/** By period: cash less all that was paid or held back. */
function checksOf({ tiers, parties, cash, fees, recycled, borne }: Result): number[] {
  const reserves = tiers.filter((t) => t.kind === 'reserve');
  return cash.map((amount, k) => {
    const held = reserves.reduce(
      (sum, t) => sum + t.paid[k]! - t.drawn[k]!,
      fees[k]! + recycled[k]! + borne[k]!,
    );
    const left = amount - held - parties.reduce((sum, p) => sum + p.received[k]!, 0);
    return Math.abs(left) <= 1e-9 * (1 + amount) ? 0 : left;
  });
}

/** Period, date, net cash flow and its part of the investment. */
function periodColumns(result: Result, word: (text: Text) => string): DetailColumn[] {
  const { timeline, net, cash, contributions } = result;
  const periods = Array.from({ length: timeline.periods + 1 }, (_, k) => k);
  const invested = contributions[0] || total(contributions);
  const rates = periods.map((k) => (k === 0 || invested === 0 ? null : cash[k]! / invested));
  const unitName = timeline.unit === 'date' ? 'period' : timeline.unit;
  return [
    {
      key: 'period',
      group: '',
      head: word(sheetTexts[unitName]),
      format: 'period',
      values: periods,
      total: null,
    },
    {
      key: 'date',
      group: '',
      head: word(sheetTexts.date),
      format: 'date',
      values: periods.map((k) => timeline.dates?.[k] ?? null),
      total: null,
    },
    {
      key: 'net',
      group: '',
      head: word(sheetTexts.netCashFlow),
      format: 'amount',
      values: net,
      total: total(net),
    },
    {
      key: 'rate',
      group: '',
      head: word(sheetTexts.rate),
      format: 'rate',
      values: rates,
      total: invested === 0 ? null : total(cash) / invested,
    },
  ];
}

function tierColumns(
  tier: TierResult,
  result: Result,
  locale: Locale,
  partyNames: ReadonlyMap<string, string>,
  all: boolean,
): DetailColumn[] {
  const group = tierTitle(tier, result, locale);
  const column = (
    field: 'opening' | 'added' | 'accrued' | 'paid' | 'lapsed' | 'capitalised' | 'drawn' | 'closing',
    sums: boolean,
  ) => ({
    key: `${tier.id}.${field}`,
    group,
    head: say(sheetTexts[field], locale),
    format: 'amount' as const,
    values: tier[field],
    total: sums ? total(tier[field]) : null,
    tier,
  });
  const byParty = () => [
    ...tier.payments.map(({ party, amounts }) => ({
      key: `${tier.id}>${party}`,
      group,
      head: partyHead(tier, party, result, locale, partyNames),
      format: 'amount' as const,
      values: amounts,
      total: total(amounts),
      tier,
      party,
    })),
    ...promoteColumn(tier, result, locale),
  ];
  if (!tier.hasBalance) return byParty();
  const has = (values: Column) => values.some((v) => v !== 0);
  const isReserve = tier.kind === 'reserve';
  const adds = tier.kind === 'returnOfCapital' || (all && tier.kind === 'hurdle');
  const { shortfall } = shortfallOf(tier, result);
  return [
    column('opening', false),
    ...(adds || has(tier.added) ? [column('added', true)] : []),
    ...(tier.kind === 'returnOfCapital' || isReserve ? [] : [column('accrued', true)]),
    ...(tier.payments.length > 1 ? byParty() : [column('paid', true)]),
    ...(isReserve ? [column('drawn', true)] : []),
    ...(shortfall === 'lapse' ? [column('lapsed', true)] : []),
    ...(shortfall === 'pik' ? [column('capitalised', true)] : []),
    column('closing', false),
  ];
}

/** Part of a tier's cash that its definition calls promote; null where that is all or nothing of what the general partner has. */
export function promoteOf(tier: TierResult, result: Result): number | null {
  const defined = definitionTier(tier, result);
  if (defined.kind !== 'split' && defined.kind !== 'hurdle') return null;
  const share = (defined.kind === 'split' ? defined.shares : defined.split).gp ?? 0;
  const { promote = 0 } = defined;
  return promote > 1e-12 && promote < share - 1e-12 ? promote : null;
}

/** Whether what the general partner has of a tier is carry, or partly. */
export function isPromoted(tier: TierResult, result: Result): boolean {
  const defined = definitionTier(tier, result);
  return (defined.kind !== 'split' && defined.kind !== 'hurdle') || defined.promote !== 0;
}

function promoteColumn(tier: TierResult, result: Result, locale: Locale): DetailColumn[] {
  const promote = promoteOf(tier, result);
  if (promote === null) return [];
  const values = tier.paid.map((_, k) => promote * tier.payments.reduce((sum, p) => sum + p.amounts[k]!, 0));
  return [
    {
      key: `${tier.id}.promote`,
      group: tierTitle(tier, result, locale),
      head: say(sheetTexts.promote, locale),
      format: 'amount',
      values,
      total: total(values),
      tier,
    },
  ];
}

const definitionTier = (tier: TierResult, { definition }: Result) =>
  definition.pots.flatMap((p) => p.tiers).find((t) => t.id === tier.id)!;

function shortfallOf(tier: TierResult, result: Result): { shortfall?: 'accrue' | 'lapse' | 'pik' } {
  const defined = definitionTier(tier, result);
  return defined.kind === 'preferredReturn' ? defined : {};
}

/** A return above that counts towards this one. */
export function partAbove(tier: PreferredReturn, { pots }: Result['definition']) {
  const tiers = pots.find((pot) => pot.tiers.includes(tier))?.tiers ?? [];
  return partBefore(tier, tiers.slice(0, tiers.indexOf(tier)));
}

/** `Capital · LP`, `Hurdle 8 % · LP`, `Hurdle 8 % less 4 % already paid · LP`, `Split 80 / 20`. */
export function tierTitle(tier: TierResult, result: Result, locale: Locale): string {
  const defined = definitionTier(tier, result);
  const name = say(tier.name, locale);
  const who = tier.to.map((id) => say(result.parties.find((p) => p.id === id)!.name, locale)).join(', ');
  const owner = tier.to.length === 1 && !name.includes(who) ? ` · ${who}` : '';
  if (defined.kind === 'preferredReturn') {
    if (typeof defined.rate !== 'number') return `${name}${owner}`;
    const part = partAbove(defined, result.definition);
    const rate = part
      ? say(sheetTexts.lessPaid, locale, {
          all: formatPercent(part.rate + part.rest, locale),
          part: formatPercent(part.rate, locale),
        })
      : formatPercent(defined.rate, locale);
    return `${name} ${rate}${owner}`;
  }
  if (defined.kind === 'returnOfCapital') return `${name}${owner}`;
  if (defined.kind === 'split') {
    const shares = tier.to.map((id) => String(Math.round((defined.shares[id] ?? 0) * 1e6) / 1e4));
    return `${name} ${shares.join(' / ')}`;
  }
  return name;
}

function partyHead(
  tier: TierResult,
  party: string,
  result: Result,
  locale: Locale,
  names: ReadonlyMap<string, string>,
): string {
  const defined = definitionTier(tier, result);
  const share = defined.kind === 'split' ? defined.shares[party] : undefined;
  const name = names.get(party)!;
  return share === undefined ? name : `${name} ${formatPercent(Math.round(share * 1e4) / 1e4, locale)}`;
}
