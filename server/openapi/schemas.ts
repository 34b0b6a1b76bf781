/** Every body the API takes and gives, by its name in the document. */
import * as z from 'zod';
import { classicSchema } from '../../src/document/index.ts';
import { definitionSchema, flowsSchema } from '../../src/engine/index.ts';
import { reconciliationSchema } from '../calculations/claims.ts';
import { comparedMeasures } from '../calculations/comparison.ts';
import { seriesSchema } from '../calculations/index-series.ts';
import { comparisonRequest, reconciliationRequest } from '../routes/calculations.ts';
import { exportRequest } from '../routes/exports.ts';
import { jobRequest, jobSchema } from './job-schema.ts';
import { bookSchema, openedSchema } from '../workbook/book/document.ts';
import { answeredSchema, readingRequest, readingSchema } from './reading-schema.ts';
import { fault, leftOut, problemSchema } from './problem-schema.ts';
import { resultSchema } from './result-schema.ts';

const at = z.string().describe('ISO 8601, UTC');
const value = z.number().nullable();

const customRequest = z
  .strictObject({
    basic_params: z.looseObject({}).optional(),
    distribution_params: z.strictObject({
      mode: z.literal('custom'),
      name: z.string().min(1).max(60).optional().describe('What it is called, printed only'),
      definition: definitionSchema,
      flows: flowsSchema,
    }),
  })
  .describe(
    'A definition of one’s own: fractions and ISO dates. options.measures.index may be {series: name}',
  );

const session = {
  session_id: z.string(),
  expires_at: at,
  session_timeout: z.number().describe('Seconds without use after which the session ends earlier'),
};

const record = z.strictObject({
  v: z.string().describe('Version of its shape'),
  id: z.string(),
  created_at: at,
  last_accessed: at,
  user_agent: z.string(),
  client_ip: z.string(),
  status: z.literal('active'),
  last_params: z
    .string()
    .optional()
    .describe(
      'Hash of the parameters that `params` and `results` hold; empty where the last ones were not kept',
    ),
  address: z.string().describe('HMAC of the address it was begun from, by which stored bytes are counted'),
});

const area = z.strictObject({ files: z.number(), bytes: z.number() });
const file = z.strictObject({
  file_id: z.string(),
  session_id: z.string(),
  original_name: z.string(),
  stored_name: z.string(),
  file_size: z.number(),
  mime_type: z.string(),
  upload_time: at,
  expiry_time: at,
  checksum: z.string().describe('sha256:<hex>'),
  status: z.enum(['uploaded', 'processing', 'processed', 'error', 'expired']),
});

const errorMessage = z
  .string()
  .nullable()
  .describe('Why it is in error, in the language of Accept-Language; null where it is not');

const series = {
  name: z.string(),
  points: z.number(),
  first_date: z.string(),
  last_date: z.string(),
};

export const requestSchemas = {
  CalculationRequest: z.union([classicSchema, customRequest]),
  ComparisonRequest: comparisonRequest,
  ReconciliationRequest: reconciliationRequest,
  ExportRequest: exportRequest,
  IndexSeriesRequest: seriesSchema,
  ReadingRequest: readingRequest,
  JobRequest: jobRequest,
  Workbook: bookSchema,
} as const;

export const responseSchemas = {
  Problem: problemSchema,
  SessionBegun: z.strictObject({
    ...session,
    token: z.string().describe('Given once; send it as Authorization: Bearer'),
  }),
  Session: z.strictObject({
    ...session,
    ...record.omit({ v: true, id: true, last_params: true, address: true }).shape,
  }),
  SessionExport: z.strictObject({
    session: record,
    files: z.array(
      z.strictObject({ file_id: z.string(), content: z.string().describe('Where its bytes are') }),
    ),
    values: z.record(z.string(), z.unknown()),
  }),
  Params: z
    .looseObject({ created_at: at })
    .describe('As CalculationRequest; leave `created_at` out to send it again'),
  Result: resultSchema,
  Calculation: resultSchema.extend({ cache: z.enum(['hit', 'miss']) }),
  Comparison: z.strictObject({
    calculations: z.array(resultSchema),
    measures: z.array(
      z.strictObject({
        measure: z.enum(comparedMeasures),
        values: z.array(value),
        differences: z.array(value).describe('Against the first calculation'),
      }),
    ),
  }),
  Reconciliation: reconciliationSchema,
  Validation: z.strictObject({
    valid: z.boolean(),
    errors: z.array(fault).max(100),
    errors_left_out: leftOut,
    warnings: z.array(fault),
    suggestions: z.array(fault.extend({ suggested: z.union([z.string(), z.number()]) })),
  }),
  IndexSeries: z.strictObject(series),
  IndexSeriesData: z.strictObject({
    ...series,
    data: z.array(z.strictObject({ date: z.string(), level: z.number() })),
  }),
  Files: z.strictObject({ files: z.array(file.extend({ error_message: errorMessage })) }),
  File: file.extend({
    processing_status: z.enum(['pending', 'running', 'done', 'failed']),
    error_message: errorMessage,
    parsed_data: readingSchema.nullable().describe('What the workbook was read as; null where it was not'),
  }),
  Reading: answeredSchema,
  Export: file,
  Exports: z.strictObject({ exports: z.array(file) }),
  Job: jobSchema,
  Ticket: z.strictObject({ url: z.string(), expires_at: at }),
  Templates: z.strictObject({
    flat_structures: z.record(z.string(), z.unknown()),
    structured: z.record(z.string(), z.unknown()),
    modes: z.array(z.looseObject({ id: z.string() })),
    limits: z
      .strictObject({
        version: z.string(),
        max_investment_period: z.number(),
        max_file_size: z.number(),
        session_timeout: z.number(),
        cache_timeout: z.number(),
        supported_file_types: z.string(),
      })
      .describe('Years, bytes and seconds'),
  }),
  Audit: z.strictObject({
    timestamp: at,
    note: z.string().optional().describe('In words, where no security event is what was asked for'),
    days: z.number().describe('Days that are counted'),
    active_sessions: z.number(),
    sessions_opened: z.number(),
    total_calculations: z.number(),
    total_exports: z.number(),
    jobs: z.strictObject({
      started: z.number(),
      completed: z.number(),
      failed: z.number(),
      cancelled: z.number(),
    }),
    cache_usage: z.strictObject({
      hits: z.number(),
      misses: z.number(),
      errors: z.number(),
      hit_rate: value,
    }),
    file_storage: z
      .strictObject({
        sessions_cleaned: z.number(),
        files_cleaned: z.number(),
        cache_cleaned: z.number(),
        last_cleanup: at.nullable(),
        areas: z.strictObject({ uploads: area, exports: area, cache: area }),
      })
      .describe('Held by all sessions; cleaned by this process'),
    security_counts: z.record(z.string(), z.number()),
    by_day: z
      .array(
        z
          .object({ date: z.string(), security: z.record(z.string(), z.number()) })
          .catchall(z.union([z.number(), z.string(), z.record(z.string(), z.number())])),
      )
      .describe('Days on which something was counted, the latest first'),
    security_events: z.array(
      z.strictObject({
        at,
        event: z.string(),
        request_id: z.string().nullable(),
        session: z.string().nullable(),
        source: z.string().nullable(),
      }),
    ),
  }),
  OpenedWorkbook: openedSchema,
  Live: z.strictObject({ status: z.literal('live') }),
  Ready: z.strictObject({
    status: z.enum(['ready', 'degraded', 'stopping']),
    store: z.string(),
    degraded: z.array(z.strictObject({ part: z.string(), reason: z.string() })),
  }),
} as const;

export type RequestName = keyof typeof requestSchemas;
export type ResponseName = keyof typeof responseSchemas;

const reference = (id: string): string => `#/components/schemas/${id}`;

/** JSON Schemas of all of them, for the document's components. */
export function jsonSchemas(): Record<string, unknown> {
  const convert = (schemas: Record<string, z.core.$ZodType>, io: 'input' | 'output') => {
    const registry = z.registry<{ id: string }>();
    for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
    return z.toJSONSchema(registry, { uri: reference, io }).schemas;
  };
  const all = { ...convert(requestSchemas, 'input'), ...convert(responseSchemas, 'output') };
  return Object.fromEntries(
    Object.entries(all).map(([id, { $schema: _dialect, $id: _id, ...schema }]) => [id, schema]),
  );
}
