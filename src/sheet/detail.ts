/** The detail sheet of a run: title, terms, conventions, measures, the table, its key and charts, as a plan to be written. */
import { commonTerms, presetOf, type Locale, type Text } from '../engine/index.ts';
import { conventionText, say, sheetTexts as texts } from '../i18n/index.ts';
import type { ResultDocument } from '../document/result.ts';
import { cellAddress, rangeAddress } from './grid.ts';
import { chartBlock } from './charts.ts';
import { hueOf, INK, tintOf } from './colors.ts';
import { formulasOf, hasFormulas } from './formulas.ts';
import type { Area, PlanCell, SheetPlan, Style } from './plan.ts';
import { detailTable, type DetailColumn } from './table.ts';

export interface DetailAbout {
  /** Name of the deal, printed as the title. */
  readonly title: string;
  /** What the mode is called, printed below it. */
  readonly mode: string;
  /** Where the cash flows were read, e.g. `Deal!B2:C13`. */
  readonly source: string;
  readonly computedAt: Date;
  readonly locale: Locale;
  /** Cell a term was read from, by term id, e.g. `Deal!C11`. */
  readonly termCells: Readonly<Record<string, string>>;
  /** Formulas in place of values, where the mode has them. */
  readonly live: boolean;
}

export const FORMATS = {
  amount: '#,##0.00;-#,##0.00;"–"',
  rate: '0.00%',
  multiple: '0.00"x"',
  date: 'yyyy-mm-dd',
  check: '0.00',
  years: '0.00',
} as const;

const WIDTHS = { period: 7, date: 11, amount: 12, rate: 14, check: 9, net: 13 } as const;

/** A mutable grid with styles, from A1. */
export class Canvas {
  readonly cells: PlanCell[][] = [];
  readonly styles: { area: Area; style: Style }[] = [];

  put(row: number, column: number, value: PlanCell, style?: Style): void {
    while (this.cells.length <= row) this.cells.push([]);
    const line = this.cells[row]!;
    while (line.length <= column) line.push(null);
    line[column] = value;
    if (style) this.style(row, column, 1, 1, style);
  }

  style(row: number, column: number, rows: number, columns: number, style: Style): void {
    this.styles.push({ area: { row, column, rows, columns }, style });
  }

  /** All rows as long as the longest, as Excel wants a rectangle. */
  rectangle(): PlanCell[][] {
    const width = Math.max(...this.cells.map((line) => line.length));
    return this.cells.map((line) => [...line, ...new Array<PlanCell>(width - line.length).fill(null)]);
  }
}

/** Text of a cell that is not meant as a formula. */
export const plain = (text: string): string => (/^[=+\-@]/.test(text) ? `'${text}` : text);

interface TermRow {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly percent: boolean;
}

export function detailSheet(document: ResultDocument, about: DetailAbout): SheetPlan {
  const { locale } = about;
  const word = (text: Text, params?: Record<string, string | number>) => say(text, locale, params);
  const result = document.tables;
  const columns = detailTable(result, locale);
  const live = about.live && hasFormulas(document.mode);
  const canvas = new Canvas();
  const last = columns.length - 1;

  canvas.put(0, 0, plain(about.title ? word(texts.title, { target: about.title }) : word(texts.titleAlone)), {
    bold: true,
    size: 14,
  });
  if (document.unit) canvas.put(0, last, word(texts.unitOf, { unit: document.unit }), { align: 'right' });
  canvas.put(1, 0, `${about.mode} (${document.mode})`, { color: INK.muted });

  const terms = termRows(document, locale);
  const conventions = result.conventions
    .filter((c) => !(c.topic === 'base' && c.choice === 'unreturned'))
    .map((c) => conventionText(c, locale));
  const blockRows = Math.max(5, terms.length + 1, conventions.length);
  const groupRow = 4 + blockRows + 1;
  const headRow = groupRow + 1;
  const firstRow = headRow + 1;
  const periods = result.timeline.periods;
  const totalRow = firstRow + periods + 1;
  const letterOf = new Map(columns.map((c, i) => [c.key, cellAddress(0, i).replace(/\d+$/, '')]));
  const termCell = new Map(terms.map((t, i) => [t.id, `$C$${5 + i}`]));
  const columnRange = (key: string, from = firstRow) =>
    rangeAddress(
      from,
      columns.findIndex((c) => c.key === key),
      totalRow - from,
      1,
    );

  heading(canvas, 0, 4, word(texts.terms));
  terms.forEach((term, i) => {
    const row = 4 + i;
    canvas.put(row, 0, term.label, { color: INK.muted });
    canvas.put(row, 2, term.value, {
      numberFormat: term.percent ? FORMATS.rate : FORMATS.amount,
      ...(live ? { color: INK.input, fill: INK.inputFill } : {}),
    });
    const source = about.termCells[term.id];
    if (source) canvas.put(row, 3, source, { color: INK.muted });
  });

  const table = live
    ? formulasOf(document.mode, result, columns, { letterOf, firstRow: firstRow + 1, termCell })
    : () => null;
  columns.forEach((column, c) => {
    canvas.put(headRow, c, column.head);
    for (let k = 0; k <= periods; k++) {
      // An undated deal says so in every row: an empty column looks forgotten.
      const value = column.values[k] ?? (column.format === 'date' ? '–' : null);
      canvas.put(firstRow + k, c, table(column, k) ?? value);
    }
    const sums = column.total !== null && column.key !== 'rate';
    canvas.put(
      totalRow,
      c,
      c === 0
        ? word(texts.total)
        : live && sums
          ? `=SUM(${columnRange(column.key)})`
          : live && column.key === 'rate'
            ? `=SUM(${columnRange('rate', firstRow + 1)})`
            : column.total,
    );
  });
  styleTable(canvas, columns, { groupRow, headRow, firstRow, totalRow, live });

  const conventionsAt = 4;
  heading(canvas, conventionsAt, 6, word(texts.conventions));
  conventions.forEach(({ topic, text }, i) => {
    canvas.put(4 + i, conventionsAt, topic, { color: INK.muted });
    canvas.put(4 + i, conventionsAt + 2, text);
  });

  const charts = chartBlock(canvas, document, columns, {
    locale,
    firstRow,
    totalRow,
    live,
    at: { row: totalRow + 4, column: 0 },
    data: { row: headRow, column: columns.length + 2 },
  });
  const measuresAt = Math.max(11, last - 5);
  heading(canvas, measuresAt, 3, word(texts.measures));
  const net = columnRange('net');
  const measures: [string, PlanCell, string][] = [
    [word(texts.irr), live ? `=IFERROR(IRR(${net}),"–")` : result.project.irr, FORMATS.rate],
    [
      word(texts.dpi),
      live ? `=SUMIF(${net},">0")/-SUMIF(${net},"<0")` : result.project.dpi,
      FORMATS.multiple,
    ],
    [word(texts.tvpi), live ? `=${cellAddress(5, measuresAt + 2)}` : result.project.tvpi, FORMATS.multiple],
    [word(texts.paybackYears), live ? charts.payback : result.project.payback, FORMATS.years],
    ...charts.classRates.map(({ name, formula, value }): [string, PlanCell, string] => [
      word(texts.irrOf, { party: name }),
      live ? formula : value,
      FORMATS.rate,
    ]),
  ];
  measures.slice(0, blockRows).forEach(([label, value, numberFormat], i) => {
    canvas.put(4 + i, measuresAt, label, { color: INK.muted });
    canvas.put(4 + i, measuresAt + 2, value ?? '–', { numberFormat, bold: true, align: 'right' });
  });

  const runAt = last - 2;
  heading(canvas, runAt, 3, word(texts.run));
  const checked = rangeAddress(firstRow, last, periods + 1, 1);
  const rows: [string, PlanCell][] = [
    [word(texts.engine), document.engine_version],
    [word(texts.computed), stamp(about.computedAt)],
    [word(texts.source), plain(about.source)],
    [word(texts.contents), word(live ? texts.liveFormulas : texts.values)],
    [
      word(texts.checks),
      live
        ? `=SUMPRODUCT(--(ABS(${checked})<0.005))&"${word(texts.checksOf)}"&ROWS(${checked})`
        : word(texts.checksAt, {
            passed: result.checks.filter((c) => c.pass).length,
            all: result.checks.length,
          }),
    ],
  ];
  rows.forEach(([label, value], i) => {
    canvas.put(4 + i, runAt, label, { color: INK.muted });
    canvas.put(4 + i, last, value, { align: 'right' });
  });

  const keyRow = totalRow + 2;
  if (live) {
    canvas.put(keyRow, 0, word(texts.keyInput), { color: INK.input });
    canvas.put(keyRow, 4, word(texts.keyFormula));
  } else canvas.put(keyRow, 0, word(texts.keyValues));
  canvas.put(keyRow, 6, word(texts.keyCheck), { color: INK.muted });

  return {
    name: word(texts.detailName),
    cells: canvas.rectangle(),
    styles: canvas.styles,
    widths: columns.map((c) => (c.key === 'net' ? WIDTHS.net : WIDTHS[c.format])),
    freeze: { rows: firstRow, columns: 2 },
    charts: charts.plans,
    print: {
      area: { row: 0, column: 0, rows: charts.bottom, columns: columns.length },
      titleRows: [groupRow, headRow],
      footer: {
        left: about.title || word(texts.titleAlone),
        center: `${document.engine_version} · ${stamp(about.computedAt)}`,
      },
    },
  };
}

function termRows(document: ResultDocument, locale: Locale): TermRow[] {
  const { tables, mode } = document;
  const preset = presetOf(mode);
  const rows: TermRow[] = [
    {
      id: 'investment_amount',
      label: say(commonTerms[0]!.label, locale),
      value: tables.contributions[0]!,
      percent: false,
    },
  ];
  for (const spec of preset?.terms ?? []) {
    const value = document.terms[spec.id];
    if (value !== undefined && !spec.optional)
      rows.push({ id: spec.id, label: say(spec.label, locale), value, percent: spec.unit === 'percent' });
  }
  return rows;
}

function heading(canvas: Canvas, column: number, columns: number, text: string): void {
  canvas.put(3, column, text, { bold: true });
  canvas.style(3, column, 1, columns, { borders: { bottom: { style: 'thin', color: INK.rule } } });
}

function styleTable(
  canvas: Canvas,
  columns: readonly DetailColumn[],
  rows: { groupRow: number; headRow: number; firstRow: number; totalRow: number; live: boolean },
): void {
  const { groupRow, headRow, firstRow, totalRow, live } = rows;
  const width = columns.length;
  canvas.style(groupRow, 0, 2, width, { fill: INK.head, bold: true });
  canvas.style(headRow, 0, 1, width, { align: 'right', wrap: true });
  canvas.style(headRow, 0, 1, 2, { align: 'left' });
  for (let c = 0; c < width;) {
    const { group } = columns[c]!;
    let end = c + 1;
    while (end < width && columns[end]!.group === group && group !== '') end++;
    if (group !== '') {
      canvas.put(groupRow, c, group);
      canvas.style(groupRow, c, 1, end - c, { align: 'centerAcross' });
      for (let i = c; i < end; i++)
        canvas.style(groupRow, i, 1, 1, {
          borders: { bottom: { style: 'thick', color: ruleColor(columns[i]!) } },
        });
      canvas.style(groupRow, c, totalRow - groupRow + 1, 1, {
        borders: { left: { style: 'thin', color: INK.line } },
      });
    }
    c = end;
  }
  const count = totalRow - firstRow + 1;
  columns.forEach((column, c) => {
    const numberFormat = {
      period: '0',
      date: FORMATS.date,
      amount: FORMATS.amount,
      rate: FORMATS.rate,
      check: FORMATS.check,
    }[column.format];
    canvas.style(firstRow, c, count, 1, {
      numberFormat,
      align: c === 0 ? 'left' : 'right',
      ...(column.format === 'check' ? { color: INK.muted, alarmFill: INK.danger } : {}),
    });
    if (live && column.key === 'net') canvas.style(firstRow + 1, c, count - 2, 1, { color: INK.input });
    if (column.key === 'date')
      canvas.style(firstRow, c, count - 1, 1, {
        color: column.values[0] === null || !live ? INK.muted : INK.input,
      });
  });
  canvas.style(firstRow, 0, count - 1, width, {
    borders: {
      insideHorizontal: { style: 'thin', color: INK.line },
      top: { style: 'thin', color: INK.rule },
    },
  });
  canvas.style(totalRow, 0, 1, width, {
    bold: true,
    borders: { top: { style: 'thin', color: INK.formula }, bottom: { style: 'double', color: INK.formula } },
  });
}

/** The rule above a column: the payee's hue, tinted by why it is paid. */
function ruleColor({ tier, party }: DetailColumn): string {
  if (!tier) return hueOf('cash');
  const payee = party ?? tier.to[0] ?? 'cash';
  if (payee === 'gp') return hueOf('gp');
  return tintOf(hueOf(payee), tier.kind === 'preferredReturn' ? 'return' : 'capital');
}

/** `2026-11-21 14:32 +08:00` in the reader's own time. */
function stamp(when: Date): string {
  const pad = (n: number) => String(Math.floor(Math.abs(n))).padStart(2, '0');
  const offset = -when.getTimezoneOffset();
  const zone = `${offset < 0 ? '-' : '+'}${pad(offset / 60)}:${pad(offset % 60)}`;
  return `${when.getFullYear()}-${pad(when.getMonth() + 1)}-${pad(when.getDate())} ${pad(when.getHours())}:${pad(when.getMinutes())} ${zone}`;
}
