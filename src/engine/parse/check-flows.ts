/** What must hold between a definition and the flows it runs on. */
import type { Definition } from '../definition.ts';
import type { CashFlow, Closing, Flows } from '../flows.ts';
import type { Moment, Say } from './moments.ts';

/**
 * @param own paths below the definition
 * @param say paths below the flows
 */
export function checkFlows(definition: Definition, flows: Flows, own: Say, say: Say): void {
  const { options, classes } = definition;
  checkClosings(definition, flows, say);
  const valued = new Set<number>();
  flows.nav.forEach(({ period }, i) => {
    if (valued.has(period)) say.refuse('navTwice', ['nav', i, 'at'], period);
    valued.add(period);
  });
  if (options.negativeCash === 'refuse')
    flows.cash.forEach(({ amount }, i) => {
      if (amount < 0) say.refuse('negativeCash', ['cash', i, 'amount'], amount);
    });
  if (flows.cash.some((c) => c.amount > 0) && !hasCapital(definition, flows))
    say.refuse('nothingPaidIn', ['contributions']);
  checkPaid(definition, flows, say);
  if (options.dealByDeal === 'strict' && !flows.deals?.length)
    own.warn('strictWithoutDeals', ['options', 'dealByDeal'], 'strict');
  if (flows.fees && options.apportion === 'none')
    classes.forEach(({ feeDiscount }, i) => {
      if (feeDiscount) own.warn('feeNotToldApart', ['classes', i, 'feeDiscount'], feeDiscount);
    });
}

function checkClosings(
  { classes }: Definition,
  { closings = [], contributions, timeline }: Flows,
  say: Say,
): void {
  const closed = new Map<string, Closing>();
  closings.forEach((closing, i) => {
    if (closed.has(closing.class)) say.refuse('closesTwice', ['closings', i, 'class'], closing.class);
    else closed.set(closing.class, closing);
  });
  const dayOf = ({ period, date }: Moment) => date ?? timeline.dates?.[period] ?? period;
  // A class without a share bears nothing of what is called by shares.
  const atClosing = classes.filter((c) => c.share > 0 && (closed.get(c.id)?.period ?? 0) === 0);
  if (!atClosing.length) say.refuse('nobodyAtClosing', ['closings']);
  contributions.forEach((call, i) => {
    const closing = call.class === undefined ? undefined : closed.get(call.class);
    if (closing && dayOf(call) < dayOf(closing))
      say.refuse('notClosed', ['contributions', i, 'class'], call.class, { period: closing.period });
    // Shares are taken by period: one that closes in it pays its share of the whole period.
    const later = closings.find((c) => c.period === call.period && dayOf(call) < dayOf(c));
    if (call.class === undefined && later) say.warn('calledWithinClosing', ['contributions', i], later.class);
  });
}

/** Cash of a period as it is summed before it is shared out: by pot, and in `strict` by deal. */
function sumsOf({ options }: Definition, cash: readonly CashFlow[]): { period: number; amount: number }[] {
  const sums = new Map<string, { period: number; amount: number }>();
  for (const { period, pot, deal, amount } of cash) {
    const key = JSON.stringify([period, pot, options.dealByDeal === 'strict' ? deal : null]);
    sums.set(key, { period, amount: (sums.get(key)?.amount ?? 0) + amount });
  }
  return [...sums.values()];
}

/** Somebody pays in: by a call, a deal, or cash below zero, which is called from the classes. */
const hasCapital = (definition: Definition, { contributions, deals = [], cash }: Flows): boolean =>
  contributions.some((c) => c.amount > 0) ||
  deals.some((d) => d.cost + d.expenses > 0) ||
  sumsOf(definition, cash).some((sum) => sum.amount < 0);

/** Payments made that add up to more than there was to pay by then: told at the first of them. */
function checkPaid(definition: Definition, { paid = [], cash }: Flows, say: Say): void {
  const sums = sumsOf(definition, cash).sort((a, b) => a.period - b.period);
  let there = definition.pots
    .flatMap((pot) => pot.tiers)
    .reduce((sum, tier) => (tier.kind === 'reserve' ? sum + tier.opening : sum), 0);
  const inOrder = paid.map((flow, i) => ({ ...flow, i })).sort((a, b) => a.period - b.period);
  let made = 0;
  let next = 0;
  for (const { period, amount, i } of inOrder) {
    made += amount;
    for (; next < sums.length && sums[next]!.period <= period; next++)
      there += Math.max(0, sums[next]!.amount);
    if (made <= there * (1 + 1e-9)) continue;
    say.warn('paidBeyondCash', ['paid', i, 'amount'], amount, { paid: made, cash: there });
    return;
  }
}
