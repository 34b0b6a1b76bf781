import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { calculate } from '../../src/document/index.ts';
import {
  isoOf,
  npv,
  parse,
  run,
  total,
  type Column,
  type Measures,
  type Result,
} from '../../src/engine/index.ts';

/** Excel's side of custom functions; the functions' own tests put theirs in its place. */
(globalThis as { CustomFunctions?: object }).CustomFunctions ??= {
  Error,
  ErrorCode: { invalidValue: '#VALUE!', invalidNumber: '#NUM!' },
  associate: () => undefined,
};
const cells = await import('../../src/functions/functions.ts');

/** A sum over all periods (for a balance: its last value), or one entry a period; null where nothing is published. */
type Published = number | (number | null)[];

interface PublishedCase {
  id: string;
  source: string;
  tags: string[];
  note?: string;
  definition: unknown;
  flows: unknown;
  /** The same case as one of the classic modes, percent as percent. */
  classic?: { mode: string; hurdle_rate: number; carry_rate: number } & Record<string, string | number>;
  /** What is compared, by the keys of `READERS`. */
  expected: Record<string, Published | Record<string, Published>>;
  tolerance: number | { amounts: number; measures: number };
}

interface Reading {
  readonly column: Column;
  /** What a single published number stands for. */
  readonly whole: number | null;
}

const flow = (column: Column): Reading => ({ column, whole: total(column) });
const balance = (column: Column): Reading => ({ column, whole: column[column.length - 1]! });
const single = (whole: number | null): Reading => ({ column: [], whole });

const found = <T extends { id: string }>(items: readonly T[], id: string): T =>
  items.find((item) => item.id === id) ?? assert.fail(`no ${id} among ${items.map((i) => i.id).join(', ')}`);

/** `tier`, or `tier.party` for what the tier pays one party. */
function paid({ tiers }: Result, key: string): Column {
  const [id, party] = key.split('.') as [string, string?];
  const tier = found(tiers, id);
  if (party === undefined) return tier.paid;
  return tier.payments.find((p) => p.party === party)?.amounts ?? assert.fail(`${id} never pays ${party}`);
}

/** `party.measure`, or `project.measure`. */
function measured({ project, parties }: Result, key: string): number | null {
  const [id, measure] = key.split('.') as [string, keyof Measures];
  return (id === 'project' ? project : found(parties, id).measures)[measure] as number | null;
}

/** `party.measure` once the clawback is paid. */
function measuredAfter({ clawback }: Result, key: string): number | null {
  const [id, measure] = key.split('.') as [string, keyof Measures];
  return clawback!.after.find(({ party }) => party === id)!.measures[measure] as number | null;
}

/** How each key of `expected` is read from a result; `of` names the tier, party or measure. */
const READERS: Record<string, (result: Result, of: string) => Reading> = {
  paid: (r, of) => flow(paid(r, of)),
  accrued: (r, of) => flow(found(r.tiers, of).accrued),
  closing: (r, of) => balance(found(r.tiers, of).closing),
  received: (r, of) => flow(found(r.parties, of).received),
  measures: (r, of) => single(measured(r, of)),
  carry: (r) => flow(r.carry),
  carryOfProfit: (r) => single(total(r.carry) / r.project.profit),
  clawback: (r) => single(r.clawback!.total),
  afterClawback: (r, of) => single(measuredAfter(r, of)),
  gpSlice: (r) => flow(r.gpSlice),
  unreturned: (r) => balance(r.unreturned),
  recycled: (r) => flow(r.recycled),
  /** What may still be recycled. */
  recyclable({ definition: { options }, recycled }) {
    const { cap, commitment } = options.recycling!;
    return single(cap * commitment! - total(recycled));
  },
  /** Of the flows up to each period, at the discount rate. */
  presentValue({ definition: { options }, net, years }) {
    const { discountRate } = options.measures;
    return balance(net.map((_, k) => npv(discountRate!, net.slice(0, k + 1), years)));
  },
};

const folder = new URL('../cases/published/', import.meta.url);
const files = readdirSync(folder).sort();
const read = (file: string) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as PublishedCase;
const cases = files.map(read);

const toleranceOf = ({ tolerance }: PublishedCase, key: string): number => {
  if (typeof tolerance === 'number') return tolerance;
  return key === 'measures' ? tolerance.measures : tolerance.amounts;
};

/** Mocha drops what follows ": expected" in a message; hence the comma. */
function near(actual: number | null, expected: number, tolerance: number, where: string): void {
  if (actual === null || !(Math.abs(actual - expected) <= tolerance))
    assert.fail(`${where}, expected ${expected}, actual ${actual}`);
}

/** Everything a case expects against one result. */
function compare(c: PublishedCase, result: Result): void {
  const one = (key: string, of: string, expected: Published) => {
    const reader = READERS[key] ?? assert.fail(`${c.id}: nothing reads ${key}; see READERS`);
    const { column, whole } = reader(result, of);
    const where = (period: string) => `${c.id}, ${period}, ${key} ${of}`.trimEnd();
    if (typeof expected === 'number') return near(whole, expected, toleranceOf(c, key), where('whole term'));
    assert.equal(expected.length, column.length, `${where('all periods')}: one entry a period`);
    expected.forEach((value, k) => {
      if (value !== null) near(column[k]!, value, toleranceOf(c, key), where(`period ${k}`));
    });
  };
  for (const [key, expected] of Object.entries(c.expected))
    if (typeof expected === 'number' || Array.isArray(expected)) one(key, '', expected);
    else for (const [of, value] of Object.entries(expected)) one(key, of, value);
  for (const { id, pass, left, right } of result.checks)
    assert.ok(pass, `${c.id}: check ${id}, ${left} is not ${right}`);
}

describe('Published cases', () => {
  it('are each in a file of their own name, with a source', () => {
    for (const [i, c] of cases.entries()) {
      assert.equal(files[i], `${c.id}.json`);
      assert.ok(c.source && c.tags.length && Object.keys(c.expected).length, c.id);
    }
  });

  describe('come out of the engine', () => {
    for (const c of cases)
      it(c.id, () => {
        const parsed = parse(c.definition, c.flows);
        assert.ok(parsed.ok, `${c.id} is refused: ${JSON.stringify(parsed)}`);
        compare(c, run(parsed.value.definition, parsed.value.flows));
      });
  });

  describe('come out of the service as custom definitions', () => {
    for (const c of cases)
      it(c.id, () => {
        const { definition, flows } = c;
        const answer = calculate({ distribution_params: { mode: 'custom', definition, flows } });
        assert.ok(answer.ok, `${c.id} is refused: ${JSON.stringify(answer)}`);
        const document = JSON.parse(JSON.stringify(answer.value)) as typeof answer.value;
        compare(c, document.tables);
        near(document.summary.total_carry, total(document.tables.carry), 0, `${c.id}, summary, carry`);
      });
  });
});

describe('Published cases that are a classic mode', () => {
  for (const c of cases)
    if (c.classic)
      it(`${c.id} as ${c.classic.mode}`, () => {
        const { mode, hurdle_rate, carry_rate, ...terms } = c.classic!;
        const custom = parse(c.definition, c.flows);
        assert.ok(custom.ok);
        const expected = run(custom.value.definition, custom.value.flows);
        const answer = calculate({
          basic_params: {
            investment_amount: total(expected.contributions),
            investment_period: expected.timeline.periods,
            hurdle_rate,
            carry_rate,
          },
          cash_flows: expected.cash.slice(1).map((amount, i) => ({ year: i + 1, amount })),
          distribution_params: { mode, ...terms },
        });
        assert.ok(answer.ok, JSON.stringify(answer));
        const { tables } = answer.value;
        const tolerance = toleranceOf(c, 'paid');
        expected.tiers.forEach((tier, rank) =>
          tier.paid.forEach((amount, k) =>
            near(tables.tiers[rank]!.paid[k]!, amount, tolerance, `${c.id}, period ${k}, tier ${tier.id}`),
          ),
        );
        near(total(tables.carry), total(expected.carry), tolerance, `${c.id}, carry`);
      });
});

describe('Published measures in cells', () => {
  for (const c of cases.filter(({ tags }) => tags.includes('metrics')))
    it(c.id, () => {
      const parsed = parse(c.definition, c.flows);
      assert.ok(parsed.ok);
      const { definition, flows } = parsed.value;
      const { timeline, net } = run(definition, flows);
      const values = net.map((amount) => [amount]);
      const dates = timeline.dates?.map((day) => [isoOf(day)]);
      const nav = total(flows.nav.map((v) => v.amount));
      const one = (answer: number[][]) => answer[0]![0]!;
      const CELLS: Record<string, () => number> = {
        irr: () => one(cells.irr(values, dates)),
        dpi: () => one(cells.dpi(values)),
        moic: () => one(cells.moic(values, nav)),
        tvpi: () => one(cells.moic(values, nav)),
        rvpi: () => one(cells.moic(values, nav)) - one(cells.dpi(values)),
        discountedPayback: () => one(cells.payback(values, dates, definition.options.measures.discountRate)),
      };
      for (const [key, expected] of Object.entries(c.expected.measures as Record<string, number>)) {
        const measure = key.split('.')[1]!;
        near(CELLS[measure]!(), expected, toleranceOf(c, 'measures'), `${c.id}, cell, ${measure}`);
      }
    });
});
