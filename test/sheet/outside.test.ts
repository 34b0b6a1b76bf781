import assert from 'node:assert/strict';
import { cellIssueMessage } from '../../src/i18n/index.ts';
import { gridAt, readSelection, type CellValue, type Reading } from '../../src/sheet/index.ts';

type Cells = readonly (readonly CellValue[])[];

const filledUp = (rows: Cells): CellValue[][] => {
  const width = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => Array.from({ length: width }, (_, c) => row[c] ?? null));
};
const across = (rows: Cells): CellValue[][] => {
  const full = filledUp(rows);
  return full[0]!.map((_, c) => full.map((row) => row[c]!));
};
/** `B6` for `F2`: the same cell of a block turned over. */
const turned = (text: string): string =>
  text.replace(
    /\b([A-Z])(\d+)\b/g,
    (_, letter: string, row: string) =>
      `${String.fromCharCode(64 + Number(row))}${letter.charCodeAt(0) - 64}`,
  );
const read = (rows: Cells): Reading => readSelection(gridAt(filledUp(rows), 'A1'));
const amounts = (r: Reading) => r.flows.map((f) => f.amount);
const told = (r: Reading) =>
  r.issues.map((i) => `${i.severity} ${i.code} ${i.cell} ${i.params?.range ?? ''}`.trimEnd());

const YEARS: Cells = [
  ['Year', 'Cash'],
  [0, -1000],
  [1, 400],
  [2, 500],
  [3, 600],
];
const DATES: Cells = [
  ['Date', 'Cash'],
  ['2024-12-31', -1000],
  ['2025-12-31', 400],
  ['2026-12-31', 500],
  ['2027-12-31', 600],
];
const CASH = [-1000, 400, 500, 600];

describe('What stands behind the years or dates of a table', () => {
  const cases: [what: string, behind: Cells, told: string[]][] = [
    ['nothing', [], []],
    [
      'measures at once',
      [
        ['IRR', 0.12],
        ['NPV', 2500],
      ],
      ['warning leftOut B6 B6:B7'],
    ],
    ['a measure after a blank row', [[], ['净现值', 2500]], ['warning leftOut B7 B7']],
    ['a measure that failed', [['IRR', '#NUM!']], ['warning leftOut B6 B6']],
    ['a total that is called so', [['合计', 500]], ['warning totalLeftOut B6 B2:B5']],
    ['a total without a name', [[null, 500]], ['warning totalLeftOut B6 B2:B5']],
    [
      'a total, and measures',
      [
        ['Total', 500],
        [null, 1.5],
        ['IRR', 0.12],
      ],
      ['warning totalLeftOut B6 B2:B5', 'warning leftOut B7 B7:B8'],
    ],
    ['notes', [['Source: model'], [], ['Note', null]], []],
    ['a number with no label after a blank row', [[], [null, 700]], ['warning leftOut B7 B7']],
    [
      'a second table with heads',
      [[], ['Exit multiple', 'IRR'], [8, 0.1], [10, 0.12]],
      ['warning leftOut B8 B8:B9'],
    ],
  ];
  for (const [what, behind, wanted] of cases)
    for (const [kind, table] of Object.entries({ years: YEARS, dates: DATES }))
      it(`${what}: it is no cash of a further period (${kind}, down and across)`, () => {
        const rows = [...table, ...behind];
        for (const [reading, expected] of [
          [read(rows), wanted],
          [read(across(rows)), wanted.map(turned)],
        ] as const) {
          assert.deepEqual(amounts(reading), CASH);
          assert.deepEqual(told(reading), expected);
        }
      });

  it('a second table with years of its own is not read on', () => {
    const rows = [...YEARS, [], ['Year', 'Fees'], [1, 5], [2, 6]];
    assert.deepEqual(told(read(rows)), ['warning leftOut B8 B8:B9']);
    assert.deepEqual(amounts(read(rows)), CASH);
    const beside = read(across(YEARS).concat([[]], [['Year', 1, 2, 3]], [['Fees', 5, 6, 7]]));
    assert.deepEqual(told(beside), ['warning leftOut B5 B5:D5']);
    assert.deepEqual(amounts(beside), CASH);
  });

  it('an amount right behind them that lacks its year or date is a fault there', () => {
    assert.deepEqual(told(read([...YEARS, [null, 700]])), ['error yearMissing A6']);
    assert.deepEqual(told(read(across([...YEARS, [null, 700]]))), ['error yearMissing F1']);
    assert.deepEqual(told(read([...DATES, [null, 700]])), ['error mixedDates A6']);
    const noted: Cells = [
      ['Year', 'State', 'Cash'],
      [1, 'actual', 5],
      [2, 'plan', 6],
      [null, 'plan', 7],
    ];
    assert.deepEqual(told(read(noted)), ['error yearMissing A4']);
  });

  it('says in both languages what was left out', () => {
    const [issue] = read([...YEARS, ['IRR', 0.12]]).issues;
    assert.match(cellIssueMessage(issue!, 'en'), /^B6 stands apart .* Left out\.$/);
    assert.match(cellIssueMessage(issue!, 'zh-CN'), /^B6 .*未计入。$/);
  });
});

describe('Years', () => {
  it('that lack one in the middle are a fault at that cell, whether it was counted or not', () => {
    for (const next of [
      [3, 4],
      [2, 3],
    ]) {
      const rows = [...YEARS.slice(0, 3), [null, 500], [next[0]!, 600], [next[1]!, 700]];
      assert.deepEqual(told(read(rows)), ['error yearMissing A4']);
      assert.deepEqual(told(read(across(rows))), ['error yearMissing D1']);
    }
  });

  it('with a subtotal among them are a fault at that cell', () => {
    const rows = [...YEARS.slice(0, 3), ['Subtotal', -600], ...YEARS.slice(3)];
    assert.deepEqual(told(read(rows)), ['error yearMissing A4']);
  });

  it('that are called so must follow one another', () => {
    const of = (...years: number[]) => told(read([['Year', 'Cash'], ...years.map((y) => [y, 10 * y * y])]));
    assert.deepEqual(of(1, 2, 3), []);
    assert.deepEqual(of(1, 2, 4), ['error yearNotNext A4']);
    assert.deepEqual(of(2, 1), ['error yearNotNext A3']);
    assert.deepEqual(of(2024, 2024, 2025), ['error yearNotNext A3']);
  });

  it('may be text, and stand behind the amounts', () => {
    const texts = read([
      ['年度', '现金流'],
      ['1', 100],
      ['2', 50],
      ['IRR', 0.1],
    ]);
    assert.deepEqual([amounts(texts), told(texts)], [[100, 50], ['warning leftOut B4 B4']]);
    const behind = read([
      ['Cash', 'Year'],
      [5, 1],
      [7, 2],
      [9, 3],
    ]);
    assert.deepEqual([amounts(behind), told(behind)], [[5, 7, 9], []]);
  });

  it('may have the investment above the first of them, and nothing else', () => {
    const opening = read([
      ['Year', 'Cash'],
      ['Closing', -100],
      [1, 5],
      [2, 600],
    ]);
    assert.deepEqual([amounts(opening), told(opening)], [[-100, 5, 600], []]);
    const measured = read([['IRR', 0.2], ['NPV', 7], [], ['Year', 'Cash'], [1, 5], [2, 600]]);
    assert.deepEqual([amounts(measured), told(measured)], [[5, 600], ['warning leftOut B1 B1:B2']]);
    const summed = read([
      ['Year', 'Total', 1, 2, 3],
      ['Cash', 15, 4, 5, 6],
    ]);
    assert.deepEqual([amounts(summed), told(summed)], [[4, 5, 6], ['warning totalLeftOut B2 C2:E2']]);
  });
});

describe('Years that are named', () => {
  for (const names of [
    ['第1年', '第2年', '第3年'],
    ['Year 1', 'Year 2', 'Year 3'],
    ['2023A', '2024E', '2025E'],
    ['FY2024', 'FY2025', 'FY2026'],
  ])
    it(`say where the cash ends: ${names.join(', ')}`, () => {
      const rows: Cells = [...names.map((name, i) => [name, 100 * (i + 1)]), ['IRR', 0.12]];
      for (const [block, cell] of [
        [rows, 'B4'],
        [across(rows), 'D2'],
      ] as const) {
        const reading = read(block);
        assert.deepEqual(amounts(reading), [100, 200, 300]);
        assert.deepEqual(told(reading), [`warning leftOut ${cell} ${cell}`]);
      }
    });

  it('follow one another', () => {
    const rows: Cells = [
      ['第1年', 100],
      ['第3年', 200],
      ['第4年', 300],
    ];
    assert.deepEqual(told(read(rows)), ['error yearNotNext A2']);
  });
});

describe('Lines beside those of a table', () => {
  const wide = across(YEARS);

  it('that are measures with labels are not the amounts', () => {
    const below: [Cells, string][] = [
      [[['IRR', 0.12]], 'B3 B3'],
      [[[], ['IRR', 0.12], ['NPV', -250]], 'B4 B4:B5'],
      [
        [
          ['IRR', 0.12],
          ['NPV', 250],
          ['MOIC', 1.5],
          ['DPI', 1.5],
          ['Peak', 9],
        ],
        'B3 B3:B7',
      ],
    ];
    for (const [rows, at] of below) {
      const reading = read([...wide, ...rows]);
      assert.deepEqual(amounts(reading), CASH);
      assert.deepEqual(told(reading), [`warning leftOut ${at}`]);
    }
    const measures: Cells = [
      ['IRR', 0.1],
      ['NPV', 5],
      ['MOIC', 2],
      ['DPI', 1],
    ];
    const beside = read(YEARS.map((row, r) => [...row, null, ...(measures[r] ?? [])]));
    assert.deepEqual([amounts(beside), told(beside)], [CASH, ['warning leftOut E1 E1:E4']]);
  });

  it('are amounts where they are cash, as the last of them', () => {
    const proForma = read([
      ['Year', 1, 2, 3, 4],
      ['Rent', 5, 5, 5, 5],
      ['Costs', -1, -1, -1, -1],
      ['Tax', 0, -1, -1, -1],
      [],
      ['Net', 4, 3, 3, 3],
      ['Exit', null, null, null, 70],
    ]);
    assert.deepEqual(amounts(proForma), [0, 0, 0, 70]);
    assert.deepEqual(
      proForma.sources!.map((source) => source.name),
      ['Rent', 'Costs', 'Tax', 'Net', 'Exit'],
    );
    const deals = read([
      ['Year', 0, 1, 2, 3],
      ['A', -100, 50, 60, 70],
      ['B', -50, null, null, null],
    ]);
    assert.deepEqual(
      deals.sources!.map((source) => source.flows.map((f) => f.amount)),
      [
        [-100, 50, 60, 70],
        [-50, 0, 0, 0],
      ],
    );
  });

  it('without years or dates are read as ever: to the last number', () => {
    const bare = read([
      ['Closing', -100],
      ['First', 60],
      ['Second', 70],
      ['IRR', 0.2],
    ]);
    assert.deepEqual([amounts(bare), told(bare)], [[-100, 60, 70, 0.2], []]);
  });
});
