/** Statements over a sheet of formulas, recalculated by a real spreadsheet with it and held to the engine. */
import { run, total, type PartyResult, type Result } from '../../src/engine/index.ts';
import { cellAddress, statementSheets, type SheetPlan } from '../../src/sheet/index.ts';
import { openStatement } from '../../src/sheet/write/statement-place.ts';
import { investorsOf } from '../../src/sheet/write/statement-figures.ts';
import { recalculated } from '../support/spreadsheet.ts';
import { about, compared, documentFor, scaleOf, sheetFor, type LiveCase } from './live-deals.ts';

type Cells = SheetPlan['cells'];
type Rows = readonly (readonly string[])[];

export interface Stated {
  /** As the statements were written, and as the sheet stands when they are read. */
  readonly written: LiveCase;
  readonly now: LiveCase;
  readonly edit?: (cells: Cells) => Cells;
}

const aboutOf = (deal: LiveCase, sheet: string) => ({
  title: 'Riverside',
  locale: 'en' as const,
  computedAt: about(null).computedAt,
  receipt: null,
  linked: { sheet, map: sheetFor(deal).map! },
});

/** What differs from the engine in the statements of each deal, in words. */
export async function statementDifferences(deals: readonly Stated[]): Promise<string[][]> {
  const sheets: Record<string, Cells> = {};
  deals.forEach(({ written, edit }, i) => {
    const cells = sheetFor(written).cells;
    sheets[`D${i}`] = edit ? edit(cells) : cells;
    statementSheets(documentFor(written), aboutOf(written, `D${i}`)).forEach((plan, s) => {
      sheets[`D${i}s${s}`] = plan.cells;
    });
  });
  const values = await recalculated(sheets);
  return deals.map((deal, i) => {
    const before = run(deal.written.definition, deal.written.flows);
    const own = investorsOf(before).slice(0, 12);
    return [
      ...own.flatMap((party, s) => inStatement(deal, values[`D${i}s${s}`]!, party.id, `D${i}`)),
      ...inParties(deal, values[`D${i}s${own.length}`]!),
    ];
  });
}

/** Compares texts of cells with numbers; where an input was changed, a dash says that a figure is not known. */
function comparing({ written, now }: Stated) {
  const found: string[] = [];
  const scale = Math.max(scaleOf(written), scaleOf(now));
  const changed = written !== now;
  return {
    found,
    check(shown: string | undefined, right: number | null, where: string, size = scale) {
      compared.cells++;
      if (right === null ? shown === '–' : Math.abs(Number(shown) - right) <= 1e-9 * size && shown !== '')
        return;
      if (changed && shown === '–') return;
      found.push(`${where}: engine ${right}, sheet ${shown}`);
    },
  };
}

const sliceOf = (values: readonly number[], from: number, to: number) => total(values.slice(from, to + 1));
const afterClawback = ({ clawback }: Result, { id, received, measures }: PartyResult) =>
  clawback?.after.find((a) => a.party === id)?.measures ?? { ...measures, distributed: total(received) };

function inStatement(deal: Stated, rows: Rows, id: string, sheet: string): string[] {
  const { found, check } = comparing(deal);
  const place = openStatement(documentFor(deal.written), { ...aboutOf(deal.written, sheet), party: id });
  const result = run(deal.now.definition, deal.now.flows);
  const party = result.parties.find((p) => p.id === id)!;
  const wrote = place.result.tiers.filter((t) => t.payments.some((p) => p.party === id));
  const paid = wrote.map(
    ({ id: tier }) =>
      result.tiers.find((t) => t.id === tier)?.payments.find((p) => p.party === id)?.amounts ?? [],
  );
  const { firstRow, receivedAt, carryAt, totalRow, clawbackRow } = place;
  place.rows.forEach(({ from, to, label }, i) => {
    const row = rows[firstRow + i]!;
    check(row[1], sliceOf(party.contributed, from, to), `${id} paid in, ${label}`);
    paid.forEach((amounts, t) =>
      check(row[2 + t], sliceOf(amounts, from, to), `${id} ${wrote[t]!.id}, ${label}`),
    );
    check(row[receivedAt], sliceOf(party.received, from, to), `${id} received, ${label}`);
    if (carryAt !== null) check(row[carryAt], sliceOf(result.carry, from, to), `carry, ${label}`);
  });
  const own = afterClawback(result, party);
  const back = own.distributed - total(party.received);
  if (clawbackRow !== null) check(rows[clawbackRow]![receivedAt], back, `${id} clawback`);
  check(rows[totalRow]![receivedAt], own.distributed, `${id} received in all`);
  const cash = rows.find((row) => row[0] === 'Cash of the fund')?.find((text, c) => c > 0 && text !== '');
  check(cash, total(result.cash), `${id} cash of the fund`);
  const irr = rows.flat().filter((text) => /^-?[\d.,]+ %$/.test(text));
  const right = own.irr === null ? '–' : `${(100 * own.irr).toFixed(2)} %`;
  compared.cells++;
  // Where a rate has several roots the spreadsheet may end at another; that of the detail sheet is held elsewhere.
  // Two decimals of a percentage are shown, and never more than fifteen digits.
  const near = Math.max(0.0101, 1e-9 * Math.abs(parseFloat(right)));
  if (
    irr.length &&
    !irr.some((text) => Math.abs(parseFloat(text.replaceAll(',', '')) - parseFloat(right)) <= near)
  )
    found.push(`${id} net IRR: engine ${right}, sheet ${irr.join()}`);
  rows.forEach((row, r) =>
    row.forEach((text, c) => {
      if (/^#|Err:/.test(text)) found.push(`${id}: ${text} in ${cellAddress(r, c)}`);
    }),
  );
  return found;
}

function inParties(deal: Stated, rows: Rows): string[] {
  const { found, check } = comparing(deal);
  const before = run(deal.written.definition, deal.written.flows);
  const result = run(deal.now.definition, deal.now.flows);
  const listed = before.parties.filter((p) => p.role !== 'other' || total(p.received) !== 0);
  const tiers = before.tiers.filter((t) => t.payments.length > 0);
  listed.forEach(({ id }, i) => {
    const row = rows[5 + i]!;
    const party = result.parties.find((p) => p.id === id);
    if (!party) return;
    check(row[1], total(party.contributed), `${id} paid in`);
    tiers.forEach((tier, t) => {
      const paid = result.tiers.find((x) => x.id === tier.id)?.payments.find((p) => p.party === id);
      check(row[2 + t], total(paid?.amounts ?? []), `parties: ${id} ${tier.id}`);
    });
    const at = 2 + tiers.length + (before.clawback ? 1 : 0);
    const own = afterClawback(result, party);
    check(row[at], own.distributed, `parties: ${id} received`);
    check(row[at + 1], own.distributed - total(party.contributed), `parties: ${id} profit`);
  });
  found.push(...rows.flat().flatMap((text) => (/^#|Err:/.test(text) ? [text] : [])));
  return found;
}
