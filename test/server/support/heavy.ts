/** A fund by months with many hurdles, trued up and valued as often as asked: valid, and long to run or to write. */
export function heavyFund({
  periods = 1200,
  classes = 2,
  tiers = 5,
  trueUps = 0,
  navs = 0,
  /** Each class has a slice of its own, so that all of it is done as often as there are classes. */
  sliced = false,
}) {
  const share = 1 / 2 ** Math.ceil(Math.log2(classes));
  const ids = Array.from({ length: classes }, (_, i) => `c${i}`);
  const months = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
  return {
    distribution_params: {
      mode: 'custom',
      definition: {
        classes: ids.map((id, i) => ({ id, share: i === 0 ? 1 - (classes - 1) * share : share })),
        tiers: [
          { kind: 'returnOfCapital', to: ids },
          ...Array.from({ length: tiers - 2 }, (_, i) => ({
            kind: 'hurdle',
            of: 'c0',
            metric: 'irr',
            rate: 0.01 + i * 0.005,
            split: { ...Object.fromEntries(ids.map((id) => [id, 0])), c0: 0.9, gp: 0.1 },
          })),
          { kind: 'split', shares: { c0: 0.8, gp: 0.2 } },
        ],
        options: {
          ...(trueUps ? { clawback: { trueUpAt: months(trueUps) } } : {}),
          ...(sliced ? { apportion: 'byContribution' } : {}),
        },
      },
      flows: {
        timeline: { unit: 'month', periods },
        contributions: [{ at: 0, amount: 1e6 }],
        cash: months(Math.min(periods, 1000)).map((at) => ({ at, amount: 20_000 + at })),
        ...(navs ? { nav: months(navs).map((at) => ({ at, amount: 1e6 })) } : {}),
      },
    },
  };
}

/** Runs for minutes, longer than any limit; another one for each number. */
export const endless = (i = 0) =>
  heavyFund({ classes: 50, tiers: 100, trueUps: 999 - i, navs: 999, sliced: true });

/** Quick to run, and its picture would have more letters than one may. */
export const manyLetters = heavyFund({ periods: 60, classes: 50, tiers: 100 });
