/** What if, solve for and reconcile, over the deals that cells hold. */
import {
  definitionSubject,
  grid,
  nearestAnswer,
  partyName,
  presetSubject,
  reconcile,
  run,
  serialOf,
  solve,
  studyOf,
  tierName,
  type Claim,
  type Lever,
  type Measure,
  type Study,
} from '../engine/index.ts';
import { readingWords, reconcileTexts as texts } from '../i18n/readings.ts';
import { formatAmount, say, type Text } from '../i18n/index.ts';
import { studyFaults } from '../i18n/studies.ts';
import { tierTermName } from '../i18n/tier-terms.ts';
import { cellAddress, type CellValue, type Deal } from '../sheet/index.ts';
import { termLabel } from '../sheet/read/labels.ts';
import { parseNumber } from '../sheet/read/number.ts';
import { answer, argumentCell, cached, fraction, language, listed, noAnswer, refuse } from './cell.ts';
import { gridOf, rangeOf, type Range } from './range.ts';
import { numbersIn } from './series.ts';
import { dealCells, readCells, type DealArguments, type DealCells } from './waterfall.ts';

type Invocation = CustomFunctions.Invocation | undefined;

const normal = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
const namesOf = (id: string, name: Text): string[] => [id, name.en, name['zh-CN']].map(normal);

const refused = (code: keyof typeof studyFaults, params: Record<string, string | number>): never =>
  refuse(say(studyFaults[code], language(), params));

function study(cells: DealCells): { deal: Deal; study: Study } {
  const deal = readCells(cells);
  const made = studyOf(
    deal.preset.own
      ? definitionSubject(deal.definition, deal.flows)
      : presetSubject(deal.preset, deal.given, deal.options, deal.flows),
  );
  return made.ok ? { deal, study: made.value } : noAnswer();
}

const WHATS = ['irr', 'profit', 'multiple', 'received', 'carry', 'clawback'] as const;

/** `LP.irr`, `project.multiple`: a party by id or name in either language. */
export function measureOf(text: string, { definition, flows }: Deal): Measure {
  const dot = String(text).lastIndexOf('.');
  const [party, what] = [normal(String(text).slice(0, dot)), normal(String(text).slice(dot + 1))];
  const kind = WHATS.find((w) => w === what);
  const { parties } = run(definition, flows);
  const isProject = ['project', 'deal', '项目'].includes(party);
  const found = parties.find(({ id, name }) => namesOf(id, name).includes(party));
  if (!kind || (!isProject && !found)) {
    const locale = language();
    const known = ['project', ...parties.map((p) => say(p.name, locale))].map((p) => `${p}.irr`);
    return refused('unknownMeasure', {
      received: String(text),
      known: listed([...known, 'GP.carry'], locale),
    });
  }
  return { of: isProject ? 'project' : found!.id, what: kind };
}

/** A lever by `exit`, `cash`, or a term's id or name. */
function leverOf(text: string, { levers, definition }: Study, deal: Deal): string {
  const wanted = normal(String(text));
  const named = ({ id }: Lever): boolean => {
    const name = deal.preset.own && tierTermName(definition, id);
    return normal(id) === wanted || (name ? namesOf(id, name).includes(wanted) : false);
  };
  const id = levers.find(named)?.id ?? termLabel(String(text))?.id;
  if (id !== undefined && levers.some((l) => l.id === id)) return id;
  const locale = language();
  const names = deal.preset.own
    ? levers.flatMap(({ id }) => {
        const name = tierTermName(definition, id);
        return name ? `${id} (${say(name, locale)})` : [];
      })
    : deal.preset.terms.filter((t) => levers.some((l) => l.id === t.id)).map((t) => say(t.label, locale));
  return refused('unknownLever', { received: String(text), known: listed(names, locale) });
}

/** The values of a lever: a rate above 1 was meant as percent. */
const valuesOf = (id: string, { levers }: Study, range: Range): number[] => {
  const isRate = levers.find((l) => l.id === id)!.unit === 'rate';
  const numbers = numbersIn(range);
  if (numbers.length === 0) return refused('noValues', { range: range.address || '—' });
  return numbers.map(({ value, cell }) => (isRate ? fraction(value, cell) : value));
};

export function sensitivityOf(
  measure: string,
  deal: DealArguments,
  [rowTerm, rowValues]: readonly [string, unknown[][]],
  [columnTerm, columnValues]: readonly [string, unknown[][]],
  invocation: Invocation,
): (string | number)[][] {
  const cells = dealCells(deal, invocation, [1, 2, 3, 8, 9]);
  const [down, across] = [rangeOf(rowValues, 5, invocation), rangeOf(columnValues, 7, invocation)];
  const inputs = [measure, cells, rowTerm, down, columnTerm, across];
  return cached(invocation, `SENSITIVITY ${language()}`, inputs, () => {
    const { deal: read, study: made } = study(cells);
    const [row, column] = [leverOf(rowTerm, made, read), leverOf(columnTerm, made, read)];
    if (row === column) return refused('oneLever', {});
    const [rows, columns] = [valuesOf(row, made, down), valuesOf(column, made, across)];
    const found = grid(
      made,
      measureOf(measure, read),
      { lever: row, values: rows },
      { lever: column, values: columns },
    );
    return [
      [measure, ...columns],
      ...found.map((line, i) => [rows[i]!, ...line.map((value) => value ?? '–')]),
    ];
  });
}

export function solutionOf(
  measure: string,
  target: number,
  deal: DealArguments,
  term: string,
  invocation: Invocation,
): number[][] {
  const cells = dealCells(deal, invocation, [2, 3, 4, 6, 7]);
  return cached(invocation, 'SOLVE', [measure, target, cells, term], () => {
    const { deal: read, study: made } = study(cells);
    const lever = leverOf(term, made, read);
    const own = made.levers.find((l) => l.id === lever)!.value;
    const asked = measureOf(measure, read);
    const wanted = asked.what === 'irr' ? fraction(target, argumentCell(invocation, 1)) : target;
    return answer(nearestAnswer(solve(made, asked, wanted, lever), own));
  });
}

/** Heads of claimed figures in either language. */
const HEADS = {
  period: /^(period|year|date|quarter|month|期次|期|年度|年份|日期)$/i,
  party: /^(party|investor|partner|参与方|投资人|主体)$/i,
  tier: /^(tier|层级|分配层级)$/i,
  amount: /^(amount|paid|distribution|distributions|金额|分配|分配金额)$/i,
};
type Head = keyof typeof HEADS;
const TOTAL = /^(total|all|sum|合计|总计|全部)$/i;

/** Which column holds what: by the heads, else period, party, amount in this order. */
function columnsOf(
  first: readonly CellValue[],
  width: number,
): { columns: Partial<Record<Head, number>>; hasHead: boolean } {
  const columns: Partial<Record<Head, number>> = {};
  first.forEach((value, c) => {
    const head = (Object.keys(HEADS) as Head[]).find(
      (h) => typeof value === 'string' && HEADS[h].test(value.trim()),
    );
    if (head && columns[head] === undefined) columns[head] = c;
  });
  if (columns.amount !== undefined) return { columns, hasHead: true };
  return {
    columns: width === 2 ? { party: 0, amount: 1 } : { period: 0, party: 1, amount: 2 },
    hasHead: false,
  };
}

/** Claimed figures of a range; what cannot be placed is refused with its cell. */
function claimsIn(range: Range, { definition, flows }: Deal): Claim[] {
  const locale = language();
  const { row: top, column: left } = gridOf(range);
  const [first = []] = range.rows;
  const { columns, hasHead } = columnsOf(first, range.width);
  const tiers = definition.pots.flatMap((pot) => pot.tiers);
  const parties = run(definition, flows).parties;
  const { dates, periods } = flows.timeline;
  const claims = range.rows.slice(hasHead ? 1 : 0).flatMap((row, r): Claim[] => {
    const at = (head: Head) => (columns[head] === undefined ? null : (row[columns[head]] ?? null));
    const fault = (code: keyof typeof studyFaults, head: Head, known = '') =>
      refused(code, {
        cell: cellAddress(top + r + (hasHead ? 1 : 0), left + columns[head]!),
        received: String(at(head)),
        known,
      });
    const amount = at('amount');
    if (amount === null || amount === '') return [];
    const number = typeof amount === 'number' ? amount : undefined;
    const parsed = typeof amount === 'string' ? parseNumber(amount) : undefined;
    if (number === undefined && parsed?.kind !== 'number') return fault('claimAmount', 'amount');
    const isSum = (value: CellValue) => value === null || value === '' || TOTAL.test(String(value).trim());
    const period = at('period');
    const day = typeof period === 'number' ? period : (serialOf(String(period)) ?? Number(period));
    const k = dates && day > periods ? dates.indexOf(Math.floor(day)) : day;
    if (!isSum(period) && !(Number.isInteger(k) && k >= 0 && k <= periods))
      return fault('claimPeriod', 'period');
    const party = at('party');
    const who = parties.find(({ id, name }) => namesOf(id, name).includes(normal(String(party))));
    if (!isSum(party) && !who)
      return fault(
        'claimParty',
        'party',
        listed(
          parties.map((p) => say(p.name, locale)),
          locale,
        ),
      );
    const tier = at('tier');
    const which = tiers.find((t) => namesOf(t.id, tierName(t)).includes(normal(String(tier))));
    if (!isSum(tier) && !which)
      return fault(
        'claimTier',
        'tier',
        listed(
          tiers.map((t) => say(tierName(t), locale)),
          locale,
        ),
      );
    return [
      {
        amount: number ?? (parsed as { value: number }).value,
        ...(isSum(period) ? {} : { period: k }),
        ...(isSum(party) ? {} : { party: who!.id }),
        ...(isSum(tier) ? {} : { tier: which!.id }),
      },
    ];
  });
  return claims.length ? claims : refused('noClaims', {});
}

export function reconciliationOf(
  deal: DealArguments,
  claimed: unknown[][],
  invocation: Invocation,
): (string | number)[][] {
  const locale = language();
  const cells = dealCells(deal, invocation, [0, 1, 2, 4, 5]);
  const range = rangeOf(claimed, 3, invocation);
  return cached(invocation, `RECONCILE ${locale}`, [cells, range], () => {
    const read = readCells(cells);
    const { definition, flows } = read;
    const found = reconcile({ definition, flows }, claimsIn(range, read));
    if (!found.ok) return noAnswer();
    const { figures, matched, first, readings, tried, factor } = found.value;
    const t = (text: Text, params: Record<string, string | number> = {}) => say(text, locale, params);
    const rows: (string | number)[][] = [
      [t(texts.matched), t(texts.ofAll, { n: matched, all: figures.length })],
    ];
    if (!first) return rows;
    if (factor !== null) return [...rows, [t(texts.factor, { factor }), '']];
    const tier = definition.pots.flatMap((pot) => pot.tiers).find((x) => x.id === first.tier);
    rows.push(
      [t(texts.first), ''],
      [t(texts.period), first.period ?? t(texts.total)],
      [
        t(texts.party),
        first.party === undefined ? t(texts.total) : say(partyName(definition, first.party), locale),
      ],
      ...(tier ? [[t(texts.tier), say(tierName(tier), locale)]] : []),
      [t(texts.ours), first.ours],
      [t(texts.theirs), first.amount],
      [t(texts.difference), first.difference],
    );
    const exact = readings.filter((r) => r.matched === figures.length);
    const [nearest] = readings;
    if (exact.length)
      exact.forEach(({ changes, alike }, i) => {
        rows.push([t(i === 0 ? texts.reading : texts.alike), readingWords(changes, locale)]);
        for (const other of alike) rows.push([t(texts.alike), readingWords(other, locale)]);
      });
    else {
      rows.push([t(texts.none, { tried }), '']);
      if (nearest)
        rows.push([
          t(texts.nearest),
          `${readingWords(nearest.changes, locale)} (${t(texts.off, { amount: formatAmount(nearest.off, locale, 2) })})`,
        ]);
    }
    return rows;
  });
}
