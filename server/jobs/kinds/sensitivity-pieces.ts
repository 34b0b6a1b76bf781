/** Cells of a grid, computed and put together. */
import type { Request } from '../../../src/document/index.ts';
import { measured, openMeasuredRuns, weightOf } from '../../../src/engine/index.ts';
import { studyIn, told, unitOf, type Asked } from './asked.ts';
import type { Pieces } from './kind.ts';

export interface Axis {
  readonly lever: string;
  readonly values: readonly number[];
  /** As they were given. */
  readonly given: readonly number[];
}

export interface Plan extends Asked {
  readonly rows: Axis;
  readonly columns: Axis;
}

type Part = readonly (number | null)[];

/**
 * About so much weight makes some ten milliseconds where each cell is a run of its own, which others may have to wait for a
 * thread; a few where cells run side by side.
 */
const PIECE = 200_000;
export const cellsOfPiece = ({ definition, flows }: Request): number =>
  Math.min(2000, Math.max(1, Math.floor(PIECE / weightOf(definition, flows))));

export const sensitivityPieces: Pieces<Plan, Part> = {
  open(plan) {
    const { request, measure, others, rows, columns } = plan;
    const study = studyIn(request);
    const measuredRuns = openMeasuredRuns(study, measure);
    const size = cellsOfPiece(request);
    const cells = rows.values.length * columns.values.length;
    return (piece) => {
      if (piece === 0) {
        const base = study.run(others);
        return base.ok ? { ...base, value: [told(measure, measured(base.value, measure))] } : base;
      }
      const from = (piece - 1) * size;
      const changes = Array.from({ length: Math.min(size, cells - from) }, (_, i) => {
        const [row, column] = [
          Math.floor((from + i) / columns.values.length),
          (from + i) % columns.values.length,
        ];
        return {
          ...others,
          [rows.lever]: rows.values[row]!,
          [columns.lever]: columns.values[column]!,
        };
      });
      const value = measuredRuns(changes).map((found) => told(measure, found));
      return { ok: true, value, warnings: [] };
    };
  },
  together({ request, measure, rows, columns }) {
    const size = cellsOfPiece(request);
    const cells = new Array<number | null>(rows.values.length * columns.values.length).fill(null);
    let base: number | null = null;
    return {
      add(piece, part) {
        if (piece === 0) base = part[0]!;
        else part.forEach((value, i) => (cells[(piece - 1) * size + i] = value));
      },
      result: () => ({
        ok: true,
        warnings: [],
        value: {
          measure,
          unit: unitOf(measure),
          base,
          rows: { lever: rows.lever, values: rows.given },
          columns: { lever: columns.lever, values: columns.given },
          cells: rows.values.map((_, row) =>
            cells.slice(row * columns.values.length, (row + 1) * columns.values.length),
          ),
        },
      }),
    };
  },
};
