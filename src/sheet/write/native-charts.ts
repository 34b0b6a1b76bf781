/** The charts of a detail sheet: where the cash went, how it came back, how each period was split; and the rows they are drawn from. */
import { total, type Text } from '../../engine/index.ts';
import { detailTexts as texts, formatAmount, say } from '../../i18n/index.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import type { Area, ChartPlan, ChartSeries } from '../plan.ts';
import { plain } from './canvas.ts';
import { chartPieces, type ChartPiece } from './chart-pieces.ts';
import { putScale, type ChartScale } from './chart-scale.ts';
import { HUES, INK, isLight } from './colors.ts';
import type { Sheet } from './detail-place.ts';

export interface ChartBlock {
  readonly plans: readonly ChartPlan[];
  /** First row below the charts. */
  readonly bottom: number;
  readonly folded: { readonly row: number; readonly rows: number };
}

export interface ChartCells {
  /** All distributable cash, without the equals sign. */
  readonly cash: string;
  /** Cell of the payback, in years. */
  readonly payback: string;
  /** First row below the lists right of the table. */
  readonly listsEnd: number;
}

/** Rows of a chart, and how many stand side by side. */
const HEIGHT = 16;
const ABREAST = 3;
/** Above so many steps the bars stand too close for connectors between them. */
const CONNECTED = 12;
/** Rows of the titles and of the scale, above the data. */
const ABOVE = 5;

/** One block of data: heads in its first row, categories in its first column. */
interface Data {
  readonly area: Area;
  readonly series: readonly ChartSeries[];
}

export function chartBlock(sheet: Sheet, cells: ChartCells, at: number): ChartBlock {
  const { canvas, document, about } = sheet;
  const { locale } = about;
  const word = (text: Text, params?: Record<string, string>) => say(text, locale, params);
  const bottom = at + HEIGHT + 1;
  const top = Math.max(bottom, cells.listsEnd) + 1;
  canvas.put(top, 0, word(texts.chartData), { color: INK.muted, bold: true });
  const result = document.tables;
  const cash = total(result.cash);
  const paid = -Math.min(0, ...sums(result.net));
  const net = rangeAddress(sheet.firstRow, sheet.columnOf.get('net')!, sheet.periods + 1, 1);
  const scale = putScale(
    canvas,
    { row: top + 1, column: 0 },
    { formula: `MAX(${cells.cash},-SUMIF(${net},"<0"))`, amount: Math.max(cash, paid) },
    document.unit,
    locale,
  );
  const head = top + ABOVE + 1;
  const pieces = chartPieces(sheet);
  const steps = waterfallData(sheet, pieces, scale, cells, head, 0);
  const recovery = recoveryData(sheet, scale, cells, head, steps.area.columns + 2);
  const split = splitData(sheet, pieces, scale, head, recovery.area.column + recovery.area.columns + 2);
  const titles = [
    whereTitle(sheet, cells, scale, cash),
    { text: word(texts.recovery), formula: `"${word(texts.recovery)}"` },
    { text: word(texts.splitOfPeriods), formula: `"${word(texts.splitOfPeriods)}"` },
  ];
  const { given } = scale;
  const plans = [steps, recovery, split].map(({ area, series }, i): ChartPlan => {
    const { text, formula } = titles[i]!;
    const row = top + 1 + i;
    canvas.put(row, TITLES, `=${formula}&IF(${scale.unit}="",""," · "&${scale.unit})`, { color: INK.muted });
    return {
      title: { row, column: TITLES, text: given.unit ? `${text} · ${given.unit}` : text },
      legend: i > 0,
      data: area,
      series,
      at: spotOf(sheet, at, i),
    };
  });
  const rows = Math.max(...[steps, recovery, split].map(({ area }) => area.rows));
  return { plans, bottom, folded: { row: top, rows: head + rows - top } };
}

/** Column of the titles, right of the scale. */
const TITLES = 4;

const sums = (flows: readonly number[]): number[] => {
  let sum = 0;
  return flows.map((f) => (sum += f));
};

/** A third of the printed width each, as near as the columns allow; of the first page where there are several. */
function spotOf({ widths, printed, layout, left }: Sheet, row: number, i: number): Area {
  const columns = layout.breaks[0] ?? printed;
  const all = widths.slice(left, columns).reduce((a, b) => a + b, 0);
  const edge = (part: number): number => {
    let width = 0;
    let c = left;
    while (c < columns && width + widths[c]! / 2 <= part * all) width += widths[c++]!;
    return c;
  };
  const from = edge(i / ABREAST);
  return { row, column: from, rows: HEIGHT, columns: Math.max(1, edge((i + 1) / ABREAST) - from) };
}

function whereTitle({ about }: Sheet, cells: ChartCells, scale: ChartScale, cash: number) {
  const [before, after] = say(texts.whereCashWent, about.locale, { amount: '\n' }).split('\n');
  const { by, decimals } = scale.given;
  const amount = formatAmount(cash / by, about.locale, decimals);
  const quoted = [before, after].map((text) => `"${text}"`);
  return {
    text: `${before}${amount}${after}`,
    formula: `${quoted[0]}&FIXED((${cells.cash})/${scale.by},${scale.decimals})&${quoted[1]}`,
  };
}

const formulaOf = (name: string): string => (name.startsWith('=') ? name : plain(name));

/** A row a step: its name, the invisible foot, the bar, the bar in words, and the lines that join the bars. */
function waterfallData(
  sheet: Sheet,
  pieces: readonly ChartPiece[],
  scale: ChartScale,
  cells: ChartCells,
  head: number,
  left: number,
): Data {
  const { canvas, about, document, totalRow } = sheet;
  const cash = total(document.tables.cash);
  const rest = cash - pieces.reduce((sum, p) => sum + p.total, 0);
  const word = (text: 'foot' | 'cash' | 'top') => say(texts[text], about.locale);
  const slate = HUES['cash']!;
  const bar = (row: number) => cellAddress(row, left + 2);
  const foot = (row: number) => cellAddress(row, left + 1);
  const last = head + 1 + pieces.length;
  const steps = [
    { name: say(texts.cash, about.locale), fill: slate, hue: slate, formula: `(${cells.cash})/${scale.by}` },
    ...pieces.map((p) => ({ ...p, formula: `(${p.at(totalRow)})/${scale.by}` })),
    ...(Math.abs(rest) > 1e-6 * Math.max(1, cash)
      ? [
          {
            name: say(texts.notThroughTiers, about.locale),
            fill: '#C9CED4',
            hue: slate,
            formula: `${bar(head + 1)}-SUM(${rangeAddress(head + 2, left + 2, last - head - 1, 1)})`,
          },
        ]
      : []),
  ];
  const style = { color: INK.muted, numberFormat: '#,##0.00', align: 'right' } as const;
  const count = steps.length;
  const joins = count <= CONNECTED ? count - 1 : 0;
  const [tops, labels] = [left + 3 + joins, left + 4 + joins];
  const heads = [
    word('foot'),
    word('cash'),
    ...Array.from({ length: joins }, (_, i) => String(i + 1)),
    word('top'),
  ];
  heads.forEach((name, i) => canvas.put(head, left + 1 + i, plain(name), { color: INK.muted }));
  steps.forEach((step, i) => {
    const row = head + 1 + i;
    canvas.put(row, left, formulaOf(step.name), { color: INK.muted });
    const above = i === 1 ? bar(row - 1) : foot(row - 1);
    canvas.put(row, left + 1, i === 0 ? 0 : `=MAX(0,${above}-${bar(row)})`, style);
    canvas.put(row, left + 2, `=${step.formula}`, style);
    canvas.put(row, tops, `=${foot(row)}+${bar(row)}`, style);
    canvas.put(row, labels, `=IF(ROUND(${bar(row)},2)=0,"",FIXED(${bar(row)},${scale.decimals}))`, style);
  });
  for (let i = 0; i < joins; i++) {
    const row = head + 1 + i;
    const level = i === 0 ? bar(row) : foot(row);
    canvas.put(row, left + 3 + i, `=${level}`, style);
    canvas.put(row + 1, left + 3 + i, `=${level}`, style);
  }
  return {
    area: { row: head, column: left, rows: count + 1, columns: 4 + joins },
    series: [
      { fill: null },
      {
        fill: slate,
        points: steps.map(({ fill, hue }, index) => ({ index, fill, outline: hue })),
      },
      ...Array.from({ length: joins }, (): ChartSeries => ({ fill: INK.rule, line: 'dashes' })),
      { fill: null, line: 'labels', labels: { row: head + 1, column: labels, rows: count, columns: 1 } },
    ],
  };
}

/** A row a period: what went out and came in, the sum so far, and the period in which it is paid back. */
function recoveryData(sheet: Sheet, scale: ChartScale, cells: ChartCells, head: number, left: number): Data {
  const { canvas, about, columnOf, firstRow, periods } = sheet;
  const word = (text: Text) => say(text, about.locale);
  const [before, after] = say(texts.paidBack, about.locale, { years: '\n' }).split('\n');
  const payback = `=IF(ISNUMBER(${cells.payback}),"${before}"&FIXED(${cells.payback},2)&"${after}","–")`;
  const heads = ['', word(texts.outflow), word(texts.inflow), word(texts.cumulative), payback];
  heads.forEach((text, i) => text && canvas.put(head, left + i, text, { color: INK.muted }));
  const net = (k: number) => cellAddress(firstRow + k, columnOf.get('net')!);
  for (let k = 0; k <= periods; k++) {
    const row = head + 1 + k;
    const [sum, sumBefore] = [cellAddress(row, left + 3), cellAddress(row - 1, left + 3)];
    canvas.put(row, left, `=${cellAddress(firstRow + k, 0)}&""`);
    canvas.put(row, left + 1, `=MIN(0,${net(k)})/${scale.by}`);
    canvas.put(row, left + 2, `=MAX(0,${net(k)})/${scale.by}`);
    canvas.put(row, left + 3, `=${k ? `${sumBefore}+` : ''}${net(k)}/${scale.by}`);
    // Beside the data, whether it was paid back before: with two crossings the first is marked.
    const [isBack, wasBack] = [cellAddress(row, left + 5), cellAddress(row - 1, left + 5)];
    canvas.put(row, left + 5, k ? `=IF(OR(${wasBack}=1,${sum}>=0),1,0)` : `=IF(${sum}>=0,1,0)`);
    const reached = `AND(ISNUMBER(${cells.payback}),${isBack}=1,${wasBack}=0)`;
    canvas.put(row, left + 4, k ? `=IF(${reached},0,NA())` : '=NA()');
  }
  canvas.style(head + 1, left, periods + 1, 6, {
    color: INK.muted,
    numberFormat: '#,##0.00',
    align: 'right',
  });
  const slate = HUES['cash']!;
  const tinted = '#DCDFE3';
  return {
    area: { row: head, column: left, rows: periods + 2, columns: 5 },
    series: [
      {
        fill: tinted,
        outline: slate,
        points: [{ index: 0, fill: tinted, outline: slate, hatched: true }],
      },
      { fill: slate },
      { fill: INK.text, line: 'points' },
      { fill: INK.text, line: 'ring' },
    ],
  };
}

function splitData(
  sheet: Sheet,
  pieces: readonly ChartPiece[],
  scale: ChartScale,
  head: number,
  left: number,
): Data {
  const { canvas, firstRow, periods } = sheet;
  pieces.forEach(({ name, at }, i) => {
    canvas.put(head, left + 1 + i, formulaOf(name), { color: INK.muted });
    for (let k = 1; k <= periods; k++)
      canvas.put(head + k, left + 1 + i, `=(${at(firstRow + k)})/${scale.by}`);
  });
  for (let k = 1; k <= periods; k++) canvas.put(head + k, left, `=${cellAddress(firstRow + k, 0)}&""`);
  canvas.style(head + 1, left, periods, pieces.length + 1, {
    color: INK.muted,
    numberFormat: '#,##0.00',
    align: 'right',
  });
  return {
    area: { row: head, column: left, rows: periods + 1, columns: pieces.length + 1 },
    series: pieces.map(({ fill, hue }) => ({ fill, ...(isLight(fill) ? { outline: hue } : {}) })),
  };
}
