import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calculate, documentOf, readRequest } from '../../src/document/index.ts';
import { parse, run, type Locale } from '../../src/engine/index.ts';
import { cellTexts } from '../../src/i18n/index.ts';
import {
  cellAddress,
  detailSheet,
  explainer,
  type CellExplanation,
  type SheetPlan,
} from '../../src/sheet/index.ts';
import { anyDeal } from '../engine/any-deal.ts';
import { requestOf } from '../taskpane/deals.ts';
import { about } from './live-deals.ts';

interface Sheet {
  readonly plan: SheetPlan;
  tell(row: number, column: number): CellExplanation | null;
  /** What is told of a column's cell in period k; the total's in the period after the last. */
  of(key: string, k: number): CellExplanation;
}

function sheetOf(
  given: Parameters<typeof explainer>[0]['result'],
  flows: Parameters<typeof explainer>[0]['flows'],
  locale: Locale,
  live: boolean,
): Sheet {
  const document = documentOf({ mode: 'custom', target: null, unit: '万元', options: {}, terms: {} }, given);
  const plan = detailSheet(document, { ...about(live ? flows : null), locale });
  const map = plan.map!;
  const tell = explainer({ result: given, flows, map, unit: '万元' }, locale);
  return {
    plan,
    tell,
    of(key, k) {
      const column = map.columns.indexOf(key);
      assert.ok(column >= 0, `${key} is in ${map.columns.join()}`);
      const told = tell(map.firstRow + k, column);
      assert.ok(told, `${key} in period ${k} is told`);
      return told;
    },
  };
}

function presetSheet(mode: string, locale: Locale, live = true): Sheet {
  const body = requestOf(mode);
  const [answer, request] = [calculate(body), readRequest(body)];
  assert.ok(answer.ok && request.ok);
  return sheetOf(answer.value.tables, request.value.flows, locale, live);
}

const EVERY_KIND = {
  classes: [{ id: 'lp', share: 1 }],
  parties: [{ id: 'lender', name: { en: 'Lender', 'zh-CN': '贷款人' } }],
  pots: [
    {
      id: 'cash',
      tiers: [
        { id: 'fee', kind: 'amount', to: 'lender', schedule: [{ at: 1, amount: 50 }] },
        { id: 'held', kind: 'reserve', target: 100 },
        { id: 'capital', kind: 'returnOfCapital', to: ['lp'] },
        { id: 'pref', kind: 'preferredReturn', to: ['lp'], rate: 0.08, compounding: 'annual' },
        { id: 'catch', kind: 'catchUp', to: 'gp', share: 0.5, carry: 0.2 },
        { id: 'irr', kind: 'hurdle', of: 'lp', metric: 'irr', rate: 0.15, split: { lp: 0.8, gp: 0.2 } },
        { id: 'rest', kind: 'split', shares: { lp: 0.7, gp: 0.3 } },
      ],
    },
  ],
};

function everyKind(locale: Locale): Sheet {
  const parsed = parse(EVERY_KIND, {
    timeline: { unit: 'year', periods: 3 },
    contributions: [{ at: 0, amount: 1000 }],
    cash: [
      { at: 1, amount: 400 },
      { at: 2, amount: 600 },
      { at: 3, amount: 900 },
    ],
  });
  assert.ok(parsed.ok, JSON.stringify(parsed));
  const { definition, flows } = parsed.value;
  return sheetOf(run(definition, flows), flows, locale, false);
}

describe('A number of a detail sheet is explained', () => {
  it('by its tier, its rule, the arithmetic and the cells it came from', () => {
    const told = presetSheet('flat_principal_first', 'en').of('hurdle.paid', 5);
    assert.equal(told.title, 'Hurdle 8 % · LP · Paid');
    assert.equal(told.when, 'Year 5');
    assert.equal(told.value, 2400);
    assert.equal(
      told.rule,
      'Then to LP until 8 % a year on the capital still out is paid. Simple interest. Arrears carry forward without interest.',
    );
    assert.equal(told.sentences[0], 'Left for this tier: Cash 5,000 = 5,000.');
    assert.match(
      told.sentences[1]!,
      /plus accrued less paid: 2,400 − 0 = 2,400\. Paid to LP, the lesser of the two: min\(5,000; 2,400\) = 2,400\./,
    );
    assert.deepEqual(
      told.inputs.map((i) => [i.label, i.text, i.cell]),
      [
        ['Capital · LP · Opening', '0', 'D21'],
        ['Hurdle 8 % · LP · Opening', '2,400', 'H21'],
        ['Hurdle 8 % · LP · Accrued', '0', 'I21'],
        ['Net cash flow', '5,000', 'B21'],
      ],
    );
  });

  it('in Chinese as well', () => {
    const told = presetSheet('flat_principal_first', 'zh-CN').of('split>gp', 5);
    assert.equal(told.when, '第 5 年');
    assert.deepEqual(told.sentences, [
      '本层可分配现金：现金 5,000 − 门槛收益 2,400 = 2,600。',
      '超额分成：LP：0.8 × 2,600 = 2,080。GP：0.2 × 2,600 = 520。',
    ]);
  });

  it('for every kind of tier', () => {
    const [en, zh] = [everyKind('en'), everyKind('zh-CN')];
    const expected: [key: string, k: number, en: RegExp, zh: RegExp][] = [
      ['fee.paid', 1, /Fixed amount: Due, .*: 50 − 0 = 50\./, /固定金额：到期应付（.*）：50 − 0 = 50。/],
      [
        'held.paid',
        1,
        /target less held: 100 − 0 = 100\. Held back, .*: min\(350; 100\) = 100/,
        /距目标尚缺（目标减现有）：100 − 0 = 100。留存（两者取小）：min\(350; 100\) = 100/,
      ],
      [
        'capital.paid',
        1,
        /Cash 400 − Fixed amount 50 − Reserve 100 = 250/,
        /现金 400 − 固定金额 50 − 准备金 100 = 250/,
      ],
      ['pref.paid', 3, /Preferred return: .*Return owed, .* = /, /优先回报：.*应付收益（.* = /],
      ['catch>gp', 3, /0\.2 × .* \/ \(0\.5 − 0\.2\).* = /, /0\.2 × .* \/ \(0\.5 − 0\.2\).* = /],
      ['irr>lp', 3, /brings LP to its hurdle, .* = /, /使 LP 达到门槛所需现金（.* = /],
      ['rest>gp', 3, /Nothing was left to pay|GP: 0\.3 × /, /已无可分配现金|GP：0\.3 × /],
    ];
    for (const [key, k, english, chinese] of expected) {
      assert.match(en.of(key, k).sentences.join(' '), english);
      assert.match(zh.of(key, k).sentences.join(''), chinese);
    }
  });

  it('for balances, where what opened and what came makes what closes', () => {
    const sheet = presetSheet('flat_principal_first', 'en');
    assert.deepEqual(sheet.of('hurdle.closing', 2).sentences, ['Opening 800 + Accrued 720 = Closing 1,520.']);
    assert.deepEqual(sheet.of('hurdle.accrued', 2).sentences, [
      'Accrued on the opening balance, base × rate over the time: 9,000 × 0.08 × 1 = 720.',
      'Opening 800 + Accrued 720 = Closing 1,520.',
    ]);
    const opening = sheet.of('hurdle.opening', 2);
    assert.equal(opening.sentences[0], cellTexts.opens.en);
    assert.equal(opening.inputs[0]!.cell, 'K17');
  });

  it('for totals of parties, of periods, and cash', () => {
    const sheet = presetSheet('flat_principal_first', 'en');
    const total = sheet.of('total>lp', 5);
    assert.deepEqual(total.sentences, [
      'LP has Capital 0 + Hurdle 2,400 + Split 2,080 = 4,480.'.replace('Capital 0 + ', ''),
    ]);
    assert.deepEqual(
      total.inputs.map((i) => i.cell),
      ['J21', 'L21'],
    );
    const all = sheet.of('total>gp', 6);
    assert.deepEqual([all.when, all.value, all.inputs[0]!.cell], ['All periods', 520, 'O16:O21']);
    assert.deepEqual(sheet.of('net', 0).sentences, [
      'Cash 0 − paid in 10,000 = net cash flow −10,000.'.replace('Cash 0 ', ''),
    ]);
    assert.match(sheet.of('check', 3).sentences[0]!, /must be 0\.00: it is 0\.00\.$/);
  });

  it('for measures and terms, one sentence each', () => {
    const sheet = presetSheet('flat_principal_first', 'en');
    const said = Object.entries(sheet.plan.map!.cells).map(([address, [what]]) => {
      const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(address)!;
      const column = [...letters!].reduce((n, l) => n * 26 + l.charCodeAt(0) - 64, 0) - 1;
      return [what, sheet.tell(Number(row) - 1, column)!.sentences.join(' ')];
    });
    const of = (what: string) => said.find(([w]) => w === what)?.[1];
    assert.match(of('irr')!, /comes to 0: 12\.01 %\.$/);
    assert.match(of('classIrr')!, /what LP paid in and received comes to 0: 11\.04 %\.$/);
    assert.equal(of('dpi'), 'Received 15,000 ÷ paid in 10,000 = 1.50x.');
    assert.match(of('payback')!, /4\.00\.$/);
    assert.match(of('term')!, /^A term of the deal: Investment\. Change it here/);
    for (const what of ['tvpi', 'checks', 'tiersCheck', 'change']) assert.ok(of(what), what);
  });

  it('in any deal: nothing is left unsaid, and each cell named holds the figure named', () => {
    fc.assert(
      fc.property(anyDeal, fc.constantFrom<Locale>('en', 'zh-CN'), (deal, locale) => {
        const parsed = parse(deal.definition, deal.flows);
        if (!parsed.ok) return;
        const { definition, flows } = parsed.value;
        const sheet = sheetOf(run(definition, flows), flows, locale, false);
        const { map, cells } = sheet.plan;
        map!.columns.forEach((key, c) => {
          for (let k = 0; k <= map!.periods + 1; k++) {
            const told = sheet.tell(map!.firstRow + k, c);
            if (!told) continue;
            const words = [told.title, told.when, told.rule, ...told.sentences].join(' ');
            assert.doesNotMatch(words, /\{\w+\}|NaN|undefined|null|Infinity/, `${key} ${k}`);
            if (key !== 'rate') assert.ok(told.sentences.length, `${key} ${k} is explained`);
            for (const { cell, amount } of told.inputs) {
              if (cell.includes(':') || amount === null) continue;
              const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(cell)!;
              const column = [...letters!].reduce((n, l) => n * 26 + l.charCodeAt(0) - 64, 0) - 1;
              assert.equal(
                cells[Number(row) - 1]![column],
                amount,
                `${cell} named by ${cellAddress(map!.firstRow + k, c)}`,
              );
            }
          }
        });
      }),
      { numRuns: 50 },
    );
  });
});
