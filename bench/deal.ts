/** The deal of the benchmarks: 10,000 over five years; each number gives another hurdle, and so another calculation. */
export const deal = (i: number) => ({
  basic_params: {
    investment_target: 'Benchmark',
    investment_amount: 10000,
    investment_period: 5,
    hurdle_rate: 4 + (i % 10_000) / 1000,
    carry_rate: 20,
  },
  cash_flows: [1000, 2000, 3000, 4000, 5000].map((amount, year) => ({ year: year + 1, amount })),
  distribution_params: { mode: 'flat_principal_first' },
});

/** A fund of four tiers over any timeline: what is paid in at once comes back as `cash`. */
export const fund = (
  timeline: { unit: 'quarter' | 'month'; periods: number },
  cash: readonly { at: number; amount: number }[],
  rate = 0.08,
) => ({
  basic_params: { unit: 'USD' },
  distribution_params: {
    mode: 'custom',
    definition: {
      classes: [{ id: 'lp', share: 1 }],
      tiers: [
        { kind: 'returnOfCapital', to: 'lp' },
        { kind: 'preferredReturn', to: 'lp', rate, compounding: 'annual' },
        { kind: 'catchUp', carry: 0.2 },
        { kind: 'split', shares: { lp: 0.8, gp: 0.2 } },
      ],
    },
    flows: { timeline, contributions: [{ at: 0, amount: 100_000 }], cash },
  },
});
