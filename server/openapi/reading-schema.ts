/** The shape of what a workbook was read as: `WorkbookReading`, as it is held and answered. */
import * as z from 'zod';
import type { WorkbookReading } from '../workbook/import/reading.ts';

const cellValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** Longer than any address, and more answers than one request needs. */
const LONGEST = 1000;
const MOST = 200;

const address = z.string().describe('A1 address without the sheet');

const text = z.strictObject({ en: z.string(), 'zh-CN': z.string() });
const role = z.enum([
  'period',
  'net',
  'paidIn',
  'paidOut',
  'cash',
  'derived',
  'label',
  'note',
  'total',
  'leftOut',
  'unclear',
]);

const questionCode = z.enum([
  'dayOrMonthFirst',
  'headRepeated',
  'lineUnclear',
  'mixedSigns',
  'modeUnknown',
  'netAgainstPair',
  'numberStyle',
  'partyCash',
  'percentMeant',
  'periodsNotUnderstood',
  'positionUnclear',
  'potUnclear',
  'slip',
  'termTwice',
  'totalAgainstParts',
  'typeUnknown',
  'unitUnknown',
  'whichIsCash',
  'whichPeriods',
  'whichTable',
]);

const understanding = {
  status: z
    .enum(['ready', 'question', 'refused'])
    .describe('Only what is ready may be run: else a question is open or a fault stands in the way'),
  lines: z
    .array(
      z.strictObject({
        range: z.string().describe('The line with its head, without the sheet'),
        head: z.string(),
        role,
        why: text,
        across: z.boolean().describe('The line runs across the periods, as a total does'),
      }),
    )
    .describe('What was made of each line of the table that the flows were taken from'),
  questions: z
    .array(
      z.strictObject({
        id: z.string(),
        code: questionCode,
        range: z.string(),
        message: text,
        choices: z.array(z.strictObject({ id: z.string(), label: text })),
        likely: z.string().exactOptional().describe('Id of the choice that is likelier than the others'),
      }),
    )
    .describe('Open questions, a hundred at most; each is among the faults, too'),
};

/** Answers to questions and roles of lines. Each stands in place of what was said of the same before. */
export const readingRequest = z.strictObject({
  answers: z
    .array(z.strictObject({ question: z.string().max(LONGEST), choice: z.string().max(LONGEST) }))
    .max(MOST)
    .default([]),
  roles: z
    .array(z.strictObject({ range: z.string().max(LONGEST), role }))
    .max(MOST)
    .default([])
    .describe('Ranges as `lines` name them'),
});

export const readingSchema = z.strictObject({
  ...understanding,
  notes: z
    .array(z.strictObject({ code: z.string(), sheet: z.string(), range: z.string(), message: text }))
    .describe('What was done or left out without a doubt; a hundred at most'),
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
  periodUnit: z
    .enum(['year', 'quarter', 'month'])
    .describe('What the periods of the flows are, where they have no dates'),
  dateOrder: z
    .enum(['dayFirst', 'monthFirst'])
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
      message: text,
      received: z.unknown().optional(),
    }),
  ),
  faultsLeftOut: z.number().describe('Faults beyond the hundred that are listed'),
}) satisfies z.ZodType<WorkbookReading>;

/** The answer to answers: what is understood now, and what the workbook is read as with them. */
export const answeredSchema = z.strictObject({
  reading: z.strictObject(understanding),
  parsed_data: readingSchema,
});
