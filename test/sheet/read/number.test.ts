import assert from 'node:assert/strict';
import { parseNumber, styleOf } from '../../../src/sheet/read/index.ts';
import { asks, reads } from './asking.ts';

const read = (text: string, style?: 'point' | 'comma'): unknown => {
  const parsed = parseNumber(text, style);
  return parsed.kind === 'number'
    ? parsed.value
    : parsed.kind === 'ambiguous'
      ? [parsed.point, parsed.comma]
      : parsed.kind;
};

describe('Numbers in text', () => {
  for (const [text, value] of [
    ['3,000', 3000],
    ['1,234,567.89', 1_234_567.89],
    ['1,2345', 12_345],
    ['1,2345,6789', 123_456_789],
    ['5 000', 5000],
    ["1'000'000", 1_000_000],
    ['.5', 0.5],
    ['0.125', 0.125],
    ['１２３', 123],
    ['+40', 40],
    ['-40', -40],
    ['\u221240', -40],
    ['40-', -40],
    ['(1,200.50)', -1200.5],
    ['(¥1,000)', -1000],
    ['¥1,000', 1000],
    ['￥5 000', 5000],
    ['$2.5', 2.5],
    ['-$2.5', -2.5],
    ['$-2.5', -2.5],
    ['€ 1,000', 1000],
    ['£3', 3],
    ['1,000元', 1000],
    ['CNY 1,000', 1000],
    ['1,000 USD', 1000],
    ['3k', 3000],
    ['2.5m', 2_500_000],
    ['1.2mn', 1_200_000],
    ['1bn', 1e9],
    ['3千', 3000],
    ['1.5万', 15_000],
    ['2亿', 2e8],
    ['100万元', 1_000_000],
    ['8%', 0.08],
    ['7.5 %', 0.075],
    ['(5%)', -0.05],
    ['1.5e3', 1500],
    ['1.500,00', 1500],
    ['1.234.567,8', 1_234_567.8],
    ['1,5', 1.5],
  ] as const)
    it(`“${text}” is ${value}`, () => assert.equal(read(text), value));

  for (const text of ['', '-', '–', '—', 'n/a', 'N/A', 'n.a.', '无', '  '])
    it(`“${text}” is blank`, () => assert.equal(read(text), 'blank'));

  for (const text of [
    '1,2,3',
    '1,23',
    '20-25',
    '10-15%',
    '2012-12-01',
    '5)',
    '(5',
    '((5))',
    '-(5)',
    '--5',
    '12 apples',
    'Q4 2020',
    '1,00,000',
    '1,2345,678',
    '¥5$',
    '1 2',
    '3 000 00',
    '1.2.3',
    '5%%',
    'abc',
    '31-Dec-2020',
  ])
    it(`“${text}” is no number`, () => assert.equal(read(text), text === '1,23' ? 1.23 : 'none'));

  it('may be either of two where a point may group or part', () => {
    assert.deepEqual(read('1.500'), [1.5, 1500]);
    assert.equal(read('1.500', 'point'), 1.5);
    assert.equal(read('1.500', 'comma'), 1500);
    assert.equal(read('1,500', 'comma'), 1.5);
    assert.equal(read('1,5', 'point'), 'none');
  });

  it('follow the style of the other cells', () => {
    assert.equal(styleOf(['1.500', '2,5']), 'comma');
    assert.equal(styleOf(['1,500', '2.5']), 'point');
    assert.equal(styleOf(['1,500', '300']), undefined);
    assert.equal(styleOf(['2,5', '2.5']), 'mixed');
  });
});

describe('A unit in some amounts of a line', () => {
  const rows = (...amounts: (string | number | null)[]) => [
    ['Year', 'Cash flow'],
    ...amounts.map((amount, year) => [year, amount]),
  ];
  it('is asked at the first that has one, and each answer gives its figures', () => {
    for (const [text, own] of [
      ['300万', 3_000_000],
      ['300k', 300_000],
      ['0.3bn', 300_000_000],
    ] as const) {
      const table = rows(-1000, text, 1200);
      asks(table, 'numberStyle B3');
      reads(table, [-1000, own, 1200], { 'numberStyle@B3': 'ownUnit' });
      reads(table, [-1000, own === 300_000_000 ? 0.3 : 300, 1200], { 'numberStyle@B3': 'oneUnit' });
    }
    asks(rows('-1,000', '300万', '1,200'), 'numberStyle B3');
  });
  it('is no question where all have one, whichever, beside blanks and zeros', () => {
    reads(rows('-1000万', null, 0, '-', '0.12亿'), [-10_000_000, 0, 0, 0, 12_000_000]);
  });
});
