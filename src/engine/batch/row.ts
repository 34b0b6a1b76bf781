/** What a scenario takes, side by side: cash by pot and deal, and where deals end. */
import type { Definition } from '../definition.ts';
import { fillCash, type List } from '../distribution/loading.ts';
import type { Flows } from '../flows.ts';

export interface Row {
  readonly values: Float64Array;
  /** By pot and source: cash of periods 0..N. */
  readonly cash: readonly (readonly Float64Array[])[];
  /** By deal: the period in which it ends, where no cash tells it; NaN for none. */
  readonly closedAt: Float64Array;
  /** Takes the values that begin at a place of other rows. */
  take(rows: Float64Array, from: number): void;
  /** Whether some deal ends in another period than the flows say. */
  endsElsewhere(): boolean;
  /** The flows with its cash and ends of deals. */
  flows(): Flows;
}

/**
 * A row that holds the cash of the flows.
 * @param sources deals whose cash stands apart, and the cash of none of them last
 */
export function openRow(definition: Definition, flows: Flows, sources: readonly List[]): Row {
  const { pots } = definition;
  const { deals = [] } = flows;
  const length = flows.timeline.periods + 1;
  const values = new Float64Array(pots.length * sources.length * length + deals.length);
  const cash = pots.map((_, pot) =>
    sources.map((_, source) => {
      const at = (pot * sources.length + source) * length;
      return values.subarray(at, at + length);
    }),
  );
  fillCash(cash, definition, sources, flows);
  const closedAt = values.subarray(values.length - deals.length);
  deals.forEach((deal, d) => (closedAt[d] = deal.closedAt ?? NaN));
  const endsElsewhere = () => deals.some((deal, d) => !Object.is(closedAt[d], deal.closedAt ?? NaN));
  return {
    values,
    cash,
    closedAt,
    take(rows, from) {
      for (let i = 0; i < values.length; i++) values[i] = rows[from + i]!;
    },
    endsElsewhere,
    flows() {
      const given = cash.flatMap((lists, pot) =>
        lists.flatMap((column, source) =>
          Array.from(column, (amount, period) => ({
            period,
            amount,
            pot: pots[pot]!.id,
            ...(sources[source] ? { deal: sources[source] } : {}),
          })).filter((c) => c.amount !== 0),
        ),
      );
      if (!endsElsewhere()) return { ...flows, cash: given };
      const ending = deals.map(({ closedAt: _own, ...deal }, d) =>
        Number.isNaN(closedAt[d]) ? deal : { ...deal, closedAt: closedAt[d]! },
      );
      return { ...flows, cash: given, deals: ending };
    },
  };
}
