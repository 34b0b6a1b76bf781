import assert from 'node:assert/strict';
import { at, CASH, cells, close, column, refused } from './cells.ts';
import { returns, type ReturnCase } from './published.ts';

/** What each kind of published vector asks of a cell. */
const MEASURES: Record<string, (c: ReturnCase) => number> = {
  mirr: (c) => cells.mirr([c.values!], c.financeRate!, c.reinvestRate!),
  ks_pme: (c) => cells.kspme([c.values!], [c.index!], c.nav),
  direct_alpha: (c) => cells.directalpha([c.values!], [c.index!], c.nav),
  ln_pme: (c) => cells.lnpme([c.values!], [c.index!]),
  pme_plus: (c) => cells.pmeplus([c.values!], [c.index!], c.nav),
  dpi: (c) => cells.dpi([c.values!]),
  tvpi: (c) => cells.tvpi([c.values!], c.nav!),
};

describe('Published measures in cells', () => {
  for (const c of returns.filter(({ kind }) => kind in MEASURES))
    it(c.id, () => close(MEASURES[c.kind]!(c), c.expected as number, c.tolerance));
});

describe('Measures against an index', () => {
  const FLOWS = column(['Flow', -100, -50, 60, 10, '']);
  const INDEX = column(['Index', 100, 105, 115, 117, 120]);
  const YEARLY = column(['Date', ...[0, 1, 2, 3, 4].map((k) => 45_000 + 365 * k)]);
  it('leave out a head and keep the place of a blank flow', () => {
    close(cells.kspme(FLOWS, INDEX, 110), 1.0323030172258785, 1e-10);
    close(cells.directalpha(FLOWS, INDEX, 110), 0.010898450761217657, 1e-10);
  });
  it('give with dates a year of 365 days apart what they give without, in any order', () => {
    const turned = (cells: unknown[][]) => [cells[0]!, ...cells.slice(1).reverse()];
    for (const measure of [cells.directalpha, cells.pmeplus]) {
      const rate = measure(FLOWS, INDEX, 110);
      close(measure(FLOWS, INDEX, 110, YEARLY), rate, 1e-10);
      close(measure(turned(FLOWS), turned(INDEX), 110, turned(YEARLY)), rate, 1e-10);
    }
    close(cells.lnpme(FLOWS, INDEX, YEARLY), cells.lnpme(FLOWS, INDEX), 1e-10);
  });
  it('name the level that is none', () => {
    for (const level of [0, -5, 'n/a', '', '#N/A']) {
      const error = refused(() =>
        cells.kspme(column([-1, 2]), column([100, level]), 0, at('C3:C4', 'Deal!E3:E4')),
      );
      assert.equal(error.code, '#VALUE!');
      assert.match(error.message, /^E4: .*above 0/);
    }
  });
  it('name the flow that is text, also where it stands first', () => {
    const error = refused(() => cells.lnpme(column(['x', 2]), column([100, 110]), undefined, at('C3:C4')));
    assert.match(error.message, /^C3: x is not a number/);
    close(
      cells.kspme(column(['-100', 120]), column(['100', 110])),
      cells.kspme(column([-100, 120]), column([100, 110])),
      1e-12,
    );
  });
  it('name the date that is none by its own cell', () => {
    const where = at('C3:C5', 'D3:D5', 'E3:E5');
    const dates = column([45_000, 45_100, 'later']);
    const error = refused(() => cells.lnpme(column([-1, 1, 1]), column([1, 1, 1]), dates, where));
    assert.match(error.message, /^E5: later is not a date/);
  });
  it('have no answer for ranges of different length, nothing paid in, nothing received', () => {
    for (const call of [
      () => cells.kspme([[-1, 2]], [[1, 1, 1]]),
      () => cells.directalpha([[-1, 2]], [[1, 1]], 0, [[45_000]]),
      () => cells.kspme([[1, 2]], [[1, 1]]),
      () => cells.pmeplus([[-1, 0]], [[1, 1]], 2),
      () => cells.lnpme([[]], [[]]),
      () => cells.mirr([[1, 2]], 0.1, 0.1),
      () => cells.mirr([[-1, 2]], -1, 0.1),
      () => cells.rvpi([[1, 2]], 1),
      () => cells.tvpi([[1, 2]], 1),
    ])
      assert.equal(refused(call).code, '#NUM!');
  });
});

describe('The other measures in cells', () => {
  it('RVPI is what is left over what was paid in; with DPI it makes TVPI', () => {
    assert.equal(cells.rvpi(CASH, 5000), 0.5);
    assert.equal(cells.dpi(CASH) + cells.rvpi(CASH, 5000), cells.tvpi(CASH, 5000));
  });
  it('name the date that goes backwards, not an equal one before it', () => {
    const error = refused(() =>
      cells.payback(column([-1, 1, 1]), column([45_000, 45_366, 45_000]), undefined, at('A1:A3', 'B1:B3')),
    );
    assert.match(error.message, /^B3: /);
  });
  it('refuse a rate above 1, which was meant as percent', () => {
    for (const call of [
      () => cells.npv(8, [[-1, 2]]),
      () => cells.mirr([[-1, 2]], 8, 0.1),
      () => cells.mirr([[-1, 2]], 0.1, 8),
      () => cells.payback([[-1, 2]], undefined, 8),
    ])
      assert.match(refused(call).message, /8 means 800 %.*enter 8 % or 0\.08/);
  });
  it('leave out a row without a level and an amount, and name a level that is missing beside money', () => {
    close(
      cells.kspme(column([-100, '', 120, '']), column([100, '', 110, ''])),
      cells.kspme([[-100, 120]], [[100, 110]]),
      1e-12,
    );
  });
  it('NPV discounts the first flow, as Excel does', () =>
    assert.ok(Math.abs(cells.npv(0.08, [[8000, 9200, 10_000, 12_000, 14_500]]) - 41_922.06155493237) < 1e-8));
  it('DPI and MOIC are multiples of what was paid in', () => {
    assert.equal(cells.dpi(CASH), 1.5);
    assert.equal(cells.moic(CASH, 5000), 2);
    assert.equal(refused(() => cells.dpi([[1, 2]])).code, '#NUM!');
  });
  it('PAYBACK is 4 years, discounted at 8 % 4.6', () => {
    assert.equal(cells.payback(CASH), 4);
    assert.ok(Math.abs(cells.payback(CASH, undefined, 0.08) - 4.598833561600001) < 1e-9);
    assert.equal(refused(() => cells.payback([[-10, 1]])).code, '#NUM!');
  });
});
