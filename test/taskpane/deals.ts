import { readSelection, type Grid, type Reading } from '../../src/sheet/index.ts';
import { chooseMode, initialState, select, type State } from '../../src/taskpane/model/state.ts';
import { sampleRows } from '../sheet/sample.ts';

export const modes = [
  'flat_principal_first',
  'flat_periodic',
  'structured_senior_subordinate',
  'structured_mezzanine',
  'structured_interest_principal',
] as const;

const TERMS: Readonly<Record<string, Record<string, number>>> = {
  flat_periodic: { periodic_rate: 4 },
  structured_senior_subordinate: { senior_ratio: 70 },
  structured_mezzanine: { senior_ratio: 70, mezzanine_ratio: 20, mezzanine_rate: 10 },
  structured_interest_principal: { senior_ratio: 70, subordinate_rate: 10 },
};

/** The worked example's deal as the service is asked for it. */
export const requestOf = (mode: string, amounts: readonly number[] = [1000, 2000, 3000, 4000, 5000]) => ({
  basic_params: {
    investment_amount: 10000,
    investment_period: amounts.length,
    hurdle_rate: 8,
    carry_rate: 20,
  },
  cash_flows: amounts.map((amount, i) => ({ year: i + 1, amount })),
  distribution_params: { mode, ...TERMS[mode] },
});

/** A block of the sheet `Deal` from B2, two columns wide. */
export const readingOf = (rows: Grid['values'], mode?: string): Reading =>
  readSelection({ sheet: 'Deal', row: 1, column: 1, values: rows }, mode);

/** The pane with a block read for a mode, which is chosen where it is given. */
export function stateOf(rows: Grid['values'] = sampleRows, mode?: string): State {
  const start = initialState('en');
  return select(mode === undefined ? start : chooseMode(start, mode), readingOf(rows, mode));
}
