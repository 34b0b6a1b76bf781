/** The shape of a job, and of what starts one. */
import * as z from 'zod';
import { states } from '../jobs/job.ts';
import { kindNames, kindSchemas, resultSchemas } from '../jobs/kinds/index.ts';
import { problemSchema } from './problem-schema.ts';

export const jobRequest = z.union(kindSchemas);

const at = z.string().describe('ISO 8601, UTC');
const result = z.union(resultSchemas).nullable();

export const jobSchema = z.strictObject({
  job_id: z.string(),
  kind: z.enum(kindNames),
  state: z.enum(states),
  progress: z.number().describe('0 to 100, never less than before; 100 when it is completed'),
  scenarios: z.number().describe('Runs of the deal that it takes, at most'),
  scenarios_done: z.number(),
  created_at: at,
  started_at: at.nullable(),
  ended_at: at.nullable(),
  result_so_far: result.describe('While it runs, of the scenarios that are done, where that says something'),
  result: result.describe('When it is completed; in the events only of the last one'),
  error: problemSchema.nullable().describe('Why it failed'),
});
