/** Scenarios of a deal one after the other: each overwrites the cash of a batch, and draws terms. */
import { axesOf } from '../axis.ts';
import type { Batch } from '../batch/batch.ts';
import type { Definition } from '../definition.ts';
import type { Flows } from '../flows.ts';
import { InvariantError } from '../issue.ts';
import { definitionSubject } from '../studies/study.ts';
import { openDeals, type DrawnDeals } from './deal-outcomes.ts';
import { drawn } from './draw.ts';
import { openExit, type DrawnExit } from './exits.ts';
import { openBootstrap, openPaths, type Dimensions, type Paths } from './paths.ts';
import type { Points } from './random.ts';
import type { Uncertainty } from './uncertainty.ts';

export interface Scenarios {
  /** How many numbers a point has. */
  readonly dimensions: Readonly<Dimensions>;
  /** Of the last scenario that was told, in the order of `inputsOf`. */
  readonly inputs: Float64Array;
  /** The terms drawn last. */
  readonly terms: Definition;
  /** @param told whether the inputs are wanted */
  draw(points: Points, told: boolean): void;
}

/** Forecast cash of one pot and deal, and the column of the batch it goes into. */
interface Source {
  readonly into: Float64Array;
  readonly forecast: Float64Array;
  readonly pot: number;
  /** Number of its deal, where deals are drawn; else -1. */
  readonly deal: number;
}

const sharesMarket = ({ cash, exit, deals }: Uncertainty): boolean =>
  (cash !== undefined && cash.kind !== 'bootstrap' && cash.pots.some((p) => p.correlation !== 0)) ||
  (exit !== undefined && exit.correlation !== 0) ||
  (deals?.deals.some((d) => d.correlation !== 0) ?? false);

/** What is drawn, by name: what may drive the result. */
export function inputsOf(definition: Definition, flows: Flows, uncertainty: Uncertainty): string[] {
  const { cash, exit, deals, terms } = uncertainty;
  const dealIds = (flows.deals ?? []).map((d) => d.id);
  return [
    ...(sharesMarket(uncertainty) ? ['market'] : []),
    ...(cash ? definition.pots.map((pot) => `cash.${pot.id}`) : []),
    ...(exit?.period ? ['exit.period'] : []),
    ...(exit?.multiple ? ['exit.multiple'] : []),
    ...(deals ? dealIds.map((id) => `deals.${id}`) : []),
    ...(deals ? dealIds.filter((_, d) => deals.deals[d]!.delay).map((id) => `deals.${id}.exit`) : []),
    ...terms.map(({ term }) => term),
  ];
}

function sourcesOf(definition: Definition, flows: Flows, batch: Batch, byDeal: boolean): Source[] {
  const dealIds = (flows.deals ?? []).map((d) => d.id);
  const found = new Map<string, Source>();
  for (const { period, amount, pot: id, deal: ofDeal } of flows.cash) {
    const pot = definition.pots.findIndex((p) => p.id === id);
    const deal = ofDeal === undefined ? -1 : dealIds.indexOf(ofDeal);
    const lists = batch.cash[pot]!;
    const list = lists.length === 1 ? 0 : deal < 0 ? lists.length - 1 : deal;
    const key = `${pot} ${list} ${byDeal ? deal : -1}`;
    let source = found.get(key);
    if (!source) {
      const into = lists[list]!;
      source = { into, forecast: new Float64Array(into.length), pot, deal: byDeal ? deal : -1 };
      found.set(key, source);
    }
    source.forecast[period]! += amount;
  }
  return [...found.values()];
}

/** Puts forecast cash times its factors into a column, its exit into the period it comes in. */
function putMoved(
  { into, forecast }: Source,
  factorAt: Float64Array | null,
  factor: number,
  from: number,
  to: number,
  exitFactor: number,
): void {
  for (let k = 1; k < forecast.length; k++) {
    const amount = forecast[k]!;
    if (amount === 0) continue;
    // What was forecast for after an earlier exit comes with it.
    const at = k === from ? to : to < from && k > to ? to : k;
    const times = k === from && exitFactor >= 0 ? exitFactor : factorAt ? factorAt[k]! : factor;
    into[at]! += amount * times;
  }
}

export function openScenarios(
  definition: Definition,
  flows: Flows,
  uncertainty: Uncertainty,
  batch: Batch,
): Scenarios {
  const { cash, exit: saleOf, deals: outcomes, terms } = uncertainty;
  const sources = sourcesOf(definition, flows, batch, outcomes !== undefined);
  const columns = [...new Set(sources.map((s) => s.into))];
  const { ends } = axesOf(flows.timeline, definition.options)([]);
  const last = flows.cash.reduce((most, c) => Math.max(most, c.period), 0);
  const years = ends.slice(0, last + 1);
  const dimensions: Dimensions = { uniforms: 0, normals: 0 };

  const termAt = terms.map(() => dimensions.uniforms++);
  const exit: DrawnExit | null = saleOf ? openExit(saleOf, flows, dimensions) : null;
  const deals: DrawnDeals | null = outcomes ? openDeals(outcomes, flows, ends, dimensions) : null;
  const hasMarket = sharesMarket(uncertainty);
  /** A market over time where cash follows it, else one number of a scenario. */
  const byPeriod = hasMarket && cash !== undefined && cash.kind !== 'bootstrap';
  const market = dimensions.normals;
  if (hasMarket) dimensions.normals += byPeriod ? last : 1;
  const paths: Paths | null = !cash
    ? null
    : cash.kind === 'bootstrap'
      ? openBootstrap(cash, definition.pots.length, last, dimensions)
      : openPaths(cash, years, dimensions, market);
  /** By period: its part of the market over the whole time, as a standard normal. */
  const weights = Float64Array.from(years, (t, k) => (k ? Math.sqrt((t - years[k - 1]!) / years[last]!) : 0));
  const subject = terms.length ? definitionSubject(definition, flows) : null;
  const potForecast = definition.pots.map((_, pot) =>
    sources.reduce(
      (sum, s) => (s.pot === pot && s.deal < 0 ? s.forecast.reduce((a, b) => a + b, sum) : sum),
      0,
    ),
  );
  const inputs = new Float64Array(inputsOf(definition, flows, uncertainty).length);

  function marketOf({ normals }: Points): number {
    if (!hasMarket) return 0;
    if (!byPeriod) return normals[market]!;
    let sum = 0;
    for (let k = 1; k <= last; k++) sum += weights[k]! * normals[market + k - 1]!;
    return sum;
  }
  function putSource(source: Source): void {
    const { into, forecast, pot, deal } = source;
    if (deal >= 0)
      return putMoved(source, null, deals!.factors[deal]!, deals!.forecast[deal]!, deals!.exits[deal]!, -1);
    const factors = paths ? paths.factors[pot]! : null;
    if (exit) {
      const drawnHere = saleOf!.multiple ? exit.factor : -1;
      return putMoved(source, factors, 1, exit.forecast, exit.period, drawnHere);
    }
    if (!factors) for (let k = 1; k <= last; k++) into[k]! += forecast[k]!;
    else for (let k = 1; k <= last; k++) into[k]! += forecast[k]! * factors[k]!;
  }
  /** A deal that brings nothing any more ends where its exit would have been; one that has an end of its own, as much later. */
  function endDeals({ exits, forecast, writtenOff, factors }: DrawnDeals): void {
    flows.deals!.forEach(({ closedAt = NaN, period }, d) => {
      if (forecast[d] === 0) return;
      const moved = Math.min(flows.timeline.periods, Math.max(period, closedAt + exits[d]! - forecast[d]!));
      const brings = !writtenOff[d] || factors[d] !== 0;
      batch.closedAt[d] = Number.isNaN(moved) && !brings ? exits[d]! : moved;
    });
  }
  let bound = definition;
  function drawTerms({ uniforms }: Points): void {
    const values: Record<string, number> = {};
    for (let i = 0; i < terms.length; i++) {
      const { term, draw } = terms[i]!;
      values[term] = drawn(draw, uniforms[termAt[i]!]!);
    }
    const defined = subject!.define(values);
    if (!defined.ok) throw new InvariantError('terms that do not go together');
    bound = defined.value;
  }
  function tell(points: Points, ofMarket: number): void {
    let i = 0;
    if (hasMarket) inputs[i++] = ofMarket;
    if (paths)
      for (let pot = 0; pot < potForecast.length; pot++) {
        let sum = 0;
        for (const s of sources)
          if (s.pot === pot && s.deal < 0)
            for (let k = 1; k <= last; k++) sum += s.forecast[k]! * paths.factors[pot]![k]!;
        inputs[i++] = potForecast[pot] ? sum / potForecast[pot]! : 1;
      }
    if (saleOf?.period) inputs[i++] = exit!.period;
    if (saleOf?.multiple) inputs[i++] = exit!.multiple;
    if (deals) {
      for (let d = 0; d < deals.factors.length; d++) inputs[i++] = deals.factors[d]!;
      outcomes!.deals.forEach(({ delay }, d) => (delay ? (inputs[i++] = deals.exits[d]!) : 0));
    }
    terms.forEach(({ draw }, t) => (inputs[i++] = drawn(draw, points.uniforms[termAt[t]!]!)));
  }

  return {
    dimensions,
    inputs,
    get terms() {
      return bound;
    },
    draw(points, told) {
      const ofMarket = told || exit || deals ? marketOf(points) : 0;
      paths?.draw(points);
      exit?.draw(points, ofMarket);
      deals?.draw(points, ofMarket);
      for (let i = 0; i < columns.length; i++) columns[i]!.fill(0);
      for (let i = 0; i < sources.length; i++) putSource(sources[i]!);
      if (deals) endDeals(deals);
      if (subject) drawTerms(points);
      if (told) tell(points, ofMarket);
    },
  };
}
