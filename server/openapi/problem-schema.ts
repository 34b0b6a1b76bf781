/** The shape of refusals and of the faults in them. */
import * as z from 'zod';

export const fault = z.strictObject({
  code: z.string(),
  path: z.string().describe('Place in the request, such as cash_flows[2].amount'),
  message: z.string().describe('In the language of Accept-Language'),
  received: z.unknown().describe('What stood there; null where nothing did, long values shortened'),
});

export const leftOut = z.number().describe('Faults beyond the hundred that are listed');

export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(fault).max(100),
  errors_left_out: leftOut,
});
