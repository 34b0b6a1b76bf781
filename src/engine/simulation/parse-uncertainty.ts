/** What is uncertain, from a request document: every fault at once, its path below the part being read. */
import { PROJECT } from '../batch/batch.ts';
import type { Definition } from '../definition.ts';
import type { Flows } from '../flows.ts';
import { known, type Issue, type Parsed } from '../issue.ts';
import { faults } from '../parse/faults.ts';
import type { Note, Path } from '../parse/moments.ts';
import { partyIds } from '../parties.ts';
import { triangleOf, withMarket } from './correlation.ts';
import { dealExits } from './deal-outcomes.ts';
import { boundsOf } from './draw.ts';
import { capitalOf, exitOf } from './exits.ts';
import { readDraw } from './read-draw.ts';
import { readTerms } from './read-terms.ts';
import { runSchema, uncertaintySchema, type RawOutcome, type RawUncertainty } from './schema.ts';
import type { DealOutcome, Draw, Exit, Uncertainty } from './uncertainty.ts';

/**
 * Parses `uncertainty` of a document for a deal that was parsed.
 * @param input snake_case, rates in percent
 * @param path where it stands in the caller's input
 */
export function parseUncertainty(
  input: unknown,
  definition: Definition,
  flows: Flows,
  path: Path = ['uncertainty'],
): Parsed<Uncertainty> {
  const raw = uncertaintySchema.safeParse(input);
  if (!raw.success) return { ok: false, issues: faults(raw.error, input, path) };
  const issues: Issue[] = [];
  const note: Note = (code, at, received, params) =>
    void issues.push({ code, path: [...path, ...at], received, ...(params ? { params } : {}) });
  const value = read(raw.data, definition, flows, note);
  return issues.length ? { ok: false, issues } : { ok: true, value, warnings: [] };
}

/**
 * Parses how much is to be simulated.
 * @param input with `scenarios` and `seed`; other keys are not looked at
 */
export function parseSimulationRun(
  input: unknown,
  path: Path = [],
): Parsed<{ scenarios: number; seed: number }> {
  const raw = runSchema.safeParse(input);
  return raw.success
    ? { ok: true, value: raw.data, warnings: [] }
    : { ok: false, issues: faults(raw.error, input, path) };
}

function read(raw: RawUncertainty, definition: Definition, flows: Flows, note: Note): Uncertainty {
  const cash = readCash(raw, definition, flows, note);
  const exit = raw.exit && readExit(raw.exit, flows, note);
  const deals = raw.deals && readDeals(raw.deals, flows, note);
  if (exit && deals) note('optionConflict', ['exit'], undefined, { with: 'deals' });
  const terms = readTerms(raw.terms, definition, flows, note);
  if (!cash && !exit && !deals && Object.keys(raw.terms).length === 0) note('nothingDrawn', []);
  const ids = [PROJECT, ...partyIds(definition)];
  const parties = raw.parties ?? ids;
  parties.forEach((id, i) => {
    if (!ids.includes(id)) note('unknownParty', ['parties', i], id, known(ids));
    if (parties.indexOf(id) < i) note('duplicateId', ['parties', i], id);
  });
  return {
    ...(cash ? { cash } : {}),
    ...(exit ? { exit } : {}),
    ...(deals ? { deals } : {}),
    terms,
    sampling: raw.sampling,
    percentiles: [...new Set(raw.percentiles)].sort((a, b) => a - b).map((p) => p / 100),
    parties: [...parties],
  };
}

function readCash(
  { cash: raw, deals }: RawUncertainty,
  { pots, options }: Definition,
  { cash }: Flows,
  note: Note,
): Uncertainty['cash'] {
  if (!raw) return undefined;
  if (!cash.some((c) => c.amount !== 0 && !(deals && c.deal !== undefined))) note('nothingDrawn', ['cash']);
  if (raw.distribution === 'bootstrap')
    return { kind: 'bootstrap', overTime: raw.over_time, history: raw.history.map((change) => change / 100) };
  const ids = pots.map((p) => p.id);
  for (const id of Object.keys(raw.pots))
    if (!ids.includes(id)) note('unknownTier', ['cash', 'pots', id], id, known(ids));
  // Shocks below -100 % turn cash into a call, which such a deal does not have.
  if (raw.distribution === 'normal' && options.negativeCash === 'refuse')
    note('optionConflict', ['cash', 'distribution'], 'normal', { with: 'negativeCash: refuse' });
  return {
    kind: raw.distribution,
    overTime: raw.over_time,
    pots: ids.map((id) => {
      const own = Object.hasOwn(raw.pots, id) ? raw.pots[id] : undefined;
      return {
        volatility: (own?.volatility ?? raw.volatility) / 100,
        correlation: own?.correlation ?? raw.correlation ?? 1,
      };
    }),
  };
}

function readExit(raw: NonNullable<RawUncertainty['exit']>, flows: Flows, note: Note): Exit {
  const { period: exitPeriod } = exitOf(flows);
  if (exitPeriod === 0 || !(raw.period ?? raw.multiple)) note('nothingDrawn', ['exit']);
  const period = raw.period && readDraw(raw.period, ['exit', 'period'], note);
  const multiple = raw.multiple && readDraw(raw.multiple, ['exit', 'multiple'], note);
  if (multiple && raw.of === 'capital' && capitalOf(flows) === 0) note('nothingPaidIn', ['exit', 'multiple']);
  if (period && boundsOf(period)[1] > flows.timeline.periods)
    note('outOfTimeline', ['exit', 'period'], boundsOf(period)[1], { last: flows.timeline.periods });
  return {
    ...(period ? { period } : {}),
    ...(multiple ? { multiple } : {}),
    of: raw.of,
    correlation: raw.correlation,
  };
}

function readDeals(
  raw: NonNullable<RawUncertainty['deals']>,
  flows: Flows,
  note: Note,
): NonNullable<Uncertainty['deals']> {
  const { by_deal, correlations, ...common } = raw;
  const ids = (flows.deals ?? []).map((d) => d.id);
  if (!flows.cash.some((c) => c.deal !== undefined && c.amount !== 0)) note('nothingDrawn', ['deals']);
  for (const id of Object.keys(by_deal))
    if (!ids.includes(id)) note('unknownParty', ['deals', 'by_deal', id], id, known(ids));
  const deals = ids.map((id) => {
    const own = Object.hasOwn(by_deal, id) ? by_deal[id]! : {};
    const at = own.exit_delay ? ['deals', 'by_deal', id, 'exit_delay'] : ['deals', 'exit_delay'];
    return { ...readOutcome({ ...common, ...own }, at, note), at };
  });
  checkDelays(deals, flows, note);
  const read = deals.map(({ at: _at, ...deal }) => deal);
  if (!correlations) return { deals: read };
  const matrix = { market: deals.map((d) => d.correlation), between: correlations };
  return checkMatrix(matrix, note) ? { deals: read, between: correlations } : { deals: read };
}

const readOutcome = (raw: RawOutcome, at: Path, note: Note): DealOutcome => ({
  writeOff: (raw.write_offs ?? 0) / 100,
  recovery: (raw.recovery ?? 0) / 100,
  volatility: (raw.volatility ?? 0) / 100,
  correlation: raw.correlation ?? 0,
  ...(raw.exit_delay ? { delay: readDraw(raw.exit_delay, at, note) } : {}),
});

/** A deal is sold after it was bought, and within the timeline: told once for a delay, by the deal that bounds it. */
function checkDelays(deals: readonly (DealOutcome & { at: Path })[], flows: Flows, note: Note): void {
  const exits = dealExits(flows);
  const bounds = new Map<string, { delay: Draw; at: Path; min: number; max: number }>();
  deals.forEach(({ delay, at }, d) => {
    if (!delay || exits[d] === 0) return;
    const { min, max } = bounds.get(at.join()) ?? { min: -Infinity, max: Infinity };
    bounds.set(at.join(), {
      delay,
      at,
      min: Math.max(min, flows.deals![d]!.period + 1 - exits[d]!),
      max: Math.min(max, flows.timeline.periods - exits[d]!),
    });
  });
  for (const { delay, at, min, max } of bounds.values()) {
    const [least, most] = boundsOf(delay);
    if (least < min) note('tooSmall', at, least, { min });
    if (most > max) note('tooLarge', at, most, { max });
  }
}

/** Whether something can be so correlated. */
function checkMatrix(
  { market, between }: { market: readonly number[]; between: readonly (readonly number[])[] },
  note: Note,
): boolean {
  const n = market.length;
  const path = ['deals', 'correlations'];
  if (between.length !== n || between.some((row) => row.length !== n)) {
    note('notCorrelations', path, between.length, { size: n });
    return false;
  }
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++)
      if (between[i]![j] !== (i === j ? 1 : between[j]![i])) {
        note('notCorrelations', [...path, i, j], between[i]![j], { size: n });
        return false;
      }
  if (triangleOf(between) && triangleOf(withMarket(market, between))) return true;
  note('notCorrelations', path, undefined, { size: n });
  return false;
}
