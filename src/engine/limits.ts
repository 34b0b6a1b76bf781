/** Bounds of every input. */
export const LIMITS = {
  periods: 1200,
  classicYears: 30,
  classes: 50,
  tiers: 100,
  flows: 1000,
  scenarios: 10_000_000,
  /** Above this a double no longer holds the cent. */
  amount: 1e13,
  /** Below this an amount other than 0 is no money, and a multiple on it no number. */
  smallest: 1e-6,
  /** Largest level of an index; the smallest is that of an amount. Beyond them ratios of levels leave the doubles. */
  indexLevel: 1e12,
  /** Days between two dates that count as a year apart in the classic modes. */
  yearDays: { least: 350, most: 380 },
} as const;
