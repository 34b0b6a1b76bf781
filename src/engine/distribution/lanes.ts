/** Which deals run side by side in lanes: those in which nothing but balances differs between scenarios. */
import type { Definition, Tier } from '../definition.ts';
import type { Flows } from '../flows.ts';

/** A tier whose turn asks nothing of what other lanes do. */
function isPlain(tier: Tier): boolean {
  // A stated part of carry is read from the definition, which is another in each lane.
  if (tier.when || ('promote' in tier && tier.promote !== undefined)) return false;
  switch (tier.kind) {
    case 'reserve':
      return false;
    case 'preferredReturn':
      return tier.base === 'unreturned' && tier.shortfall === 'accrue' && tier.compounding !== 'calendarYear';
    default:
      return true;
  }
}

/** Whether a tier that is owed nothing is owed nothing until something it reads has changed. */
export const restsWhenPaid = ({ options, pots }: Definition): boolean =>
  options.rounding === undefined && pots.every((pot) => pot.tiers.every(isPlain));

/** Fees, slices, recycling, whole units and capital that is counted before or after its date take one lane. */
export function runsInLanes(definition: Definition, flows: Flows): boolean {
  const { options } = definition;
  const { deals = [], closings = [], contributions, fees } = flows;
  return (
    options.apportion === 'none' &&
    options.dealByDeal === 'none' &&
    options.negativeCash !== 'reserve' &&
    !options.recycling &&
    !fees &&
    contributions.every((c) => c.date === undefined && !c.accruesFrom) &&
    deals.every((d) => d.date === undefined) &&
    closings.every((c) => c.date === undefined) &&
    restsWhenPaid(definition)
  );
}
