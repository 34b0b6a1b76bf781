/** Timeline and flows from their parsed JSON: dates to serial days, times to periods. */
import { addMonths, serialOf } from './dates.ts';
import type { CashFlow, Deal, Definition, Fees, Flow, Flows, PaidFlow, Timeline } from './definition.ts';
import { partyIds } from './parties.ts';
import { known, type Issue } from './issue.ts';
import type { RawFlows } from './schema.ts';

export type Path = readonly (string | number)[];
/** Notes a fault at a path below the part being read. */
export type Note = (code: Issue['code'], path: Path, received?: unknown, params?: Issue['params']) => void;

/** The timeline with its dates as serial days; null when they cannot be read. */
export function readTimeline(raw: RawFlows, note: Note): Timeline | null {
  const given = raw.timeline;
  if ('dates' in given) {
    const dates = given.dates.map((iso, i) => {
      const serial = serialOf(iso);
      if (serial === null) note('notDate', ['timeline', 'dates', i], iso);
      return serial ?? NaN;
    });
    dates.forEach((d, i) => {
      if (i > 0 && d <= dates[i - 1]!) note('datesNotAscending', ['timeline', 'dates', i], given.dates[i]);
    });
    return dates.some(Number.isNaN) ? null : { unit: 'date', periods: dates.length - 1, dates };
  }
  const { unit, periods, start } = given;
  if (start === undefined) return { unit, periods };
  const first = serialOf(start);
  if (first === null) {
    note('notDate', ['timeline', 'start'], start);
    return null;
  }
  const months = { year: 12, quarter: 3, month: 1 }[unit];
  const dates = Array.from({ length: periods + 1 }, (_, k) => addMonths(first, k * months));
  return { unit, periods, dates };
}

/** Period of a time given as a period or a date; a date between two dates belongs to the later one. */
export function periodOf(at: number | string, timeline: Timeline | null, path: Path, note: Note): number {
  if (!timeline) return 0;
  if (typeof at === 'number') {
    if (at > timeline.periods) note('outOfTimeline', path, at, { last: timeline.periods });
    return Math.min(at, timeline.periods);
  }
  const serial = serialOf(at);
  if (serial === null) note('notDate', path, at);
  else if (!timeline.dates) note('optionConflict', path, at, { with: 'timeline' });
  else {
    const period = timeline.dates.findIndex((d) => d >= serial);
    if (period >= 0 && serial >= timeline.dates[0]!) return period;
    note('outOfTimeline', path, at, { last: timeline.periods });
  }
  // Any period inside the timeline: the fault has been told, nothing is run.
  return 1;
}

/** Flows placed in their periods. `definition` is null when it could not be read; what needs it is then not checked. */
export function readFlows(
  raw: RawFlows,
  timeline: Timeline,
  definition: Definition | null,
  note: Note,
): Flows {
  const flow = (key: string, i: number, { at, amount }: { at: number | string; amount: number }): Flow => {
    const period = periodOf(at, timeline, [key, i, 'at'], note);
    const date = typeof at === 'string' ? serialOf(at) : null;
    const inside = date !== null && timeline.dates && date < timeline.dates[period]!;
    return { period, amount, ...(inside ? { date } : {}) };
  };
  const classes = definition?.classes.map((d) => d.id);
  const pots = definition?.pots.map((p) => p.id);
  const dealIds = raw.deals?.map((d) => d.id) ?? [];
  const contributions = raw.contributions.map((c, i) => {
    if (c.class !== undefined && classes && !classes.includes(c.class))
      note('unknownParty', ['contributions', i, 'class'], c.class, known(classes));
    return { ...flow('contributions', i, c), ...(c.class === undefined ? {} : { class: c.class }) };
  });
  const cash = raw.cash.map((c, i): CashFlow => {
    const pot = c.pot ?? pots?.[0] ?? 'cash';
    if (pots && !pots.includes(pot)) note('unknownTier', ['cash', i, 'pot'], pot, known(pots));
    const read = flow('cash', i, c);
    if (read.period === 0) note('tooSmall', ['cash', i, 'at'], c.at, { min: 1 });
    if (c.deal !== undefined && !dealIds.includes(c.deal))
      note('unknownParty', ['cash', i, 'deal'], c.deal, known(dealIds));
    return { period: read.period, amount: c.amount, pot, ...(c.deal === undefined ? {} : { deal: c.deal }) };
  });
  if (definition?.options.negativeCash === 'refuse')
    raw.cash.forEach((c, i) => {
      if (c.amount < 0) note('negativeCash', ['cash', i, 'amount'], c.amount);
    });
  const fees = raw.fees && readFees(raw.fees, timeline, note);
  // Cash and capital find their deal by its id: two of one name would be told apart by nothing.
  raw.deals?.forEach(({ id }, i) => {
    if (dealIds.indexOf(id) < i) note('duplicateId', ['deals', i, 'id'], id);
  });
  const deals = raw.deals?.map((d, i) => readDeal(d, i, timeline, flow, note));
  const closings = raw.closings?.map(({ at, class: id, rate }, i) => {
    if (classes && !classes.includes(id)) note('unknownParty', ['closings', i, 'class'], id, known(classes));
    const { period, date } = flow('closings', i, { at, amount: 0 });
    return { period, class: id, rate, ...(date === undefined ? {} : { date }) };
  });
  const parties = definition && partyIds(definition);
  const paid = raw.paid?.map((p, i): PaidFlow => {
    if (parties && !parties.includes(p.party))
      note('unknownParty', ['paid', i, 'party'], p.party, known(parties));
    return { ...flow('paid', i, p), party: p.party };
  });
  return {
    timeline,
    contributions,
    cash,
    nav: raw.nav.map((v, i) => flow('nav', i, v)),
    ...(fees ? { fees } : {}),
    ...(deals ? { deals } : {}),
    ...(closings ? { closings } : {}),
    ...(paid ? { paid } : {}),
  };
}

type ReadFlow = (key: string, i: number, raw: { at: number | string; amount: number }) => Flow;

function readDeal(
  raw: NonNullable<RawFlows['deals']>[number],
  i: number,
  timeline: Timeline,
  flow: ReadFlow,
  note: Note,
): Deal {
  const { period, date } = flow('deals', i, { at: raw.at, amount: raw.cost });
  const { id, cost, expenses, closedAt } = raw;
  const deal = {
    id,
    cost,
    expenses,
    period,
    ...(date === undefined ? {} : { date }),
    writeDowns: raw.writeDowns.map(({ at, amount }, w) => ({
      period: periodOf(at, timeline, ['deals', i, 'writeDowns', w, 'at'], note),
      amount,
    })),
    ...(closedAt === undefined
      ? {}
      : { closedAt: periodOf(closedAt, timeline, ['deals', i, 'closedAt'], note) }),
  };
  for (const { code, path, received, params } of dealIssues(deal)) {
    const [key, w] = path;
    const asGiven =
      key === 'closedAt' ? closedAt : w === undefined ? received : raw.writeDowns[Number(w)]!.at;
    note(code, ['deals', i, ...path], asGiven, params);
  }
  return deal;
}

/** What no deal can have: more written down than it and its expenses cost, or a write-down or an end before it was bought. Paths are the deal's own. */
export function dealIssues({ cost, expenses, period, writeDowns, closedAt = Infinity }: Deal): Issue[] {
  const before = (at: number, path: Issue['path']): Issue[] =>
    at < period ? [{ code: 'beforeDeal', path, received: at, params: { from: period } }] : [];
  const written = writeDowns.reduce((sum, { amount }) => sum + amount, 0);
  const most = cost + expenses;
  return [
    ...writeDowns.flatMap((down, w) => before(down.period, ['writeDowns', w, 'at'])),
    ...(written > most * (1 + 1e-9)
      ? [{ code: 'tooLarge', path: ['writeDowns'], received: written, params: { max: most } } as const]
      : []),
    ...before(closedAt, ['closedAt']),
  ];
}

function readFees(raw: NonNullable<RawFlows['fees']>, timeline: Timeline, note: Note): Fees {
  if (raw.commitment === undefined && raw.schedule.some((s) => s.base === 'commitment'))
    note('missing', ['fees', 'commitment']);
  return {
    commitment: raw.commitment ?? 0,
    schedule: raw.schedule.map(({ from, rate, base }, i) => {
      const period = periodOf(from, timeline, ['fees', 'schedule', i, 'from'], note);
      const date = typeof from === 'string' ? serialOf(from) : null;
      return { from: { period, ...(date === null ? {} : { date }) }, rate, base };
    }),
    offset: raw.offset.map(({ at, amount }, i) => ({
      period: periodOf(at, timeline, ['fees', 'offset', i, 'at'], note),
      amount,
    })),
  };
}
