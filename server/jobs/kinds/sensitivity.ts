/** A measure over two levers, cell by cell: a grid of 200 x 200 at most. */
import * as z from 'zod';
import type { Issue, Parsed } from '../../../src/engine/index.ts';
import { cut, type Kind } from './kind.ts';
import {
  answerShape,
  axisSchema,
  measuredSchema,
  measureSchema,
  othersSchema,
  readAsked,
  readLever,
} from './levers.ts';
import { cellsOfPiece, type Axis, type Plan } from './sensitivity-pieces.ts';

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

export const sensitivity: Kind<Plan> = {
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
};
