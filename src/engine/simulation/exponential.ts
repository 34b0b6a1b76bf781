/**
 * e^x to within an ulp or two, quicker than `Math.exp`: draws take one a period.
 * e^x = 2^n 2^(j/32) e^r, where |r| <= ln 2 / 64 leaves a short series (Tang 1989).
 */

/** 2^(j/32), and the powers of two that a double holds to all its digits. */
const ROOTS = Float64Array.from({ length: 32 }, (_, j) => 2 ** (j / 32));
const POWERS = Float64Array.from({ length: 2046 }, (_, n) => 2 ** (n - 1022));

/** Replaces the numbers of an array from `from` on by their exponentials; beyond 700 they grow no more. */
export function exponentials(values: Float64Array, from: number): void {
  // Copied to locals: bundled module constants are variables, read again at each use.
  const roots = ROOTS;
  const powers = POWERS;
  for (let i = from; i < values.length; i++) {
    const x = Math.max(-700, Math.min(700, values[i]!));
    // The nearest whole number, by a sum that has no digits for more.
    const whole = x * 46.16624130844683 + 6755399441055744 - 6755399441055744;
    const n = whole | 0;
    // ln 2 / 32 in two parts: whole multiples of the first are exact.
    const r = x - whole * 0.021660849452018738 + whole * 5.952044687368025e-11;
    const series = r + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720)))));
    const root = roots[n & 31]!;
    values[i] = (root + root * series) * powers[(n >> 5) + 1022]!;
  }
}
