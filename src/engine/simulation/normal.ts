/** The standard normal distribution and its inverse. */

/**
 * P(Z <= x), to about 1e-15.
 * Source: Hart et al., Computer Approximations (1968), as West gives it in "Better approximations to cumulative normal
 * functions" (Wilmott, 2005).
 */
export function normalBelow(x: number): number {
  const z = Math.abs(x);
  if (z > 37) return x > 0 ? 1 : 0;
  const e = Math.exp((-z * z) / 2);
  let tail: number;
  if (z < 7.07106781186547) {
    const top =
      (((((3.52624965998911e-2 * z + 0.700383064443688) * z + 6.37396220353165) * z + 33.912866078383) * z +
        112.079291497871) *
        z +
        221.213596169931) *
        z +
      220.206867912376;
    const bottom =
      ((((((8.83883476483184e-2 * z + 1.75566716318264) * z + 16.064177579207) * z + 86.7807322029461) * z +
        296.564248779674) *
        z +
        637.333633378831) *
        z +
        793.826512519948) *
        z +
      440.413735824752;
    tail = (e * top) / bottom;
  } else tail = e / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))) / 2.506628274631;
  return x > 0 ? 1 - tail : tail;
}

/** Wichura's three ranges: numerator and denominator, the highest powers first, in pairs. */
const CENTRE = Float64Array.of(
  2509.0809287301226727,
  5226.495278852545925,
  33430.575583588128105,
  28729.085735721942674,
  67265.770927008700853,
  39307.89580009271061,
  45921.953931549871457,
  21213.794301586595867,
  13731.693765509461125,
  5394.1960214247511077,
  1971.5909503065514427,
  687.1870074920579083,
  133.14166789178437745,
  42.313330701600911252,
  3.387132872796366608,
  1,
);
const NEAR = Float64Array.of(
  7.7454501427834140764e-4,
  1.05075007164441684324e-9,
  0.0227238449892691845833,
  5.475938084995344946e-4,
  0.24178072517745061177,
  0.0151986665636164571966,
  1.27045825245236838258,
  0.14810397642748007459,
  3.64784832476320460504,
  0.68976733498510000455,
  5.7694972214606914055,
  1.6763848301838038494,
  4.6303378461565452959,
  2.05319162663775882187,
  1.42343711074968357734,
  1,
);
const FAR = Float64Array.of(
  2.01033439929228813265e-7,
  2.04426310338993978564e-15,
  2.71155556874348757815e-5,
  1.4215117583164458887e-7,
  0.0012426609473880784386,
  1.8463183175100546818e-5,
  0.026532189526576123093,
  7.868691311456132591e-4,
  0.29656057182850489123,
  0.0148753612908506148525,
  1.7848265399172913358,
  0.13692988092273580531,
  5.4637849111641143699,
  0.59983220655588793769,
  6.6579046435011037772,
  1,
);

/**
 * Replaces probabilities p by the z that a standard normal is below with that probability, 0 < p < 1, to about 1e-15.
 * (A double that a function gives would be an object on the heap.)
 * Source: Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988).
 * @param count how many, from the first
 */
export function normalsAt(values: Float64Array, count: number): void {
  // Copied to locals: bundled module constants are variables, read again at each use.
  const [centre, near, far] = [CENTRE, NEAR, FAR];
  for (let n = 0; n < count; n++) {
    const p = values[n]!;
    const q = p - 0.5;
    const central = Math.abs(q) <= 0.425;
    const r = central ? 0 : Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
    const range = central ? centre : r <= 5 ? near : far;
    const x = central ? 0.180625 - q * q : r <= 5 ? r - 1.6 : r - 5;
    let over = 0;
    let under = 0;
    for (let i = 0; i < 16; i += 2) {
      over = over * x + range[i]!;
      under = under * x + range[i + 1]!;
    }
    const z = over / under;
    values[n] = central ? q * z : q < 0 ? -z : z;
  }
}

/** The z that a standard normal is below with probability `p`. */
export function normalAt(p: number): number {
  const values = Float64Array.of(p);
  normalsAt(values, 1);
  return values[0]!;
}
