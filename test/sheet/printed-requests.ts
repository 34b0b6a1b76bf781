/** Requests of deals as they are printed: amounts of their unit's usual size, totals of nine digits in US dollars. */
import type { Preset } from '../../src/engine/index.ts';

const SIZES: Readonly<Record<string, number>> = { 万元: 12_345.67, 元: 86_500_000, USD: 356_750_000 };

/** A definition of one's own: three classes, a fee, tests and several return tiers, by month. */
export function customRequest(unit: string, periods: number) {
  const size = SIZES[unit]!;
  const all = Array.from({ length: periods }, (_, i) => i + 1);
  return {
    basic_params: { investment_target: 'Summit Ridge Partners III', unit },
    distribution_params: {
      mode: 'custom',
      definition: {
        classes: [
          { id: 'pension', name: 'Harbour Pension Fund', share: 0.6 },
          { id: 'insurer', name: '远山人寿保险', share: 0.35 },
          { id: 'gp', name: 'Summit Ridge GP', share: 0.05 },
        ],
        tiers: [
          { id: 'costs', kind: 'amount', to: 'gp', amount: size / 500 },
          { id: 'capital', kind: 'returnOfCapital', to: ['pension', 'insurer'] },
          {
            id: 'pref',
            kind: 'preferredReturn',
            to: ['pension', 'insurer'],
            rate: 0.08,
            compounding: 'annual',
          },
          { id: 'catchUp', kind: 'catchUp', to: 'gp', share: 1, carry: 0.2 },
          {
            id: 'hurdle',
            kind: 'hurdle',
            of: 'pension',
            metric: 'irr',
            rate: 0.15,
            split: { pension: 0.5, insurer: 0.3, gp: 0.2 },
          },
          { id: 'rest', kind: 'split', shares: { pension: 0.45, insurer: 0.25, gp: 0.3 } },
        ],
        options: { clawback: {} },
      },
      flows: {
        timeline: { unit: 'month', periods },
        contributions: [{ at: 0, amount: size }],
        cash: all.map((at) => ({
          at,
          amount: Math.round(size * (at === periods ? 0.9 : 1.4 / periods) * 100) / 100,
        })),
      },
    },
  };
}

/** @param periodUnit without it periods are years, or dates a year apart */
export function printedRequest(
  preset: Preset,
  unit: string,
  years: number,
  dated: boolean,
  periodUnit?: 'quarter' | 'month',
) {
  const size = SIZES[unit]!;
  const given = preset.terms.flatMap(({ id, default: value, unit: of }) =>
    typeof value === 'number' ? [[id, of === 'percent' ? value * 100 : value] as const] : [],
  );
  const isBasic = (id: string) => id === 'hurdle_rate' || id === 'carry_rate';
  const all = Array.from({ length: years }, (_, i) => i + 1);
  const cash = (year: number) => Math.round(size * (year === years ? 1.14 : 0.06 + 0.004 * year) * 100) / 100;
  const at = (year: number) => (dated && !preset.byDeal ? { date: `${2019 + year}-12-31` } : { year });
  const start = dated && !preset.byDeal ? [{ date: '2019-12-31', amount: -size }] : [];
  const names = ['Aurora Foods', 'Beacon Health', 'Cobalt Software'];
  return {
    basic_params: {
      investment_target: 'Summit Ridge Partners III',
      unit,
      investment_amount: size,
      investment_period: years,
      ...(periodUnit ? { period_unit: periodUnit } : {}),
      ...Object.fromEntries(given.filter(([id]) => isBasic(id))),
    },
    cash_flows: preset.byDeal
      ? names.map((deal, i) => ({
          deal,
          year: i === 2 ? years : 3 + i,
          amount: size * [0.65, 0.172, 0.5146][i]!,
        }))
      : preset.pots
        ? [
            ...start.map((row) => ({ ...row, pot: preset.pots![0] })),
            ...all.flatMap((year) =>
              preset.pots!.map((pot, p) => ({
                ...at(year),
                pot,
                amount: p && year < years ? 0 : cash(year) / 2,
              })),
            ),
          ]
        : [...start, ...all.map((year) => ({ ...at(year), amount: cash(year) }))],
    ...(preset.byDeal
      ? { deals: names.map((id, year) => ({ id, cost: size * [0.4, 0.33, 0.27][year]!, year })) }
      : {}),
    distribution_params: {
      mode: preset.id,
      ...Object.fromEntries(given.filter(([id]) => !isBasic(id))),
    },
  };
}
