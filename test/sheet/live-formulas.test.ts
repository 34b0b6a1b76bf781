import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calculate } from '../../src/document/index.ts';
import { parse } from '../../src/engine/index.ts';
import { whyNotTexts } from '../../src/i18n/index.ts';
import { detailSheet, whyNoFormulas, type WhyNot } from '../../src/sheet/index.ts';
import { classicDeal, yearly } from '../engine/arbitrary.ts';
import { many } from '../support/many.ts';
import { recalculated } from '../support/spreadsheet.ts';
import { anyDeal, presetDeal } from './arbitrary-live.ts';
import { about, changed, differences, documentFor, recalculate, type LiveCase } from './live-deals.ts';

const SEED = 20261121;
const sample = (deals: fc.Arbitrary<LiveCase>, numRuns: number): LiveCase[] =>
  fc.sample(deals, { numRuns, seed: SEED });
const classic = classicDeal.map((d): LiveCase => ({ mode: d.preset.id, ...d }));
const withFormulas = anyDeal.filter((d) => whyNoFormulas(d.definition, d.flows) === null);

async function assertEqual(deals: readonly LiveCase[]): Promise<void> {
  const rows = await recalculate(deals);
  deals.forEach((deal, i) =>
    assert.deepEqual(differences(deal, rows[i]!), [], JSON.stringify([deal.definition, deal.flows])),
  );
}

describe('A detail sheet with live formulas, recalculated by a real spreadsheet', function () {
  it('equals the engine in every cell of the table, for random deals in every preset', async () => {
    const deals = [...sample(classic, 20), ...sample(presetDeal, 12)];
    assert.equal(new Set(deals.map((d) => d.mode)).size, 11);
    await assertEqual(deals);
  });

  it('equals the engine in every cell of the table, for random definitions of every clause', () =>
    assertEqual(sample(withFormulas, many(200))));

  it('counts the days of a fee where nothing else asks for them', () => {
    const parsed = parse(
      { classes: [{ id: 'lp', share: 1 }], tiers: [{ kind: 'split', shares: { lp: 0.8, gp: 0.2 } }] },
      {
        timeline: { unit: 'year', periods: 3, start: '2024-01-01' },
        contributions: [{ at: 0, amount: 100 }],
        cash: [{ at: 2, amount: 150 }],
        fees: { commitment: 100, schedule: [{ from: 0, rate: 0.02 }] },
      },
    );
    assert.ok(parsed.ok);
    return assertEqual([{ mode: 'custom', terms: {}, ...parsed.value }]);
  });

  it('holds values, and says so, where its writer takes fewer formulas', () => {
    const [deal] = sample(withFormulas, 1);
    const document = documentFor(deal!);
    const plan = (mostFormulas: number) => detailSheet(document, { ...about(deal!.flows), mostFormulas });
    assert.equal(plan(1e6).map!.live, true);
    const { map, cells } = plan(20);
    assert.equal(map!.live, false);
    assert.ok(cells.flat().includes(whyNotTexts.tooMany.en));
  });

  it('is right again when a term or a flow is changed in it', async () => {
    const deals = sample(withFormulas, 12).flatMap((deal) => changed(deal) ?? []);
    assert.ok(deals.length > 6);
    const rows = await recalculate(
      deals.map((c) => c.before),
      (cells, i) => deals[i]!.edit(cells),
    );
    deals.forEach(({ before, after }, i) => {
      assert.deepEqual(differences(after, rows[i]!, before), []);
      assert.notDeepEqual(differences(before, rows[i]!), []);
    });
  });

  it('shows the measures of the worked example and follows a changed term', async () => {
    const answer = calculate({
      basic_params: { investment_amount: 10_000, investment_period: 5, hurdle_rate: 8, carry_rate: 20 },
      cash_flows: [1, 2, 3, 4, 5].map((year) => ({ year, amount: 1000 * year })),
      distribution_params: { mode: 'flat_principal_first' },
    });
    assert.ok(answer.ok);
    const plan = detailSheet(answer.value, about(yearly(10_000, [1000, 2000, 3000, 4000, 5000])));
    const other = plan.cells.map((row) => row.map((cell) => (cell === 0.08 ? 0.1 : cell)));
    const sheets = await recalculated({ Same: plan.cells, Changed: other });
    const valueBeside = (sheet: string, label: string) => {
      const row = sheets[sheet]!.find((cells) => cells.includes(label))!;
      const text = row.slice(row.indexOf(label) + 1).find((cell) => cell !== '')!;
      return text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
    };
    assert.ok(Math.abs(valueBeside('Same', 'IRR') - 0.1200576195419627) < 1e-9);
    assert.equal(valueBeside('Same', 'DPI'), 1.5);
    assert.equal(valueBeside('Same', 'Payback, years'), 4);
    assert.ok(Math.abs(valueBeside('Same', 'LP IRR') - 0.11036340015993058) < 1e-9);
    const total = sheets.Changed!.find((row) => row[0] === 'Total')!;
    // Hurdle at 10 %: 3,000 accrued; 2,000 left to split.
    assert.ok(total.includes('3000') && total.includes('1600') && total.includes('400'), total.join(' '));
  });
});

describe('A detail sheet of a deal with a clause that is no plain formula', () => {
  const pref = { kind: 'preferredReturn', id: 'pref', to: 'a', rate: 0.08, compounding: 'annual' };
  const capital = { kind: 'returnOfCapital', id: 'capital', to: 'a' };
  const split = { kind: 'split', shares: { a: 0.8, gp: 0.2 } };
  const cases: Record<WhyNot, { classes?: object[]; tiers?: object[]; options?: object; flows?: object }> = {
    rounding: { options: { rounding: 2 } },
    calendarYear: { tiers: [capital, { ...pref, compounding: 'calendarYear' }, split] },
    recompute: {
      options: { lateCall: 'recompute' },
      flows: { closings: [{ at: 1, class: 'b', rate: 0.08 }] },
    },
    sleeping: {
      flows: {
        contributions: [{ at: 0, amount: 100, accruesFrom: 2 }],
        closings: [{ at: 1, class: 'b', rate: 0.08 }],
      },
    },
    sideLetters: {
      classes: [{ id: 'a', share: 1, terms: [{ tier: 'pref', rate: 0.06 }] }],
      options: { apportion: 'byContribution' },
    },
    floating: { tiers: [capital, { ...pref, rate: { index: [0.01, 0.02, 0.03], spread: 0.02 } }, split] },
  };
  for (const [reason, { classes, tiers, options, flows }] of Object.entries(cases))
    for (const locale of ['en', 'zh-CN'] as const)
      it(`holds values and says why: ${reason} (${locale})`, () => {
        const parsed = parse(
          {
            classes: classes ?? [
              { id: 'a', share: 0.5 },
              { id: 'b', share: 0.5 },
            ],
            tiers: tiers ?? [capital, pref, split],
            options,
          },
          {
            timeline: { unit: 'year', periods: 2, start: '2024-12-31' },
            contributions: [{ at: 0, amount: 100 }],
            cash: [{ at: 1, amount: 90 }],
            ...flows,
          },
        );
        assert.ok(parsed.ok, JSON.stringify(parsed));
        const deal = { mode: 'custom', terms: {}, ...parsed.value };
        const { cells, folded } = detailSheet(documentFor(deal), { ...about(deal.flows), locale });
        // The charts alone follow their cells.
        const shown = cells.slice(0, folded!.row);
        const formulas = shown.flat().filter((cell) => typeof cell === 'string' && cell.startsWith('='));
        assert.deepEqual(formulas, []);
        assert.ok(cells.flat().includes(whyNotTexts[reason as WhyNot][locale]));
      });
});
