import assert from 'node:assert/strict';
import { calculate, readRequest, type ResultDocument } from '../../src/document/index.ts';
import { presetOf, total, type Locale } from '../../src/engine/index.ts';
import { detailSheet, statementSheets, type PlanCell, type SheetPlan } from '../../src/sheet/index.ts';
import { recalculated } from '../support/spreadsheet.ts';
import { about } from './live-deals.ts';
import { printedRequest } from './printed-requests.ts';

const COMMON = { title: 'Fund', computedAt: new Date(Date.UTC(2026, 10, 21)), receipt: null };

function runOf(body: object): { document: ResultDocument; detail: SheetPlan } {
  const [answer, request] = [calculate(body), readRequest(body)];
  assert.ok(answer.ok && request.ok, JSON.stringify(answer));
  const detail = detailSheet(answer.value, about(request.value.flows));
  return { document: answer.value, detail };
}

const statementsOf = (document: ResultDocument, detail: SheetPlan | null, locale: Locale = 'en') =>
  statementSheets(document, {
    ...COMMON,
    locale,
    linked: detail && { sheet: 'Detail', map: detail.map! },
  });

/** The cells with the investor's part of its class set, as a user sets it. */
const withShare = (cells: readonly (readonly PlanCell[])[], share: number): PlanCell[][] =>
  cells.map((line, r) => line.map((cell, c) => (r === 2 && cell === 1 && c > 4 ? share : cell)));

const rowOf = (rows: readonly (readonly string[])[], label: string): readonly string[] => {
  const row = rows.find((cells) => cells[0] === label);
  assert.ok(row, `${label} in ${rows.map((r) => r[0]).join('; ')}`);
  return row;
};
const near = (actual: string | undefined, expected: number, what: string) =>
  assert.ok(
    Math.abs(Number(actual) - expected) <= 1e-6 * (1 + Math.abs(expected)),
    `${what}: ${actual}, not ${expected}`,
  );

describe('A statement for one investor', function () {
  this.timeout(120_000);

  it('gives its part of what the class paid in and received, by tier, with the clawback as a row, in a real spreadsheet', async () => {
    const { document, detail } = runOf(printedRequest(presetOf('american')!, 'USD', 6, false));
    const [statement] = statementsOf(document, detail);
    const [values] = statementsOf(document, null);
    const sheets = await recalculated({
      Detail: detail.cells,
      Linked: withShare(statement!.cells, 0.4),
      Values: withShare(values!.cells, 0.4),
    });
    const { tables } = document;
    const lp = tables.parties.find((p) => p.id === 'lp')!;
    const after = tables.clawback!.after.find((a) => a.party === 'lp')!.measures;
    assert.ok(tables.clawback!.total > 1e6, 'the deal has a clawback');
    for (const name of ['Linked', 'Values']) {
      const rows = sheets[name]!;
      const totals = rowOf(rows, 'Total');
      near(totals[1], 0.4 * lp.measures.contributed, 'paid in');
      near(totals[5], 0.4 * after.distributed, 'received after the clawback');
      near(totals[6], 0.4 * (total(tables.carry) - tables.clawback!.total), 'carry borne');
      const back = rowOf(rows, 'Clawback');
      assert.deepEqual(back.slice(1, 5), ['', '', '', ''], 'no tier has a part of the clawback');
      near(back[5], 0.4 * (after.distributed - total(lp.received)), 'clawback');
      near(rowOf(rows, 'Cash of the fund')[2], total(tables.cash), 'cash');
      near(rowOf(rows, 'Yours, 40.00 %')[2], 0.4 * after.distributed, 'yours');
      const shown = rows.flat();
      assert.ok(shown.includes(`${(100 * after.irr!).toFixed(2)} %`), 'net IRR');
      assert.ok(shown.includes(`before carry ${(100 * lp.gross!.irr!).toFixed(2)} %`), 'IRR before carry');
      assert.ok(shown.includes('Limited partner, 40.00 % of capital'));
      assert.ok(!shown.some((text) => /^#|Err:/.test(text)));
    }
    assert.ok(statement!.cells.flat().includes('Formulas over the sheet Detail'));
    assert.ok(values!.cells.flat().includes('Values of the run'));
  });

  it('prints on one page of A4 in portrait, says whether fees are in it, and goes by year beyond 24 periods', () => {
    const { document, detail } = runOf({
      basic_params: { unit: 'USD' },
      distribution_params: {
        mode: 'custom',
        definition: {
          classes: [{ id: 'lp', share: 1 }],
          tiers: [
            { kind: 'returnOfCapital', to: 'lp' },
            { kind: 'preferredReturn', to: 'lp', rate: 0.08, compounding: 'annual' },
            { kind: 'split', shares: { lp: 0.8, gp: 0.2 } },
          ],
        },
        flows: {
          timeline: { unit: 'quarter', periods: 40 },
          contributions: [{ at: 0, amount: 1000 }],
          cash: Array.from({ length: 40 }, (_, k) => ({ at: k + 1, amount: 50 + k })),
          fees: { commitment: 1000, schedule: [{ from: 0, rate: 0.02 }] },
        },
      },
    });
    const [statement] = statementsOf(document, detail);
    const { print, cells } = statement!;
    assert.equal(print.portrait, true);
    assert.equal(print.pages, 'one');
    const labels = cells.map((line) => line[0]);
    for (const label of ['Year 0', 'Year 1', 'Year 10']) assert.ok(labels.includes(label), label);
    assert.ok(!labels.includes('Year 11'));
    assert.ok(cells.flat().includes('Taken out before the tiers'));
    assert.ok(labels.includes('less management fees'));
  });

  it('is written in Chinese, for every class of a structured deal, and a sheet has all parties', async () => {
    const { document, detail } = runOf(printedRequest(presetOf('structured_mezzanine')!, '万元', 5, true));
    const plans = statementsOf(document, detail, 'zh-CN');
    assert.equal(plans.length, 4);
    assert.equal(new Set(plans.map((p) => p.name)).size, 4, plans.map((p) => p.name).join());
    const sheets = await recalculated({
      Detail: detail.cells,
      Parties: plans[3]!.cells,
      Senior: plans[0]!.cells,
    });
    const rows = sheets['Parties']!;
    for (const party of document.tables.parties) {
      const names: Record<string, string> = {
        senior: '优先级',
        mezzanine: '夹层级',
        subordinated: '劣后级',
        gp: 'GP',
      };
      const row = rowOf(rows, names[party.id]!);
      near(row[1], party.measures.contributed, `${party.id} paid in`);
      const received = rows.find((r) => r.includes('累计分回'))!.indexOf('累计分回');
      near(row[received], party.measures.distributed, `${party.id} received`);
    }
    assert.ok(sheets['Senior']!.flat().some((text) => text.startsWith('优先级，占出资 ')));
  });
});
