import assert from 'node:assert/strict';
import { calculate } from '../../src/document/index.ts';
import { detailSheet } from '../../src/sheet/index.ts';
import { addChart } from '../../src/taskpane/excel/charts.ts';
import { addTable, freezeAndName, setUpPage } from '../../src/taskpane/excel/fill-sheet.ts';
import { about } from '../sheet/live-deals.ts';
import { withOffice } from './office.ts';

/** Stands in for Excel: notes by its path whatever is set or called. */
function notes() {
  const noted = new Map<string, unknown[]>();
  const at = (path: string): object =>
    new Proxy(() => undefined, {
      get: (_, name) => (name === 'then' ? undefined : at(`${path}.${String(name)}`)),
      set(_, name, value) {
        noted.set(`${path}.${String(name)}`, [value]);
        return true;
      },
      apply(_, __, given: unknown[]) {
        noted.set(`${path}()`, given);
        return at(`${path}()`);
      },
    });
  return { noted, sheet: at('sheet') as Excel.Worksheet };
}

const planOf = (unit: string) => {
  const answer = calculate({
    basic_params: {
      investment_target: 'Park',
      unit,
      investment_amount: 10_000,
      investment_period: 2,
      hurdle_rate: 8,
      carry_rate: 20,
    },
    cash_flows: [
      { year: 1, amount: 5000 },
      { year: 2, amount: 9000 },
    ],
    distribution_params: { mode: 'flat_principal_first' },
  });
  assert.ok(answer.ok);
  return detailSheet(answer.value, { ...about(null), title: 'Park' });
};

describe('A detail sheet written into Excel', () => {
  withOffice();

  it('is a table, with its title frozen and nothing else, and prints on one page across with its heads repeated', () => {
    const { noted, sheet } = notes();
    const plan = planOf('USD');
    assert.deepEqual(plan.freeze, { rows: 2, columns: 0 });
    freezeAndName(sheet, plan);
    addTable(sheet, plan.table!);
    addChart(sheet, plan.charts[0]!, 'Park');
    setUpPage(sheet, plan.print);
    const page = (what: string) => noted.get(`sheet.pageLayout.${what}`)?.[0];
    assert.equal(page('orientation'), 'Landscape');
    assert.equal(page('paperSize'), 'A4');
    assert.deepEqual(page('zoom'), { horizontalFitToPages: 1 });
    const [first, last] = plan.print.titleRows;
    assert.equal(page('setPrintTitleRows()'), `$${first + 1}:$${last + 1}`);
    assert.equal(page('headersFooters.defaultForAllPages.leftFooter'), 'Park · Distribution detail');
    assert.ok(noted.has('sheet.pageLayout.setPrintArea()'));
    assert.deepEqual(noted.get('sheet.freezePanes.freezeRows()'), [2]);
    assert.ok(!noted.has('sheet.freezePanes.freezeAt()'), 'frozen rows fill no small window');
    assert.equal(noted.get('sheet.tables.add()')?.[1], true);
    assert.ok(noted.has('sheet.charts.add()'));
  });

  it('shows amounts with the decimals of their currency, and two where the unit is none', () => {
    const formatOf = (unit: string) =>
      new Set(planOf(unit).styles.flatMap(({ style }) => style.numberFormat ?? []));
    assert.ok(formatOf('JPY').has('#,##0;-#,##0;"–"'));
    assert.ok(formatOf('KWD').has('#,##0.000;-#,##0.000;"–"'));
    for (const unit of ['USD', 'CNY', '万元']) assert.ok(formatOf(unit).has('#,##0.00;-#,##0.00;"–"'), unit);
  });
});
