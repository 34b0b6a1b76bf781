/** Heads and figures that contradict each other, or that say less than they seem to. */
import assert from 'node:assert/strict';
import { readSelection } from '../../../src/sheet/read/index.ts';
import { across, asks, read, reads, years } from './asking.ts';
import { amounts, d, faults, inWords, notes, questions, sheetOf, terms, type TestCell } from './grids.ts';

const [y20, y21, y22] = [d('2020-12-31'), d('2021-12-31'), d('2022-12-31')];

describe('Heads against the figures below them', () => {
  it('are asked where the cash adds up what is called cumulative', () => {
    const rows = across(
      ['年度', 0, 1, 2, 3],
      ['累计净现金流', -100, 30, 40, 90],
      ['净现金流', -100, -70, -30, 60],
    );
    asks(rows, 'whichIsCash A1:E3');
    reads(rows, [-100, 30, 40, 90], { 'whichIsCash@A1:E3': 'A2:E2' });
    reads(rows, [-100, -70, -30, 60], { 'whichIsCash@A1:E3': 'A3:E3' });
  });

  it('are asked where an account is paid what the deal pays', () => {
    const rows = across(
      ['Date', 2020, 2021, 2022],
      ['Paid out', 100, 0, 0],
      ['Paid in', 0, 30, 120],
      ['Balance', 900, 930, 1050],
    );
    asks(rows, 'mixedSigns A1:D4');
    reads(rows, [-100, 30, 120], { 'mixedSigns@A1:D4': 'turned' });
    reads(rows, [100, -30, -120], { 'mixedSigns@A1:D4': 'byRole' });
  });

  it('explain no money by the word for a remark', () =>
    asks(across(years(3), ['Sources', 0, 30, 120], ['Uses', 100, 0, 0]), 'whichIsCash A1:D3'));
});

describe('Capital paid in and cash paid out', () => {
  it('of one period count as their net, which is said of capital, not of income and expense', () => {
    const both = read([
      ['Year', 'Capital calls', 'Distributions'],
      [0, 600, 0],
      [1, 400, 25],
      [2, 0, 1900],
    ]);
    assert.deepEqual(amounts(both), [-600, -375, 1900]);
    assert.ok(notes(both).includes('bothWays C3'));
    const often = read([
      ['年度', '实缴出资', '收益分配'],
      [0, 600, 0],
      [1, 400, 25],
      [2, 100, 1900],
    ]);
    assert.ok(notes(often).includes('bothWays C3:C4'));
    const deal = read([
      ['Year', 'Income', 'Expense'],
      [1, 600, 100],
      [2, 400, 25],
    ]);
    assert.ok(!notes(deal).some((note) => note.startsWith('bothWays')));
  });
});

describe('Currencies and versions in columns of their own', () => {
  const column = (head: string, names: string[], amounts: number[]): TestCell[][] => [
    ['日期', head, '金额'],
    ...[y20, y21, y22].map((day, i): TestCell[] => [day, names[i]!, amounts[i]!]),
  ];

  it('refuse several currencies, by whatever name', () => {
    const mixed = read(column('币种', ['人民币', '美金', '人民币'], [-100, 30, 120]));
    assert.deepEqual(faults(mixed), ['currenciesDiffer B3']);
    reads(column('币种', ['人民币', 'CNY', 'RMB'], [-100, 30, 120]), [-100, 30, 120]);
  });

  it('are lists where their dates come again', () => {
    const rows = (head: string, first: string, second: string): TestCell[][] => [
      [head, 'Date', 'Cash flow'],
      [first, y20, -100],
      [first, y21, 130],
      [second, y20, -200],
      [second, y21, 250],
    ];
    const funds = reads(rows('Fund', 'Fund I', 'Fund II'), [-300, 380]);
    assert.ok(funds.notes.some((n) => n.code === 'summed' && n.severity === 'warning'));
    asks(rows('Scenario', 'Base', 'Downside'), 'whichIsCash A1:A5');
    reads(rows('Scenario', 'Base', 'Downside'), [-200, 250], { 'whichIsCash@A1:A5': 'Downside' });
  });
});

describe('Texts of numbers in two styles', () => {
  const texts = (...amounts: string[]) => across(years(3), ['Cash flow', ...amounts]);

  it('are asked where a comma groups digits in one and is a mark in another', () => {
    assert.deepEqual(questions(read(texts('-1,000', '12,34', '1,200'))), ['numberStyle A2:D2']);
    reads(texts('-1.000,50', '12,34', '1.200'), [-1000.5, 12.34, 1200]);
  });
});

describe('Terms that say less than they seem to', () => {
  const flows: TestCell[][] = [[], ['Year', 0, 1, 2], ['Cash flow', -100, 30, 120]];
  const withTerms = (...rows: TestCell[][]) => readSelection(sheetOf('S', [...rows, ...flows]));
  const p = (percent: number): TestCell => ({ percent });

  it('take the share of the party that the label names, and refuse one that none names', () => {
    for (const [label, split] of [
      ['LP/GP split', '80/20'],
      ['GP/LP split', '20/80'],
      ['Profit split', '80% / 20%'],
      ['Carry', '80/20'],
    ] as const)
      assert.deepEqual(terms(withTerms([label, split])), { carry_rate: 0.2 }, label);
    for (const [label, value] of [
      ['Carry', '20%/80%'],
      ['超额收益分成', '20/80'],
      ['Promote', '15% over 12%'],
    ] as const)
      assert.deepEqual(faults(withTerms([label, value])), ['notNumber B1'], label);
  });

  it('are asked where a rate is one of a quarter or a month', () => {
    for (const label of [
      'Hurdle rate (quarterly)',
      'Monthly hurdle rate',
      '月度门槛收益率',
      '门槛收益率（每季）',
    ])
      assert.deepEqual(questions(withTerms([label, p(0.02)])), ['percentMeant B1'], label);
    assert.deepEqual(questions(withTerms(['Hurdle rate', p(0.02), 'per quarter'])), ['percentMeant B1']);
    for (const label of ['Hurdle rate (annual, compounded quarterly)', '门槛收益率（年化，按日计提）'])
      assert.deepEqual(terms(withTerms([label, p(0.08)])), { hurdle_rate: 0.08 }, label);
  });

  it('are asked where two values stand beside one label', () => {
    const reading = withTerms([null, 'Base', 'Alternative'], ['Hurdle rate', p(0.08), p(0.09)]);
    assert.deepEqual(questions(reading), ['termTwice C2'], inWords(reading));
  });

  it('are asked where one label alone has a slip', () =>
    assert.deepEqual(questions(withTerms(['Hurdel rate', p(0.08)])), ['slip A1']));
});

describe('Deals with money in and money out of each', () => {
  const byDeal = (rows: TestCell[][]) => readSelection(sheetOf('S', rows), { mode: 'american' });

  it('are told apart by what their heads name beside the way of the money', () => {
    const deals: [string, string, string, string][] = [
      ['Alpha contributions', 'Alpha distributions', 'Beta contributions', 'Beta distributions'],
      ['项目甲出资', '项目甲分配', '项目乙出资', '项目乙分配'],
      ['Capital calls (Alpha)', 'Proceeds (Alpha)', 'Capital calls (Beta)', 'Proceeds (Beta)'],
    ];
    for (const heads of deals) {
      const reading = byDeal([
        ['Date', ...heads],
        [y20, 100, 0, 50, 0],
        [y21, 0, 130, 0, 20],
        [y22, 0, 0, 0, 60],
      ]);
      assert.equal(reading.status, 'ready', inWords(reading));
      assert.deepEqual(
        reading.sources.map((s) => s.flows.map((f) => f.amount)),
        [
          [-100, 130, 0],
          [-50, 20, 60],
        ],
        heads[0],
      );
    }
    assert.deepEqual(
      byDeal([
        ['Year', '甲 出资', '甲 分配'],
        [0, 100, 0],
        [1, 0, 130],
      ]).sources.map((s) => s.name),
      ['甲'],
    );
  });
});
