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
