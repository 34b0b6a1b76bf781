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

/** Fees, slices, recycling, whole units and capital that is counted before or after its date take one lane. */
export function runsInLanes({ options, pots }: Definition, flows: Flows): boolean {
  const { deals = [], closings = [], contributions, fees } = flows;
  return (
    options.apportion === 'none' &&
    options.dealByDeal === 'none' &&
    options.lateCall === 'stand' &&
    options.negativeCash !== 'reserve' &&
    options.rounding === undefined &&
    !options.recycling &&
    !fees &&
    contributions.every((c) => c.date === undefined && !c.accruesFrom) &&
    deals.every((d) => d.date === undefined) &&
    closings.every((c) => c.date === undefined) &&
    pots.every((pot) => pot.tiers.every(isPlain))
  );
}
