/** The sheet of deals: a row for each, with its cost and the years it counts. */
import { workbookTexts as texts } from '../../../../src/i18n/index.ts';
import { isEmpty } from '../../../../src/sheet/read/cells.ts';
import type { ReadableGrid } from '../../../../src/sheet/read/index.ts';
import { faultAt, type Fault } from '../reading.ts';
import { given, numberAt, rowsUnder } from './rows.ts';

const DEAL_HEADS = {
  deal: texts.deal,
  cost: texts.cost,
  year: texts.bought,
  expenses: texts.expenses,
  closed: texts.closed,
  writeDowns: texts.writeDowns,
};

export function readDeals(grids: readonly ReadableGrid[], faults: Fault[]) {
  const grid = grids.find((g) => rowsUnder(g, DEAL_HEADS, ['deal', 'cost']));
  const rows: object[] = [];
  const places: { sheet: string; cell: string }[] = [];
  for (const row of grid ? rowsUnder(grid, DEAL_HEADS, ['deal', 'cost'])! : []) {
    const deal = row('deal');
    if (!deal || isEmpty(deal)) continue;
    const numberOf = (key: string) => {
      const cell = row(key);
      if (!cell || isEmpty(cell)) return undefined;
      const value = numberAt(cell);
      if (value === null)
        faults.push(
          faultAt(grid!.sheet, {
            severity: 'error',
            code: 'notNumber',
            cell: cell.address,
            received: cell.value,
            params: { term: key },
          }),
        );
      return value ?? undefined;
    };
    const downs = row('writeDowns');
    rows.push(
      given({
        id: String(deal.value).trim(),
        cost: numberOf('cost'),
        year: numberOf('year'),
        expenses: numberOf('expenses'),
        closed_year: numberOf('closed'),
        write_downs: !downs || isEmpty(downs) ? undefined : writeDowns(String(downs.value)),
      }),
    );
    places.push({ sheet: grid!.sheet, cell: deal.address });
  }
  return { rows, places };
}

/** `3: 500; 4: 200` */
const writeDowns = (text: string) =>
  text
    .normalize('NFKC')
    .split(';')
    .map((part) => part.split(':').map((number) => Number(number)))
    .map(([year, amount]) => ({ year, amount }));
