/** Requests of deals as they are printed: amounts of their unit's usual size, totals of nine digits in US dollars. */
import type { Preset } from '../../src/engine/index.ts';

const SIZES: Readonly<Record<string, number>> = { 万元: 12_345.67, 元: 86_500_000, USD: 356_750_000 };

export function printedRequest(preset: Preset, unit: string, years: number, dated: boolean) {
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
