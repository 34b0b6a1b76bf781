/** The blocks around the tables of a detail sheet: title, terms, conventions, measures, the run, the clawback, the key of colours. */
import type { Text } from '../../engine/definition.ts';
import { isoOf } from '../../engine/index.ts';
import { cellTexts, detailTexts as texts, formatAmount, say, whyNotTexts } from '../../i18n/index.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import { guessing, type LiveMeasures } from '../live/measures.ts';
import { stamp } from '../local-time.ts';
import type { DatedMeasures } from '../moments.ts';
import type { PlanCell } from '../plan.ts';
import { FORMATS, plain } from './canvas.ts';
import { INK } from './colors.ts';
import { absolute, clawbackRows as rowsOfClawback, type Sheet } from './detail-place.ts';
import { linkedTo, termElsewhere } from './detail-rows.ts';
import type { BlockPlace } from './header-place.ts';
import type { MeasureColumns } from './measure-columns.ts';
import { textWidth } from './widths.ts';

const word = ({ about }: Sheet, text: Text, params?: Record<string, string | number>): string =>
  say(text, about.locale, params);

export function titleBlock(sheet: Sheet): void {
  const { canvas, about, document, printed, layout, left } = sheet;
  const title = about.title
    ? word(sheet, texts.title, { target: about.title })
    : word(sheet, texts.titleAlone);
  canvas.put(0, left, plain(title), { bold: true, size: 14 });
  const right = (layout.breaks[0] ?? printed) - 1;
  if (document.unit)
    canvas.put(0, right, word(sheet, texts.unitOf, { unit: document.unit }), { align: 'right' });
  const mode = word(sheet, texts.modeOf, { mode: about.mode, id: document.mode });
  canvas.put(1, left, plain(mode), { color: INK.muted });
  if (about.scenarioOf !== undefined)
    canvas.put(2, left, plain(word(sheet, texts.scenarioOf, { sheet: about.scenarioOf })), {
      color: INK.muted,
    });
  if (about.stale)
    canvas.put(2, left, word(sheet, texts.staleRun, { at: stamp(about.computedAt) }), { color: INK.danger });
}

/** A block's title over its rule, and the labels of its lines. */
function openBlock({ canvas, at, lines }: Sheet, which: keyof Sheet['at']): BlockPlace {
  const place = at[which];
  canvas.put(place.row - 1, place.label, lines[which].title, { bold: true });
  canvas.style(place.row - 1, place.label, 1, place.columns, {
    borders: { bottom: { style: 'thin', color: INK.rule } },
  });
  lines[which].lines.forEach(({ label }, i) =>
    canvas.put(place.row + i, place.label, plain(label), { color: INK.muted }),
  );
  return place;
}

export function termsBlock(sheet: Sheet): void {
  const { canvas, about, deal, writer, terms, lines, mapped } = sheet;
  const { value: column, row: top } = openBlock(sheet, 'terms');
  terms.forEach((term, i) => {
    const row = top + i;
    mapped[cellAddress(row, column)] = ['term', term.label];
    const input = deal !== null && term.formula === undefined;
    const elsewhere = input ? termElsewhere(sheet, term) : undefined;
    const follows = writer && term.formula !== undefined ? writer.written(term.formula, 0) : elsewhere;
    canvas.put(row, column, follows ? `=${follows}` : term.value, {
      numberFormat: lines.terms.lines[i]!.format!,
      ...(elsewhere ? { color: INK.link } : input ? { color: INK.input, fill: INK.inputFill } : {}),
    });
    const source = about.termCells[term.id];
    if (source) canvas.put(row, column + 1, plain(source), { color: INK.muted });
  });
}

export function conventionsBlock(sheet: Sheet): void {
  const { value, row } = openBlock(sheet, 'conventions');
  sheet.lines.conventions.lines.forEach((line, i) =>
    sheet.canvas.put(row + i, value, plain(String(line.value))),
  );
}

/** Cell of the payback; it stands above the table in every sheet. */
export function paybackCell({ lines, at }: Sheet): string {
  const i = lines.measures.lines.findIndex((line) => line.what === 'payback');
  return absolute(at.measures.row + i, at.measures.value);
}

export function measuresBlock(
  sheet: Sheet,
  measured: LiveMeasures | null,
  dated: DatedMeasures | null,
  columns: MeasureColumns | null,
): void {
  const { canvas, result, lines, mapped } = sheet;
  const { value: column, row: top } = openBlock(sheet, 'measures');
  const irr = dated ? guessing(dated.rateOf(null), result.project.irr) : (measured?.irr ?? null);
  const formulas = { irr, dpi: measured?.dpi, tvpi: measured?.tvpi, payback: columns?.payback };
  lines.measures.lines.forEach(({ what, party, afterClawback, label, value, format }, i) => {
    const row = top + i;
    if (what) mapped[cellAddress(row, column)] = [what, label];
    const formula =
      party === undefined ? formulas[what as keyof typeof formulas] : columns?.classRates.get(party);
    const shown = value ?? '–';
    // Dates of single calls may be changed without the sheet's noticing: a rate of the run would then stand beside them.
    const ofRun = afterClawback ?? (formula === null && !sheet.deal?.moments);
    const put = !measured ? shown : ofRun ? unlessChanged(sheet, value) : (formula ?? '–');
    canvas.put(row, column, put, { numberFormat: format!, bold: true, align: 'right' });
  });
}

/** The same words, with the numbers counted in the cells that are checked. */
function checksFormula(sheet: Sheet, checked: string): string {
  const passed = `SUMPRODUCT(--(ABS(${checked})<0.005))`;
  const all = `ROWS(${checked})`;
  const said = (text: Text) => `"${word(sheet, text, { passed: `"&${passed}&"`, all: `"&${all}&"` })}"`;
  return `=IF(${passed}=${all},${said(texts.checksAllAt)},${said(texts.checksAt)})`;
}

/** A value of the run that no formula gives: it is not shown once inputs are changed. */
function unlessChanged(sheet: Sheet, value: PlanCell): PlanCell {
  const change = changeCell(sheet);
  if (change === null || typeof value !== 'number') return value ?? '–';
  return `=IF(ABS(${change})<0.005,${value},"${word(sheet, texts.runAgain)}")`;
}

function changeCell({ lines, at }: Sheet): string | null {
  const i = lines.run.lines.findIndex((line) => line.what === 'change');
  return i < 0 ? null : absolute(at.run.row + i, at.run.value);
}

export function runBlock(sheet: Sheet, measured: LiveMeasures | null): void {
  const { canvas, columnOf, firstRow, periods, lines, mapped } = sheet;
  const { value: column, row: top } = openBlock(sheet, 'run');
  const checked = rangeAddress(firstRow, columnOf.get('check')!, periods + 1, 1);
  const formulas = {
    checks: measured ? checksFormula(sheet, checked) : null,
    tiersCheck: measured?.tiersCheck,
    change: measured?.change,
  };
  lines.run.lines.forEach(({ label, value, what, format }, i) => {
    const formula = what && formulas[what as keyof typeof formulas];
    canvas.put(top + i, column, formula ?? (typeof value === 'string' ? plain(value) : value), {
      align: 'right',
      ...(format ? { numberFormat: format } : {}),
      ...(what === 'tiersCheck' ? { alarmFill: INK.danger } : {}),
    });
    if (what) mapped[cellAddress(top + i, column)] = [what, label];
  });
}

/** Below the total what the general partner gives back, and what each party then has. */
export function clawbackRows(sheet: Sheet): void {
  const { canvas, about, result, columns, columnOf, totalRow, deal, layout, left } = sheet;
  const { clawback, timeline, parties } = result;
  if (!clawback) return;
  const { locale } = about;
  const amount = (value: number) => formatAmount(value, locale);
  const entry = clawback.entries.at(-1)!;
  const when =
    timeline.dates?.[entry.period] === undefined
      ? say(cellTexts[timeline.unit], locale, { k: String(entry.period) })
      : isoOf(timeline.dates[entry.period]!);
  const shortfall = clawback.entries.reduce((sum, e) => sum + e.shortfall, 0);
  const said = [
    clawback.entries.length > 1
      ? word(sheet, texts.clawbackTimes, {
          n: String(clawback.entries.length),
          total: amount(clawback.total),
        })
      : word(sheet, texts.clawbackAt, {
          when,
          received: amount(entry.received),
          due: amount(entry.entitlement),
        }),
    ...(shortfall > 0.005 ? [word(sheet, texts.clawbackTaxed, { amount: amount(shortfall) })] : []),
    ...(clawback.interest > 0.005
      ? [word(sheet, texts.clawbackInterest, { amount: amount(clawback.interest) })]
      : []),
  ].join('');
  const change = deal && changeCell(sheet);
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const told = change
    ? `=IF(ABS(${change})<0.005,${quoted(said)},${quoted(word(sheet, texts.clawbackStale))})`
    : plain(said);
  const after = totalRow + rowsOfClawback(result, layout);
  const moved = after - 1;
  canvas.put(totalRow + 1, left, told, { color: INK.muted });
  canvas.put(after, left, word(sheet, texts.afterClawback), { bold: true });
  for (const { id, received } of parties) {
    const column = columnOf.get(`total>${id}`);
    if (column === undefined) continue;
    const given = clawback.after.find((a) => a.party === id)!.measures.distributed;
    const total = received.reduce((a, b) => a + b, 0);
    const style = { numberFormat: FORMATS.amount, align: 'right' } as const;
    canvas.put(moved, column, unlessChanged(sheet, given - total), { ...style, color: INK.muted });
    const [up, by] = [cellAddress(totalRow, column), cellAddress(moved, column)];
    const own = deal ? `=IF(ISNUMBER(${by}),${up}+${by},"–")` : given;
    canvas.put(after, column, own, { ...style, bold: true });
  }
  canvas.style(after, 0, 1, columns.length, {
    borders: { bottom: { style: 'thin', color: INK.formula } },
  });
}

/** In a line or two: what each colour means, what the check is, and where the chart data stand. */
export function keyBlock(sheet: Sheet, row: number, folded: { row: number; rows: number }): void {
  const { canvas, about, columns, deal, writer, terms, reason, widths, left } = sheet;
  const hasOwn =
    terms.some((term) => term.formula === undefined && termElsewhere(sheet, term) === undefined) ||
    [...columns, ...sheet.layout.deals].some(
      (c) => c.input && c.values.some((_, k) => !linkedTo(sheet, c)?.has(k) && !writer?.cell(c.key, k)),
    );
  const keys: (readonly [string, string])[] = deal
    ? [
        ...(hasOwn ? [[word(sheet, texts.keyInput), INK.input] as const] : []),
        [word(sheet, texts.keyFormula), INK.formula],
        ...(about.inputs ? [[word(sheet, texts.keyElsewhere), INK.link] as const] : []),
      ]
    : [[word(sheet, reason ? whyNotTexts[reason] : texts.keyValues), INK.muted]];
  keys.push([word(sheet, texts.keyCheck), INK.muted]);
  keys.push([
    word(sheet, texts.keyChartData, {
      from: String(folded.row + 1),
      to: String(folded.row + folded.rows),
    }),
    INK.muted,
  ]);
  const pageEnd = sheet.layout.breaks[0] ?? sheet.printed;
  let [line, column] = [row, left];
  for (const [text, color] of keys) {
    const after = (from: number) => {
      let to = from;
      for (let width = 0; width < textWidth(text) + 1; to++) width += widths[to] ?? 12;
      return to;
    };
    if (line === row && column > left && after(column) > pageEnd) [line, column] = [row + 1, left];
    canvas.put(line, column, text, { color });
    column = after(column);
  }
}
