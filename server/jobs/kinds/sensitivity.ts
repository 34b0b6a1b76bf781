/** A measure over two levers, cell by cell: a grid of 200 x 200 at most. */
import * as z from 'zod';
import type { Request } from '../../../src/document/index.ts';
import { measured, openMeasuredRuns, weightOf, type Issue, type Parsed } from '../../../src/engine/index.ts';
import { cut, type Kind } from './kind.ts';
import {
  answerShape,
  axisSchema,
  measuredSchema,
  measureSchema,
  othersSchema,
  readAsked,
  readLever,
  studyIn,
  told,
  unitOf,
  type Asked,
} from './levers.ts';

const schema = z.strictObject({
  kind: z.literal('sensitivity'),
  request: z.looseObject({}),
  measure: measureSchema,
  rows: axisSchema,
  columns: axisSchema,
  others: othersSchema,
});

const axis = z.strictObject({ lever: z.string(), values: z.array(z.number()) });
const result = z.strictObject({
  ...answerShape,
  rows: axis,
  columns: axis,
  cells: z.array(z.array(measuredSchema)).describe('By row, then column'),
});

interface Axis {
  readonly lever: string;
  readonly values: readonly number[];
  /** As they were given. */
  readonly given: readonly number[];
}

interface Plan extends Asked {
  readonly rows: Axis;
  readonly columns: Axis;
}

type Part = readonly (number | null)[];

/**
 * About so much weight makes some ten milliseconds where each cell is a run of its own, which others may have to wait for a
 * thread; a few where cells run side by side.
 */
const PIECE = 200_000;
const cellsOfPiece = ({ definition, flows }: Request): number =>
  Math.min(2000, Math.max(1, Math.floor(PIECE / weightOf(definition, flows))));

export const sensitivity: Kind<Plan, Part> = {
  schema,
  result,
  read(body: z.output<typeof schema>): Parsed<Plan> {
    const read = readAsked(body);
    if (!read.ok) return read;
    const { asked, study } = read.value;
    const issues: Issue[] = [];
    const axis = (name: 'rows' | 'columns'): Axis => {
      const { lever, values } = body[name];
      const place = [name, 'lever'];
      const found = readLever(asked.request, study, lever, values, place, (i) => [name, 'values', i]);
      if (!found.ok) issues.push(...found.issues);
      return { lever, values: found.ok ? found.value.values : [], given: values };
    };
    const [rows, columns] = [axis('rows'), axis('columns')];
    if (rows.lever === columns.lever)
      issues.push({
        code: 'optionConflict',
        path: ['columns', 'lever'],
        received: columns.lever,
        params: { with: 'rows.lever' },
      });
    if (issues.length) return { ok: false, issues };
    return { ok: true, value: { ...asked, rows, columns }, warnings: [] };
  },
  /** The first piece is the deal as it stands; the others are cells in the order of reading. */
  sizes: ({ request, rows, columns }) => [
    1,
    ...cut(rows.values.length * columns.values.length, cellsOfPiece(request)),
  ],
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
