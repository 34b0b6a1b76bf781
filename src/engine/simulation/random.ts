/**
 * Random numbers in streams: one for each block of scenarios, so that no number hangs on which worker draws it or when.
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand), normals come from a ziggurat of 128 layers
 * (Marsaglia and Tsang 2000, with layer and place drawn apart as Doornik 2005 asks). Numbers are put into arrays: a
 * double that a function gives would be an object on the heap.
 */

/** Numbers of one point of the sampled space. */
export interface Points {
  /** Goes to the points of a block. */
  open(block: number): void;
  /** Puts the next point into `uniforms`, inside 0..1, and `normals`. */
  next(): void;
  readonly uniforms: Float64Array;
  readonly normals: Float64Array;
}

const LAYERS = 128;
const TAIL = 3.442619855899;
/** Area of a layer. */
const AREA = 9.91256303526217e-3;
/** Right edges of the layers, the lowest first, and the density there. */
const edge = new Float64Array(LAYERS + 1);
const density = new Float64Array(LAYERS + 1);
{
  const at = (x: number) => Math.exp(-0.5 * x * x);
  edge[0] = AREA / at(TAIL);
  edge[1] = TAIL;
  for (let i = 2; i < LAYERS; i++) edge[i] = Math.sqrt(-2 * Math.log(AREA / edge[i - 1]! + at(edge[i - 1]!)));
  for (let i = 0; i <= LAYERS; i++) density[i] = at(edge[i]!);
}

/** One round of a 32-bit finaliser (Murmur3), for seeds. */
function mixed(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** The state of a generator: three words and a counter. */
export class Random {
  private readonly state = new Int32Array(4);

  /**
   * @param seed a whole number, 0 .. 2^53 - 1
   * @param stream which of the streams of a seed: a whole number of 32 bits
   */
  seed(seed: number, stream: number): void {
    const { state } = this;
    const [low, high] = [seed | 0, (seed / 2 ** 32) | 0];
    state[0] = mixed(low ^ 0x9e3779b9) ^ mixed(stream + 0x7f4a7c15);
    state[1] = mixed(high + 0x6a09e667) ^ mixed(stream ^ 0x3c6ef372);
    state[2] = mixed(Math.imul(low, 0x2545f491) + stream);
    state[3] = 1;
    for (let i = 0; i < 15; i++) this.word();
  }

  /** 32 bits. */
  word(): number {
    const s = this.state;
    const sum = (s[0]! + s[1]! + s[3]!) | 0;
    s[3]! += 1;
    s[0] = s[1]! ^ (s[1]! >>> 9);
    s[1] = (s[2]! + (s[2]! << 3)) | 0;
    s[2] = (((s[2]! << 21) | (s[2]! >>> 11)) + sum) | 0;
    return sum;
  }

  /** Fills with numbers inside 0..1, never at its ends, of 52 bits. */
  uniforms(into: Float64Array): void {
    for (let i = 0; i < into.length; i++) {
      const high = this.word() >>> 0;
      into[i] = (high * 2 ** 20 + (this.word() >>> 12) + 0.5) * 2 ** -52;
    }
  }

  /** Fills with standard normals. */
  normals(into: Float64Array): void {
    const s = this.state;
    // Copied to locals: bundled module constants are variables, read again at each use.
    const edges = edge;
    let a = s[0]!;
    let b = s[1]!;
    let c = s[2]!;
    let counter = s[3]!;
    for (let i = 0; i < into.length; i++) {
      for (;;) {
        const first = (a + b + counter) | 0;
        a = b ^ (b >>> 9);
        b = (c + (c << 3)) | 0;
        c = (((c << 21) | (c >>> 11)) + first) | 0;
        const second = (a + b + counter + 1) | 0;
        counter = (counter + 2) | 0;
        a = b ^ (b >>> 9);
        b = (c + (c << 3)) | 0;
        c = (((c << 21) | (c >>> 11)) + second) | 0;
        const layer = second & 127;
        // 32 bits and 21 more: a place between -1 and 1.
        const x = (first + (second >>> 11) * 2 ** -21) * 2 ** -31 * edges[layer]!;
        if (Math.abs(x) < edges[layer + 1]!) {
          into[i] = x;
          break;
        }
        s[0] = a;
        s[1] = b;
        s[2] = c;
        s[3] = counter;
        const found = this.beside(x, layer);
        a = s[0];
        b = s[1];
        c = s[2];
        counter = s[3];
        if (found === 0) continue;
        into[i] = found;
        break;
      }
    }
    s[0] = a;
    s[1] = b;
    s[2] = c;
    s[3] = counter;
  }

  /** What a place outside a layer's box becomes: one of the tail, the place itself below the curve, or 0 for none. */
  private beside(x: number, layer: number): number {
    if (layer === 0) {
      for (;;) {
        const far = -Math.log(this.uniform()) / TAIL;
        const up = -Math.log(this.uniform());
        if (up + up > far * far) return x < 0 ? -TAIL - far : TAIL + far;
      }
    }
    const low = density[layer]!;
    return low + this.uniform() * (density[layer + 1]! - low) < Math.exp(-0.5 * x * x) ? x : 0;
  }

  private uniform(): number {
    return ((this.word() >>> 0) + 0.5) * 2 ** -32;
  }
}

/** Independent points: each block of scenarios has a stream of its own. */
export function randomPoints(seed: number, uniforms: number, normals: number): Points {
  const random = new Random();
  const points = { uniforms: new Float64Array(uniforms), normals: new Float64Array(normals) };
  return {
    ...points,
    open: (block) => random.seed(seed, block),
    next() {
      random.uniforms(points.uniforms);
      random.normals(points.normals);
    },
  };
}
