/** The sheet of cash flows: a row for each amount, with its year or date, and its deal or pot where there are several. */
import { isoOf, type Preset } from '../../../../src/engine/index.ts';
import { workbookTexts as texts } from '../../../../src/i18n/index.ts';
import {
  amountIn,
  type Cell,
  type CellIssue,
  dateIn,
  type Grid,
  isBlank,
  readAmount,
} from '../../../../src/sheet/index.ts';
import { potNames } from '../../export/sheets.ts';
import { type Fault, faultAt, type FoundIssue, type ReadRow } from '../reading.ts';
import { rowsUnder } from './rows.ts';

const FLOW_HEADS = {
  year: texts.year,
  date: texts.date,
  deal: texts.deal,
  pot: texts.pot,
  amount: texts.amount,
};

/** The rows below the heads of flows; undefined where the sheet has not these heads. */
export const flowRows = (grid: Grid) => rowsUnder(grid, FLOW_HEADS, ['year', 'date', 'amount']);

export function readFlows(grid: Grid, preset: Preset | undefined, faults: Fault[]): ReadRow[] {
  const rows = flowRows(grid)!;
  const has = (cell: Cell | undefined): cell is Cell => cell !== undefined && !isBlank(cell.value);
  const last = rows.findLastIndex((row) => has(row('amount')));
  const issues: FoundIssue[] = [];
  const pots = preset?.pots ? [potNames(preset, 'en')!, potNames(preset, 'zh-CN')!] : [];
  const flows = rows.slice(0, last + 1).flatMap((row): ReadRow[] => {
    const [year, date, deal, pot, amount] = ['year', 'date', 'deal', 'pot', 'amount'].map(row);
    if (![year, date, amount].some(has)) return [];
    const at = has(year) ? amountIn(year) : null;
    const day = has(date) ? dateIn(date) : null;
    if (has(date) && day === null)
      issues.push({ severity: 'error', code: 'notDate', cell: date.address, received: date.value });
    const found: CellIssue[] = [];
    const read = readAmount(amount!, at ?? 0, found);
    issues.push(...found);
    const name = has(pot) ? String(pot.value).trim() : undefined;
    const id =
      name === undefined
        ? undefined
        : preset?.pots?.find((p) => p === name || pots.some((n) => n[p] === name));
    if (name !== undefined && id === undefined)
      issues.push({
        severity: 'error',
        code: 'unknownPot',
        cell: pot!.address,
        received: name,
        params: { names: pots.flatMap((n) => Object.values(n)).join(', ') },
      });
    return [
      {
        ...(day !== null ? { date: isoOf(day) } : at === null ? {} : { year: at }),
        amount: read.amount,
        ...(has(deal) ? { deal: String(deal.value).trim() } : {}),
        ...(id === undefined ? {} : { pot: id }),
        sheet: grid.sheet,
        cell: read.cell,
      },
    ];
  });
  if (!flows.length)
    issues.push({ severity: 'error', code: 'noAmounts', cell: '', params: { range: grid.sheet } });
  for (const issue of issues) faults.push(faultAt(grid.sheet, issue));
  return flows;
}
