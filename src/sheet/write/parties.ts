/** A sheet of all parties: what each paid in and received, by tier, and its measures. */
import type { ResultDocument } from '../../document/result.ts';
import { total, type Locale, type PartyResult, type Result, type TierResult } from '../../engine/index.ts';
import { detailTexts, partyCalled, say } from '../../i18n/index.ts';
import { statementTexts as texts } from '../../i18n/statement.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import { stamp } from '../local-time.ts';
import type { SheetPlan } from '../plan.ts';
import { Canvas, FORMATS, plain } from './canvas.ts';
import { INK } from './colors.ts';
import { sheetNameOf } from './sheet-name.ts';
import { isShared, keysOf } from './statement-figures.ts';
import { orDash, type StatementAbout } from './statement-place.ts';
import { sourceOf } from './statement-source.ts';
import { shownLength, textWidth } from './widths.ts';

const HEADS = 4;

/** Where the columns behind the tiers stand. */
interface Places {
  readonly received: number;
  readonly profit: number;
  readonly part: number;
  readonly dpi: number;
  readonly irr: number;
  readonly totalRow: number;
}

export function partiesSheet(document: ResultDocument, about: Omit<StatementAbout, 'party'>): SheetPlan {
  const { locale, linked } = about;
  const result = document.tables;
  const canvas = new Canvas();
  const source = sourceOf(linked);
  const { clawback } = result;
  const parties = result.parties.filter((p) => p.role !== 'other' || total(p.received) !== 0);
  const tiers = result.tiers.filter((t) => t.payments.length > 0);
  const word = (text: keyof typeof texts) => say(texts[text], locale);
  canvas.put(0, 0, plain(about.title || word('allParties')), { bold: true, size: 14 });
  canvas.put(1, 0, word('allParties'), { color: INK.muted });
  const heads = [
    word('party'),
    word('paidIn'),
    ...tiers.map((t) => say(t.name, locale)),
    ...(clawback ? [word('clawback')] : []),
    word('received'),
    word('profit'),
    word('partOfCash'),
    word('dpi'),
    word('irr'),
  ];
  const received = 2 + tiers.length + (clawback ? 1 : 0);
  const totalRow = HEADS + 1 + parties.length;
  const places: Places = {
    received,
    profit: received + 1,
    part: received + 2,
    dpi: received + 3,
    irr: received + 4,
    totalRow,
  };
  heads.forEach((head, c) => canvas.put(HEADS, c, plain(head), { align: c ? 'right' : 'left' }));
  canvas.style(HEADS, 0, 1, heads.length, { bold: true, fill: INK.head });
  parties.forEach((party, i) => {
    canvas.put(HEADS + 1 + i, 0, plain(partyCalled(result.definition, party.id, locale)));
    putParty(canvas, HEADS + 1 + i, party, { result, tiers, source, linked }, places);
  });
  canvas.put(totalRow, 0, word('total'));
  for (let c = 1; c <= received; c++) {
    const all = rangeAddress(HEADS + 1, c, parties.length, 1);
    // A sum of what is still known would be taken for the whole.
    canvas.put(totalRow, c, source.linked ? `=IF(COUNTIF(${all},"–"),"–",SUM(${all}))` : `=SUM(${all})`);
  }
  putRatios(canvas, totalRow, places);
  const project = source.cell(linked?.map.links?.projectIrr);
  canvas.put(totalRow, places.irr, project ? `=${project}` : (result.project.irr ?? '–'));
  styleFigures(canvas, parties.length, heads.length, places);
  const from = source.linked ? say(texts.linked, locale, { sheet: source.linked.sheet }) : word('values');
  canvas.put(totalRow + 2, 0, from, { color: INK.muted });
  if (document.unit) {
    const unit = say(detailTexts.unitOf, locale, { unit: document.unit });
    canvas.put(1, heads.length - 1, unit, { align: 'right' });
  }
  return {
    name: sheetNameOf(about.title, word('partiesName'), locale),
    cells: canvas.rectangle(),
    styles: canvas.styles,
    names: [],
    widths: widthsOf(heads, parties, result, locale, places),
    freeze: { rows: 2, columns: 0 },
    charts: [],
    print: {
      area: { row: 0, column: 0, rows: totalRow + 3, columns: heads.length },
      titleRows: [HEADS, HEADS],
      footer: {
        left: say(texts.computed, locale, { at: stamp(about.computedAt), version: document.engine_version }),
        center: '',
      },
    },
    table: null,
    map: null,
  };
}

/** Of the paid in and received of a row. */
function putRatios(canvas: Canvas, row: number, { received, profit, part, dpi, totalRow }: Places): void {
  const [paid, got, all] = [cellAddress(row, 1), cellAddress(row, received), cellAddress(totalRow, received)];
  canvas.put(row, profit, `=IFERROR(${got}-${paid},"–")`);
  canvas.put(row, part, `=IF(${all}=0,0,IFERROR(${got}/${all},"–"))`);
  canvas.put(row, dpi, `=IFERROR(${got}/${paid},"–")`);
}

interface From {
  readonly result: Result;
  readonly tiers: readonly TierResult[];
  readonly source: ReturnType<typeof sourceOf>;
  readonly linked: StatementAbout['linked'];
}

/** What a party paid in, what each tier paid it, and its measures. */
function putParty(
  canvas: Canvas,
  row: number,
  party: PartyResult,
  { result, tiers, source, linked }: From,
  places: Places,
): void {
  const last = result.timeline.periods;
  const { clawback } = result;
  canvas.put(row, 1, `=${source.paidIn(party.id, party.contributed, 0, last)}`);
  tiers.forEach((tier, t) => {
    const paid = tier.payments.find((p) => p.party === party.id);
    const formula = paid
      ? source.sum(keysOf(result, tier, party.id), paid.amounts, 0, last)
      : source.linked && isShared(result.definition) && source.ofRun('0');
    canvas.put(row, 2 + t, formula ? `=${orDash(formula)}` : 0);
  });
  const given = clawback?.after.find((a) => a.party === party.id)?.measures;
  if (clawback) {
    const cell = source.cell(linked?.map.links?.clawback[party.id]);
    const back = (given?.distributed ?? 0) - total(party.received);
    canvas.put(row, places.received - 1, cell ? `=IF(ISNUMBER(${cell}),${cell},"–")` : back);
  }
  // What no tier pays, such as the general partner's own part, is in the total.
  const back = cellAddress(row, places.received - 1);
  const sum = source.sum([`total>${party.id}`], party.received, 0, last);
  const known = source.linked ? `IF(ISNUMBER(${back}),${back},NA())` : back;
  canvas.put(row, places.received, `=${orDash(clawback ? `${sum}+${known}` : sum)}`);
  putRatios(canvas, row, places);
  const irr = source.cell(linked?.map.links?.irr[party.id]);
  const rate = (given ?? party.measures).irr;
  canvas.put(
    row,
    places.irr,
    irr ? `=${irr}` : rate === null ? '–' : `=${orDash(source.ofRun(String(rate)))}`,
  );
}

function styleFigures(canvas: Canvas, parties: number, columns: number, places: Places): void {
  const { profit, part, dpi, irr, totalRow } = places;
  canvas.style(HEADS + 1, 1, parties + 1, profit, { numberFormat: FORMATS.amount, align: 'right' });
  for (const [c, numberFormat] of [
    [part, FORMATS.rate],
    [dpi, FORMATS.multiple],
    [irr, FORMATS.rate],
  ] as const)
    canvas.style(HEADS + 1, c, parties + 1, 1, { numberFormat, align: 'right' });
  canvas.style(totalRow, 0, 1, columns, {
    bold: true,
    borders: { top: { style: 'thin', color: INK.formula }, bottom: { style: 'double', color: INK.formula } },
  });
}

/** The names of parties, their amounts and totals, and ratios. */
function widthsOf(
  heads: readonly string[],
  parties: readonly PartyResult[],
  { definition }: Result,
  locale: Locale,
  { profit }: Places,
): number[] {
  const largest =
    Math.max(...parties.map((p) => Math.max(p.measures.contributed, p.measures.distributed))) * 2;
  const amount = shownLength(-largest, FORMATS.amount) + 1;
  const names = parties.map((p) => textWidth(partyCalled(definition, p.id, locale)));
  const name = Math.min(36, Math.max(14, ...names) + 2);
  return heads.map((head, c) => Math.max(textWidth(head) + 1.5, c === 0 ? name : c <= profit ? amount : 10));
}
