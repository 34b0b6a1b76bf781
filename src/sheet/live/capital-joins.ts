/** When capital joins the balances of a ledger, and the return it brings with it. */
import { joinsCapital, ownTierOf, type Setting } from './context.ts';
import { earnedInside, joiningDeal } from './deals.ts';
import { allOf, atLeast0, before, type Expr, grouped, less, sum, times } from './expression.ts';
import type { Capital, Earning, FreeCapital, OtherBegin, PaidIn } from './inflows.ts';
import type { Inputs } from './inputs.ts';
import type { ClassShares, Falling } from './shares.ts';
import { callWaits, dealWaits, type Waiting } from './waiting.ts';

/** Capital that moves between classes at a closing earns from its day on, or from when it begins to bear. */
function movedReturn(
  { flows, book }: Setting,
  party: string,
  falling: Falling,
  { rate, original }: Earning,
  movedLate: (k: number) => readonly OtherBegin[],
  bore: ((k: number) => Expr) | undefined,
): (k: number) => Expr {
  const end = book.ref('date');
  return (k) => {
    const closing = flows.closings?.find((c) => c.period === k && k > 0);
    if (!closing) return '0';
    const late = movedLate(k);
    const joins = flows.closings!.some((c) => c.period === k && c.class === party);
    const begun = late.flatMap((c) => {
      if (c.begins !== k) return [];
      const grown = times(c.of(party), grouped(c.from(rate)));
      return [joins || !bore || !original ? grown : `IF(${bore(k)}>0,${grown},0)`];
    });
    if (closing.date === undefined) return sum(begun);
    const cell = String(closing.date);
    const grown = rate.from({ cell, place: closing.date, period: k, start: before(end), end });
    const now = late.length
      ? grouped(
          less(
            falling.moved(party, k),
            late.map((c) => c.of(party)),
          ),
        )
      : falling.moved(party, k);
    // What a class is credited takes along the return on capital that bore one, and no other.
    const taken = joins || !bore ? now : original ? `IF(${bore(k)}>0,${now},0)` : `MAX(${now},-(${bore(k)}))`;
    return sum([times(taken, grown), ...begun]);
  };
}

/**
 * Capital of the common balances, where each deal's joins them as it is realised under `carryforward`, else as it is
 * paid in; or of the balances of one deal (null: of no deal).
 */
export function openJoining(
  setting: Setting,
  inputs: Inputs,
  paidIn: PaidIn,
  shares: ClassShares,
  free: FreeCapital,
  deal: string | null | undefined,
): Capital {
  const { book, definition, word } = setting;
  const common = deal === undefined;
  const carries = setting.deals === 'carryforward';
  const own = inputs.deals.filter((d) => common || d.deal.id === deal);
  const mark = common ? '' : `%${own[0]?.key ?? ''}`;
  const group = common ? word('joins') : deal === null ? word('noDeal') : `${word('deal')} · ${deal}`;
  const joining = carries ? own.map((d) => ({ own: d, ...joiningDeal(setting, inputs, d) })) : [];
  const costs = carries ? joining.map((d) => d.joins) : own.map((d) => book.ref(d.cost));
  const recompute = definition.options.lateCall === 'recompute';
  const callsHere = common || deal === null;
  const [early, late] = callsHere ? [paidIn.calls.early, paidIn.calls.late] : [[], []];
  const falls = new Map<string, Falling>();
  const fallOf = (field: 'joins' | 'foreseen', parts: readonly Expr[]): Falling => {
    let fall = falls.get(field);
    if (!fall) falls.set(field, (fall = shares.fall(`${field}${mark}`, group, sum(parts))));
    return fall;
  };
  const [called, negative] = [free.called(deal), free.negative(deal)];
  // Late calls that are recomputed count from the closing; capital of deals does once they are realised.
  const onlyGiven = definition.options.dealByDeal === 'carryforward';
  const foreseenParts = !recompute ? [] : onlyGiven ? [called] : [called, negative, ...costs];
  const joinParts = !recompute ? [called, negative, ...costs] : onlyGiven ? [negative, ...costs] : [];
  const column = (field: 'joins' | 'foreseen', party: string): Expr => {
    const tier =
      field === 'joins' &&
      common &&
      !recompute &&
      !joinsCapital(definition, party) &&
      ownTierOf(setting, party);
    const key = tier ? `${tier.id}.added` : `${field}>${party}${mark}`;
    if (book.has(key)) return book.ref(key);
    const parts = field === 'joins' ? joinParts : foreseenParts;
    const direct = callsHere && recompute === (field === 'foreseen') ? free.direct(party) : '0';
    const unborne = field === 'joins' ? free.unborne(party, deal) : () => '0';
    const shared = sum(parts) !== '0';
    if (!shared && direct === '0' && unborne(1) === '0') return '0';
    const at = (k: number) => sum([shared ? fallOf(field, parts).on(party, k) : '0', direct, unborne(k)]);
    return book.define(key, group, `${word(field)} · ${setting.party(party)}`, at, { first: at(0) });
  };
  const asPaidIn = common && !carries;
  const bears = onlyGiven || definition.options.negativeCash === 'reserve';
  const foreseen = (p: string) =>
    !recompute ? '0' : asPaidIn && !bears ? paidIn.contributed(p) : column('foreseen', p);
  const joins = (p: string) =>
    !asPaidIn || (recompute && bears) ? column('joins', p) : recompute ? '0' : paidIn.contributed(p);
  const counted = (p: string) => sum([foreseen(p), joins(p)]);
  const running = (key: string, party: string, of: Expr): Expr => {
    const self = book.ref(key);
    if (of === '0') return '0';
    const head = `${word('toDate')} · ${setting.party(party)}`;
    return book.has(key) ? self : book.define(key, group, head, `${before(self)}+${of}`, { first: of });
  };
  const waits: readonly Waiting[] = [
    ...joining.map((d) => dealWaits(setting, d.own, d, shares)),
    ...early.map((call) => callWaits(setting, call)),
  ];
  return {
    joins,
    foreseen,
    counted,
    pending(p) {
      const ref = foreseen(p);
      if (ref === '0') return '0';
      return atLeast0(less(`SUM(${allOf(ref)})`, [before(running(`foreseen.toDate>${p}${mark}`, p, ref))]));
    },
    toDate: (p) =>
      counted(p) === paidIn.contributed(p) ? paidIn.toDate(p) : running(`joined>${p}${mark}`, p, counted(p)),
    returned: (p) => (k) => sum(waits.map((w) => w.returned(p, k))),
    brought(p, way, bore) {
      const insides = carries ? [] : own.filter((d) => d.deal.date !== undefined);
      const moved =
        setting.flows.closings && !recompute
          ? movedReturn(
              setting,
              p,
              asPaidIn ? paidIn.falling : fallOf('joins', joinParts),
              way,
              // A hurdle takes capital at its own date.
              callsHere && !way.fromClosing ? paidIn.calls.movedLate : () => [],
              bore,
            )
          : () => '0';
      const each = waits.map((w) => w.brought(p, way));
      const calls = callsHere ? paidIn.calls.grown([p], way) : '0';
      return (k) => {
        const inside = insides
          .flatMap((d) => (d.deal.period === k ? [d] : []))
          .map((d) =>
            times(book.ref(d.cost), grouped(shares.present(p, k)), earnedInside(setting, d, way.rate)),
          );
        const now = each.map((brought) => brought(k));
        return {
          accrued: sum([calls, ...inside, moved(k), ...now.map((b) => b.accrued)]),
          ended: sum(now.map((b) => b.ended)),
        };
      };
    },
    late,
  };
}
