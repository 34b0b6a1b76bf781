/**
 * Scrambled Sobol points: they fill the space evenly, so that means settle faster than by chance, and each scramble is an
 * independent estimate. Direction numbers are primitive polynomials over GF(2) in order (Sobol 1967; recurrence as Bratley
 * and Fox, ACM Algorithm 659), started from odd numbers that are fixed; the scrambles are nested ones by hash (Laine and
 * Karras 2011, with the constants of Vegdahl 2021). Beyond the dimensions that have polynomials here points are random.
 */
import { normalsAt } from './normal.ts';
import { SCRAMBLES } from './plan.ts';
import { Random, type Points } from './random.ts';

/** Dimensions that are filled evenly; the first of a point matter most. */
const DIMENSIONS = 128;
const BITS = 32;

/** Primitive polynomials by their coefficients, the highest and the constant one among them: 3 is x + 1, 7 is x² + x + 1. */
function* primitives(): Generator<number> {
  for (let degree = 1; ; degree++) {
    const order = 2 ** degree - 1;
    const factors = primeFactors(order);
    for (let p = 2 ** degree + 1; p < 2 ** (degree + 1); p += 2)
      if (powerOfX(order, p, degree) === 1 && factors.every((f) => powerOfX(order / f, p, degree) !== 1))
        yield p;
  }
}

function primeFactors(n: number): number[] {
  const found: number[] = [];
  for (let f = 2; f * f <= n; f++)
    if (n % f === 0) {
      found.push(f);
      while (n % f === 0) n /= f;
    }
  return n > 1 ? [...found, n] : found;
}

/** x^n modulo a polynomial of that degree. */
function powerOfX(n: number, polynomial: number, degree: number): number {
  const reduced = (value: number) => (value & (1 << degree) ? value ^ polynomial : value);
  const times = (a: number, b: number): number => {
    let product = 0;
    for (; b > 0; b >>>= 1, a = reduced(a << 1)) if (b & 1) product ^= a;
    return product;
  };
  let power = 1;
  for (let base = reduced(2), left = n; left > 0; left = Math.floor(left / 2), base = times(base, base))
    if (left % 2) power = times(power, base);
  return power;
}

let known: Int32Array | null = null;
/** Direction numbers, 32 for each dimension. Dimension 0 is van der Corput's. */
function directions(): Int32Array {
  if (known) return known;
  const v = new Int32Array(DIMENSIONS * BITS);
  for (let i = 0; i < BITS; i++) v[i] = 1 << (31 - i);
  const polynomials = primitives();
  const random = new Random();
  random.seed(0, 0);
  for (let d = 1; d < DIMENSIONS; d++) {
    const polynomial = polynomials.next().value as number;
    const degree = 31 - Math.clz32(polynomial);
    const own = d * BITS;
    for (let i = 0; i < BITS; i++) {
      if (i < degree) {
        // Any odd number below 2^(i + 1).
        const start = (random.word() >>> (31 - i)) | 1;
        v[own + i] = start << (31 - i);
        continue;
      }
      let next = v[own + i - degree]! ^ (v[own + i - degree]! >>> degree);
      for (let j = 1; j < degree; j++) if (polynomial & (1 << (degree - j))) next ^= v[own + i - j]!;
      v[own + i] = next;
    }
  }
  return (known = v);
}

function reversed(x: number): number {
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8);
  return (x >>> 16) | (x << 16);
}

/** A nested scramble: each bit is turned or not by those above it. */
function scrambled(x: number, seed: number): number {
  x = reversed(x);
  x ^= Math.imul(x, 0x3d20adea);
  x = (x + seed) | 0;
  x = Math.imul(x, (seed >>> 16) | 1);
  x ^= Math.imul(x, 0x05526c56);
  x ^= Math.imul(x, 0x53a22864);
  return reversed(x);
}

/**
 * Points of block b: the next ones of scramble b mod 16.
 * @param most points of a block
 */
export function sobolPoints(seed: number, most: number, uniforms: number, normals: number): Points {
  const all = uniforms + normals;
  const even = Math.min(all, DIMENSIONS);
  const v = directions();
  const random = new Random();
  const scrambles = new Int32Array(even);
  const point = new Int32Array(even);
  const points = { uniforms: new Float64Array(uniforms), normals: new Float64Array(normals) };
  let index = 0;
  return {
    ...points,
    open(block) {
      // The scramble hangs on the seed and its number alone; what is random beyond it, on the block.
      random.seed(seed, -1 - (block % SCRAMBLES));
      for (let d = 0; d < even; d++) scrambles[d] = random.word();
      random.seed(seed, block);
      index = Math.floor(block / SCRAMBLES) * most;
      const gray = index ^ (index >>> 1);
      for (let d = 0; d < even; d++) {
        let x = 0;
        for (let i = 0; i < BITS; i++) if ((gray >>> i) & 1) x ^= v[d * BITS + i]!;
        point[d] = x;
      }
    },
    next() {
      if (all > even) {
        if (uniforms > even) random.uniforms(points.uniforms);
        random.normals(points.normals);
      }
      for (let d = 0; d < even; d++) {
        const u = ((scrambled(point[d]!, scrambles[d]!) >>> 0) + 0.5) * 2 ** -32;
        if (d < uniforms) points.uniforms[d] = u;
        else points.normals[d - uniforms] = u;
      }
      normalsAt(points.normals, even - Math.min(even, uniforms));
      index++;
      const turns = 31 - Math.clz32(index & -index);
      for (let d = 0; d < even; d++) point[d] = point[d]! ^ v[d * BITS + turns]!;
    },
  };
}
