/**
 * The shape of a definition and of flows as they come from JSON: fractions, ISO dates, shorthand allowed.
 * Shape only; what must hold between the parts is checked in `parse.ts`.
 */
import * as z from 'zod/mini';
import { LIMITS } from '../limits.ts';
import { isReserved } from './prototype-keys.ts';

const fraction = z.number().check(z.gte(0), z.lte(1));
const isMoney = z.refine<number>((value) => value === 0 || Math.abs(value) >= LIMITS.smallest, {
  params: { min: LIMITS.smallest },
});
const positive = z.number().check(z.gte(0), z.lte(LIMITS.amount), isMoney);
const amount = z.number().check(z.gte(-LIMITS.amount), z.lte(LIMITS.amount), isMoney);
const id = z.string().check(z.minLength(1), z.maxLength(60));
/** Of a class or a party: shares stand under it. */
const partyId = id.check(z.refine((text) => !isReserved(text), { params: { code: 'reservedId' } }));
const label = z.string().check(z.maxLength(200));
const name = z.union([label, z.strictObject({ en: label, 'zh-CN': label })]);
const oneOrMore = z.union([id, z.array(id).check(z.minLength(1))]);
const at = z.union([z.number().check(z.int(), z.gte(0), z.lte(LIMITS.periods)), z.string()]);
const shares = z.record(partyId, fraction);
const list = <T extends z.core.$ZodType>(item: T, max: number = LIMITS.flows) =>
  z.array(item).check(z.maxLength(max));

const dayCount = z.enum(['act365', 'act360', '30360', '30E360', 'actact', 'periods']);
const compounding = z.union([
  z.enum([
    'simple',
    'annual',
    'semiannual',
    'quarterly',
    'monthly',
    'daily',
    'continuous',
    'perPeriod',
    'calendarYear',
  ]),
  z.number().check(z.gt(0), z.lte(366)),
]);

const operand = z.union([
  z.literal('cash'),
  z.number(),
  z.strictObject({ owed: oneOrMore }),
  z.strictObject({ unreturned: oneOrMore }),
  z.strictObject({ reserve: id }),
]);
const when = z.strictObject({
  of: operand,
  over: z.optional(operand),
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  sweepTo: z.optional(id),
});

const level = z.number().check(z.gte(-1), z.lte(1));
const floating = z.strictObject({
  index: list(level, LIMITS.periods + 1).check(z.minLength(1)),
  spread: level,
  floor: z.optional(level),
  cap: z.optional(level),
});
/** A constant rate, steps, or an index with a spread. */
const nominalRate = z.union([
  fraction,
  z.array(z.strictObject({ from: z.optional(at), rate: fraction })).check(z.minLength(1), z.maxLength(100)),
  floating,
]);
const multiple = z.number().check(z.gte(0), z.lte(1000));

const common = { id: z.optional(id), name: z.optional(name), when: z.optional(when) };
export const tierSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('returnOfCapital'), ...common, to: oneOrMore }),
  z.strictObject({
    kind: z.literal('preferredReturn'),
    ...common,
    to: oneOrMore,
    rate: nominalRate,
    compounding: compounding,
    dayCount: z.optional(dayCount),
    base: z._default(z.enum(['unreturned', 'original']), 'unreturned'),
    shortfall: z._default(z.enum(['accrue', 'lapse', 'pik']), 'accrue'),
  }),
  z.strictObject({
    kind: z.literal('catchUp'),
    ...common,
    to: z._default(id, 'gp'),
    share: z._default(fraction.check(z.gt(0)), 1),
    carry: fraction,
    stop: z._default(z.enum(['parity', 'fixed']), 'parity'),
    counts: z._default(z.enum(['investors', 'all']), 'investors'),
  }),
  z.strictObject({
    kind: z.literal('hurdle'),
    ...common,
    of: id,
    metric: z._default(z.enum(['irr', 'multiple', 'greaterOf', 'lesserOf']), 'irr'),
    rate: z.optional(nominalRate),
    multiple: z.optional(multiple),
    dayCount: z.optional(dayCount),
    split: shares,
    style: z._default(z.enum(['marginal', 'cliff']), 'marginal'),
    neverNegative: z._default(z.boolean(), false),
    promote: z.optional(fraction),
  }),
  z.strictObject({ kind: z.literal('split'), ...common, shares, promote: z.optional(fraction) }),
  z.strictObject({
    kind: z.literal('amount'),
    ...common,
    to: id,
    amount: z.optional(positive),
    schedule: z.optional(list(z.strictObject({ at, amount: positive }))),
  }),
  z.strictObject({
    kind: z.literal('reserve'),
    ...common,
    target: positive,
    opening: z._default(positive, 0),
    covers: z._default(z.array(id), []),
  }),
]);

const tiers = z.array(tierSchema).check(z.minLength(1), z.maxLength(LIMITS.tiers));

export const indexLevelSchema = z.number().check(z.gte(LIMITS.smallest), z.lte(LIMITS.indexLevel));

export const optionsSchema = z.strictObject({
  dayCount: z.optional(dayCount),
  gpCapital: z.optional(z.enum(['pariPassu', 'allIn'])),
  apportion: z.optional(z.enum(['none', 'byContribution'])),
  hurdleOn: z.optional(z.enum(['investors', 'project'])),
  dealByDeal: z.optional(z.enum(['none', 'carryforward', 'strict'])),
  clawback: z.optional(
    z.strictObject({
      taxRate: z._default(fraction, 0),
      interest: z.optional(fraction),
      escrow: z.optional(fraction),
      trueUpAt: z.optional(list(at)),
      nav: z.optional(positive),
    }),
  ),
  lateCall: z.optional(z.enum(['stand', 'recompute'])),
  negativeCash: z.optional(z.enum(['call', 'reserve', 'refuse'])),
  recycling: z.optional(
    z.strictObject({
      share: fraction,
      cap: z.number().check(z.gte(0), z.lte(10)),
      commitment: z.optional(positive),
      until: z.optional(at),
    }),
  ),
  payback: z.optional(z.enum(['linear', 'whole'])),
  rounding: z.optional(z.number().check(z.int(), z.gte(0), z.lte(8))),
  measures: z.optional(
    z.strictObject({
      discountRate: z.optional(fraction),
      financeRate: z.optional(fraction),
      reinvestRate: z.optional(fraction),
      index: z.optional(list(indexLevelSchema, LIMITS.periods + 1)),
    }),
  ),
});

export const definitionSchema = z.strictObject({
  classes: z
    .array(
      z.strictObject({
        id: partyId,
        name: z.optional(name),
        share: fraction,
        carry: z.optional(fraction),
        feeDiscount: z.optional(fraction),
        terms: z.optional(
          list(
            z.strictObject({
              tier: id,
              rate: z.optional(nominalRate),
              multiple: z.optional(multiple),
              share: z.optional(fraction.check(z.gt(0))),
              carry: z.optional(fraction),
            }),
            LIMITS.tiers,
          ),
        ),
      }),
    )
    .check(z.minLength(1), z.maxLength(LIMITS.classes)),
  parties: z._default(list(z.strictObject({ id: partyId, name: z.optional(name) }), 50), []),
  tiers: z.optional(tiers),
  pots: z.optional(
    z.array(z.strictObject({ id, name: z.optional(name), tiers })).check(z.minLength(1), z.maxLength(20)),
  ),
  options: z._default(optionsSchema, {}),
});

const flow = { at, amount };
export const flowsSchema = z.strictObject({
  timeline: z.union([
    z.strictObject({
      unit: z.enum(['year', 'quarter', 'month']),
      periods: z.number().check(z.int(), z.gte(1), z.lte(LIMITS.periods)),
      start: z.optional(z.string()),
    }),
    z.strictObject({ dates: z.array(z.string()).check(z.minLength(2), z.maxLength(LIMITS.periods + 1)) }),
  ]),
  contributions: z._default(
    list(z.strictObject({ at, amount: positive, class: z.optional(id), accruesFrom: z.optional(at) })),
    [],
  ),
  cash: z._default(
    list(z.strictObject({ ...flow, pot: z.optional(id), deal: z.optional(id) }), LIMITS.periods * 20),
    [],
  ),
  nav: z._default(list(z.strictObject(flow)), []),
  deals: z.optional(
    list(
      z.strictObject({
        id,
        cost: positive,
        at,
        expenses: z._default(positive, 0),
        writeDowns: z._default(list(z.strictObject({ at, amount: positive })), []),
        closedAt: z.optional(at),
      }),
    ),
  ),
  fees: z.optional(
    z.strictObject({
      commitment: z.optional(positive),
      schedule: z
        .array(
          z.strictObject({
            from: at,
            rate: z.union([fraction, floating]),
            base: z._default(
              z.enum(['commitment', 'contributed', 'unreturned', 'activeCost', 'nav']),
              'commitment',
            ),
          }),
        )
        .check(z.minLength(1), z.maxLength(100)),
      offset: z._default(list(z.strictObject({ at, amount: positive })), []),
      cap: z.optional(z.strictObject({ year: z.optional(positive), total: z.optional(positive) })),
    }),
  ),
  closings: z.optional(list(z.strictObject({ at, class: id, rate: z._default(fraction, 0) }), 50)),
  paid: z.optional(list(z.strictObject({ at, party: id, amount: positive }))),
});

export type RawDefinition = z.infer<typeof definitionSchema>;
export type RawOptions = z.infer<typeof optionsSchema>;
export type RawRate = z.infer<typeof nominalRate>;
export type RawTier = z.infer<typeof tierSchema>;
export type RawFlows = z.infer<typeof flowsSchema>;
export { amount as amountSchema };
