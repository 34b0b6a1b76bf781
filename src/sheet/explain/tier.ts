/** Cells of a tier: what it paid and why, and how its balance came about. */
import type { Definition, Result, Turn, Tier, TierResult } from '../../engine/index.ts';
import {
  cellTexts,
  explainTurn,
  formatAmount,
  partyCalled,
  rateWords,
  say,
  sheetTexts,
  sumText,
} from '../../i18n/index.ts';
import type { DetailColumn } from '../table.ts';
import { inWords, named, same, summand, sumOf, type Summand } from './arithmetic.ts';
import type { ExplainedInput, Table } from './columns.ts';

export interface Told {
  readonly sentences: readonly string[];
  readonly inputs: readonly ExplainedInput[];
}

/** Turns of one tier listed at most: with many classes and deals there are too many to read. */
const TURNS_SHOWN = 6;

const tierOf = ({ pots }: Definition, id: string): Tier =>
  pots.flatMap((p) => p.tiers).find((t) => t.id === id)!;

/** Tiers paid before one, in the pots it stands in. */
const aboveOf = ({ definition, tiers }: Result, id: string): TierResult[] => {
  const before = new Set(
    definition.pots.flatMap(({ tiers: own }) => {
      const at = own.findIndex((t) => t.id === id);
      return at < 0 ? [] : own.slice(0, at).map((t) => t.id);
    }),
  );
  return tiers.filter((t) => before.has(t.id));
};

/** Keys of the columns that hold what a tier paid. */
const paidKeys = (table: Table, tier: TierResult): string[] =>
  table.columns.has(`${tier.id}.paid`)
    ? [`${tier.id}.paid`]
    : tier.payments.map((p) => `${tier.id}>${p.party}`);

/** A payment in period k; `steps` are the turns of its tier in that period. */
export function tellPayment(
  column: DetailColumn,
  k: number,
  steps: readonly Turn[],
  result: Result,
  table: Table,
): Told {
  const { locale } = table;
  const { definition } = result;
  const tier = column.tier!;
  const own = column.party;
  const defined = tierOf(definition, tier.id);
  const turns = steps.filter(
    (s) => own === undefined || s.class === undefined || s.class === own || paysTo(s, own),
  );
  const shown = turns.slice(0, TURNS_SHOWN);
  const left =
    shown.length === 1 && shown[0]!.available > 0
      ? availableSentence(tier, k, shown[0]!, result, table)
      : null;
  // The cash left is told once: by the names of what was paid before where the columns have them.
  const told = left ? shown.map((t) => ({ ...t, said: t.said.filter((s) => s.what !== 'left') })) : shown;
  const sentences = [...(left ? [left] : []), ...told.map((turn) => explainTurn(turn, definition, locale))];
  if (!turns.length) sentences.push(say(cellTexts.noTurn, locale));
  if (turns.length > shown.length)
    sentences.push(say(cellTexts.more, locale, { n: String(turns.length - shown.length) }));
  if (own !== undefined && turns.length > 1)
    sentences.push(...partSentence(own, column.values[k] ?? 0, turns, definition, table));
  return { sentences, inputs: inputsOf(defined, tier, k, result, table) };
}

const paysTo = (step: Turn, party: string): boolean =>
  step.payments.some((p) => p.party === party && p.amount !== 0);

/** What a party had in all turns of a tier. */
function partSentence(
  party: string,
  amount: number,
  turns: readonly Turn[],
  definition: Definition,
  { locale }: Table,
): string[] {
  const parts = turns.flatMap(({ payments }) =>
    payments.flatMap((p) => (p.party === party ? [p.amount] : [])),
  );
  if (parts.length < 2) return [];
  const params = {
    who: partyCalled(definition, party, locale),
    sum: sumText({ op: '+', of: parts }, amount, locale, false),
  };
  return [say(cellTexts.partOf, locale, params)];
}

/** Cash less what the tiers above took; silent where cash comes another way than the columns say. */
function availableSentence(
  tier: TierResult,
  k: number,
  step: Turn,
  result: Result,
  { locale }: Table,
): string | null {
  const above = aboveOf(result, tier.id);
  const held = result.fees[k]! + result.recycled[k]!;
  const released = k === result.timeline.periods ? result.tiers.reduce((sum, t) => sum + t.drawn[k]!, 0) : 0;
  const summands: Summand[] = [
    summand(cellTexts.cash, result.cash[k]!, locale),
    summand(cellTexts.released, released, locale),
    summand(cellTexts.withheld, held, locale, true),
    summand(cellTexts.ownSlice, result.gpSlice[k]!, locale, true),
    ...above.map((t) => named(say(t.name, locale), t.paid[k]!, locale, true)),
  ];
  if (!same(sumOf(summands), step.available)) return null;
  return say(cellTexts.available, locale, {
    terms: inWords(summands),
    available: formatAmount(step.available, locale),
  });
}

function inputsOf(tier: Tier, result: TierResult, k: number, run: Result, table: Table): ExplainedInput[] {
  const { definition } = run;
  const above = aboveOf(run, tier.id);
  const capital = run.tiers.filter(
    (t) => t.kind === 'returnOfCapital' && 'to' in tier && t.to.some((id) => tier.to.includes(id)),
  );
  const investors = definition.classes.map((c) => c.id).filter((id) => id !== 'gp');
  const balance = ['opening', 'added', 'accrued'].flatMap((field) => table.cell(`${tier.id}.${field}`, k));
  const cash = cashCells(k, table);
  const paidAbove = above.flatMap((t) => paidKeys(table, t).flatMap((key) => table.cell(key, k)));
  const own = (): ExplainedInput[] => {
    switch (tier.kind) {
      case 'preferredReturn':
        return [...capital.flatMap((t) => table.cell(`${t.id}.opening`, k)), ...balance];
      case 'returnOfCapital':
        return [...table.range(`${tier.id}.added`, 0, k), ...balance];
      case 'catchUp':
        return [
          ...above
            .filter((t) => t.kind !== 'returnOfCapital')
            .flatMap((t) => paidKeys(table, t).flatMap((key) => table.range(key, 0, k))),
          ...table.range(`${tier.id}>${tier.to}`, 0, k - 1),
        ];
      case 'hurdle':
        return [...balance, ...table.range(`total>${tier.of}`, 0, k)];
      case 'reserve':
        return [...balance, ...table.cell(`${tier.id}.drawn`, k)];
      case 'amount':
      case 'split':
        return balance;
    }
  };
  const parties =
    result.payments.length > 1 ? paidKeys(table, result).flatMap((key) => table.cell(key, k)) : [];
  return once([...own(), ...cash, ...paidAbove.filter((i) => i.amount !== 0), ...parties], investors.length);
}

/** Where the cash of a period stands: its inputs, else the net cash flow. */
export function cashCells(k: number, table: Table): ExplainedInput[] {
  const pots = [...table.columns.keys()].filter((key) => key.startsWith('cash>'));
  return pots.length ? pots.flatMap((key) => table.cell(key, k)) : table.cell('net', k);
}

/** Each cell once. A table of many classes has more than can be read: the first come first. */
function once(inputs: readonly ExplainedInput[], classes: number): ExplainedInput[] {
  const seen = new Map(inputs.map((i) => [i.cell, i]));
  return [...seen.values()].slice(0, 12 + classes);
}

const BALANCE = ['opening', 'added', 'accrued', 'paid', 'drawn', 'lapsed', 'capitalised'] as const;

/** A cell of a balance: the row that ties opening to closing, and where the cell itself came from. */
export function tellBalance(
  column: DetailColumn,
  field: (typeof BALANCE)[number] | 'closing',
  k: number,
  steps: readonly Turn[],
  result: Result,
  table: Table,
): Told {
  const { locale } = table;
  const tier = column.tier!;
  const isReserve = tier.kind === 'reserve';
  const minus = isReserve ? ['drawn'] : ['paid', 'lapsed', 'capitalised'];
  const head = (of: (typeof BALANCE)[number] | 'closing') => say(sheetTexts[of], locale);
  const defined = tierOf(result.definition, tier.id);
  const ofHurdle = defined.kind === 'hurdle' ? defined : null;
  const received = ofHurdle && result.parties.find((p) => p.id === ofHurdle.of)!;
  const summands = BALANCE.map((of) =>
    of === 'paid' && received
      ? named(
          say(cellTexts.receives, locale, { who: say(received.name, locale) }),
          received.received[k]!,
          locale,
          true,
        )
      : named(head(of), tier[of][k]!, locale, minus.includes(of)),
  );
  const sentences: string[] = [];
  if (ofHurdle)
    sentences.push(
      say(cellTexts.hurdle, locale, {
        who: say(received!.name, locale),
        rate: rateWords(ofHurdle.rate, locale),
      }),
    );
  if (field === 'opening')
    sentences.push(
      isReserve && k === 0
        ? say(cellTexts.opensReserve, locale, { amount: formatAmount(tier.opening[0]!, locale) })
        : say(k === 0 ? cellTexts.opensFirst : cellTexts.opens, locale),
    );
  if (field === 'accrued') sentences.push(...accruals(steps, tier.accrued[k]!, table));
  // Two tiers may pay down one balance: what the other did is said, so that the row still adds up.
  const rest = tier.closing[k]! - sumOf(summands);
  if (!same(rest, 0)) summands.push(summand(cellTexts.elsewhere, Math.abs(rest), locale, rest < 0));
  sentences.push(
    say(cellTexts.balance, locale, {
      terms: inWords(summands),
      closing: `${head('closing')} ${formatAmount(tier.closing[k]!, locale)}`,
    }),
  );
  const before =
    field === 'opening'
      ? table.cell(`${tier.id}.closing`, k - 1, say(cellTexts.before, locale, { head: head('closing') }))
      : [];
  const capital =
    field === 'accrued'
      ? result.tiers
          .filter((t) => t.kind === 'returnOfCapital' && t.to.some((id) => tier.to.includes(id)))
          .flatMap((t) => table.cell(`${t.id}.opening`, k))
      : [];
  const row = [...BALANCE, 'closing' as const]
    .filter((of) => of !== field)
    .flatMap((of) =>
      of === 'paid'
        ? (ofHurdle ? [`total>${ofHurdle.of}`] : paidKeys(table, tier)).flatMap((key) => table.cell(key, k))
        : table.cell(`${tier.id}.${of}`, k),
    );
  return { sentences, inputs: [...before, ...capital, ...row] };
}

/** What accrued on the opening balances, once for each ledger; then what capital that joined in the period brought. */
function accruals(steps: readonly Turn[], all: number, { locale }: Table): string[] {
  const owners = new Set<string>();
  const found = steps.flatMap(({ class: own = '', deal = '', said }) => {
    const owner = `${own}/${deal}`;
    if (owners.has(owner)) return [];
    owners.add(owner);
    return said.filter((s) => s.what === 'accrued');
  });
  const rest = found.reduce((left, { figure }) => left - figure, all);
  if (!found.length) return [];
  return [
    ...found.map(({ by, figure }) =>
      say(cellTexts.accrues, locale, { sum: sumText(by!, figure, locale, false) }),
    ),
    ...(same(rest, 0)
      ? []
      : [
          say(cellTexts.accruesOther, locale, {
            sum: sumText({ op: '-', of: [all, ...found.map((s) => s.figure)] }, rest, locale, false),
          }),
        ]),
  ];
}
