/** Deals of several parties and kinds of income, with totals, rates and versions beside them, drawn at random. */
import fc from 'fast-check';
import type { Reading } from '../../../src/sheet/read/index.ts';
import type { TestCell } from './grids.ts';
import type { Laid } from './layouts.ts';

export interface Parties {
  language: 'en' | 'zh';
  across: boolean;
  calendar: boolean;
  /** What is called, in thousands, and what each kind of income brings. */
  calls: number[];
  incomes: number[][];
  costs: number[];
  shares: number;
  total: 'none' | 'named' | 'general';
  totalFirst: boolean;
  net: 'none' | 'operating' | 'all';
  extras: number[];
  version: 'none' | 'planned';
  negativeCosts: boolean;
  sections: boolean;
  at: { row: number; column: number };
  workbook: boolean;
}

/** Of each party; in thousandths, so that amounts are whole. */
const SHARES = [[1000], [900, 100], [500, 500], [250, 250, 500], [300, 200, 500], [600, 399, 1]];

const amounts = (size: number): fc.Arbitrary<number[]> =>
  fc.array(fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 90_000 }) }, fc.constant(0)), {
    minLength: size,
    maxLength: size,
  });

export const partyLayout: fc.Arbitrary<Parties> = fc.integer({ min: 3, max: 7 }).chain((n) =>
  fc.record({
    language: fc.constantFrom<'en' | 'zh'>('en', 'zh'),
    across: fc.boolean(),
    calendar: fc.boolean(),
    calls: fc
      .tuple(
        fc.integer({ min: 50, max: 900 }),
        fc.array(fc.constantFrom(0, 0, 10, 25), { minLength: n, maxLength: n }),
      )
      .map(([first, later]) => [first, ...later]),
    // Nothing comes in at the closing: the first period is an outlay.
    incomes: fc.array(
      amounts(n).map((later) => [0, ...later]),
      { minLength: 1, maxLength: 3 },
    ),
    costs: fc.oneof(fc.constant<number[]>([]), amounts(n + 1)),
    shares: fc.nat(SHARES.length - 1),
    total: fc.constantFrom<Parties['total']>('none', 'named', 'general'),
    totalFirst: fc.boolean(),
    net: fc.constantFrom<Parties['net']>('none', 'operating', 'all'),
    extras: fc.subarray([0, 1, 2, 3]),
    version: fc.constantFrom<Parties['version']>('none', 'none', 'none', 'planned'),
    negativeCosts: fc.boolean(),
    sections: fc.boolean(),
    at: fc.record({ row: fc.nat(5), column: fc.nat(5) }),
    workbook: fc.boolean(),
  }),
);

const WORDS = {
  en: {
    year: 'Year',
    party: (k: number) => `LP ${'ABC'[k]} contributions`,
    one: 'Contributions',
    total: 'Total contributions',
    planned: 'Budgeted contributions',
    incomes: ['Rental income', 'Parking income', 'Sale proceeds'],
    costs: 'Operating expenses',
    operating: 'Net operating income',
    all: 'Net cash flow',
    extras: ['Tax rate', 'Rent per sqm', 'Occupied units', 'Exit year'],
    sections: ['Cash outflows', 'Cash inflows'],
  },
  zh: {
    year: '年份',
    party: (k: number) => `${'甲乙丙'[k]}方出资`,
    one: '出资',
    total: '出资合计',
    planned: '预算出资',
    incomes: ['租金收入', '停车费收入', '出售收入'],
    costs: '运营成本',
    operating: '经营净收入',
    all: '净现金流',
    extras: ['税率', '租金单价', '出租套数', '退出年份'],
    sections: ['一、现金流出', '二、现金流入'],
  },
};
const EXTRAS = [0.25, 3.2, 84, 2031];

interface PartyColumn {
  readonly head: string;
  readonly cells: readonly number[];
  readonly isCash: boolean;
}

export interface LaidParties extends Laid {
  /** Heads of the columns that are cash; the net of all is none of them. */
  readonly cash: readonly string[];
}

const added = (of: readonly (readonly number[])[], n: number): number[] =>
  Array.from({ length: n }, (_, t) => of.reduce((sum, cells) => sum + cells[t]!, 0));

export function layOutParties(x: Parties): LaidParties {
  const words = WORDS[x.language];
  const n = x.calls.length;
  const shares = SHARES[x.shares]!;
  const cash = (head: string, cells: readonly number[]): PartyColumn => ({ head, cells, isCash: true });
  const other = (head: string, cells: readonly number[]): PartyColumn => ({ head, cells, isCash: false });
  const parties = shares.map((share, k) =>
    cash(
      shares.length > 1 ? words.party(k) : words.one,
      x.calls.map((call) => call * share),
    ),
  );
  const called = x.calls.map((call) => call * 1000);
  const wholes =
    shares.length > 1 && x.total !== 'none'
      ? [other(x.total === 'named' ? words.total : words.one, called)]
      : [];
  const planned =
    x.version === 'planned'
      ? [
          other(
            words.planned,
            called.map((v) => Math.round(v * 1.07)),
          ),
        ]
      : [];
  const incomes = x.incomes.map((cells, k) => cash(words.incomes[k]!, cells));
  const costs = x.costs.length
    ? [
        cash(
          words.costs,
          x.costs.map((v) => (x.negativeCosts && v ? -v : v)),
        ),
      ]
    : [];
  const paid = added([called, ...(x.costs.length ? [x.costs] : [])], n);
  const received = added(x.incomes, n);
  const net = received.map((v, t) => v - paid[t]!);
  const operating = added(x.incomes.slice(0, 2), n).map((v, t) => v - (x.costs[t] ?? 0));
  const nets =
    x.net === 'all'
      ? [other(words.all, net)]
      : x.net === 'operating'
        ? [other(words.operating, operating)]
        : [];
  const extras = x.extras.map((k) => other(words.extras[k]!, Array<number>(n).fill(EXTRAS[k]!)));
  const contributions = x.totalFirst
    ? [...wholes, ...parties, ...planned]
    : [...parties, ...wholes, ...planned];
  const groups = [[...contributions, ...costs], incomes, [...nets, ...extras]];
  const columns = groups.flat();
  const years = Array.from({ length: n }, (_, t) => (x.calendar ? 2024 + t : t));
  const isSectioned = x.sections && x.across;
  const lines: TestCell[][] = isSectioned
    ? [
        [words.year, ...years],
        ...groups.flatMap((group, g): TestCell[][] =>
          group.length
            ? [
                ...(words.sections[g] ? [[words.sections[g]!]] : []),
                ...group.map((c): TestCell[] => [c.head, ...c.cells]),
                [],
              ]
            : [],
        ),
      ]
    : [[words.year, ...years], ...columns.map((c): TestCell[] => [c.head, ...c.cells])];
  const rows = x.across ? lines : lines[0]!.map((_, r) => lines.map((line) => line[r] ?? null));
  return {
    rows,
    amounts: net,
    dates: null,
    unit: 'year',
    cash: columns.filter((c) => c.isCash).map((c) => c.head),
  };
}

/** The answers that somebody gives who knows the deal; null where a question is none that such a person could answer. */
export function answersTo(laid: LaidParties, { questions, lines }: Reading): Record<string, string> | null {
  const headAt = (range: string) => lines.find((l) => l.range === range)?.head ?? '';
  const given: Record<string, string> = {};
  for (const { id, code, range, choices } of questions) {
    const isCash = laid.cash.includes(headAt(range));
    const has = (choice: string) => choices.some((c) => c.id === choice);
    if (code === 'lineUnclear' && has('own')) given[id] = isCash ? 'own' : 'leaveOut';
    else if (code === 'lineUnclear' && !isCash) given[id] = 'leaveOut';
    else if (code === 'headRepeated' && !isCash) given[id] = 'first';
    else return null;
  }
  return given;
}
