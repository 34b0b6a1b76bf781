/** The sheet of cash flows: a row for each amount, with its year or date, and its deal or pot where there are several. */
import { isoOf, type Preset } from '../../../../src/engine/index.ts';
import { workbookTexts as texts } from '../../../../src/i18n/index.ts';
import { potNames } from '../../../../src/sheet/index.ts';
import { isEmpty } from '../../../../src/sheet/read/cells.ts';
import type { Cell, ReadableGrid } from '../../../../src/sheet/read/index.ts';
import { type Fault, faultAt, type FoundIssue, type ReadRow } from '../reading.ts';
import { dayAt, numberAt, rowsUnder } from './rows.ts';

const FLOW_HEADS = {
  year: texts.year,
  date: texts.date,
  deal: texts.deal,
  pot: texts.pot,
  amount: texts.amount,
};

/** The rows below the heads of flows; undefined where the sheet has not these heads. */
export const flowRows = (grid: ReadableGrid) => rowsUnder(grid, FLOW_HEADS, ['year', 'date', 'amount']);

export function readFlows(grid: ReadableGrid, preset: Preset | undefined, faults: Fault[]): ReadRow[] {
  const rows = flowRows(grid)!;
  const has = (cell: Cell | undefined): cell is Cell => cell !== undefined && !isEmpty(cell);
  const last = rows.findLastIndex((row) => has(row('amount')));
  const issues: FoundIssue[] = [];
  const pots = preset?.pots ? [potNames(preset, 'en')!, potNames(preset, 'zh-CN')!] : [];
  const flows = rows.slice(0, last + 1).flatMap((row): ReadRow[] => {
    const [year, date, deal, pot, amount] = ['year', 'date', 'deal', 'pot', 'amount'].map(row);
    if (![year, date, amount].some(has)) return [];
    const at = has(year) ? numberAt(year) : null;
    const day = has(date) ? dayAt(date) : null;
    if (has(date) && day === null)
      issues.push({ severity: 'error', code: 'notDate', cell: date.address, received: date.value });
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
        amount: amountAt(amount!, at ?? 0, issues),
        ...(has(deal) ? { deal: String(deal.value).trim() } : {}),
        ...(id === undefined ? {} : { pot: id }),
        sheet: grid.sheet,
        cell: amount!.address,
      },
    ];
  });
  if (!flows.length)
    issues.push({ severity: 'error', code: 'noAmounts', cell: '', params: { range: grid.sheet } });
  for (const issue of issues) faults.push(faultAt(grid.sheet, issue));
  return flows;
}

/** An amount; a blank is 0, and told. */
function amountAt(cell: Cell, period: number, issues: FoundIssue[]): number | null {
  const tell = (severity: FoundIssue['severity'], code: FoundIssue['code'], params: FoundIssue['params']) =>
    void issues.push({
      severity,
      code,
      cell: cell.address,
      received: cell.error ?? cell.value,
      params: params!,
    });
  if (isEmpty(cell) || cell.parsed?.kind === 'blank') {
    tell('warning', 'blankIsZero', { period });
    return 0;
  }
  const number = numberAt(cell);
  if (cell.notComputed) tell('error', 'notComputed', {});
  else if (cell.error !== undefined) tell('error', 'errorForAmount', { error: cell.error, period });
  else if (number === null) tell('error', 'textForAmount', { period });
  else if (typeof cell.value === 'string') tell('warning', 'numberAsText', { number });
  return number;
}
