/** Timeline and flows from their parsed JSON: dates to serial days, times to periods. */
import { addMonths, serialOf } from '../dates.ts';
import type { Definition } from '../definition.ts';
import type { CashFlow, ContributionFlow, Deal, Fees, Flow, Flows, PaidFlow, Timeline } from '../flows.ts';
import { known, type Issue } from '../issue.ts';
import {
  momentOf,
  periodAfterClosing,
  periodOf,
  periodOn,
  type Moment,
  type Note,
  type Say,
} from './moments.ts';
import { partyIds } from '../parties.ts';
import { beginOf, inOrder, readFloating, stepFrom } from './read-rates.ts';
import type { RawFlows } from './schema.ts';

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

type At = number | string;

/** Flows placed in their periods. `definition` is null when it could not be read; what needs it is then not checked. */
export function readFlows(raw: RawFlows, timeline: Timeline, definition: Definition | null, say: Say): Flows {
  const note = say.refuse;
  const moment = (key: string, i: number, at: At): Moment =>
    momentOf(at, timeline, [key, i, 'at'], note) ?? { period: 1 };
  const classes = definition?.classes.map((d) => d.id);
  const pots = definition?.pots.map((p) => p.id);
  const dealIds = raw.deals?.map((d) => d.id) ?? [];
  const contributions = raw.contributions.map((c, i): ContributionFlow => {
    if (c.class !== undefined && classes && !classes.includes(c.class))
      note('unknownParty', ['contributions', i, 'class'], c.class, known(classes));
    const { accruesFrom } = c;
    return {
      ...flowOf(moment('contributions', i, c.at), c.amount),
      ...(c.class === undefined ? {} : { class: c.class }),
      ...(accruesFrom === undefined ? {} : { accruesFrom: accrualStart(accruesFrom, i, timeline, note) }),
    };
  });
  const cash = raw.cash.map((c, i): CashFlow => {
    const pot = c.pot ?? pots?.[0] ?? 'cash';
    if (pots && !pots.includes(pot)) note('unknownTier', ['cash', i, 'pot'], pot, known(pots));
    const period = periodOn(c.at, timeline, ['cash', i, 'at'], note);
    if (period === 0)
      note(typeof c.at === 'number' ? 'tooSmall' : 'atClosing', ['cash', i, 'at'], c.at, { min: 1 });
    if (c.deal !== undefined && !dealIds.includes(c.deal))
      note('unknownParty', ['cash', i, 'deal'], c.deal, known(dealIds));
    return { period, amount: c.amount, pot, ...(c.deal === undefined ? {} : { deal: c.deal }) };
  });
  const fees = raw.fees && readFees(raw.fees, timeline, say);
  // Cash and capital find their deal by its id: two of one name would be told apart by nothing.
  raw.deals?.forEach(({ id }, i) => {
    if (dealIds.indexOf(id) < i) note('duplicateId', ['deals', i, 'id'], id);
  });
  const deals = raw.deals?.map((d, i) => readDeal(d, i, moment('deals', i, d.at), timeline, note));
  const closings = raw.closings?.map(({ at, class: id, rate }, i) => {
    if (classes && !classes.includes(id)) note('unknownParty', ['closings', i, 'class'], id, known(classes));
    return { ...placed(moment('closings', i, at)), class: id, rate };
  });
  const parties = definition && partyIds(definition);
  const paid = raw.paid?.map((p, i): PaidFlow => {
    if (parties && !parties.includes(p.party))
      note('unknownParty', ['paid', i, 'party'], p.party, known(parties));
    return { period: periodOn(p.at, timeline, ['paid', i, 'at'], note), amount: p.amount, party: p.party };
  });
  return {
    timeline,
    contributions,
    cash,
    nav: raw.nav.map(({ at, amount }, i) => ({
      period: periodAfterClosing(at, timeline, ['nav', i, 'at'], note),
      amount,
    })),
    ...(fees ? { fees } : {}),
    ...(deals ? { deals } : {}),
    ...(closings ? { closings } : {}),
    ...(paid ? { paid } : {}),
  };
}

const placed = ({ period, date }: Moment): { period: number; date?: number } => ({
  period,
  ...(date === undefined ? {} : { date }),
});

const flowOf = (moment: Moment, amount: number): Flow => ({ ...placed(moment), amount });

/** When the return on a call begins: its day is kept even where it is a date of the timeline. */
function accrualStart(at: At, i: number, timeline: Timeline, note: Note): { period: number; date?: number } {
  const path = ['contributions', i, 'accruesFrom'];
  const date = typeof at === 'string' ? serialOf(at) : null;
  if (date !== null && timeline.dates && date < timeline.dates[0]!) {
    note('beforeClosing', path, at);
    return { period: 0 };
  }
  return { period: periodOf(at, timeline, path, note), ...(date === null ? {} : { date }) };
}

function readDeal(
  raw: NonNullable<RawFlows['deals']>[number],
  i: number,
  moment: Moment,
  timeline: Timeline,
  note: Note,
): Deal {
  const { id, cost, expenses, closedAt } = raw;
  const deal = {
    id,
    cost,
    expenses,
    ...placed(moment),
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

function readFees(raw: NonNullable<RawFlows['fees']>, timeline: Timeline, say: Say): Fees {
  if (raw.commitment === undefined && raw.schedule.some((s) => s.base === 'commitment'))
    say.refuse('missing', ['fees', 'commitment']);
  const path = ['fees', 'schedule'];
  const steps = raw.schedule.map(({ from, rate, base }, i) => ({
    from: stepFrom(from, timeline, [...path, i, 'from'], say.refuse),
    rate: typeof rate === 'number' ? rate : readFloating(rate, timeline, [...path, i, 'rate'], say),
    base,
  }));
  // A step by period number charges from the day after that period's opening date, one by date its own day too.
  const day = timeline.dates ? 1 : 0;
  const dateOf = ({ from }: (typeof steps)[number]) => beginOf(from, timeline);
  const { year, total } = raw.cap ?? {};
  return {
    commitment: raw.commitment ?? 0,
    schedule: inOrder(
      steps,
      raw.schedule,
      dateOf,
      path,
      say.refuse,
      (step) => dateOf(step) + (step.from.date === undefined ? day : 0),
    ),
    offset: raw.offset.map(({ at, amount }, i) => ({
      period: periodOf(at, timeline, ['fees', 'offset', i, 'at'], say.refuse),
      amount,
    })),
    ...(raw.cap
      ? {
          cap: { ...(year === undefined ? {} : { year }), ...(total === undefined ? {} : { total }) },
        }
      : {}),
  };
}
