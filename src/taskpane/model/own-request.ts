/** What is asked with a definition of one's own: its flows in the engine's notation. */
import { isoOf, type Preset } from '../../engine/index.ts';
import type { SentDeal } from '../../sheet/apart.ts';
import type { Field } from './terms.ts';

/** What of an input makes flows. */
interface Given {
  /** The investment first. */
  readonly fields: readonly Pick<Field, 'value'>[];
  readonly sent: readonly {
    readonly period: number;
    readonly date?: number;
    readonly amount: number | null | undefined;
    readonly deal?: string;
    readonly pot?: string;
  }[];
  readonly deals: readonly SentDeal[];
  readonly periodUnit: string;
}

/** The flows of an input as JSON of the engine; the leading investment is what is paid in at the closing. */
export function ownFlows({ fields, sent, deals, periodUnit }: Given) {
  const investment = fields[0]!.value;
  const cash = sent.filter((f) => f.period > 0);
  const days = new Map(sent.map((f) => [f.period, f.date === undefined ? '' : isoOf(f.date)]));
  // A date that is missing, that of the closing too, is refused where it should stand.
  const dates = sent.some((f) => f.date !== undefined)
    ? Array.from({ length: Math.max(...days.keys()) + 1 }, (_, k) => days.get(k) ?? '')
    : null;
  return {
    timeline: dates ? { dates } : { unit: periodUnit, periods: Math.max(1, ...cash.map((f) => f.period)) },
    contributions: deals.length ? [] : [{ at: 0, amount: investment }],
    cash: cash.map(({ period: at, amount, deal, pot }) => ({ at, amount, deal, pot })),
    ...(deals.length ? { deals: deals.map(({ id, cost, year }) => ({ id, cost, at: year })) } : {}),
  };
}

/** The request of a mode that the workbook keeps. */
export const ownBody = (
  input: Given & {
    readonly preset: Preset;
    readonly target: string | undefined;
    readonly unit: string | undefined;
  },
  definition: object,
): Record<string, unknown> => ({
  basic_params: { investment_target: input.target, unit: input.unit },
  distribution_params: {
    mode: 'custom',
    name: input.preset.name.en,
    definition,
    flows: ownFlows(input),
  },
});
