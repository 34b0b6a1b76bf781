import assert from 'node:assert/strict';
import { headSays, isTotalName, moneyUnit } from '../../../src/sheet/read/index.ts';

describe('Heads of lines', () => {
  for (const [head, says] of [
    ['Net cash flow', 'net'],
    ['NCF', 'net'],
    ['CF', 'net'],
    ['Amount', 'net'],
    ['Distributable cash', 'net'],
    ['净现金流（万元）', 'net'],
    ['可分配现金', 'net'],
    ['金额', 'net'],
    ['Contributions', 'paidIn'],
    ['Capital calls', 'paidIn'],
    ['LP contributions', 'paidIn'],
    ['Drawdown', 'paidIn'],
    ['Running costs', 'paidIn'],
    ['实缴', 'paidIn'],
    ['缴款', 'paidIn'],
    ['管理人出资', 'paidIn'],
    ['期初投资', 'paidIn'],
    ['Distributions', 'paidOut'],
    ['Sale proceeds', 'paidOut'],
    ['回款', 'paidOut'],
    ['利息收入', 'paidOut'],
    ['税后分配', 'paidOut'],
    ['Distributions after fees', 'paidOut'],
    ['Income tax', 'paidIn'],
    ['Investment income', 'paidOut'],
    ['Tax refund', null],
    ['出资退回', null],
    ['NetCashFlow', 'net'],
    ['Rent (psf)', 'value'],
    ['税率', 'share'],
    ['Cumulative cash flow', 'derived'],
    ['累计分配', 'derived'],
    ['Present value', 'derived'],
    ['Closing balance', 'derived'],
    ['余额', 'derived'],
    ['Days elapsed', 'derived'],
    ['Growth %', 'share'],
    ['占比', 'share'],
    ['IRR', 'result'],
    ['Carried interest', 'result'],
    ['还本', 'result'],
    ['收益', 'result'],
    ['LP', 'result'],
    ['NAV', 'value'],
    ['Date', 'period'],
    ['年度', 'period'],
    ['Cash flow date', 'period'],
    ['Harbor', null],
  ] as const)
    it(`“${head}” says ${says ?? 'nothing'}`, () => assert.equal(headSays(head), says));

  it('name totals and units of money', () => {
    for (const name of [
      'Total',
      'Grand total',
      'Total 2021',
      '2021 Total',
      'Subtotal',
      '合计',
      '2021年合计',
      '小计',
    ])
      assert.ok(isTotalName(name), name);
    for (const name of ['Year 1', 'Q1 2020', '2021']) assert.ok(!isTotalName(name), name);
    assert.equal(moneyUnit('单位：万元'), '万元');
    assert.equal(moneyUnit('净现金流（万元）'), '万元');
    for (const unit of ['USD m', '万美元', '百万日元', '英镑', 'EUR k', '$m'])
      assert.equal(moneyUnit(unit), unit);
    assert.equal(moneyUnit('Net cash flow'), null);
  });
});
