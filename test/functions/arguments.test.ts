/** Ranges as analysts give them: what is no line of amounts or of dates is refused with its cell, never computed. */
import assert from 'node:assert/strict';
import { at, cells, close, column, excel, refused } from './cells.ts';

const { Mode } = cells;
const TERMS = [
  ['Hurdle rate', 0.08],
  ['Carry rate', 0.2],
  ['Catch-up', 1],
  ['Tax rate on carry', 0.3],
];
const CASH = column([-100, 30, 130]);
const DAYS = column([44196, 44561, 44926]);
const carry = (
  cash: unknown[][],
  dates?: unknown[][],
  mode: (typeof Mode)[keyof typeof Mode] = Mode.European,
) => cells.carry(mode, TERMS, cash, dates, undefined, at('S!A1', 'S!D1:E4', 'S!B2:B4', 'S!A2:A4'));

describe('Dates of a function', () => {
  it('are no years: as days they would lie in 1905', () => {
    const years = column([2031, 2032, 2033]);
    const irr = () => cells.irr(CASH, years, undefined, at('S!B2:B4', 'S!A2:A4'));
    assert.match(refused(irr).message, /^A2: 2031 is a year, not a date\./);
    assert.match(refused(() => carry(CASH, years)).message, /^A2 holds the year “2031”/);
    excel.Office = { context: { displayLanguage: 'zh-CN' } };
    try {
      assert.match(refused(irr).message, /^A2：2031 是年份/);
      assert.match(refused(() => carry(CASH, years)).message, /^A2 应为日期，当前为年份“2031”/);
    } finally {
      delete excel.Office;
    }
  });

  it('may be numbers such as 20201231', () => {
    const plain = column([20201231, 20211231, 20221231]);
    assert.equal(cells.irr(CASH, plain), cells.irr(CASH, DAYS));
    assert.equal(carry(CASH, plain), carry(CASH, DAYS));
  });

  it('may be texts with heads above both', () => {
    const texts = column(['Date', '31-Dec-2020', '2021年12月31日', '2022-12-31']);
    close(cells.irr(column(['Cash', -100, 30, 130]), texts), cells.irr(CASH, DAYS), 1e-12);
    close(Number(carry(column(['Cash', -100, 30, 130]), texts)), Number(carry(CASH, DAYS)), 1e-9);
  });
});

describe('Cash of a function', () => {
  it('is one row or one column: a block of several is refused, not read row by row', () => {
    for (const cash of [
      [
        [-100, -100],
        [30, -70],
        [130, 60],
      ],
      [
        [-100, 30, 130],
        [-100, -70, 60],
      ],
    ])
      assert.match(
        refused(() => carry(cash)).message,
        /^B2:\w\d has \d rows and \d columns, where one row or/,
      );
  });

  it('holds no percents', () => {
    const cash = column([-100, '30%', 130]);
    assert.match(refused(() => carry(cash)).message, /^B3 holds “30%”, where a number is needed/);
    assert.match(
      refused(() => cells.irr(cash, undefined, undefined, at('S!B2:B4'))).message,
      /^B3: 30% is not/,
    );
  });

  it('of deals holds no totals and no periods', () => {
    const american = (rows: unknown[][]) => refused(() => carry(rows, undefined, Mode.American)).message;
    const deals = [
      [-60, -40],
      [10, 20],
      [60, 70],
    ];
    const sum = (row: number[]) => row.reduce((a, b) => a + b, 0);
    assert.match(
      american([['Elm', 'Oak', 'Total'], ...deals.map((row) => [...row, sum(row)])]),
      /^“Total” at D2 is a total/,
    );
    assert.match(
      american([['Year', 'Elm', 'Oak'], ...deals.map((row, t) => [t, ...row])]),
      /^“Year” at B2 holds periods/,
    );
    assert.match(
      american([['Elm', 'Oak'], ...deals, [10, 50]]),
      /^B6:C6 are the totals of what stands before/,
    );
    assert.equal(typeof carry([['Elm', 'Oak'], ...deals], undefined, Mode.American), 'number');
  });
});

describe('The investment of a function', () => {
  const places = at('S!A1', 'S!D1:E5', 'S!B2:B4', '', 'S!C2:C4');
  const refusal = (terms: unknown[][], cash: unknown[][], contributions?: unknown[][]): string =>
    refused(() => cells.carry(Mode.European, terms, cash, undefined, contributions, places)).message;

  it('is not taken beside an outlay of another amount', () => {
    const terms = [...TERMS, ['Investment amount', 100]];
    assert.match(refusal(terms, column([-90, 30, 130])), /^B2 is −90, but the investment is given as 100\./);
    assert.equal(
      cells.carry(Mode.European, terms, column([30, 130])),
      cells.carry(Mode.European, terms, column([-100, 30, 130])),
    );
  });

  it('is not paid in once more at the closing, nor written with a sign', () => {
    assert.match(refusal(TERMS, CASH, column([100, 0, 0])), /^C2 holds a contribution of 100 at the closing/);
    assert.match(
      refusal(TERMS, CASH, column([0, -20, 0])),
      /^C3 holds −20: contributions are written without/,
    );
  });
});

describe('Texts among the amounts of a function', () => {
  it('in several currencies are refused at the first of another', () => {
    for (const amounts of [
      ['-$100', '€30', '$130'],
      ['-¥100', '30 USD', '130元'],
      ['-100元', '30 CNY', '130美元'],
    ]) {
      const cash = column(amounts);
      const cell = amounts[2] === '130美元' ? 'B4' : 'B3';
      const irr = refused(() => cells.irr(cash, undefined, undefined, at('S!B2:B4')));
      assert.match(irr.message, new RegExp(`^${cell}: .* is in another currency`));
      assert.match(refused(() => carry(cash)).message, /holds several currencies/);
    }
    close(cells.irr(column(['-¥100', '30 元', 'CNY 130'])), cells.irr(CASH), 1e-12);
  });

  it('are refused where one has a unit and others have none', () => {
    const cash = column([-1000, '300万', 1200]);
    for (const refusal of [
      refused(() => cells.irr(cash)),
      refused(() => cells.summary(Mode.European, TERMS, cash)),
    ])
      assert.match(refusal.message, /300万.*two ways/);
    close(cells.irr(column(['-1000万', '300万', '1200万'])), cells.irr(column([-1000, 300, 1200])), 1e-12);
  });

  it('are refused where a comma is a mark in one and groups digits in another', () => {
    const cash = column(['-1,000', '12,34', '1,200']);
    assert.match(
      refused(() => cells.irr(cash, undefined, undefined, at('S!B2:B4'))).message,
      /^B3: 12,34 may be read in two ways/,
    );
    assert.match(refused(() => carry(cash)).message, /at B3 may be read in two ways/);
  });
});

describe('Rates that are no terms', () => {
  const goal = (target: number) =>
    cells.solve('LP.irr', target, Mode.European, TERMS.slice(0, 3), CASH, 'exit', undefined, undefined, at());
  const map = (rates: number[]) =>
    cells.sensitivity(
      'LP.irr',
      Mode.European,
      TERMS.slice(0, 3),
      CASH,
      'hurdle_rate',
      [rates],
      'carry_rate',
      [[0.1, 0.2]],
      undefined,
      undefined,
      at(),
    );

  it('are refused above 1, as a target and as values of a map', () => {
    assert.match(refused(() => goal(12)).message, /^The rate 12 means 1,200 %/);
    assert.match(refused(() => map([6, 8])).message, /^A1, counted [^:]*: The rate 6 means 600 %/);
    assert.ok(goal(0.12) > 0);
    assert.equal(map([0.06, 0.08]).length, 3);
  });
});
