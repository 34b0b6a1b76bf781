/** The figures of a statement: its rows, its tiers, and what the general partner takes of the investor's part. */
import {
  isoOf,
  PERIODS_PER_YEAR,
  total,
  type Column,
  type Locale,
  type Result,
  type TierResult,
} from '../../engine/index.ts';
import { cellTexts, say } from '../../i18n/index.ts';
import { promoteOf } from '../table.ts';
import { stepsOf, type Step } from './colors.ts';

/** Periods that stand in one row. */
export interface Row {
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/** Beyond so many periods the rows go by year. */
const BY_PERIOD = 24;

export function rowsOf({ timeline }: Result, locale: Locale): Row[] {
  const { periods, dates, unit } = timeline;
  const name = (k: number) => say(cellTexts[unit], locale, { k: String(k) });
  const all = Array.from({ length: periods + 1 }, (_, k) => k);
  if (periods <= BY_PERIOD)
    return all.map((k) => ({ label: dates ? isoOf(dates[k]!) : name(k), from: k, to: k }));
  const each = PERIODS_PER_YEAR[unit];
  const yearOf = (k: number) => (dates ? Number(isoOf(dates[k]!).slice(0, 4)) : Math.ceil(k / each));
  const rows: Row[] = [];
  for (const k of all) {
    const year = yearOf(k);
    const last = rows.at(-1);
    if (last && yearOf(last.from) === year) rows[rows.length - 1] = { ...last, to: k };
    else
      rows.push({
        label: dates ? String(year) : say(cellTexts.year, locale, { k: String(year) }),
        from: k,
        to: k,
      });
  }
  return rows;
}

export interface PaidTier {
  readonly name: string;
  /** Columns of the detail table that may hold it. */
  readonly keys: readonly string[];
  readonly amounts: Column;
  readonly step: Step;
}

/** What each tier paid a party, in the order of payment. */
export function tiersOf(result: Result, party: string, locale: Locale): PaidTier[] {
  const own = result.tiers.flatMap((tier) => {
    const paid = tier.payments.find((p) => p.party === party);
    return paid ? [{ tier, party, amounts: paid.amounts }] : [];
  });
  const steps = stepsOf(result, own);
  return own.map(({ tier, amounts }, i) => ({
    name: say(tier.name, locale),
    keys: keysOf(result, tier, party),
    amounts,
    step: steps[i]!,
  }));
}

/**
 * The column of what a tier pays a party. A tier with one payee has none for it; what such a tier pays in all is that
 * party's while it can be paid to no other: a cliff, and cash that goes by contribution, may share it with others.
 */
export function keysOf({ definition }: Result, tier: TierResult, party: string): readonly string[] {
  if (tier.payments.length > 1 || !tier.hasBalance) return [`${tier.id}>${party}`];
  return isShared(definition) ? [] : [`${tier.id}.paid`];
}

/** A tier may pay others than those it names. */
export const isShared = ({ options, pots }: Result['definition']): boolean =>
  options.apportion !== 'none' ||
  pots.some(({ tiers }) => tiers.some((t) => t.kind === 'hurdle' && t.style === 'cliff'));

/** Classes that put capital in, without the general partner's own. */
export const investorsOf = ({ parties }: Result) =>
  parties.filter((p) => p.role === 'class' && p.id !== 'gp' && p.measures.contributed > 0);

/** Columns of the detail table that add up to the carry; none where they do not. */
export function carryKeys(result: Result): readonly string[] {
  const gp = result.parties.find((p) => p.id === 'gp');
  const near = (values: readonly number[]) =>
    result.carry.every((c, k) => Math.abs(c - values[k]!) <= 1e-9 * (1 + Math.abs(c)));
  if (gp && near(gp.received)) return ['total>gp'];
  const found = result.tiers.flatMap((tier) => {
    const paid = tier.payments.find((p) => p.party === 'gp');
    if (!paid) return [];
    const promote = promoteOf(tier, result);
    if (promote !== null) {
      const amounts = tier.paid.map((_, k) => promote * total(tier.payments.map((p) => p.amounts[k]!)));
      return [{ key: `${tier.id}.promote`, amounts }];
    }
    return tier.kind === 'catchUp' || tier.kind === 'split'
      ? [{ key: `${tier.id}>gp`, amounts: paid.amounts }]
      : [];
  });
  const sums = result.carry.map((_, k) => total(found.map((f) => f.amounts[k]!)));
  return found.length && near(sums) ? found.map((f) => f.key) : [];
}
