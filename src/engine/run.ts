import type { Books } from './books.ts';
import { GP } from './parties.ts';
import { clawbackOf, liquidationsOf } from './clawback.ts';
import { historyOf, receivedOf } from './history.ts';
import { distribute, type Distribution } from './distribute.ts';
import type { Slot } from './register.ts';
import type { Definition, Flows, Text, Tier } from './definition.ts';
import { measure, rulerOf, total } from './measures.ts';
import type { Check, Convention, Measures, PartyResult, Result, TierResult } from './result.ts';

/** Distributes and measures: everything a run gives. Total for parsed input; `overflowIn` tells whether its numbers are. */
export function run(definition: Definition, flows: Flows): Result {
  const outcome = distribute(definition, flows);
  const { options } = definition;
  const ruler = rulerOf(flows.timeline, options);
  const last = flows.timeline.periods;
  const nav = total(flows.nav.flatMap((f) => (f.period === last ? [f.amount] : [])));
  const received = receivedOf(flows, outcome);
  const liquidations = liquidationsOf(definition, flows, outcome, received);
  const left = liquidations.find((l) => l.period === last)?.values;
  const history = historyOf(flows, outcome);
  const { contributions, cash } = outcome;
  const kept = cash.map((c, k) => c - outcome.recycled[k]! - outcome.borne[k]!);
  const distributed = cash.map((_, k) => outcome.received.reduce((sum, r) => sum + r[k]!, 0));
  const project = measure(contributions, distributed, ruler, options, nav);
  const grossOf = (p: number): Measures => {
    const parts = partsOf(outcome, p);
    const own = kept.map((c, k) => c * parts[k]!);
    return measure(outcome.contributed[p]!, own, ruler, options, nav * parts[last]!);
  };
  return {
    definition,
    timeline: flows.timeline,
    years: ruler.years,
    contributions,
    cash,
    net: kept.map((c, k) => c - contributions[k]!),
    unreturned: outcome.unreturned,
    tiers: outcome.slots.map((slot) => tierResult(slot, definition, outcome)),
    parties: outcome.parties.map((id, p): PartyResult => {
      const isClass = p < definition.classes.length;
      return {
        id,
        name: partyName(definition, id),
        role: isClass ? 'class' : id === GP ? 'gp' : 'other',
        contributed: outcome.contributed[p]!,
        received: outcome.received[p]!,
        measures: measure(outcome.contributed[p]!, outcome.received[p]!, ruler, options, left?.[p]!.value),
        ...(isClass ? { gross: grossOf(p) } : {}),
      };
    }),
    project,
    gross: measure(contributions, kept, ruler, options, nav),
    gpSlice: outcome.gpSlice,
    carry: outcome.carry,
    effectiveCarry: project.profit > 0 ? total(outcome.carry) / project.profit : null,
    fees: outcome.fees,
    recycled: outcome.recycled,
    borne: outcome.borne,
    ...(options.clawback ? { clawback: clawbackOf(definition, flows, outcome, received, ruler) } : {}),
    liquidations,
    ...(history ? { history } : {}),
    equalisation: outcome.equalisation,
    checks: checksOf(outcome),
    conventions: conventionsOf(definition),
  };
}

/** A class's part of all capital contributed to date, by period. */
function partsOf({ contributed, contributions }: Distribution, p: number): number[] {
  let own = 0;
  let all = 0;
  return contributions.map((sum, k) => {
    own += contributed[p]![k]!;
    all += sum;
    return all > 0 ? own / all : 0;
  });
}

/** Name of a party: its own, else its id; `gp` and `lp` in capitals. */
export function partyName(definition: Pick<Definition, 'classes' | 'parties'>, id: string): Text {
  const named = [...definition.classes, ...definition.parties].find((p) => p.id === id)?.name;
  return asText(named ?? (id === 'gp' || id === 'lp' ? id.toUpperCase() : id));
}

export const asText = (name: string | Text): Text =>
  typeof name === 'string' ? { en: name, 'zh-CN': name } : name;

const KIND_NAMES: Readonly<Record<Tier['kind'], Text>> = {
  returnOfCapital: { en: 'Capital', 'zh-CN': '本金' },
  preferredReturn: { en: 'Preferred return', 'zh-CN': '优先回报' },
  catchUp: { en: 'Catch-up', 'zh-CN': '追赶' },
  hurdle: { en: 'Hurdle', 'zh-CN': '门槛收益' },
  split: { en: 'Split', 'zh-CN': '超额分成' },
  amount: { en: 'Fixed amount', 'zh-CN': '固定金额' },
  reserve: { en: 'Reserve', 'zh-CN': '储备金' },
};

/** Name of a tier: its own, else the name of its kind. */
export const tierName = (tier: Tier): Text => asText(tier.name ?? KIND_NAMES[tier.kind]);

function tierResult(slot: Slot, definition: Definition, { parties, none }: Distribution): TierResult {
  const { tier } = slot;
  const payments = parties.flatMap((party, p) =>
    slot.payments[p] || mayReceive(tier, party, p < definition.classes.length && party !== GP)
      ? [{ party, amounts: slot.payments[p] ?? none }]
      : [],
  );
  return {
    id: tier.id,
    kind: tier.kind,
    name: tierName(tier),
    pots: slot.pots,
    to: payments.map((p) => p.party),
    hasBalance: slot.hasBalance,
    opening: slot.opening,
    added: slot.added,
    accrued: slot.accrued,
    paid: slot.paid,
    lapsed: slot.lapsed,
    capitalised: slot.capitalised,
    drawn: slot.drawn,
    closing: slot.closing,
    payments,
  };
}

function mayReceive(tier: Tier, party: string, investor: boolean): boolean {
  switch (tier.kind) {
    case 'returnOfCapital':
    case 'preferredReturn':
      return tier.to.includes(party);
    case 'catchUp':
      return party === tier.to || (tier.share < 1 && investor);
    case 'hurdle':
      return party in tier.split;
    case 'split':
      return party in tier.shares;
    case 'amount':
      return party === tier.to;
    case 'reserve':
      return false;
  }
}

/** The identities a run must meet, each within rounding of the sums it compares. */
function checksOf(outcome: Distribution): Check[] {
  const { slots, parties } = outcome;
  const opening = slots.reduce((sum, s) => (s.tier.kind === 'reserve' ? sum + s.opening[0]! : sum), 0);
  const cash = total(outcome.cash) + opening;
  const withheld = slots.reduce(
    (sum, s) => (s.tier.kind === 'reserve' ? sum + s.closing[s.closing.length - 1]! : sum),
    total(outcome.fees) + total(outcome.recycled) + total(outcome.borne),
  );
  const paidByTiers = slots.reduce(
    (sum, s) => (s.tier.kind === 'reserve' ? sum : sum + total(s.paid)),
    total(outcome.gpSlice),
  );
  const toParties = outcome.received.map((r) => total(r));
  const check = (id: Check['id'], left: number, right: number): Check => {
    const difference = left - right;
    return {
      id,
      left,
      right,
      difference,
      pass: Math.abs(difference) <= 1e-9 * (1 + Math.abs(left) + Math.abs(right)),
    };
  };
  const capital = slots.filter((s) => s.tier.kind === 'returnOfCapital');
  /** Over the classes whose capital some tier of the ledger returns. */
  const over = (amount: (books: Books, party: number) => number) =>
    outcome.books.reduce(
      (sum, books) =>
        parties.reduce((s, _, p) => (books.plan.capitalOf[p]!.length ? s + amount(books, p) : s), sum),
      0,
    );
  const joined = parties.reduce(
    (sum, _, p) =>
      outcome.books.some((b) => b.plan.capitalOf[p]!.length) ? sum + outcome.capitalised[p]! : sum,
    0,
  );
  return [
    check(
      'cashIsPaid',
      cash - withheld,
      toParties.reduce((a, b) => a + b, 0),
    ),
    check('tiersArePaid', paidByTiers, cash - withheld),
    ...(capital.length
      ? [
          check(
            'capitalCloses',
            capital.reduce((sum, s) => sum + total(s.paid), 0) + over((b, p) => b.unreturned[p]!),
            over((b, p) => b.counted[p]!) + joined,
          ),
        ]
      : []),
  ];
}

/** The choices contracts differ in, as this run took them. The catalogue puts them into words. */
function conventionsOf(definition: Definition): Convention[] {
  const { options } = definition;
  const tiers = [...new Map(definition.pots.flatMap((p) => p.tiers).map((t) => [t.id, t])).values()];
  const lines: Convention[] = [{ topic: 'dayCount', choice: options.dayCount }];
  const returns = tiers.filter((t) => t.kind === 'preferredReturn');
  for (const compounding of new Set(returns.map((t) => t.compounding)))
    lines.push(
      typeof compounding === 'number'
        ? { topic: 'compounding', choice: 'times', params: { m: compounding } }
        : { topic: 'compounding', choice: compounding },
    );
  for (const base of new Set(returns.map((t) => t.base))) lines.push({ topic: 'base', choice: base });
  for (const shortfall of new Set(returns.map((t) => t.shortfall)))
    lines.push({ topic: 'shortfall', choice: shortfall });
  const catchUps = tiers.filter((t) => t.kind === 'catchUp');
  if (catchUps.length === 0) lines.push({ topic: 'catchUp', choice: 'none' });
  for (const stop of new Set(catchUps.map((t) => t.stop))) lines.push({ topic: 'catchUp', choice: stop });
  if (definition.classes.some((c) => c.id === GP))
    lines.push({ topic: 'gpCapital', choice: options.gpCapital });
  if (tiers.some((t) => t.kind === 'hurdle')) lines.push({ topic: 'hurdleOn', choice: options.hurdleOn });
  lines.push({ topic: 'negativeCash', choice: options.negativeCash });
  lines.push({ topic: 'payback', choice: options.payback });
  lines.push(
    options.rounding === undefined
      ? { topic: 'rounding', choice: 'none' }
      : { topic: 'rounding', choice: 'decimals', params: { decimals: options.rounding } },
  );
  return lines;
}
