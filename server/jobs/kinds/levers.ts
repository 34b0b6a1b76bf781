/** What sensitivity and tornado ask of a deal: a measure, and levers in the units of the request document. */
import * as z from 'zod';
import { readRequest, studyOfRequest, type Request } from '../../../src/document/index.ts';
import {
  known,
  LIMITS,
  type Changes,
  type Issue,
  type Lever,
  type Measure,
  type Parsed,
  type Study,
} from '../../../src/engine/index.ts';

export const measureSchema = z.strictObject({
  of: z.string().max(60).default('project').describe('project, or the id of a party'),
  what: z
    .enum(['irr', 'profit', 'multiple', 'received', 'carry', 'clawback'])
    .describe('irr in percent; carry and clawback are those of all'),
});

export const leverId = z.string().min(1).max(140);
const leverValue = z.number().min(-LIMITS.amount).max(LIMITS.amount);
export const axisSchema = z.strictObject({
  lever: leverId.describe('A term of the request, exit, or cash, a factor on all cash'),
  values: z.array(leverValue).min(1).max(200).describe('As the request writes that term'),
});
export const othersSchema = z
  .record(leverId, leverValue)
  .optional()
  .describe('Other levers, changed for all scenarios');

const value = z.number().nullable().describe('null where there is none, or the terms do not go together');

/** How results begin: what was asked, and what it is for the deal as it stands. */
export const answerShape = {
  measure: z.strictObject({ of: z.string(), what: z.string() }),
  unit: z.enum(['percent', 'multiple', 'amount']),
  base: value,
};
export { value as measuredSchema };

/** A deal and what is asked of it, read. */
export interface Asked {
  readonly request: Request;
  readonly measure: Measure;
  /** In the engine's own units. */
  readonly others: Changes;
}

/** The unit of a measure in results. */
export const unitOf = ({ what }: Measure): 'percent' | 'multiple' | 'amount' =>
  what === 'irr' ? 'percent' : what === 'multiple' ? 'multiple' : 'amount';

/** A measure as results write it. */
export const told = ({ what }: Measure, value: number | null): number | null =>
  value !== null && what === 'irr' ? value * 100 : value;

/** What one unit of a lever in the request document is in the engine: a preset's rates are in percent. */
const scaleOf = ({ mode }: Request, { unit }: Lever): number =>
  mode !== 'custom' && unit === 'rate' ? 100 : 1;

/** 8.1 and not 8.100000000000001. */
const plain = (value: number): number => Number(value.toPrecision(12));

/** A value of a lever in the units of the request document. */
export const given = (request: Request, lever: Lever, value: number): number =>
  plain(value * scaleOf(request, lever));

/** The study of a request that has been read. @throws InvariantError */
export function studyIn(request: Request): Study {
  const study = studyOfRequest(request);
  if (!study.ok) throw new Error('a plan that was read does not open');
  return study.value;
}

/** Reads the parts that both kinds have in common, and the study they are asked of. */
export function readAsked(body: {
  readonly request: object;
  readonly measure: z.output<typeof measureSchema>;
  readonly others?: Readonly<Record<string, number>> | undefined;
}): Parsed<{ asked: Asked; study: Study }> {
  const request = readRequest(body.request);
  if (!request.ok)
    return {
      ok: false,
      issues: request.issues.map((issue) => ({ ...issue, path: ['request', ...issue.path] })),
    };
  const study = studyOfRequest(request.value);
  if (!study.ok) return study;
  const issues: Issue[] = [];
  const { of } = body.measure;
  const { classes, parties } = study.value.definition;
  const ids = ['project', ...classes.map((c) => c.id), ...parties.map((p) => p.id), 'gp'];
  if (!ids.includes(of))
    issues.push({
      code: 'unknownParty',
      path: ['measure', 'of'],
      received: of,
      params: known([...new Set(ids)]),
    });
  const others = Object.entries(body.others ?? {}).map(([id, value]) => {
    const read = readLever(request.value, study.value, id, [value], ['others', id]);
    if (!read.ok) issues.push(...read.issues);
    return [id, read.ok ? read.value.values[0]! : 0] as const;
  });
  if (issues.length) return { ok: false, issues };
  const asked = { request: request.value, measure: body.measure, others: Object.fromEntries(others) };
  return { ok: true, value: { asked, study: study.value }, warnings: [] };
}

/** Values of a lever in the engine's units; a lever that the deal has not, and values beyond its bounds, are refused. */
export function readLever(
  request: Request,
  { levers }: Study,
  id: string,
  values: readonly number[],
  path: Issue['path'],
  atValue: (i: number) => Issue['path'] = () => path,
): Parsed<{ lever: string; values: readonly number[] }> {
  const lever = levers.find((each) => each.id === id);
  if (!lever) {
    const choices = levers.map((each) => each.id).join(', ');
    return { ok: false, issues: [{ code: 'notChoice', path, received: id, params: { choices } }] };
  }
  const scale = scaleOf(request, lever);
  const [min, max] = [lever.min * scale, (lever.max ?? Infinity) * scale];
  const issues = values.flatMap((value, i): Issue[] =>
    value < min
      ? [{ code: 'tooSmall', path: atValue(i), received: value, params: { min } }]
      : value > max
        ? [{ code: 'tooLarge', path: atValue(i), received: value, params: { max } }]
        : [],
  );
  if (issues.length) return { ok: false, issues };
  const read = { lever: id, values: values.map((value) => (scale === 1 ? value : plain(value / scale))) };
  return { ok: true, value: read, warnings: [] };
}
