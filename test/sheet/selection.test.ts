import assert from 'node:assert/strict';
import { cellIssueMessage } from '../../src/i18n/index.ts';
import { gridAt, readSelection, type CellValue, type Reading } from '../../src/sheet/index.ts';
import { sampleRows } from './sample.ts';

const read = (rows: readonly (readonly CellValue[])[], mode?: string): Reading =>
  readSelection(gridAt(rows, 'Deal!B2'), mode);
const issuesOf = (reading: Reading): string[] =>
  reading.issues.map((i) => `${i.severity} ${i.cell} ${cellIssueMessage(i, 'en')}`);

describe('A selection in the pane', () => {
  it('is flows with their cells, terms with theirs and the range they stand in', () => {
    const reading = read(sampleRows);
    assert.equal(reading.status, 'ready');
    assert.deepEqual(
      reading.flows.map(({ period, amount, cell }) => [period, amount, cell]),
      [-10_000, 1000, 2000, 3000, 4000, 5000].map((amount, k) => [k, amount, `C${k + 3}`]),
    );
    assert.equal(reading.termsAddress, 'B11:C13');
    assert.deepEqual(issuesOf(reading), []);
  });

  it('names a cell that is no number with what stands in it', () => {
    const reading = read([
      ['Year', 'Cash'],
      [0, -100],
      [1, 'abc'],
      [2, 120],
    ]);
    assert.equal(reading.status, 'refused');
    assert.deepEqual(issuesOf(reading), ['error C4 C4 holds “abc”, where a number is needed.']);
    assert.equal(reading.flows[1]!.error, 'abc');
  });

  it('has the unit of a head or a title among its terms, with its cell', () => {
    const unitOf = (rows: readonly (readonly CellValue[])[]) =>
      read(rows)
        .terms.filter((t) => t.id === 'unit')
        .map((t) => `${t.value} ${t.cell}`);
    const flows = [
      [0, -100],
      [1, 120],
    ];
    assert.deepEqual(unitOf([['年度', '净现金流（万元）'], ...flows]), ['万元 C2']);
    assert.deepEqual(unitOf([['远景基金', ''], ['单位：万元', ''], ['年度', '净现金流'], ...flows]), [
      '万元 B3',
    ]);
    assert.deepEqual(unitOf([['年度', '净现金流'], ...flows]), []);
  });

  it('says once what holds of several cells of a line, and marks those cells alone', () => {
    const reading = read([
      ['Year', 'Cash'],
      [0, '-100'],
      [1, null],
      [2, 30],
      [3, null],
      [4, '120'],
    ]);
    assert.deepEqual(issuesOf(reading), [
      'warning C4 2 cells of C4:C6 are blank and count as 0.',
      'warning C3 2 numbers of C3:C7 are stored as text. C3 is read as −100.',
    ]);
    assert.deepEqual(
      reading.flows.map((f) => f.doubtful === true),
      [true, true, false, true, true],
    );
  });

  it('tells what was left out without a doubt, and an investment that the cash contradicts with one', () => {
    const rows = (investment: number) => [
      ['Investment amount', investment],
      ['Periodic fee', 0.02],
      [],
      ['Year', 'Cash'],
      [0, -100],
      [1, 120],
    ];
    const told = read(rows(500));
    assert.deepEqual(issuesOf(told), [
      'warning C2 C2 gives an investment of 500, but the cash begins with 100 paid in at C6. The cash is used.',
    ]);
    assert.deepEqual(
      told.notes?.map((n) => n.message.en),
      ['“Periodic fee” at B3 is not used.'],
    );
    assert.deepEqual(issuesOf(read(rows(100))), []);
  });

  it('offers to write 8 % where a cell in a format of percent holds 8', () => {
    const grid = {
      ...gridAt(
        [
          ['Hurdle rate', 8],
          ['', ''],
          ['Year', 'Cash'],
          [0, -1],
          [1, 2],
          [2, 3],
        ],
        'Deal!B2',
      ),
    };
    const numberFormats = grid.values.map((row, r) =>
      row.map((_, c) => (r === 0 && c === 1 ? '0%' : 'General')),
    );
    const [issue] = readSelection({ ...grid, numberFormats }).issues;
    assert.deepEqual(issue!.repair, { cell: 'C2', value: 0.08 });
  });

  it('asks which of two lines is the cash, and takes the answer', () => {
    const rows = [
      ['Year', 'Alpha', 'Beta'],
      [0, -100, -60],
      [1, 30, 20],
      [2, 140, 90],
    ];
    const asked = read(rows);
    assert.equal(asked.status, 'question');
    const [question] = asked.questions!;
    const answered = readSelection(gridAt(rows, 'Deal!B2'), undefined, {
      answers: { [question!.id]: question!.choices[1]!.id },
      roles: {},
    });
    assert.equal(answered.status, 'ready');
    assert.deepEqual(
      answered.flows.map((f) => f.amount),
      [-60, 20, 90],
    );
  });

  it('is quarters or months where its line of periods says so', () => {
    for (const [heads, unit] of [
      [['Q1 2024', 'Q2 2024', 'Q3 2024'], 'quarter'],
      [['Month 1', 'Month 2', 'Month 3'], 'month'],
    ] as const) {
      const reading = read([
        ['Period', 'Net cash flow'],
        [heads[0], -100],
        [heads[1], 60],
        [heads[2], 70],
      ]);
      assert.equal(reading.status, 'ready');
      assert.equal(reading.unit, unit);
    }
  });

  it('tells a number that stands apart as a doubt', () => {
    const reading = read([
      ['Year', 'Cash'],
      [0, -100],
      [1, 30],
      [2, 90],
      ['', ''],
      ['', 77],
    ]);
    assert.deepEqual(issuesOf(reading), ['warning C7 C7 was left out.']);
  });
});
