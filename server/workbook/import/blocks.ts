/** Cells that stand together, told from those far away from them: each block of a sheet is read for itself. */

/** Empty rows or columns between cells of one table: more than a table has inside. */
const FARTHEST = { rows: 200, columns: 50 } as const;

export interface Run {
  readonly first: number;
  readonly last: number;
}

/** Places in order, in runs with less than so many empty ones between them. */
export function runsOf(places: readonly number[], of: keyof typeof FARTHEST): Run[] {
  const runs: { first: number; last: number }[] = [];
  for (const place of Uint32Array.from(places).sort()) {
    const run = runs[runs.length - 1];
    if (run && place - run.last <= FARTHEST[of]) run.last = place;
    else runs.push({ first: place, last: place });
  }
  return runs;
}

/** Rows and columns of cells, one beside the other. */
export interface Places {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** A rectangle of cells. */
export interface Block {
  readonly rows: Run;
  readonly columns: Run;
}

/** The blocks of a sheet from the top: rows that stand together, and in them columns. One that is near A1 begins there. */
export function blocksOf({ rows, columns }: Places): Block[] {
  const runs = runsOf(rows, 'rows');
  const columnsIn = runs.map((): number[] => []);
  rows.forEach((row, i) => columnsIn[indexOf(runs, row)]!.push(columns[i]!));
  return runs.flatMap((run, i) =>
    runsOf(columnsIn[i]!, 'columns').map((across) => ({
      rows: fromEdge(run, 'rows'),
      columns: fromEdge(across, 'columns'),
    })),
  );
}

const fromEdge = (run: Run, of: keyof typeof FARTHEST): Run =>
  run.first <= FARTHEST[of] ? { ...run, first: 0 } : run;

/** The run a place is in, found by halves. */
function indexOf(runs: readonly Run[], place: number): number {
  let [low, high] = [0, runs.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (place <= runs[middle]!.last) high = middle;
    else low = middle + 1;
  }
  return low;
}
