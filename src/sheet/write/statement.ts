/** A statement for one investor on one page: what was paid in and received, by tier, and how it came from the fund's cash. */
import type { ResultDocument } from '../../document/result.ts';
import { isoOf, total, type Result } from '../../engine/index.ts';
import { cellTexts, detailTexts, partyCalled, say } from '../../i18n/index.ts';
import { statementTexts as texts } from '../../i18n/statement.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import { stamp } from '../local-time.ts';
import type { ChartPlan, SheetPlan } from '../plan.ts';
import { FORMATS, plain } from './canvas.ts';
import { INK } from './colors.ts';
import { sheetNameOf } from './sheet-name.ts';
import { fromTheFund, howComputed, partOf, tiles } from './statement-blocks.ts';
import { statementChart } from './statement-chart.ts';
import { carryKeys, investorsOf } from './statement-figures.ts';
import {
  HEADS,
  isOfRun,
  LEAST,
  openStatement,
  orDash,
  PAGE_WIDTH,
  TILES,
  percent,
  sentence,
  type Statement,
  type StatementAbout,
} from './statement-place.ts';
import { shownLength } from './widths.ts';

export type { StatementAbout } from './statement-place.ts';

export function statementSheet(document: ResultDocument, about: StatementAbout): SheetPlan {
  const statement = openStatement(document, about);
  const { columns, totalRow } = statement;
  head(statement);
  recipient(statement);
  tiles(statement);
  table(statement);
  const chart = statementChart(statement, totalRow + 2);
  const fundEnd = fromTheFund(statement, chart.bottom + 1);
  const bottom = howComputed(statement, fundEnd + 1);
  const data = chart.data(bottom + 1);
  return planOf(statement, bottom, data.plan, data.folded, columns);
}

function head(statement: Statement): void {
  const { canvas, about, document, result, party, columns, share, name, word } = statement;
  const { timeline } = result;
  canvas.put(0, 0, plain(about.title || word(texts.name)), { bold: true, size: 18 });
  canvas.put(1, 0, `=${sentence(texts.for[about.locale], { who: name })}`, { size: 12 });
  const part = partOf(statement, investorsAndOwn(result));
  const who =
    party.id === 'lp' ? word(texts.limitedPartner) : partyCalled(result.definition, party.id, about.locale);
  const said = texts.partOfCapital[about.locale].replace('{who}', who.replaceAll('{', '('));
  canvas.put(2, 0, `=${sentence(said, { part: percent(`${part}*${share}`) })}`, { color: INK.muted });
  const last = timeline.periods;
  const when = timeline.dates
    ? word(texts.asOf, { when: isoOf(timeline.dates[last]!) })
    : word(texts.endOf, { when: say(cellTexts[timeline.unit], about.locale, { k: String(last) }) });
  canvas.put(0, columns - 1, plain(when), { color: INK.muted, align: 'right' });
  const unit = document.unit && say(detailTexts.unitOf, about.locale, { unit: document.unit });
  if (unit) canvas.put(1, columns - 1, unit, { color: INK.muted, align: 'right' });
}

/** Everybody who put capital in. */
const investorsAndOwn = ({ parties }: Result) => parties.filter((p) => p.measures.contributed > 0);

/** Whom the statement is for, and which part of the class: what a user sets for each investor. */
function recipient({ canvas, about, result, party, columns, word }: Statement): void {
  const left = columns + 1;
  const who = partyCalled(result.definition, party.id, about.locale);
  canvas.put(0, left, word(texts.notPrinted), { color: INK.muted });
  canvas.put(1, left, word(texts.recipient), { color: INK.muted });
  canvas.put(1, left + 1, plain(who), { color: INK.input, fill: INK.inputFill });
  canvas.put(2, left, word(texts.share, { who }), { color: INK.muted });
  canvas.put(2, left + 1, 1, { color: INK.input, fill: INK.inputFill, numberFormat: FORMATS.rate });
}

function table(statement: Statement): void {
  const { canvas, party, result, source, rows, tiers, word } = statement;
  const { receivedAt, carryAt, columns, firstRow, clawbackRow, totalRow, share } = statement;
  canvas.put(HEADS - 1, 0, word(texts.paidAndReceived), { bold: true });
  const heads = [
    word(rows.some((r) => r.from !== r.to) ? texts.year : texts.period),
    word(texts.paidIn),
    ...tiers.map((t) => t.name),
    word(texts.received),
    ...(carryAt === null ? [] : [word(texts.carryBorne)]),
  ];
  heads.forEach((text, c) =>
    canvas.put(HEADS, c, plain(text), { color: INK.muted, align: c ? 'right' : 'left', wrap: true }),
  );
  canvas.style(HEADS, 0, 1, columns, { borders: { bottom: { style: 'thin', color: INK.rule } } });
  tiers.forEach(({ step }, i) =>
    canvas.style(HEADS, 2 + i, 1, 1, { borders: { bottom: { style: 'thick', color: step.fill } } }),
  );
  const carried = carryKeys(result);
  const ofRun = new Set<number>();
  const put = (row: number, c: number, formula: string) => {
    canvas.put(row, c, formula === '0' ? 0 : `=${orDash(`(${formula})*${share}`)}`);
    if (isOfRun(formula)) ofRun.add(c);
  };
  rows.forEach(({ label, from, to }, i) => {
    const row = firstRow + i;
    canvas.put(row, 0, plain(label));
    put(row, 1, source.paidIn(party.id, party.contributed, from, to));
    tiers.forEach(({ keys, amounts }, t) => put(row, 2 + t, source.sum(keys, amounts, from, to)));
    put(row, receivedAt, source.sum([`total>${party.id}`], party.received, from, to));
    if (carryAt !== null) put(row, carryAt, source.sum(carried, result.carry, from, to));
  });
  if (clawbackRow !== null) {
    putClawback(statement, clawbackRow);
    ofRun.add(receivedAt).add(columns - 1);
  }
  canvas.put(totalRow, 0, word(texts.total));
  for (let c = 1; c < columns; c++) {
    const all = rangeAddress(firstRow, c, totalRow - firstRow, 1);
    // A sum of what is still known would be taken for the whole.
    const sum = ofRun.has(c) ? `IF(COUNTIF(${all},"–"),"–",SUM(${all}))` : `SUM(${all})`;
    canvas.put(totalRow, c, `=${sum}`);
  }
  canvas.style(firstRow, 1, totalRow - firstRow + 1, columns - 1, {
    numberFormat: FORMATS.amount,
    align: 'right',
  });
  canvas.style(firstRow, 0, totalRow - firstRow, columns, {
    borders: {
      insideHorizontal: { style: 'thin', color: INK.line },
      bottom: { style: 'thin', color: INK.rule },
    },
  });
  canvas.style(firstRow, receivedAt, totalRow - firstRow, 1, { bold: true });
  canvas.style(totalRow, 0, 1, columns, { bold: true });
}

/** A row of its own, never mixed into a tier. */
function putClawback(
  { canvas, about, party, result, source, receivedAt, carryAt, share, word }: Statement,
  row: number,
): void {
  const { clawback, timeline } = result;
  const after = clawback!.after.find((a) => a.party === party.id)!.measures.distributed;
  const cell = source.cell(about.linked?.map.links?.clawback[party.id]);
  const amount = cell ?? String(after - total(party.received));
  const { period } = clawback!.entries.at(-1)!;
  const when = timeline.dates ? isoOf(timeline.dates[period]!) : '';
  canvas.put(
    row,
    0,
    plain([word(texts.clawback), when].filter(Boolean).join(about.locale === 'en' ? ', ' : '，')),
  );
  const own = cell ? `IF(ISNUMBER(${cell}),${cell}*${share},"–")` : `${amount}*${share}`;
  canvas.put(row, receivedAt, `=${own}`);
  const received = cellAddress(row, receivedAt);
  if (carryAt !== null) canvas.put(row, carryAt, `=IF(ISNUMBER(${received}),-${received},"–")`);
}

function planOf(
  statement: Statement,
  bottom: number,
  chart: ChartPlan,
  folded: { readonly row: number; readonly rows: number },
  columns: number,
): SheetPlan {
  const { canvas, about, document, party, result, word } = statement;
  const who = partyCalled(result.definition, party.id, about.locale);
  return {
    name: sheetNameOf(
      about.title,
      investorsOf(result).length > 1 ? who : `${word(texts.name)} ${who}`,
      about.locale,
    ),
    cells: canvas.rectangle(),
    styles: canvas.styles,
    names: [],
    widths: widthsOf(statement),
    heights: heightsOf(statement),
    freeze: { rows: 0, columns: 0 },
    charts: [chart],
    folded,
    print: {
      area: { row: 0, column: 0, rows: bottom, columns },
      titleRows: [0, 0],
      pages: 'one',
      portrait: true,
      footer: {
        left: word(texts.computed, { at: stamp(about.computedAt), version: document.engine_version }),
        center: about.receipt === null ? '' : `SHA-256 ${about.receipt.split(' ').slice(0, 4).join(' ')} …`,
        small: true,
      },
    },
    table: null,
    map: null,
  };
}

/** The figures above the table are larger; its rows have room between them while they are few. */
function heightsOf({ firstRow, totalRow, rows }: Statement): ReadonlyMap<number, number> {
  const table = rows.length <= ROOMY ? 19 : 15;
  const lines = Array.from({ length: totalRow - firstRow + 1 }, (_, i) => [firstRow + i, table] as const);
  return new Map([[0, 26], [1, 19], [TILES, 20], [TILES + 1, 24], [HEADS - 1, 20], [HEADS, 19], ...lines]);
}

/** Rows up to which a page has room to spare. */
const ROOMY = 14;

/** Characters of the column that asks for the recipient. */
const RECIPIENT = 26;

/** As wide as the widest amount of the fund, whatever part of it an investor has. */
function widthsOf({ canvas, columns, result }: Statement): number[] {
  const largest = Math.max(
    total(result.cash),
    ...result.parties.flatMap((p) => [p.measures.contributed, p.measures.distributed]),
  );
  const amount = shownLength(-largest, FORMATS.amount) + 1;
  const least = Math.max(LEAST, amount, PAGE_WIDTH / columns);
  const labels = Math.max(least, 22);
  const all = Math.max(...canvas.cells.map((line) => line.length));
  return Array.from({ length: all }, (_, c) =>
    c === 0 ? labels : c === columns + 1 || c === columns + 2 ? RECIPIENT : c === columns ? 4 : least,
  );
}
