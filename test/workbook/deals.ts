/** A request of every preset that uses whatever it can: terms, options, deals with all they have, pots, texts that look like formulas. */
import { presets, type Preset } from '../../src/engine/index.ts';

export const TARGET = '=HYPERLINK("http://example.invalid","滨江")';
export const UNIT = '@万元';

const rows = [1, 2, 3, 4].map((year) => ({ year, amount: 4000 * year + 0.1 }));

export function requestOf(preset: Preset) {
  const terms = Object.fromEntries(
    preset.terms.flatMap((t) =>
      typeof t.default === 'number' ? [[t.id, Math.round(t.default * 1e4) / 100 + 0.25]] : [],
    ),
  );
  const isBasic = (id: string) => id === 'hurdle_rate' || id === 'carry_rate';
  const entries = Object.entries(terms).map(
    ([id, value]) => [id, id.endsWith('share') || value > 60 ? value - 0.25 : value] as const,
  );
  return {
    basic_params: {
      investment_target: TARGET,
      unit: UNIT,
      investment_amount: 10_000,
      investment_period: 5,
      ...Object.fromEntries(entries.filter(([id]) => isBasic(id))),
    },
    cash_flows: preset.byDeal
      ? rows.flatMap((row) => [
          { ...row, deal: '=A1' },
          { ...row, deal: "'+B", amount: -17 },
        ])
      : preset.pots
        ? rows.flatMap((row) => preset.pots!.map((pot) => ({ ...row, pot })))
        : rows,
    ...(preset.byDeal
      ? {
          deals: [
            {
              id: '=A1',
              cost: 4000,
              year: 0,
              expenses: 12.5,
              write_downs: [
                { year: 1, amount: 100.25 },
                { year: 2, amount: 3 },
              ],
              closed_year: 3,
            },
            { id: "'+B", cost: 3000, year: 1 },
          ],
        }
      : {}),
    distribution_params: {
      mode: preset.id,
      ...Object.fromEntries(entries.filter(([id]) => !isBasic(id))),
      ...(preset.options.length
        ? { options: Object.fromEntries(preset.options.map((o) => [o.id, o.choices.at(-1)!.id])) }
        : {}),
    },
  };
}

export const requests = presets.map(requestOf);

/** A definition of the user's own with dates and a party named like a formula. */
export const customRequest = {
  basic_params: { investment_target: '-Fund', unit: 'USD' },
  distribution_params: {
    mode: 'custom',
    definition: {
      classes: [{ id: 'lp', name: '=2+3', share: 1 }],
      tiers: [
        { kind: 'returnOfCapital', to: 'lp' },
        { kind: 'preferredReturn', to: 'lp', rate: 0.08, compounding: 'annual' },
        { kind: 'split', shares: { lp: 0.8, gp: 0.2 } },
      ],
    },
    flows: {
      timeline: { dates: ['2024-01-31', '2024-12-31', '2026-06-30'] },
      contributions: [{ at: 0, amount: 1000 }],
      cash: [
        { at: 1, amount: 300.5 },
        { at: 2, amount: 1200 },
      ],
    },
  },
};
