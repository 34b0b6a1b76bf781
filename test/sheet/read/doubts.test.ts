/** Lines that a sum of figures would explain wrongly: read rightly or asked, never taken without a word. */
import assert from 'node:assert/strict';
import { readSelection } from '../../../src/sheet/read/index.ts';
import { across, asks, reads, years, type Rows } from './asking.ts';
import { roles, sheetOf } from './grids.ts';

describe('Money in and out that others seem to be', () => {
  const halves = across(
    years(4),
    ['LP A contributions', 40, 24, 16, 0],
    ['LP B contributions', 40, 24, 16, 0],
    ['Distributions', 0, 0, 30, 210],
  );

  it('is asked where two parties pay in the same, and counts as it is answered', () => {
    asks(halves, 'lineUnclear A3:E3');
    reads(halves, [-80, -48, -2, 210], { 'lineUnclear@A3:E3': 'own' });
    reads(halves, [-40, -24, 14, 210], { 'lineUnclear@A3:E3': 'leaveOut' });
  });

  it('is asked where one share is the sum of others, and is a total where its head says so', () => {
    const shares = (third: string): Rows =>
      across(
        years(4),
        ['甲方出资', 36, 18, 9, 0],
        ['乙方出资', 24, 12, 6, 0],
        [third, 60, 30, 15, 0],
        ['分配', 0, 0, 0, 400],
      );
    asks(shares('丙方出资'), 'lineUnclear A4:E4');
    reads(shares('丙方出资'), [-120, -60, -30, 400], { 'lineUnclear@A4:E4': 'own' });
    reads(shares('出资合计'), [-60, -30, -15, 400]);
    reads(shares('出资'), [-60, -30, -15, 400]);
  });

  it('is asked where one rent is another one discounted', () => {
    asks(
      across(
        years(4),
        ['Purchase price', 900, 0, 0, 0],
        ['Rental income, shops', 50, 52, 54.08, 56.24],
        ['Rental income, flats', 50, 50, 50, 50],
      ),
      'lineUnclear A4:E4',
    );
  });

  it('counts once where income less costs stands beside both', () => {
    const reading = reads(
      across(
        years(4),
        ['Rental income', 0, 80, 84, 88],
        ['Operating expenses', 0, 20, 21, 23],
        ['Net operating income', 0, 60, 63, 65],
        ['Purchase price', 700, 0, 0, 0],
        ['Sale proceeds', 0, 0, 0, 940],
      ),
      [-700, 60, 63, 1005],
    );
    assert.equal(roles(reading)['Net operating income'], 'derived');
  });

  it('is asked where it shows in too few periods to be told from chance', () => {
    const rows = across(
      ['年份', 0, 1, 2],
      ['土地费用', 70, 0, 0],
      ['建安成本', 30, 0, 0],
      ['投资支出', 100, 0, 0],
      ['销售回款', 0, 40, 120],
    );
    asks(rows, 'lineUnclear A4:D4');
    reads(rows, [-100, 40, 120], { 'lineUnclear@A4:D4': 'leaveOut' });
  });

  it('is asked where it adds up another line, or may be what is invested', () => {
    asks(
      across(years(3), ['Drawdowns', 60, 40, 0], ['Drawn', 60, 100, 100], ['Distributions', 0, 0, 130]),
      'lineUnclear A3:D3',
    );
    asks(
      across(
        years(3),
        ['Contributions', 90, 0, 0],
        ['Invested capital', 80, 80, 80],
        ['Distributions', 0, 9, 120],
      ),
      'lineUnclear A3:D3',
    );
  });

  it('is asked in two versions, each of which may be the one', () => {
    const rows = across(
      years(3),
      ['Contributions', 90, 0, 0],
      ['Gross distributions', 0, 10, 120],
      ['Net distributions', 0, 9, 105],
    );
    asks(rows, 'headRepeated A4:D4');
    reads(rows, [-90, 10, 120], { 'headRepeated@A4:D4': 'first' });
    reads(rows, [-90, 9, 105], { 'headRepeated@A4:D4': 'A4:D4' });
    reads(rows, [-90, 19, 225], { 'headRepeated@A4:D4': 'all' });
    asks(
      across(
        ['年份', 0, 1, 2],
        ['甲方出资', 50, 0, 0],
        ['乙方出资', 40, 0, 0],
        ['预算出资', 93, 0, 0],
        ['分配', 0, 8, 120],
      ),
      'lineUnclear A4:D4',
    );
  });

  it('is not made up of a line as large as it and one that is lost in roundings', () =>
    void reads(
      across(
        years(4),
        ['LP A contributions', 3300, 50, 0, 70],
        ['LP B contributions', 3301, 50, 0, 70],
        ['Rental income', 0, 1, 0, 900],
      ),
      [-6601, -99, 0, 760],
      { 'lineUnclear@A3:E3': 'own' },
    ));

  it('is told from the net which lines count', () => {
    reads(
      across(
        years(3),
        ['Equity', 60, 0, 0],
        ['Land cost', 70, 0, 0],
        ['Building cost', 30, 0, 0],
        ['Development cost', 100, 0, 0],
        ['Rental income', 0, 40, 45],
        ['Net cash flow', -100, 40, 45],
      ).filter(([head]) => head !== 'Equity'),
      [-100, 40, 45],
    );
  });

  it('keeps two deals of the same amounts apart', () => {
    const deals = across(['Year', 0, 1, 2], ['Elm', -70, 10, 90], ['Oak', -70, 10, 90]);
    const reading = readSelection(sheetOf('S', deals), { mode: 'american' });
    assert.deepEqual(
      reading.sources.map((s) => s.flows.map((f) => f.amount)),
      [
        [-70, 10, 90],
        [-70, 10, 90],
      ],
    );
  });
});

describe('Sections under one timeline', () => {
  const flows = [-800, 65, 67, 1069];

  it('are one table, whatever the blank rows and columns between them', () => {
    reads(
      [
        ['Cash flow', 2031, 2032, 2033, 2034],
        [],
        ['Rental income', 0, 95, 98, 101],
        [],
        ['Operating costs', 0, -30, -31, -32],
        [],
        ['Purchase price', -800, 0, 0, 0],
        ['Sale proceeds', 0, 0, 0, 1000],
        [],
        ['Net cash flow', ...flows],
      ],
      flows,
    );
    reads(
      [
        [null, null, 2031, 2032, 2033, 2034],
        [],
        ['租金收入', null, 0, 95, 98, 101],
        [],
        ['运营成本', null, 0, -30, -31, -32],
        [],
        ['购置价款', null, -800, 0, 0, 0],
        ['出售价款', null, 0, 0, 0, 1000],
        [],
        ['净现金流', null, ...flows],
      ],
      flows,
    );
  });

  it('are not cut off by amounts as large as years', () =>
    void reads(
      [['Year', 0, 1, 2, 3], ['Contributions', 9000, 0, 0, 0], [], ['Distributions', 0, 2031, 2032, 8000]],
      [-9000, 2031, 2032, 8000],
    ));
});

describe('Heads of other tables', () => {
  it('are no terms', () =>
    void reads(
      [
        ['Year', 0, 1, 2],
        ['Net cash flow', -90, 20, 120],
        [],
        ['Asset class', 'Weight', 'Investment amount', 'Return'],
        ['Shops', 0.5, 45, 0.08],
        ['Flats', 0.5, 45, 0.03],
      ],
      [-90, 20, 120],
    ));

  it('and the LP’s share of the carry is no slip of the GP’s', () => {
    const reading = reads(
      [
        ['Carried interest – GP share', { percent: 0.2 }],
        ['Carried interest – LP share', { percent: 0.8 }],
        [],
        ['Year', 0, 1, 2],
        ['Net cash flow', -90, 20, 120],
      ],
      [-90, 20, 120],
    );
    assert.equal(reading.terms.find((t) => t.id === 'carry_rate')?.value, 0.2);
  });
});
