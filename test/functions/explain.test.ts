import assert from 'node:assert/strict';
import { CASH, cells, refused, TERMS } from './cells.ts';

const { Mode } = cells;

describe('WATERFALL.EXPLAIN', () => {
  it('says what each tier was owed and why, what was left and who was paid', () => {
    const said = cells.explain(Mode.CapitalFirst, TERMS, CASH, 5).map(([line]) => String(line));
    assert.equal(said.length, 3);
    assert.match(
      said[1]!,
      /^Hurdle: Left for it: 5,000 − 0 = 5,000\. Return owed, .*: 2,400 − 0 = 2,400\. Paid to LP, .*: min\(5,000; 2,400\) = 2,400\.$/,
    );
    assert.match(
      said[2]!,
      /^Split: Left for it: 5,000 − 2,400 = 2,600\. LP: 0\.8 × 2,600 = 2,080\. GP: 0\.2 × 2,600 = 520\.$/,
    );
  });
  it('explains one tier by its name, in either language, and names the known ones', () => {
    const [[line]] = cells.explain(Mode.European, cells.terms(Mode.European), CASH, 5, 'Catch-up') as [
      [string],
    ];
    assert.match(line, /^Catch-up: Left for it: .* beyond their capital: 0\.2 × .* \/ \(1 − 0\.2\) = /);
    assert.match(
      refused(() => cells.explain(Mode.CapitalFirst, TERMS, CASH, 5, 'Catch-up')).message,
      /Tiers: Capital, Hurdle, Split/,
    );
    assert.match(refused(() => cells.explain(Mode.CapitalFirst, TERMS, CASH, 9)).message, /0 to 5/);
  });
});
