/** The detail sheet of a run: title, terms, conventions, measures, the table, its key and charts, as a plan to be written. */
import { commonTerms, presetOf, type Flows, type Locale, type Text } from '../../engine/index.ts';
import {
  conventionText,
  formatAmount,
  liveTexts,
  say,
  detailTexts as texts,
  whyNotTexts,
} from '../../i18n/index.ts';
import type { ResultDocument } from '../../document/result.ts';
import { Canvas, FORMATS, heading, plain } from './canvas.ts';
import { chartBlock } from './native-charts.ts';
import { INK } from './colors.ts';
import { styleTable } from './detail-style.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import { stepLabel } from '../labels.ts';
import { openWriter, type Place } from '../live/cells.ts';
import { liveDeal, whyNoFormulas, type LiveTerm } from '../live/index.ts';
import { liveMeasures } from '../live/measures.ts';
import { writeMoments } from '../moments.ts';
import type { MappedCell, PlanCell, SheetPlan } from '../plan.ts';
import { stamp } from '../local-time.ts';
import { detailTable, type DetailColumn } from '../table.ts';
import { uniqueHeads } from '../unique-heads.ts';
import { writeCalls, writeWorkings } from '../workings.ts';

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
  /** The flows of the run, where formulas are wanted in place of values. */
  readonly live: Flows | null;
  /** Cells of other sheets of the workbook that hold the inputs; formulas then follow them. */
  readonly inputs?: InputCells | null;
}

/** Cells that hold what drives a run, as formulas of another sheet write them. */
export interface InputCells {
  /** By id of the term. */
  readonly terms: ReadonlyMap<string, string>;
  /** By key of the detail table's column and period; several cells are added up. */
  readonly flows: ReadonlyMap<string, ReadonlyMap<number, string>>;
}

const WIDTHS = { period: 7, date: 11, amount: 12, rate: 14, check: 9, net: 13 } as const;

export function detailSheet(document: ResultDocument, about: DetailAbout): SheetPlan {
  const { locale } = about;
  const word = (text: Text, params?: Record<string, string | number>) => say(text, locale, params);
  const result = document.tables;
  const reason = about.live && whyNoFormulas(result.definition, about.live);
  const deal =
    about.live && !reason ? liveDeal(document.mode, document.terms, about.live, result, locale) : null;
  const live = deal !== null;
  const columns = deal?.table ?? detailTable(result, locale);
  const canvas = new Canvas();
  const last = columns.length - 1;
  const heads = live ? columns.map((c) => c.head) : uniqueHeads(columns, locale);
  const mapped: Record<string, readonly [MappedCell, string]> = {};

  canvas.put(0, 0, plain(about.title ? word(texts.title, { target: about.title }) : word(texts.titleAlone)), {
    bold: true,
    size: 14,
  });
  if (document.unit) canvas.put(0, last, word(texts.unitOf, { unit: document.unit }), { align: 'right' });
  canvas.put(1, 0, `${about.mode} (${document.mode})`, { color: INK.muted });

  if (result.clawback) {
    const amount = formatAmount(result.clawback.total, locale);
    const isValue = live ? [word(texts.clawbackIsValue)] : [];
    const between = locale === 'zh-CN' ? '' : ' ';
    canvas.put(2, 0, [word(texts.beforeClawback, { amount }), ...isValue].join(between));
  }

  const terms = deal?.terms ?? termRows(document, locale);
  const conventions = result.conventions
    .filter((c) => !(c.topic === 'base' && c.choice === 'unreturned'))
    .map((c) => conventionText(c, locale));
  const blockRows = Math.max(live ? 7 : 5, terms.length + 1, conventions.length);
  const groupRow = 4 + blockRows + 1;
  const headRow = groupRow + 1;
  const firstRow = headRow + 1;
  const periods = result.timeline.periods;
  const totalRow = firstRow + periods + 1;
  const workings = deal?.workings ?? [];
  const workingsAt = columns.length + 1;
  const columnOf = new Map([
    ...columns.map((c, i) => [c.key, i] as const),
    ...workings.map((c, i) => [c.key, workingsAt + i] as const),
  ]);
  const callsAt = workingsAt + workings.length + (workings.length ? 1 : 0);
  const calls = deal?.calls ?? [];
  const place: Place = {
    columnOf,
    firstRow,
    periods,
    calls: { column: callsAt, row: firstRow, count: calls[0]?.cells.length ?? 0 },
    termCells: terms.map((_, i) => `$C$${5 + i}`),
  };
  const writer = deal && openWriter(deal, place);
  const columnRange = (key: string, from = firstRow) =>
    rangeAddress(from, columnOf.get(key)!, totalRow - from, 1);

  heading(canvas, 0, 4, word(texts.terms));
  terms.forEach((term, i) => {
    const row = 4 + i;
    canvas.put(row, 0, plain(term.label), { color: INK.muted });
    mapped[cellAddress(row, 2)] = ['term', term.label];
    const input = live && term.formula === undefined;
    const elsewhere = input ? about.inputs?.terms.get(term.id) : undefined;
    const follows = writer && term.formula !== undefined ? writer.written(term.formula, 0) : elsewhere;
    canvas.put(row, 2, follows ? `=${follows}` : term.value, {
      numberFormat: { ...FORMATS, period: '0' }[term.format],
      ...(elsewhere ? { color: INK.link } : input ? { color: INK.input, fill: INK.inputFill } : {}),
    });
    const source = about.termCells[term.id];
    if (source) canvas.put(row, 3, plain(source), { color: INK.muted });
  });

  /** Cells of other sheets that an input column takes its values from. */
  const linked = ({ key, input }: DetailColumn) =>
    live && (input || key === 'date') ? about.inputs?.flows.get(key) : undefined;
  columns.forEach((column, c) => {
    canvas.put(headRow, c, plain(heads[c]!));
    for (let k = 0; k <= periods; k++) {
      // An undated deal says so in every row: an empty column looks forgotten.
      const value = column.values[k] ?? (column.format === 'date' ? '–' : null);
      const elsewhere = linked(column)?.get(k);
      canvas.put(firstRow + k, c, elsewhere ? `=${elsewhere}` : (writer?.cell(column.key, k) ?? value));
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
  columns.forEach((column, c) => {
    for (const k of linked(column)?.keys() ?? []) canvas.style(firstRow + k, c, 1, 1, { color: INK.link });
  });
  if (deal && writer) {
    writeWorkings(canvas, deal, writer, place, workingsAt, word(texts.workings));
    writeCalls(canvas, deal, writer, place, word(liveTexts.datedCalls));
  }

  const conventionsAt = 4;
  heading(canvas, conventionsAt, 6, word(texts.conventions));
  conventions.forEach(({ topic, text }, i) => {
    canvas.put(4 + i, conventionsAt, topic, { color: INK.muted });
    canvas.put(4 + i, conventionsAt + 2, text);
  });

  const measured =
    deal &&
    liveMeasures(deal, result, {
      rangeOf: (column, from = 0) => rangeAddress(firstRow + from, column, periods + 1 - from, 1),
      columnOf: (key) => columnOf.get(key)!,
      written: (expr) => writer!.written(expr, 0),
    });
  const momentsAt = callsAt + calls.length + 1;
  const dated =
    deal &&
    writer &&
    writeMoments(canvas, deal, writer, result, locale, { row: firstRow, column: momentsAt });
  const charts = chartBlock(canvas, document, columns, {
    locale,
    firstRow,
    totalRow,
    deal,
    measured,
    dated,
    columnOf,
    at: { row: totalRow + 4, column: 0 },
    data: { row: headRow, column: momentsAt + (dated?.width ?? 0) },
  });
  const measuresAt = Math.max(11, last - 5);
  heading(canvas, measuresAt, 3, word(texts.measures));
  const measures: [MappedCell, string, PlanCell, string][] = [
    [
      'irr',
      word(texts.irr),
      measured ? (dated ? dated.rateOf(null) : measured.irr) : result.project.irr,
      FORMATS.rate,
    ],
    ['dpi', word(texts.dpi), measured ? measured.dpi : result.project.dpi, FORMATS.multiple],
    ['tvpi', word(texts.tvpi), measured ? measured.tvpi : result.project.tvpi, FORMATS.multiple],
    ['payback', word(texts.paybackYears), live ? charts.payback : result.project.payback, FORMATS.years],
    ...charts.classRates.map(({ name, formula, value }): (typeof measures)[number] => [
      'classIrr',
      word(texts.irrOf, { party: name }),
      live ? formula : value,
      FORMATS.rate,
    ]),
  ];
  measures.slice(0, blockRows).forEach(([what, label, value, numberFormat], i) => {
    mapped[cellAddress(4 + i, measuresAt + 2)] = [what, label];
    canvas.put(4 + i, measuresAt, plain(label), { color: INK.muted });
    canvas.put(4 + i, measuresAt + 2, value ?? '–', { numberFormat, bold: true, align: 'right' });
  });

  const runAt = Math.max(last - 2, measuresAt + 4);
  heading(canvas, runAt, 3, word(texts.run));
  const checked = rangeAddress(firstRow, last, periods + 1, 1);
  const rows: (readonly [string, PlanCell])[] = [
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
    ...(measured
      ? ([
          [word(texts.tiersCheck), measured.tiersCheck],
          [word(texts.change), measured.change],
        ] as const)
      : []),
  ];
  rows.forEach(([label, value], i) => {
    canvas.put(4 + i, runAt, label, { color: INK.muted });
    canvas.put(4 + i, runAt + 2, value, {
      align: 'right',
      ...(i > 4 ? { numberFormat: FORMATS.check } : {}),
      ...(i === 5 ? { alarmFill: INK.danger } : {}),
    });
  });

  (['checks', 'tiersCheck', 'change'] as const).forEach((what, i) => {
    if (rows[4 + i]) mapped[cellAddress(8 + i, runAt + 2)] = [what, rows[4 + i]![0]];
  });

  const keyRow = totalRow + 2;
  if (live) {
    const hasOwn =
      terms.some((term) => term.formula === undefined && !about.inputs?.terms.has(term.id)) ||
      columns.some((c) => c.input && c.values.some((_, k) => !linked(c)?.has(k) && !writer?.cell(c.key, k)));
    const keys = [
      ...(hasOwn ? [[word(texts.keyInput), INK.input] as const] : []),
      ...(about.inputs ? [[word(texts.keyElsewhere), INK.link] as const] : []),
    ];
    keys.forEach(([text, color], i) => canvas.put(keyRow + i, 0, text, { color }));
    canvas.put(keyRow, 4, word(texts.keyFormula));
  } else canvas.put(keyRow, 0, reason ? word(whyNotTexts[reason]) : word(texts.keyValues));
  canvas.put(keyRow, 6, word(texts.keyCheck), { color: INK.muted });

  return {
    name: word(texts.detailName),
    cells: canvas.rectangle(),
    styles: inCurrency(canvas.styles, document.unit),
    names: live ? namesOf(terms) : [],
    widths: [
      ...columns.map((c) => (c.key === 'net' ? WIDTHS.net : WIDTHS[c.format])),
      ...(workings.length ? [WIDTHS.check, ...workings.map(() => WIDTHS.rate)] : []),
    ],
    freeze: { rows: firstRow, columns: 2 },
    charts: charts.plans,
    print: {
      area: { row: 0, column: 0, rows: charts.bottom, columns: Math.max(columns.length, runAt + 3) },
      titleRows: [groupRow, headRow],
      footer: {
        left: about.title || word(texts.titleAlone),
        center: `${document.engine_version} · ${stamp(about.computedAt)}`,
      },
    },
    table: live ? null : { row: headRow, column: 0, rows: periods + 2, columns: columns.length },
    map: {
      firstRow,
      periods,
      columns: columns.map((c) => c.key),
      workings: [workingsAt, workings.length],
      live,
      cells: mapped,
    },
  };
}

/** Amounts with the decimals of their currency where the unit is its code: yen have none, dinars three. */
function inCurrency(styles: SheetPlan['styles'], unit: string | null): SheetPlan['styles'] {
  if (!unit || !/^[A-Z]{3}$/.test(unit)) return styles;
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: unit,
  }).resolvedOptions();
  const numberFormat = FORMATS.amount.replaceAll('.00', digits ? `.${'0'.repeat(digits)}` : '');
  return styles.map(({ area, style }) => ({
    area,
    style: style.numberFormat === FORMATS.amount ? { ...style, numberFormat } : style,
  }));
}

/** A name for the cell of each term: its id, as far as Excel takes it. */
function namesOf(terms: readonly LiveTerm[]): SheetPlan['names'] {
  const taken = new Set<string>();
  return terms.flatMap(({ id }, i) => {
    const legal = id.replace(/[^\p{L}\p{N}_.]/gu, '_').slice(0, 200);
    const isCell = /^[a-z]{1,3}\d+$|^r\d*(c\d*)?$|^c\d*$|^[^\p{L}_]/iu.test(legal);
    const name = isCell ? `_${legal}` : legal;
    if (taken.has(name.toLowerCase())) return [];
    taken.add(name.toLowerCase());
    return [{ name, area: { row: 4 + i, column: 2, rows: 1, columns: 1 } }];
  });
}

function termRows(document: ResultDocument, locale: Locale): LiveTerm[] {
  const { tables, mode } = document;
  const investment = say(commonTerms[0]!.label, locale);
  const rows: LiveTerm[] = [
    { id: 'investment_amount', label: investment, value: tables.contributions[0]!, format: 'amount' },
  ];
  for (const { id, optional, label, unit } of presetOf(mode)?.terms ?? []) {
    const value = document.terms[id];
    if (value === undefined || optional) continue;
    const format = unit === 'percent' ? 'rate' : 'amount';
    const name = say(label, locale);
    if (typeof value === 'number') rows.push({ id, label: name, value, format });
    else
      value.forEach(({ from, rate }, i) =>
        rows.push({
          id: `${id}.${i}`,
          label: from === undefined ? name : stepLabel(name, from, locale),
          value: rate,
          format,
        }),
      );
  }
  return rows;
}
