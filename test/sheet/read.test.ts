import assert from 'node:assert/strict';
import { cellIssueMessage } from '../../src/i18n/index.ts';
import {
  gridAt,
  numberInText,
  readSelection,
  type CellValue,
  type Grid,
  type Reading,
} from '../../src/sheet/index.ts';
import { sampleRows as DEAL } from './sample.ts';

const read = (values: Grid['values'], numberFormats?: string[][]): Reading =>
  readSelection({ ...gridAt(values, 'Deal!B2'), ...(numberFormats ? { numberFormats } : {}) });
const amounts = (r: Reading) => r.flows.map((f) => f.amount);
const issues = (r: Reading) => r.issues.map((i) => `${i.severity} ${i.cell} ${i.code}`);

const edited = (row: number, column: number, value: CellValue) =>
  DEAL.map((line, r) => line.map((cell, c) => (r === row && c === column ? value : cell)));

describe('A selection as analysts have it', () => {
  it('is read: years, header, cash and a terms block below', () => {
    const r = read(DEAL);
    assert.equal(r.address, 'B2:C13');
    assert.deepEqual(amounts(r), [-10_000, 1000, 2000, 3000, 4000, 5000]);
    assert.deepEqual(r.flows.map((f) => f.cell).slice(0, 2), ['C3', 'C4']);
    assert.deepEqual(r.terms, [
      { id: 'hurdle_rate', value: 0.08, cell: 'C11' },
      { id: 'carry_rate', value: 0.2, cell: 'C12' },
      { id: 'unit', value: '万元', cell: 'C13' },
    ]);
    assert.equal(r.termsAddress, 'B11:C13');
    assert.deepEqual(r.issues, []);
  });

  it('is read the same in Chinese', () => {
    const r = read([
      ['年度', '净现金流'],
      [0, -100],
      [1, 120],
      ['门槛收益率', 0.08],
      ['业绩报酬比例', '20%'],
    ]);
    assert.deepEqual(amounts(r), [-100, 120]);
    assert.deepEqual(
      r.terms.map((t) => [t.id, t.value]),
      [
        ['hurdle_rate', 0.08],
        ['carry_rate', 0.2],
      ],
    );
  });

  it('may run across, with dates', () => {
    const r = read(
      [
        ['Date', 45_657, 46_022, 46_387],
        ['Cash', -100, 60, 70],
      ],
      [
        ['General', 'yyyy-mm-dd', 'yyyy-mm-dd', 'yyyy-mm-dd'],
        ['General', '0', '0', '0'],
      ],
    );
    assert.equal(r.dated, true);
    assert.deepEqual(amounts(r), [-100, 60, 70]);
    assert.deepEqual(
      r.flows.map((f) => f.date),
      [45_657, 46_022, 46_387],
    );
  });

  it('may be a bare column without an investment', () => {
    const r = read([[10], [20], [30]]);
    assert.deepEqual(
      r.flows.map((f) => [f.period, f.amount]),
      [
        [1, 10],
        [2, 20],
        [3, 30],
      ],
    );
  });

  it('reads a number stored as text, and says so', () => {
    const r = read(edited(4, 1, '3,000'));
    assert.equal(r.flows[3]!.amount, 3000);
    assert.deepEqual(issues(r), ['warning C6 numberAsText']);
  });

  it('leaves a total out, and says so', () => {
    const r = read(edited(7, 1, 15_000));
    assert.deepEqual(amounts(r), [-10_000, 1000, 2000, 3000, 4000, 5000]);
    assert.deepEqual(issues(r), ['warning C9 totalLeftOut']);
  });

  it('knows a total that Excel summed without a number stored as text', () => {
    const values = edited(4, 1, '3,000').map((line, r) => (r === 7 ? ['', 12_000] : line));
    assert.deepEqual(issues(read(values)), ['warning C9 totalLeftOut', 'warning C6 numberAsText']);
  });

  it('counts a blank as 0 and keeps its period', () => {
    const r = read(edited(4, 1, ''));
    assert.deepEqual(amounts(r), [-10_000, 1000, 2000, 0, 4000, 5000]);
    assert.deepEqual(issues(r), ['warning C6 blankIsZero']);
  });

  for (const [value, code] of [
    ['#REF!', 'errorForAmount'],
    ['abc', 'textForAmount'],
    ['待定', 'textForAmount'],
  ] as const)
    it(`refuses ${value} where an amount belongs, by its cell`, () => {
      const r = read(edited(4, 1, value));
      assert.deepEqual(issues(r), [`error C6 ${code}`]);
      assert.equal(r.flows[3]!.error, value);
      for (const locale of ['en', 'zh-CN'] as const)
        assert.ok(cellIssueMessage(r.issues[0]!, locale).includes(value));
    });

  it('refuses a rate of 8, which means 800 %, and offers 8 %', () => {
    const r = read(edited(9, 1, 8));
    assert.deepEqual(issues(r), ['error C11 rateLooksLikePercent']);
    assert.deepEqual(r.issues[0]!.repair, { cell: 'C11', value: 0.08 });
    assert.match(cellIssueMessage(r.issues[0]!, 'en'), /800 %/);
  });

  it('refuses a label that is nearly a term, and offers the term', () => {
    const r = read(edited(10, 0, 'Cary rate'));
    assert.deepEqual(issues(r), ['error B12 unknownTerm']);
    assert.equal(r.issues[0]!.repair?.value, 'carry_rate');
  });

  it('takes numbers under a date head for dates, with a word, down and across', () => {
    const [days, cash] = [
      ['Date', 45_291, 45_657, 46_022],
      ['Cash', -100, 60, 70],
    ];
    for (const grid of [
      [days, cash],
      days.map((day, i) => [day, cash[i]!]),
      days.map((day, i) => [i === 0 ? '日期' : day, cash[i]!]),
    ]) {
      const r = read(grid);
      assert.deepEqual(amounts(r), [-100, 60, 70]);
      assert.deepEqual(
        r.flows.map((f) => f.date),
        [45_291, 45_657, 46_022],
      );
      assert.deepEqual(issues(r), [`warning ${r.issues[0]!.cell} plainDates`]);
    }
    const [issue] = read(days.map((day, i) => [day, cash[i]!])).issues;
    assert.equal(
      cellIssueMessage(issue!, 'en'),
      'B3:B5 are numbers without a date format. Read as dates: 45,291 is 2023-12-31.',
    );
    assert.equal(
      cellIssueMessage(issue!, 'zh-CN'),
      'B3:B5 为未设日期格式的数字，已按日期读取：45,291 即 2023-12-31。',
    );
    // Amounts that look like days under another head stay amounts.
    assert.deepEqual(amounts(read([['Cash'], [-50_000], [30_000], [40_000]])), [-50_000, 30_000, 40_000]);
  });

  it('refuses a term given twice, dates backwards and an empty selection', () => {
    assert.ok(issues(read([...DEAL, ['hurdle_rate', 0.1]])).includes('error B14 duplicateTerm'));
    const backwards = read([
      ['2025-12-31', -100],
      ['2024-12-31', 120],
    ]);
    assert.deepEqual(issues(backwards), ['error B3 datesBackwards']);
    assert.deepEqual(
      issues(
        read([
          ['', ''],
          ['', null],
        ]),
      ),
      ['error B2 emptySelection'],
    );
    assert.deepEqual(issues(read([['nothing', 'here']])), ['error B2 noAmounts']);
  });
});

describe('Numbers in text', () => {
  for (const [text, value] of [
    ['3,000', 3000],
    ['(1,200.50)', -1200.5],
    ['￥5 000', 5000],
    ['１２３', 123],
    ['8%', 0.08],
    ['−40', -40],
    ['40-', -40],
    ['1,00', null],
    ['12 apples', null],
    ['', null],
  ] as const)
    it(`“${text}” is ${value ?? 'none'}`, () => assert.equal(numberInText(text), value));
});
