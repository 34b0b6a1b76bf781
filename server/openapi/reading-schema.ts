/** The shape of what a workbook was read as: `WorkbookReading`, as it is held and answered. */
import * as z from 'zod';
import type { WorkbookReading } from '../workbook/import/reading.ts';

const cellValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const address = z.string().describe('A1 address without the sheet');

export const readingSchema = z.strictObject({
  sheet: z.string().nullable().describe('Sheet the flows were taken from; null where none holds any'),
  mode: z.string().nullable().describe('Id of the mode, where the workbook names one'),
  terms: z.array(
    z.strictObject({
      id: z.string(),
      value: z.union([z.number(), z.string()]).describe('Rates are fractions'),
      from: z
        .union([z.string(), z.number()])
        .exactOptional()
        .describe('ISO 8601 or a period: the rate stands from then on'),
      sheet: z.string(),
      cell: address,
      received: cellValue.describe('What stands in the cell; in a format of percent as it shows: 8%'),
    }),
  ),
  flows: z.array(
    z.strictObject({
      year: z.number().exactOptional(),
      date: z.string().exactOptional().describe('ISO 8601'),
      amount: z.number().nullable().describe('null where the cell cannot be read'),
      deal: z.string().exactOptional(),
      pot: z.string().exactOptional(),
      sheet: z.string(),
      cell: address,
    }),
  ),
  dateOrder: z
    .enum(['dayFirst', 'monthFirst', 'monthAssumed'])
    .nullable()
    .describe('How dates that can be read in two ways were read; null where there are none'),
  request: z
    .looseObject({})
    .nullable()
    .describe('Body of POST /calculations; null where something is missing or wrong'),
  faults: z.array(
    z.strictObject({
      severity: z.enum(['error', 'warning']),
      code: z.string(),
      sheet: z.string().nullable(),
      cell: address.nullable(),
      message: z.strictObject({ en: z.string(), 'zh-CN': z.string() }),
      received: z.unknown().optional(),
    }),
  ),
  faultsLeftOut: z.number().describe('Faults beyond the hundred that are listed'),
}) satisfies z.ZodType<WorkbookReading>;
