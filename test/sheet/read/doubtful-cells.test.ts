/** Signs, currencies, types and dates that say less than they seem to: read rightly, asked or refused. */
import assert from 'node:assert/strict';
import { readSelection } from '../../../src/sheet/read/index.ts';
import { across, asks, read, reads, years, type Rows } from './asking.ts';
import { d, faults, notes, sheetOf } from './grids.ts';

describe('Signs and currencies', () => {
  it('are asked where a net shows what is paid in as positive', () => {
    const rows = across(['Year', 2031, 2032, 2033, 2034], ['Net cash flow', 70, 20, -60, -90]);
    asks(rows, 'mixedSigns A2:E2');
    reads(rows, [-70, -20, 60, 90], { 'mixedSigns@A2:E2': 'turned' });
    reads(rows, [70, 20, -60, -90], { 'mixedSigns@A2:E2': 'ownSigns' });
  });

  it('of a net income below 0 are asked, not turned', () =>
    asks(
      across(
        years(3),
        ['Purchase price', 90, 0, 0],
        ['Net rental income', -2, -3, -1],
        ['Sale proceeds', 0, 0, 120],
      ),
      'mixedSigns A3:D3',
    ));

  it('that differ are refused at their cell, in texts and in formats', () => {
    assert.deepEqual(
      faults(
        read([
          ['Year', 'Net cash flow'],
          [0, '-$90'],
          [1, '€30'],
          [2, '$80'],
        ]),
      ),
      ['currenciesDiffer B3'],
    );
    const grid = sheetOf('S', [
      ['Year', 'Net cash flow'],
      [0, -90],
      [1, 30],
      [2, 80],
    ]);
    const formats = ['General', '[$€-407]#,##0', '"$"#,##0', '[$€-407]#,##0'].map((f) => ['General', f]);
    assert.deepEqual(faults(readSelection({ ...grid, numberFormats: formats })), ['currenciesDiffer B3']);
  });

  it('of one currency in several writings are one', () => {
    reads(
      [
        ['Year', 'Net cash flow'],
        [0, 'USD -90'],
        [1, '$30'],
        [2, 'US$80'],
      ],
      [-90, 30, 80],
    );
    reads(
      [
        ['年份', '净现金流'],
        [0, '¥-90'],
        [1, '30元'],
        [2, 'RMB 80'],
      ],
      [-90, 30, 80],
    );
  });

  it('bring an investment to the unit of the cash', () => {
    const reading = reads(
      [['投资金额（元）', 900_000], ['门槛收益率', '8%'], [], ['年份', '净现金流（万元）'], [1, 30], [2, 90]],
      [30, 90],
    );
    assert.equal(reading.terms.find((t) => t.id === 'investment_amount')?.value, 90);
    assert.ok(notes(reading).includes('unitChanged B1'));
  });

  it('are refused where the investment is in another currency than the cash', () => {
    for (const [investment, head] of [
      ['Investment (USD)', 'Net cash flow (CNY)'],
      ['投资金额（美元）', '净现金流（万元）'],
      ['投资金额（日元）', '净现金流（万元）'],
      ['投资金额（万欧元）', '净现金流（元）'],
    ] as const)
      assert.deepEqual(faults(read([[investment, 1000], [], ['Year', head], [1, 300], [2, 900]])), [
        'currenciesDiffer B1',
      ]);
  });

  it('do not make a percent of an amount', () =>
    assert.deepEqual(
      faults(
        read([
          ['Year', 'Net cash flow'],
          [0, -90],
          [1, '10%'],
          [2, 120],
        ]),
      ),
      ['notNumber B3'],
    ));
});

describe('Rows of a list', () => {
  const head = ['Date', 'Type', 'Amount'];

  for (const type of ['Refund of capital call', 'Return of distribution', 'Recalled distribution'])
    it(`“${type}” is asked`, () =>
      asks(
        [
          head,
          [d('2031-01-31'), 'Capital call', 90],
          [d('2031-06-30'), type, 9],
          [d('2032-01-31'), 'Distribution', 140],
        ],
        'typeUnknown B3',
      ));

  for (const type of ['返还出资', '出资退回', '返还本金'])
    it(`“${type}” gives capital back`, () =>
      void reads(
        [
          ['日期', '类型', '金额'],
          [d('2031-01-31'), '出资', 90],
          [d('2031-06-30'), type, 9],
          [d('2032-01-31'), '分配', 140],
        ],
        [-90, 9, 140],
      ));

  it('that were cancelled are asked, in a table as well', () => {
    const rows = (status: string): Rows => [
      [...head, 'Status'],
      [d('2031-01-31'), 'Capital call', 90, 'Paid'],
      [d('2031-06-30'), 'Distribution', 30, status],
      [d('2032-01-31'), 'Distribution', 140, 'Paid'],
    ];
    asks(rows('Cancelled'), 'typeUnknown D3');
    reads(rows('Cancelled'), [-90, 140], { 'typeUnknown@D3': 'noCash' });
    reads(rows('Cancelled'), [-90, 30, 140], { 'typeUnknown@D3': 'counts' });
    asks(
      [
        ['日期', '现金流', '状态'],
        [d('2031-01-31'), -90, ''],
        [d('2031-06-30'), 30, '已作废'],
        [d('2032-01-31'), 140, ''],
      ],
      'typeUnknown C3',
    );
  });

  it('of one scenario are chosen from those of several', () => {
    const rows: Rows = [
      [...head, 'Scenario'],
      [d('2031-01-31'), 'Capital call', 90, 'Base'],
      [d('2032-01-31'), 'Distribution', 140, 'Base'],
      [d('2031-01-31'), 'Capital call', 90, 'Low'],
      [d('2032-01-31'), 'Distribution', 100, 'Low'],
    ];
    asks(rows, 'whichIsCash D1:D5');
    reads(rows, [-90, 100], { 'whichIsCash@D1:D5': 'Low' });
  });

  it('of several funds are added up with a word, and told apart where a mode does', () => {
    const rows: Rows = [
      ['Date', 'Fund', 'Type', 'Amount'],
      [d('2031-01-31'), 'Elm', 'Capital call', 90],
      [d('2031-01-31'), 'Oak', 'Capital call', 40],
      [d('2032-01-31'), 'Elm', 'Distribution', 120],
      [d('2032-01-31'), 'Oak', 'Distribution', 70],
    ];
    const reading = reads(rows, [-130, 190]);
    assert.ok(reading.notes.some((n) => n.range === 'B1:B5' && n.severity === 'warning'));
    const apart = readSelection(sheetOf('S', rows), { mode: 'american' });
    assert.deepEqual(
      apart.sources.map((s) => s.name),
      ['Elm', 'Oak'],
    );
  });
});

describe('Dates that Excel took another way round', () => {
  const rows = (first: string): Rows => [
    ['Date', 'Net cash flow'],
    [d(first), -90],
    ['13/05/2031', 30],
    [d('2032-03-02'), 120],
  ];

  it('are refused where those it could not read stayed text', () =>
    assert.deepEqual(faults(read(rows('2031-05-01'))), ['dateOrderMixed A2']));

  it('are read where one of them is beyond the twelfth', () =>
    void reads(rows('2031-04-30'), [-90, 30, 120]));
});
