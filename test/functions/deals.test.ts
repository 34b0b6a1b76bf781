import assert from 'node:assert/strict';
import { at, CASH, cells, column, refused, TERMS } from './cells.ts';

const { Mode } = cells;

describe('Deals and pots in columns', () => {
  const terms = [
    ['Hurdle rate', 0],
    ['Carry rate', 0.2],
    ['Catch-up share', 1],
    ['Tax rate on carry', 0],
  ];
  // The published example of three deals: carry of 1 and 1, of which nothing is left to give back.
  const deals = [
    ['One', 'Two', 'Three'],
    [-20, -45, -50],
    [25, '', ''],
    ['', 35, ''],
    ['', '', 65],
  ];
  it('a column for each deal pays carry deal by deal, its losses made up first', () => {
    const carried = [1, 2, 3].map((k) =>
      cells.payout('GP', Mode.American, terms, deals, undefined, undefined, k),
    );
    assert.deepEqual(
      carried.map((c) => Math.round(c * 1e9) / 1e9),
      [1, 0, 1],
    );
    assert.equal(cells.clawback(Mode.American, terms, deals), 0);
  });
  it('CLAWBACK is what was paid beyond the carry of the whole fund', () => {
    const lost = deals.map((row, k) => (k === 4 ? ['', '', 30] : row));
    assert.equal(cells.clawback(Mode.American, terms, lost), 1);
    assert.equal(cells.clawback(Mode.CapitalFirst, TERMS, CASH), 0);
  });
  it('two deals of one name are refused', () => {
    const named = deals.map((row, k) => (k === 0 ? ['One', 'Two', 'One'] : row));
    assert.match(
      refused(() => cells.carry(Mode.American, terms, named)).message,
      /^C2, counted from the first cell of the range: Two deals are called .*One/,
    );
  });
  it('a deal without its cost is refused at its cell', () => {
    const { message } = refused(() =>
      cells.carry(
        Mode.American,
        terms,
        deals.map(([one, two], k) => [one, k === 1 ? 45 : two]),
        undefined,
        undefined,
        at('', 'A1:B4', 'Deal!E1:F5'),
      ),
    );
    assert.match(message, /F2: .*Two.*cost/);
  });
  it('deals stand beside dates, with blank rows and heads left out', () => {
    const dates = column(['Date', '2020-12-31', '2021-12-31', '', '2022-12-31', '2023-12-31']);
    const spaced = [...deals.slice(0, 3), ['', '', ''], ...deals.slice(3)];
    const dated = cells.distribute(Mode.American, terms, spaced, dates);
    const plain = cells.distribute(
      Mode.American,
      terms,
      deals,
      column(['Date', '2020-12-31', '2021-12-31', '2022-12-31', '2023-12-31']),
    );
    assert.deepEqual(dated, plain);
    assert.equal(cells.carry(Mode.American, terms, spaced, dates), 2);
  });
  it('later contributions beside the cash of deals are refused: their costs are what is paid in', () => {
    const added = column([0, 0, 20, 0, 0]);
    const where = at('', 'A1:B4', 'Deal!E1:G5', '', 'Deal!H1:H5');
    const { message } = refused(() => cells.carry(Mode.American, terms, deals, undefined, added, where));
    assert.equal(
      message,
      'H3 holds contributions: this mode takes what is paid in from the columns of cash themselves.',
    );
  });
  it('text among the cash of a deal is refused with its cell', () => {
    const wrong = deals.map((row, k) => (k === 2 ? [25, 'sold', ''] : row));
    assert.match(
      refused(() =>
        cells.carry(Mode.American, terms, wrong, undefined, undefined, at('', 'A1:B4', 'Deal!E1:G5')),
      ).message,
      /^F3 holds .sold., where a number is needed/,
    );
  });
  it('a column for each pot runs its own tiers over the same balances', () => {
    const re = [
      ['GP ratio', 0],
      ['Hurdle rate', 0.1],
      ['Promote on operations', 0.2],
      ['Carry rate', 0.3],
    ];
    const cash = [
      ['Operations', 'Sale'],
      [-100, 0],
      [15, 0],
      [5, 150],
    ];
    // Year 1: 10 of return, 5 split 4 / 1. Year 2: 5 of return; the sale pays the other 5, 100 of capital, 45 split 31.5 / 13.5.
    const { RealEstate: mode } = Mode;
    assert.ok(Math.abs(cells.payout('GP', mode, re, cash) - 14.5) < 1e-9);
    assert.ok(Math.abs(cells.payout('LP', mode, re, cash, undefined, undefined, 1) - 14) < 1e-9);
    const swapped = cash.map(([operations, sale]) => [sale, operations]);
    assert.ok(Math.abs(cells.payout('GP', mode, re, swapped) - 14.5) < 1e-9, 'whatever their order');
    const { message } = refused(() => cells.carry(mode, re, CASH));
    assert.match(message, /1 columns of cash; this mode takes 2/);
  });
  it('fund modes take dates of any distance', () => {
    const dates = column(['2024-01-01', '2024-04-01', '2024-10-01', '2025-01-01']);
    const europe = cells.terms(Mode.European);
    const carry = cells.carry(Mode.European, europe, column([-100, 0, 0, 130]), dates);
    assert.ok(Math.abs(carry - 6) < 1e-9, String(carry));
  });
  it('the classic five count days between dates that lie otherwise than a year apart, and whole years when told to', () => {
    const dates = column(['2024-01-01', '2024-04-01', '2024-10-01', '2025-01-01']);
    const cash = column([-100, 0, 0, 130]);
    // 8 % simple over the 366 days of 2024: 8.0219..., of what is left a fifth.
    const carry = cells.carry(Mode.CapitalFirst, TERMS, cash, dates);
    assert.ok(Math.abs(carry - 0.2 * (30 - (8 * 366) / 365)) < 1e-9, String(carry));
    for (const [label, choice] of [
      ['Accrual', 'By whole years'],
      ['计息方式', '按整年'],
    ])
      assert.match(
        refused(() => cells.carry(Mode.CapitalFirst, [...TERMS, [label, choice, '']], cash, dates)).message,
        /year/,
      );
  });
  it('a hurdle rate may change at dates: a row for each', () => {
    const dates = column(['2024-01-01', '2025-01-01', '2026-01-01', '2027-01-01']);
    const stepped = [
      ['Hurdle rate', 0.08, ''],
      ['Hurdle rate from 2025-01-01', 0.1, ''],
      ['门槛收益率 自 2026年1月1日', 0.12, ''],
      ['Carry rate', 0.2, ''],
    ];
    const cash = column([-100, 0, 0, 200]);
    const carry = cells.carry(Mode.CapitalFirst, stepped, cash, dates);
    assert.ok(Math.abs(carry - 0.2 * (100 - 8 - 10 - 12)) < 1e-9, String(carry));
    const { message } = refused(() =>
      cells.carry(Mode.CapitalFirst, [...stepped, ['Hurdle rate from spring', 0.2, '']], cash, dates),
    );
    assert.match(message, /Hurdle rate from spring/);
  });
});
