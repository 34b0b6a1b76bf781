/** What was read of a sheet as the body of a calculation: terms by their place in it, rates in percent. */
import type { Preset } from '../../../src/engine/index.ts';
import { givenTerms, type ReadFlow, type WorkbookTerm } from '../../../src/sheet/index.ts';
import { inPercent, type ReadRow, yearsIn } from './reading.ts';

const BASIC = ['investment_amount', 'investment_target', 'unit', 'hurdle_rate', 'carry_rate'];

/** What was read, as a request takes it. */
export interface Read {
  readonly terms: readonly WorkbookTerm[];
  readonly rows: readonly ReadRow[];
  /** The whole project's flows, the investment first where there is one. */
  readonly project: readonly ReadFlow[];
  readonly deals: readonly object[];
  /** Unit of a period, where it is neither a year nor told by dates. */
  readonly periodUnit: 'quarter' | 'month' | undefined;
  /** Unit of the amounts. */
  readonly money: string | null;
}

export function requestOf(
  preset: Preset,
  { terms, rows, project, deals, periodUnit, money }: Read,
): Record<string, unknown> {
  const leading = project[0]!.period === 0 ? project[0]!.amount : null;
  const basic: Record<string, unknown> = {
    ...(periodUnit ? { period_unit: periodUnit } : {}),
    ...(money === null ? {} : { unit: money }),
    investment_period: yearsIn(project),
  };
  const distribution: Record<string, unknown> = { mode: preset.id };
  const options: Record<string, unknown> = {};
  if (leading !== null) basic.investment_amount = -leading;
  for (const [id, value] of Object.entries(givenTerms(terms))) {
    const spec = preset.terms.find((t) => t.id === id);
    const sent = spec?.unit === 'percent' ? inPercent(value) : value;
    const option = preset.options.find((o) => o.id === id);
    const choice = option?.choices.find((c) => [c.id, c.label.en, c.label['zh-CN']].includes(String(value)));
    if (option) options[id] = choice?.id ?? value;
    else if (BASIC.includes(id)) {
      if (spec || !id.endsWith('_rate')) basic[id] = sent;
    } else if (spec) distribution[id] = sent;
  }
  if (Object.keys(options).length) distribution.options = options;
  return {
    basic_params: basic,
    cash_flows: rows.map(({ year, date, amount, deal, pot }) => ({
      ...(date === undefined ? { year } : { date }),
      amount,
      ...(deal === undefined ? {} : { deal }),
      ...(pot === undefined ? {} : { pot }),
    })),
    ...(deals.length ? { deals } : {}),
    distribution_params: distribution,
  };
}
