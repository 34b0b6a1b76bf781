/** Heads that say less than they seem to: read rightly, asked or refused. */
import assert from 'node:assert/strict';
import { across, asks, read, reads, years } from './asking.ts';
import { d, faults, roles } from './grids.ts';

describe('Heads that turn money round, or are none', () => {
  for (const head of [
    'Tax refund',
    'Contributions returned',
    'Expense reimbursements',
    'Cost savings',
    'Lost rent',
    'Rent receivable',
    '出资退回',
    '税费返还',
    '租金减免',
    '应付费用',
  ])
    it(`“${head}” is asked`, () =>
      asks(
        across(years(3), ['Contributions', 100, 0, 0], [head, 0, 4, 5], ['Distributions', 0, 20, 130]),
        'lineUnclear A3:D3',
      ));

  for (const [head, amount] of [
    ['Tax rate', 0.25],
    ['税率', 0.06],
    ['Exit cap rate', 0.05],
    ['Rent per sqm', 41],
    ['Cost ($/unit)', 38],
    ['租金单价', 3.6],
    ['Occupied units', 88],
    ['已售套数', 12],
    ['Exit year', 2031],
    ['退出年份', 2031],
  ] as const)
    it(`“${head}” is no cash`, () => {
      const rows = across(
        years(3),
        ['Contributions', 100, 0, 0],
        [head, amount, amount, amount],
        ['Distributions', 0, 20, 130],
      );
      assert.equal(roles(reads(rows, [-100, 20, 130]))[head], 'derived');
    });

  for (const [head, flow] of [
    ['Income tax', -6],
    ['Cost of sales', -6],
    ['Selling costs', -6],
    ['销售费用', -6],
    ['Investment income', 6],
    ['Proceeds from investments', 6],
    ['投资收入', 6],
  ] as const)
    it(`“${head}” is ${flow < 0 ? 'paid' : 'received'}`, () =>
      void reads(
        across(years(3), ['Equity contributions', 100, 0, 0], [head, 0, 6, 0], ['Distributions', 0, 20, 130]),
        [-100, 20 + flow, 130],
      ));

  it('say what they say against their section only when asked', () =>
    asks(
      [
        ['', 2031, 2032, 2033],
        ['Cash outflows'],
        ['Land purchase', 500, 0, 0],
        ['Ground rent', 9, 9, 9],
        ['Cash inflows'],
        ['Sales revenue', 0, 300, 900],
      ],
      'lineUnclear A4:D4',
    ));

  it('of prices and rates are no cash where no other line is', () => {
    for (const head of ['Closing price', 'Exchange rate', '汇率', 'Occupied units']) {
      const { status } = read([
        ['Date', head],
        [d('2031-01-31'), 71],
        [d('2031-02-28'), 72],
        [d('2031-03-31'), 74],
      ]);
      assert.notEqual(status, 'ready', head);
    }
  });

  it('are read as programs write them', () =>
    void reads(
      across(['Year', 0, 1, 2], ['CapitalCalls', 90, 0, 0], ['CashDistributions', 0, 10, 120]),
      [-90, 10, 120],
    ));

  it('of one party’s cash are asked: what is shared out is the cash of all', () => {
    const rows = across(years(3), ['Net LP cash flow', -80, 10, 120]);
    asks(rows, 'partyCash A2:D2');
    reads(rows, [-80, 10, 120], { 'partyCash@A2:D2': 'use' });
    assert.deepEqual(faults(read(rows, { 'partyCash@A2:D2': 'leaveOut' })), ['noFlows A1']);
    asks(
      across(['日期', 2030, 2031, 2032], ['LP出资', 90, 0, 0], ['LP收回', 0, 20, 130]),
      'lineUnclear A3:D3',
    );
    reads(across(years(3), ['Harbor Fund II LP cash flow', -80, 10, 120]), [-80, 10, 120]);
    reads(across(['年度', 0, 1, 2], ['远景有限合伙企业净现金流', -80, 10, 120]), [-80, 10, 120]);
  });

  it('of parties are summed up by a total that begins with an outlay', () => {
    reads(
      across(years(3), ['LP', -90, 27, 108], ['GP', -10, 3, 12], ['Total', -100, 30, 120]),
      [-100, 30, 120],
    );
    assert.equal(
      read(across(years(3), ['LP', 0, 27, 108], ['GP', 0, 3, 12], ['Total', 0, 30, 120])).status,
      'refused',
    );
  });
});
