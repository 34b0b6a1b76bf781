import type { Definition } from './definition.ts';
import type { Flows } from './flows.ts';

/**
 * About how much there is to do for a run: turns of tiers over parties and periods, as often as the whole fund is run.
 * A fund of ten years by quarters with five tiers and three parties comes to a thousand, which takes some fifty microseconds.
 */
export function weightOf(definition: Definition, flows: Flows): number {
  const { classes, parties, pots, options } = definition;
  const { timeline, contributions, nav, deals = [] } = flows;
  const tiers = pots.reduce((sum, pot) => sum + pot.tiers.length, 0);
  const people = classes.length + parties.length + 1;
  /** Books that are kept apart, each with all its tiers. */
  const books =
    (options.dealByDeal === 'none' ? 1 : deals.length + 1) *
    (options.apportion === 'byContribution' ? classes.length : 1);
  const { clawback } = options;
  const runs = 1 + (clawback ? 1 + (clawback.trueUpAt?.length ?? 0) : 0) + nav.length;
  return (timeline.periods + 1 + contributions.length) * tiers * people * books * runs;
}
