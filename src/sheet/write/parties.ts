/** A sheet of all parties: what each paid in and received, by tier, and its measures. */
import type { ResultDocument } from '../../document/result.ts';
import { total } from '../../engine/index.ts';
import { detailTexts, partyCalled, say } from '../../i18n/index.ts';
import { statementTexts as texts } from '../../i18n/statement.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import { stamp } from '../local-time.ts';
import type { SheetPlan } from '../plan.ts';
import { Canvas, FORMATS, plain } from './canvas.ts';
import { INK } from './colors.ts';
import { sheetNameOf } from './sheet-name.ts';
import type { StatementAbout } from './statement-place.ts';
import { sourceOf } from './statement-source.ts';
import { shownLength, textWidth } from './widths.ts';

const HEADS = 4;

export function partiesSheet(document: ResultDocument, about: Omit<StatementAbout, 'party'>): SheetPlan {
  const { locale, linked } = about;
  const result = document.tables;
  const canvas = new Canvas();
  const source = sourceOf(linked);
  const last = result.timeline.periods;
  const { clawback } = result;
  const after = new Map(clawback?.after.map((a) => [a.party, a.measures]));
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
  const receivedAt = 2 + tiers.length + (clawback ? 1 : 0);
  const [profitAt, partAt, dpiAt, irrAt] = [1, 2, 3, 4].map((i) => receivedAt + i) as [
    number,
    number,
    number,
    number,
  ];
  heads.forEach((head, c) => canvas.put(HEADS, c, plain(head), { align: c ? 'right' : 'left' }));
  canvas.style(HEADS, 0, 1, heads.length, { bold: true, fill: INK.head });
  const totalRow = HEADS + 1 + parties.length;
  const at = (row: number, column: number) => cellAddress(row, column);
  const ratios = (row: number) => {
    const [paid, received] = [at(row, 1), at(row, receivedAt)];
    canvas.put(row, profitAt, `=${received}-${paid}`);
    canvas.put(row, partAt, `=IF(${at(totalRow, receivedAt)}=0,0,${received}/${at(totalRow, receivedAt)})`);
    canvas.put(row, dpiAt, `=IF(${paid}=0,"–",${received}/${paid})`);
  };
  parties.forEach((party, i) => {
    const row = HEADS + 1 + i;
    canvas.put(row, 0, plain(partyCalled(result.definition, party.id, locale)));
    canvas.put(row, 1, `=${source.paidIn(party.id, party.contributed, 0, last)}`);
    tiers.forEach((tier, t) => {
      const paid = tier.payments.find((p) => p.party === party.id);
      const key = tier.payments.length > 1 || !tier.hasBalance ? `${tier.id}>${party.id}` : `${tier.id}.paid`;
      canvas.put(row, 2 + t, paid ? `=${source.sum([key], paid.amounts, 0, last)}` : 0);
    });
    const given = after.get(party.id);
    if (clawback) {
      const cell = source.cell(linked?.map.links?.clawback[party.id]);
      canvas.put(row, receivedAt - 1, cell ? `=${cell}` : (given?.distributed ?? 0) - total(party.received));
    }
    // What no tier pays, such as the general partner's own part, is in the total.
    const back = clawback ? `+N(${at(row, receivedAt - 1)})` : '';
    canvas.put(row, receivedAt, `=${source.sum([`total>${party.id}`], party.received, 0, last)}${back}`);
    ratios(row);
    const irr = source.cell(linked?.map.links?.irr[party.id]);
    canvas.put(row, irrAt, irr ? `=${irr}` : ((given ?? party.measures).irr ?? '–'));
  });
  canvas.put(totalRow, 0, word('total'));
  for (let c = 1; c <= receivedAt; c++)
    canvas.put(totalRow, c, `=SUM(${rangeAddress(HEADS + 1, c, parties.length, 1)})`);
  ratios(totalRow);
  const project = source.cell(linked?.map.links?.projectIrr);
  canvas.put(totalRow, irrAt, project ? `=${project}` : (result.project.irr ?? '–'));
  canvas.style(HEADS + 1, 1, parties.length + 1, profitAt, { numberFormat: FORMATS.amount, align: 'right' });
  for (const [c, numberFormat] of [
    [partAt, FORMATS.rate],
    [dpiAt, FORMATS.multiple],
    [irrAt, FORMATS.rate],
  ] as const)
    canvas.style(HEADS + 1, c, parties.length + 1, 1, { numberFormat, align: 'right' });
  canvas.style(totalRow, 0, 1, heads.length, {
    bold: true,
    borders: { top: { style: 'thin', color: INK.formula }, bottom: { style: 'double', color: INK.formula } },
  });
  canvas.put(
    totalRow + 2,
    0,
    source.linked ? say(texts.linked, locale, { sheet: source.linked.sheet }) : word('values'),
    { color: INK.muted },
  );
  if (document.unit)
    canvas.put(1, heads.length - 1, say(detailTexts.unitOf, locale, { unit: document.unit }), {
      align: 'right',
    });
  const largest =
    Math.max(...parties.map((p) => Math.max(p.measures.contributed, p.measures.distributed))) * 2;
  const amount = shownLength(-largest, FORMATS.amount) + 1;
  const names = parties.map((p) => textWidth(partyCalled(result.definition, p.id, locale)));
  return {
    name: sheetNameOf(about.title, word('partiesName'), locale),
    cells: canvas.rectangle(),
    styles: canvas.styles,
    names: [],
    widths: heads.map((head, c) =>
      Math.max(
        textWidth(head) + 1.5,
        c === 0 ? Math.min(36, Math.max(14, ...names) + 2) : c <= profitAt ? amount : 10,
      ),
    ),
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
