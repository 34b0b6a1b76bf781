/** The table of a detail sheet: its heads, a row for each period, the totals, and the workings right of it. */
import { liveTexts, say, detailTexts as texts } from '../../i18n/index.ts';
import { plain } from './canvas.ts';
import { INK, stepsOf } from './colors.ts';
import type { LinkedFlow } from './detail-about.ts';
import type { Sheet } from './detail-place.ts';
import { styleGroups, styleRows } from './detail-style.ts';
import { rangeAddress } from '../grid.ts';
import { headFormula } from '../live/heads.ts';
import type { LiveTerm } from '../live/index.ts';
import type { PlanCell } from '../plan.ts';
import { isPromoted, type DetailColumn } from '../table.ts';
import { writeCalls, writeWorkings } from '../workings.ts';

/** Cells of other sheets that an input column takes its values from. */
export const linkedTo = ({ deal, about }: Sheet, { key, input }: DetailColumn) =>
  deal && (input || key === 'date') ? about.inputs?.flows.get(key) : undefined;

/** Cell of another sheet that holds a term, where it is the same there. */
export function termElsewhere({ about: { inputs } }: Sheet, { id, value }: LiveTerm): string | undefined {
  const there = inputs?.held?.get(id) ?? value;
  return Math.abs(there - value) <= 1e-12 * Math.abs(value) ? inputs?.terms.get(id) : undefined;
}

/** What a cell that takes its value from another sheet holds. */
export const linkedFormula = ({ place, terms }: Sheet, flow: LinkedFlow): string =>
  `=${typeof flow === 'string' ? flow : flow((term) => place.termCells[terms.findIndex(({ id }) => id === term)]!)}`;

export function detailRows(sheet: Sheet): void {
  const { canvas, about, columns, deal, writer, place, periods, firstRow, totalRow } = sheet;
  const { locale } = about;
  columns.forEach((column, c) => {
    const linked = linkedTo(sheet, column);
    for (let k = 0; k <= periods; k++) {
      const elsewhere = linked?.get(k);
      const own = writer?.cell(column.key, k) ?? column.values[k] ?? null;
      canvas.put(firstRow + k, c, elsewhere ? linkedFormula(sheet, elsewhere) : own);
    }
    canvas.put(totalRow, c, c === 0 ? say(texts.total, locale) : totalOf(sheet, column));
  });
  putHeads(sheet);
  styleGroups(canvas, columns, 0, [sheet.groupRow, sheet.headRow], totalRow, rulesOf(sheet));
  if (sheet.notes.size) styleNotes(sheet);
  styleRows(canvas, columns, 0, firstRow, totalRow, deal !== null);
  columns.forEach((column, c) => {
    for (const k of linkedTo(sheet, column)?.keys() ?? [])
      canvas.style(firstRow + k, c, 1, 1, { color: INK.link });
  });
  if (!deal || !writer) return;
  writeWorkings(canvas, deal, writer, place, sheet.workingsAt, say(texts.workings, locale));
  writeCalls(canvas, deal, writer, place, say(liveTexts.datedCalls, locale), about.inputs?.calls);
}

const NOTE = { align: 'centerAcross', size: 9, color: INK.muted, bold: false } as const;

/** Heads, group heads that follow the terms, and what stands between them. */
function putHeads({ canvas, columns, layout, deal, writer, notes, groupRow, headRow }: Sheet): void {
  const written = (expr: string) => writer!.written(expr, 0);
  columns.forEach((column, c) => {
    const { tier, party } = column;
    const heads = tier && deal?.heads.get(tier.id);
    const head = party === undefined ? undefined : heads?.parties.get(party);
    canvas.put(headRow, c, head ? headFormula(head, written) : plain(layout.heads[c]!));
    const begins = columns[c - 1]?.group !== column.group;
    if (!tier || !begins) return;
    if (heads?.group) canvas.put(groupRow, c, headFormula(heads.group, written));
    const note = notes.get(tier.id);
    if (note === undefined) return;
    canvas.put(groupRow + 1, c, plain(note));
  });
}

/** Across its own tier alone: an empty cell beside it would be taken as more room. */
function styleNotes({ canvas, columns, groupRow, notes }: Sheet): void {
  columns.forEach(({ group, tier }, c) => {
    if (!tier || !notes.has(tier.id) || columns[c - 1]?.group === group) return;
    const count = columns.filter((x) => x.group === group).length;
    canvas.style(groupRow + 1, c, 1, count, NOTE);
  });
}

/** The rule above a column: the step of its tier and payee; a balance takes that of the tier's first payee. */
function rulesOf({ result }: Sheet): (column: DetailColumn) => string {
  const payments = result.tiers.flatMap((tier) =>
    tier.payments.map(({ party }) => ({ tier, party, promoted: isPromoted(tier, result) })),
  );
  const steps = stepsOf(result, payments);
  const fills = new Map(payments.map(({ tier, party }, i) => [`${tier.id}>${party}`, steps[i]!.fill]));
  return ({ tier, party }) => fills.get(`${tier?.id}>${party ?? tier?.to[0]}`) ?? INK.muted;
}

function totalOf({ deal, columnOf, firstRow, totalRow }: Sheet, { key, total }: DetailColumn): PlanCell {
  if (!deal || (total === null && key !== 'rate')) return total;
  const from = key === 'rate' ? firstRow + 1 : firstRow;
  return `=SUM(${rangeAddress(from, columnOf.get(key)!, totalRow - from, 1)})`;
}
