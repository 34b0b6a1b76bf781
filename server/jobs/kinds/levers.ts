/** What sensitivity and tornado ask of a deal: a measure, and levers in the units of the request document. */
import * as z from 'zod';
import { readRequest, studyOfRequest, type Request } from '../../../src/document/index.ts';
import { known, LIMITS, type Issue, type Parsed, type Study } from '../../../src/engine/index.ts';
import { plain, scaleOf, type Asked } from './asked.ts';

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
