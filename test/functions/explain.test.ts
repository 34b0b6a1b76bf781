import assert from 'node:assert/strict';
import { CASH, cells, refused, TERMS } from './cells.ts';

const { Mode } = cells;

describe('WATERFALL.EXPLAIN', () => {
  it('says what each tier was owed and why, what was left and who was paid', () => {
    const said = cells.explain(Mode.CapitalFirst, TERMS, CASH, 5).map(([line]) => String(line));
    assert.equal(said.length, 3);
    assert.match(
      said[1]!,
      /^Hurdle: On 0, 8 % a year over 1 year accrued 0; with what was unpaid before, 2,400 was owed\. 5,000 was left, enough: 2,400 was paid, 2,400 to LP\.$/,
    );
    assert.match(said[2]!, /^Split: All that was left, 2,600, is split\. Paid: 2,080 to LP, 520 to GP\.$/);
  });
  it('explains one tier by its name, in either language, and names the known ones', () => {
    const [[line]] = cells.explain(Mode.European, cells.terms(Mode.European), CASH, 5, 'Catch-up') as [
      [string],
    ];
    assert.match(
      line,
      /^Catch-up: Investors had been paid .* the catch-up ends at 20 % × .* ÷ \(100 % − 20 %\) = /,
    );
    assert.match(
      refused(() => cells.explain(Mode.CapitalFirst, TERMS, CASH, 5, 'Catch-up')).message,
      /Tiers: Capital, Hurdle, Split/,
    );
    assert.match(refused(() => cells.explain(Mode.CapitalFirst, TERMS, CASH, 9)).message, /0 to 5/);
  });
});
