/** When capital joins the balances of a ledger, and the return it brings with it. */
import { joinsCapital, ownTierOf, type Setting } from './context.ts';
import { earnedInside, joiningDeal } from './deals.ts';
import { allOf, atLeast0, before, type Expr, grouped, less, sum, times } from './expression.ts';
import type { Capital, Earning, FreeCapital, PaidIn } from './inflows.ts';
import type { Inputs } from './inputs.ts';
import type { Falling } from './shares.ts';
import { callWaits, dealWaits, type Waiting } from './waiting.ts';

/** Capital that moves between classes at a closing earns from its day on. */
function movedReturn(
  { flows, book }: Setting,
  party: string,
  falling: Falling,
  { rate, original }: Earning,
  bore: ((k: number) => Expr) | undefined,
): (k: number) => Expr {
  const end = book.ref('date');
  return (k) => {
    const closing = flows.closings?.find((c) => c.period === k && k > 0);
    if (closing?.date === undefined) return '0';
    const joins = flows.closings!.some((c) => c.period === k && c.class === party);
    const cell = String(closing.date);
    const grown = rate.from({ cell, place: closing.date, period: k, start: before(end), end });
    const now = falling.moved(party, k);
    // What a class is credited takes along the return on capital that bore one, and no other.
    const taken = joins || !bore ? now : original ? `IF(${bore(k)}>0,${now},0)` : `MAX(${now},-(${bore(k)}))`;
    return times(taken, grown);
  };
}

/** One list of balances: the common ones, or those of a deal (null: of no deal). */
interface Balances {
  readonly deal: string | null | undefined;
  /** Marks its columns, and stands above them. */
  readonly mark: string;
  readonly group: string;
  /** What its deals bring in a period. */
  readonly costs: readonly Expr[];
  /** Whether calls outside deals join it. */
  readonly hasCalls: boolean;
}

/**
 * Capital of the common balances, where each deal's joins them as it is realised under `carryforward`, else as it is
 * paid in; or of the balances of one deal (null: of no deal).
 */
export function openJoining(
  setting: Setting,
  inputs: Inputs,
  paidIn: PaidIn,
  free: FreeCapital,
  deal: string | null | undefined,
): Capital {
  const { book, definition, word, party: nameOf } = setting;
  const { calls, shares } = paidIn;
  const common = deal === undefined;
  const carries = setting.deals === 'carryforward';
  const own = inputs.deals.filter((d) => common || d.deal.id === deal);
  const mark = common ? '' : `%${own[0]?.key ?? ''}`;
  const group = common ? word('joins') : deal === null ? word('noDeal') : `${word('deal')} · ${deal}`;
  const joining = carries ? own.map((d) => ({ own: d, ...joiningDeal(setting, inputs, d) })) : [];
  const costs = carries ? joining.map((d) => d.joins) : own.map((d) => book.ref(d.cost));
  const hasCalls = common || deal === null;
  const columns = openColumns(setting, free, paidIn, { deal, mark, group, costs, hasCalls });
  const recompute = definition.options.lateCall === 'recompute';
  const asPaidIn = common && !carries;
  const bears = onlyGiven(setting) || definition.options.negativeCash === 'reserve';
  const foreseen = (p: string) =>
    !recompute ? '0' : asPaidIn && !bears ? paidIn.contributed(p) : columns.of('foreseen', p);
  const joins = (p: string) =>
    !asPaidIn || (recompute && bears) ? columns.of('joins', p) : recompute ? '0' : paidIn.contributed(p);
  const counted = (p: string) => sum([foreseen(p), joins(p)]);
  const running = (key: string, party: string, of: Expr): Expr => {
    if (of === '0') return '0';
    const self = book.ref(key);
    const head = `${word('toDate')} · ${nameOf(party)}`;
    return book.has(key) ? self : book.define(key, group, head, `${before(self)}+${of}`, { first: of });
  };
  const waits: readonly Waiting[] = [
    ...joining.map((d) => dealWaits(setting, d.own, d, shares)),
    ...(hasCalls ? calls.early : []).map((call) => callWaits(setting, call)),
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
      const moves = setting.flows.closings && !recompute;
      const falling = () => (asPaidIn ? paidIn.falling : columns.falling());
      const moved = moves ? movedReturn(setting, p, falling(), way, bore) : () => '0';
      const each = waits.map((w) => w.brought(p, way));
      const grown = hasCalls ? calls.grown([p], way) : '0';
      return (k) => {
        const inside = (carries ? [] : own)
          .filter((d) => d.deal.period === k)
          .map((d) => {
            const part = grouped(shares.present(p, k));
            return times(book.ref(d.cost), part, earnedInside(setting, d, way.rate));
          });
        const now = each.map((brought) => brought(k));
        return {
          accrued: sum([grown, ...inside, moved(k), ...now.map((b) => b.accrued)]),
          ended: sum(now.map((b) => b.ended)),
        };
      };
    },
    late: hasCalls ? calls.late : [],
  };
}

/** Whether capital of deals counts once they are realised, and so only what is called besides from the closing on. */
const onlyGiven = ({ definition }: Setting) => definition.options.dealByDeal === 'carryforward';

/** Columns of what joins and of what is foreseen, by class, where capital does not join just as it is paid in. */
function openColumns(setting: Setting, free: FreeCapital, paidIn: PaidIn, balances: Balances) {
  const { book, definition, word } = setting;
  const { deal, mark, group, costs, hasCalls } = balances;
  const recompute = definition.options.lateCall === 'recompute';
  const [called, negative] = [free.called(deal), free.negative(deal)];
  // Late calls that are recomputed count from the closing.
  const parts = !recompute
    ? { foreseen: [], joins: [called, negative, ...costs] }
    : onlyGiven(setting)
      ? { foreseen: [called], joins: [negative, ...costs] }
      : { foreseen: [called, negative, ...costs], joins: [] };
  const falls = new Map<string, Falling>();
  const fallOf = (field: 'joins' | 'foreseen'): Falling => {
    let fall = falls.get(field);
    if (!fall) falls.set(field, (fall = paidIn.shares.fall(`${field}${mark}`, group, sum(parts[field]))));
    return fall;
  };
  return {
    falling: () => fallOf('joins'),
    of(field: 'joins' | 'foreseen', party: string): Expr {
      const plain = deal === undefined && !recompute && !joinsCapital(definition, party);
      const tier = field === 'joins' && plain && ownTierOf(setting, party);
      const key = tier ? `${tier.id}.added` : `${field}>${party}${mark}`;
      if (book.has(key)) return book.ref(key);
      const direct = hasCalls && recompute === (field === 'foreseen') ? free.direct(party) : '0';
      const unborne = field === 'joins' ? free.unborne(party, deal) : () => '0';
      const shared = sum(parts[field]) !== '0';
      if (!shared && direct === '0' && unborne(1) === '0') return '0';
      const at = (k: number) => sum([shared ? fallOf(field).on(party, k) : '0', direct, unborne(k)]);
      return book.define(key, group, `${word(field)} · ${setting.party(party)}`, at, { first: at(0) });
    },
  };
}
