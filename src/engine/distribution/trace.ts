/** A run as a list of turns: how a pot's cash met what was owed, and the arithmetic of each figure. */
import type { Definition, Tier } from '../definition.ts';
import { readOperand } from './coverage-test.ts';
import { type Expression, factor, sum, times, valueOf } from './expression.ts';
import type { FeeSchedule } from './fees.ts';
import type { Entry, Observer, Owner, Seen } from './observer.ts';
import { tiersOf } from './record.ts';
import { sliceOf } from './slices.ts';
import { type State, TAKEN } from './state.ts';
import type { Basis, Step } from './step.ts';
import { tellFee, tellRecycled, tellSlice, tellTest, tellTurn } from './told.ts';
import type { Readings, Trace, Turn } from './turn.ts';

const readingOf = (tier: Tier, step: Step, s: State, k: number): Basis =>
  tier.kind === 'hurdle'
    ? step.basis(s, k)
    : { balance: step.balances.reduce((sum, balance) => sum + s[balance]!, 0) };

/** Writes down every turn. The tiers do not know of it: it asks them. */
export function tracer(definition: Definition, parties: readonly string[], s: State, trace: Trace): Observer {
  const { pots, options } = definition;
  const forms = new Map<string | undefined, Map<string, Tier>>();
  const tierFor = (owner: Owner, id: string): Tier => {
    let form = forms.get(owner.class);
    if (!form) {
      const own = definition.classes.find((c) => c.id === owner.class);
      const tiers = tiersOf(own ? sliceOf(definition, own) : definition);
      forms.set(owner.class, (form = new Map(tiers.map(({ tier }) => [tier.id, tier]))));
    }
    return form.get(id)!;
  };
  const readings = new Map<Step, Readings>();
  /** By slice. */
  let feeReadings: Readings[] = [];
  let fees: FeeSchedule | null = null;
  let entry: Entry | null = null;

  /** The turn of a pot at work, in one ledger: what came in, and what was taken of it so far. */
  let came: Expression[] = [];
  let taken: Expression[] = [];
  let tests: Map<string, readonly number[]> | null = null;
  let row: { readonly turn: Turn; readonly cells: readonly number[]; retell(): void }[] = [];

  const begin = (k: number, pot: number, owner: Owner) => ({ period: k, pot: pots[pot]!.id, ...owner });
  const seenOf = (owner: Owner) => entry!.ledgers.find((l) => l.owner === owner)!;
  const sliceNumber = (owner: Owner) => entry!.ledgers.findIndex((l) => l.owner === owner);
  let atWork: Owner | null = null;
  /** Starts a ledger's turn where it has not: reads the tests before anything is paid. */
  function start(owner: Owner): void {
    if (atWork === owner) return;
    atWork = owner;
    tests = null;
    const i = sliceNumber(owner);
    const { cash, partOf, fees: paid, left, afterFees, recycled, ledgers } = entry!;
    came = [ledgers.length > 1 ? times(cash, factor(partOf(i))) : cash];
    taken = [
      paid[i]!,
      recycled > 0 && ledgers.length > 1 ? times(recycled, { op: '/', of: [left[i]!, afterFees] }) : recycled,
    ];
  }
  /** The cash left for a turn: what came in, what reserves released, less what was taken. */
  function leftFor(owner: Owner, pot: number, left: number): Expression {
    start(owner);
    if (!tests) {
      const ledger = seenOf(owner);
      tests = new Map();
      const released = left - valueOfSum(came, taken);
      if (Math.abs(released) > 1e-9 * (1 + Math.abs(left))) came.push(released);
      for (const { id } of pots[pot]!.tiers) {
        const { when } = tierFor(owner, id);
        if (when)
          tests.set(
            id,
            [when.of, ...(when.over === undefined ? [] : [when.over])].map((operand) =>
              readOperand(s, operand, ledger.operands),
            ),
          );
      }
      const by = sum(came, taken);
      came = [left];
      taken = [];
      return by;
    }
    return sum(came, taken);
  }

  const turnOf = ({ turn, step }: Seen) => s.slice(turn, turn + step.to.length);

  return {
    moment(at, k, ledgers, owed, schedule) {
      fees = schedule;
      for (const { placed, owner } of ledgers)
        for (const { id, step } of placed) {
          const reading = readingOf(tierFor(owner, id), step, s, k);
          if (at === 'opening') readings.set(step, { opening: reading, accrued: reading, joined: reading });
          else readings.get(step)![at] = reading;
        }
      const now = owed.map((balance) => ({ balance }));
      if (at === 'opening') feeReadings = now.map((r) => ({ opening: r, accrued: r, joined: r }));
      else now.forEach((reading, i) => (feeReadings[i]![at] = reading));
    },
    enters(k, pot, given) {
      entry = given;
      atWork = null;
      row = [];
      const { ledgers, cash, partOf, recycled, room, afterFees } = given;
      ledgers.forEach(({ owner }, i) => {
        const paid = given.fees[i]!;
        const owed = given.owed(i) + paid;
        if (!fees || (owed <= 0 && paid === 0)) return;
        const turn: Turn = {
          ...begin(k, pot, owner),
          tier: null,
          turn: 'fee',
          owed,
          available: cash * (ledgers.length > 1 ? partOf(i) : 1),
          payments: [{ party: 'fee', amount: paid, rounded: 0 }],
          said: [],
        };
        const share = ledgers.length > 1 ? times(cash, factor(partOf(i))) : cash;
        const discounted = definition.classes.some((c) => (c.feeDiscount ?? 0) > 0);
        const own = feeReadings[i]!;
        const retell = () => (turn.said = tellFee(turn, share, own, fees!, k, discounted));
        retell();
        trace.push(turn);
        row.push({ turn, cells: [0, 0, 0, i], retell });
      });
      const recycling = options.recycling;
      if (!recycling || recycled <= 0) return;
      const deal = ledgers[0]!.owner.deal;
      const turn: Turn = {
        ...begin(k, pot, deal === undefined ? {} : { deal }),
        tier: null,
        turn: 'recycled',
        owed: Math.min(recycling.share * cash, room),
        available: afterFees,
        payments: [{ party: 'recycled', amount: recycled, rounded: 0 }],
        said: [],
      };
      const retell = () => (turn.said = tellRecycled(turn, recycling.share, cash, room));
      retell();
      trace.push(turn);
      row.push({ turn, cells: [1, 0, 0, 0], retell });
    },
    slice(k, pot, owner, amount, available) {
      start(owner);
      const turn: Turn = {
        ...begin(k, pot, owner),
        tier: null,
        turn: 'slice',
        owed: amount,
        available,
        payments: [{ party: 'gp', amount, rounded: 0 }],
        said: [],
      };
      const cash = sum([...came], [...taken]);
      const retell = () => (turn.said = tellSlice(turn, cash));
      retell();
      taken.push(amount);
      trace.push(turn);
      row.push({ turn, cells: [2, 0, 0, sliceNumber(owner)], retell });
    },
    turn(k, pot, owner, at, left, from) {
      const tier = tierFor(owner, at.id);
      const cash = from === undefined ? leftFor(owner, pot, left) : left;
      const paidSoFar = turnOf(at);
      const basis = at.step.basis(s, k);
      at.step.owe(s);
      const owed = s[TAKEN]!;
      const now = readingOf(tier, at.step, s, k);
      const turn: Turn = {
        ...begin(k, pot, owner),
        tier: at.id,
        ...(from === undefined ? { turn: 'paid' } : { turn: 'covered', from }),
        owed,
        available: left,
        payments: [],
        said: [],
      };
      trace.push(turn);
      return () => {
        const indices: number[] = [];
        turnOf(at).forEach((sum, i) => {
          const amount = sum - paidSoFar[i]!;
          if (amount === 0) return;
          indices.push(i);
          const payment = { party: parties[at.step.payees[i]!] ?? at.id, amount, rounded: 0 };
          turn.payments.push(payment);
          taken.push(...(from === undefined ? [payment.amount] : []));
        });
        const closes = basis.closed === 0 && at.step.basis(s, k).closed === 1;
        const facts = {
          tier,
          turn,
          cash,
          basis,
          now,
          readings: readings.get(at.step)!,
          indices,
          closes,
        };
        const retell = () => (turn.said = tellTurn(facts));
        retell();
        const slice = sliceNumber(owner);
        const order = tiersOf(definition).findIndex((t) => t.tier.id === at.id);
        row.push({ turn, cells: [3, order, -1, slice], retell });
      };
    },
    test(k, pot, owner, at, left, tested, to) {
      leftFor(owner, pot, left);
      const said = tellTest(tierFor(owner, at.id).when!, tests!.get(at.id)!, tested!);
      trace.push({
        ...begin(k, pot, owner),
        tier: at.id,
        ...(to === undefined ? { turn: 'skipped' } : { turn: 'swept', to }),
        owed: 0,
        available: left,
        payments: [],
        said,
      });
    },
    tied([kind, tier, party, slice], delta) {
      const own = row.filter(({ cells: [a, b, , d] }) => a === kind && b === tier && d === slice);
      const name = kind === 3 ? parties[party] : undefined;
      for (const { turn, retell } of own.reverse()) {
        const found = turn.payments.find((p) => kind !== 3 || p.party === name || p.party === turn.tier);
        if (!found) continue;
        found.amount += delta;
        found.rounded += delta;
        return retell();
      }
    },
  };
}

function valueOfSum(came: readonly Expression[], taken: readonly Expression[]): number {
  const all = (terms: readonly Expression[]) => terms.reduce<number>((s, t) => s + valueOf(t), 0);
  return all(came) - all(taken);
}
