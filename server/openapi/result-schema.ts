/** The shape of a result as it leaves the service. Design's keys in percent, `tables` in fractions. */
import * as z from 'zod';
import { fault } from './problem-schema.ts';

const column = z.array(z.number()).describe('One number per period, 0 to N');
const value = z.number().nullable();
const text = z.strictObject({ en: z.string(), 'zh-CN': z.string() });

const measures = z.strictObject({
  contributed: z.number(),
  distributed: z.number(),
  profit: z.number(),
  irr: value.describe('Annual, a fraction'),
  irrFromAccrual: value.optional().describe('With capital counted from where returns on it begin'),
  noIrr: z.enum(['no-sign-change', 'same-date', 'no-real-root', 'overflow']).optional(),
  npv: value,
  mirr: value.optional(),
  pme: z
    .strictObject({ ks: value, directAlpha: value, longNickels: value, pmePlus: value })
    .optional()
    .describe('Public market equivalents, where an index was given'),
  dpi: value,
  rvpi: value,
  tvpi: value,
  moic: value,
  payback: value.describe('Years; null when never'),
  discountedPayback: value,
});

const tier = z.strictObject({
  id: z.string(),
  kind: z.string(),
  name: text,
  pots: z.array(z.string()),
  to: z.array(z.string()),
  hasBalance: z.boolean(),
  opening: column,
  added: column,
  accrued: column,
  paid: column,
  lapsed: column,
  capitalised: column,
  drawn: column,
  closing: column,
  payments: z.array(z.strictObject({ party: z.string(), amounts: column })),
});

const clawback = z.strictObject({
  entries: z.array(
    z.strictObject({
      period: z.number(),
      received: z.number(),
      entitlement: z.number(),
      amount: z.number(),
      interest: z.number().describe('Simple, since the carry was paid, on top of the amount'),
      fromEscrow: z.number(),
      shortfall: z.number(),
      investorShortfall: z
        .strictObject({ before: z.number(), after: z.number() })
        .describe('What the investors lack of capital and return, before and after the entry'),
    }),
  ),
  total: z.number(),
  interest: z.number(),
  after: z.array(z.strictObject({ party: z.string(), measures })),
});

const liquidation = z
  .strictObject({
    period: z.number(),
    nav: z.number(),
    entitlement: z.number(),
    received: z.number(),
    accrued: z.number(),
    exposure: z.number(),
    exposureAfterTax: z.number(),
    values: z.array(z.strictObject({ party: z.string(), value: z.number() })),
  })
  .describe('If everything were sold for nav in this period');

const history = z
  .strictObject({
    through: z.number(),
    parties: z.array(
      z.strictObject({ party: z.string(), paid: z.number(), due: z.number(), over: z.number() }),
    ),
  })
  .describe('Payments actually made against what the definition gives, where the flows have any');

const tables = z.strictObject({
  definition: z.looseObject({}).describe('The definition that was run, every default filled in'),
  timeline: z.strictObject({
    unit: z.enum(['year', 'quarter', 'month', 'date']),
    periods: z.number(),
    dates: z.array(z.number()).optional().describe('Serial days of Excel'),
  }),
  years: column,
  contributions: column,
  cash: column,
  net: column,
  unreturned: column,
  tiers: z.array(tier),
  parties: z.array(
    z.strictObject({
      id: z.string(),
      name: text,
      role: z.enum(['class', 'gp', 'other']),
      contributed: column,
      received: column,
      measures,
      gross: measures.optional().describe('Of a class: before fees and carry'),
    }),
  ),
  project: measures,
  gross: measures,
  gpSlice: column,
  carry: column,
  effectiveCarry: value,
  fees: column,
  recycled: column,
  borne: column,
  rounded: column.describe('Given cash less the whole units that enter the tiers'),
  clawback: clawback.optional(),
  liquidations: z.array(liquidation).describe('One for each date of nav'),
  history: history.optional(),
  equalisation: z.array(z.strictObject({ period: z.number(), party: z.string(), interest: z.number() })),
  checks: z.array(
    z.strictObject({
      id: z.string(),
      left: z.number(),
      right: z.number(),
      difference: z.number(),
      pass: z.boolean(),
    }),
  ),
  conventions: z.array(
    z.strictObject({
      topic: z.string(),
      choice: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }),
  ),
});

export const resultSchema = z.strictObject({
  engine_version: z.string(),
  mode: z.string(),
  mode_name: z.string().optional().describe('What a definition of one’s own is called'),
  investment_target: z.string().nullable(),
  unit: z.string().nullable(),
  irr: value.describe('Percent, annual'),
  dpi: value,
  tvpi: value,
  moic: value,
  npv: value,
  payback_period: value.describe('Years; null when never'),
  discounted_payback_period: value,
  calculation_time: z.number().describe('Seconds the engine took'),
  calculated_at: z.string().describe('ISO 8601, UTC; earlier than the answer where it was held'),
  cash_flow_details: z.array(
    z.strictObject({
      year: z.number(),
      date: z.string().optional(),
      net_cash_flow: z.number(),
      principal_repayment: z.number(),
      remaining_principal: z.number(),
      hurdle_accrual: z.number(),
      hurdle_distribution: z.number(),
      carry_lp: z.number(),
      carry_gp: z.number(),
    }),
  ),
  summary: z.strictObject({ total_distributions: z.number(), total_carry: z.number(), final_irr: value }),
  options: z.record(z.string(), z.string()),
  terms: z
    .record(
      z.string(),
      z.union([
        z.number(),
        z.array(
          z.strictObject({ from: z.union([z.number(), z.string()]).exactOptional(), rate: z.number() }),
        ),
      ]),
    )
    .describe('Terms as used; rates are fractions, one that changes over time stands in its steps'),
  warnings: z.array(fault),
  tables,
});
