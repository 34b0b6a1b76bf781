/** Where a program keeps its numbers: cleared at once before each run. */
export interface Arena {
  /** `n` doubles, 0 at the start of each run. */
  take(n: number): Float64Array;
  clear(): void;
}

const CHUNK = 4096;

export function openArena(): Arena {
  const chunks: { readonly all: Float64Array; used: number }[] = [];
  return {
    take(n) {
      let chunk = chunks[chunks.length - 1];
      if (!chunk || chunk.used + n > chunk.all.length) {
        chunk = { all: new Float64Array(Math.max(CHUNK, n)), used: 0 };
        chunks.push(chunk);
      }
      chunk.used += n;
      return chunk.all.subarray(chunk.used - n, chunk.used);
    },
    clear() {
      for (const { all, used } of chunks) all.fill(0, 0, used);
    },
  };
}
