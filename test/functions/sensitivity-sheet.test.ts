/** The formula of a sheet of sensitivities, computed by the function's own code over the cells of the sheet. */
import assert from 'node:assert/strict';
import { ownPreset, presets, type Locale } from '../../src/engine/index.ts';
import { gridAt, type PlanCell, type SheetPlan } from '../../src/sheet/index.ts';
import { ownId, setSavedModes } from '../../src/sheet/saved-modes.ts';
import { gridOf } from '../../src/taskpane/questions/sensitivity.ts';
import { sensitivitySheetOf, type Shown } from '../../src/taskpane/questions/sensitivity-sheet.ts';
import { askedOf, measureIds } from '../sheet/question-sheets.ts';
import { customRequest, printedRequest } from '../sheet/printed-requests.ts';
import { cells as functions } from './cells.ts';

const AT = new Date(Date.UTC(2026, 10, 21));

const shownOf = (body: object, locale: Locale, measure?: string) => {
  const asked = askedOf(body, locale, AT, measure);
  const shown = gridOf(asked);
  assert.ok(!('fault' in shown), JSON.stringify(shown));
  return { asked, shown, plan: sensitivitySheetOf(asked, shown) };
};

const formulaOf = ({ cells }: SheetPlan): string | undefined =>
  cells.flat().find((cell): cell is string => String(cell).startsWith('=WATERFALL.'));

/** What Excel hands over of an argument: one cell, a block, or nothing. */
function argument(cells: SheetPlan['cells'], address: string): unknown {
  if (address === '') return undefined;
  const value = (cell: PlanCell | undefined) =>
    typeof cell === 'string' ? cell.replace(/^'/, '') : (cell ?? '');
  const [first, last] = address.split(':').map((at) => gridAt([], at));
  if (!last) return value(cells[first!.row]![first!.column]);
  return cells
    .slice(first!.row, last.row + 1)
    .map((line) =>
      Array.from({ length: last.column - first!.column + 1 }, (_, c) => value(line[first!.column + c])),
    );
}

function computed(plan: SheetPlan, cells = plan.cells): unknown[][] {
  const [, given] = /^=WATERFALL\.SENSITIVITY\((.*)\)$/.exec(formulaOf(plan)!)!;
  const all = given!.split(',').map((address) => argument(cells, address));
  return functions.sensitivity(...(all as Parameters<typeof functions.sensitivity>)) as unknown[][];
}

function assertSame(grid: unknown[][], { down, across, cells }: Shown, what: string): void {
  assert.deepEqual(grid[0]!.slice(1), across.values, what);
  grid.slice(1).forEach(([head, ...line], r) => {
    assert.equal(head, down.values[r], what);
    assert.deepEqual(
      line.map((value, c) => {
        const right = cells[r]![c]!;
        return right !== null && Math.abs(Number(value) - right) <= 1e-12 * (1 + Math.abs(right))
          ? right
          : value;
      }),
      cells[r]!.map((value) => value ?? '–'),
      what,
    );
  });
}

describe('The formula of a sheet of sensitivities', () => {
  it('gives what the pane shows, in every mode, with dates and without, in both languages', () => {
    let turn = 0;
    for (const preset of presets)
      for (const dated of [false, true])
        for (const locale of ['en', 'zh-CN'] as const) {
          const body = printedRequest(preset, '万元', 5, dated);
          const ids = measureIds(askedOf(body, locale, AT));
          const measure = ids[turn++ % ids.length]!;
          const { shown, plan } = shownOf(body, locale, measure);
          assertSame(computed(plan), shown, `${preset.id} ${locale} ${measure} ${dated}`);
        }
  });

  it('gives what the pane shows of a term, the exit and all cash', () => {
    const body = printedRequest(
      presets.find(({ id }) => id === 'jv_irr_hurdles')!,
      'USD',
      5,
      true,
    );
    for (const one of [body, { ...body, cash_flows: body.cash_flows.slice(0, 4) }]) {
      const asked = askedOf(one, 'en', AT, 'lp.irr');
      for (const [across, down] of [
        ['exit', 'cash'],
        ['cash', 'gp_ratio'],
      ]) {
        const grid = { ...asked.view.state.questions.grid, across: across!, down: down! };
        const state = { ...asked.view.state, questions: { ...asked.view.state.questions, grid } };
        const own = { ...asked, view: { ...asked.view, state } };
        const shown = gridOf(own);
        assert.ok(!('fault' in shown));
        const plan = sensitivitySheetOf(own, shown);
        assertSame(computed(plan), shown, `${across} ${down}`);
      }
    }
  });

  it('gives what the pane shows of a mode of the workbook, with capital that is called later', () => {
    const { definition, flows } = customRequest('USD', 6).distribution_params;
    const body = (name: string) => ({
      basic_params: { unit: 'USD' },
      distribution_params: {
        mode: 'custom',
        name,
        definition,
        flows: {
          ...flows,
          timeline: { unit: 'year', periods: 6 },
          contributions: [...flows.contributions, { at: 3, amount: 1_000_000 }],
        },
      },
    });
    setSavedModes([ownPreset(ownId('k'), 'Ours', definition)]);
    try {
      const { shown, plan } = shownOf(body('Ours'), 'en', 'pension.irr');
      assert.match(formulaOf(plan)!, /,,C\d+:C\d+\)$/);
      assertSame(computed(plan), shown, 'Ours');
      assert.equal(formulaOf(shownOf(body('Theirs'), 'en').plan), undefined);
    } finally {
      setSavedModes([]);
    }
  });

  it('follows cash, a term and a value of a head that are typed into the sheet', () => {
    const preset = presets.find(({ id }) => id === 'european')!;
    const body = printedRequest(preset, 'USD', 5, false);
    const { shown, plan } = shownOf(body, 'en');
    const edited = plan.cells.map((line) => [...line]);
    const replace = (from: PlanCell, to: number) => {
      const places = edited.flatMap((line, r) =>
        line.flatMap((cell, c) => (cell === from ? [[r, c] as const] : [])),
      );
      assert.equal(places.length, 1, String(from));
      edited[places[0]![0]]![places[0]![1]] = to;
    };
    const amount = body.cash_flows[2]!.amount;
    replace(amount, amount + 5_000_000);
    edited.find((line) => line[0] === 'Catch-up share')![1] = 0.9;
    replace(shown.across.values[0]!, 0.055);
    const changed = {
      ...body,
      cash_flows: body.cash_flows.map((flow, i) =>
        i === 2 ? { ...flow, amount: amount + 5_000_000 } : flow,
      ),
      distribution_params: { ...body.distribution_params, catch_up_share: 90 },
    };
    const asked = askedOf(changed, 'en', AT);
    const { grid: chosen } = asked.view.state.questions;
    const values = [0.055, ...shown.across.values.slice(1)].map((value) => 100 * value).join(', ');
    const state = {
      ...asked.view.state,
      questions: { ...asked.view.state.questions, grid: { ...chosen, acrossValues: values } },
    };
    const right = gridOf({ ...asked, view: { ...asked.view, state } });
    assert.ok(!('fault' in right));
    assertSame(computed(plan, edited), right, 'edited');
  });

  it('is one cell with room below and beside it for all that it spills', () => {
    const { shown, plan } = shownOf(printedRequest(presets[0]!, 'USD', 5, false), 'en');
    const row = plan.cells.findIndex((line) => line.some((cell) => String(cell).startsWith('=WATERFALL.')));
    const [rows, columns] = [shown.down.values.length + 1, shown.across.values.length + 1];
    const block = plan.cells.slice(row, row + rows).flatMap((line) => line.slice(0, columns));
    assert.equal(block.length, rows * columns);
    assert.deepEqual(
      block.filter((cell) => cell !== null),
      [formulaOf(plan)],
    );
  });

  it('stands where the function can be told all of the run, else values with the reason', () => {
    const custom = shownOf(customRequest('USD', 6), 'en').plan;
    const months = shownOf(
      printedRequest(
        presets.find(({ id }) => id === 'european')!,
        'USD',
        2,
        false,
        'month',
      ),
      'zh-CN',
    ).plan;
    for (const plan of [custom, months]) {
      assert.equal(formulaOf(plan), undefined);
      assert.match(
        plan.cells.flat().join(' '),
        /not among the arguments of SENSITIVITY|无法以 SENSITIVITY 的参数表达/,
      );
      assert.ok(plan.styles.some(({ style }) => style.fill !== undefined && style.color !== undefined));
    }
  });
});
