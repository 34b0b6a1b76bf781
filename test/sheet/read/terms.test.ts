import assert from 'node:assert/strict';
import { modeNamed, readSelection, termLabel } from '../../../src/sheet/read/index.ts';
import { faults, inWords, notes, questions, sheetOf, terms, type TestCell } from './grids.ts';

const CASH: TestCell[][] = [['Year', 0, 1, 2], ['Net cash flow', -100, 30, 90], []];
const read = (rows: TestCell[][], options = {}) =>
  readSelection(sheetOf('Deal', [...CASH, ...rows]), options);

describe('Labels of terms', () => {
  for (const [label, id] of [
    ['Hurdle rate', 'hurdle_rate'],
    ['hurdle_rate', 'hurdle_rate'],
    ['Preferred Return / Hurdle Rate', 'hurdle_rate'],
    ['Preferred return', 'hurdle_rate'],
    ['Pref', 'hurdle_rate'],
    ['门槛收益率', 'hurdle_rate'],
    ['优先回报', 'hurdle_rate'],
    ['优先回报率：', 'hurdle_rate'],
    ['Carry rate (%)', 'carry_rate'],
    ['GP Share', 'carry_rate'],
    ['Carried Interest — GP Share', 'carry_rate'],
    ['Promote', 'carry_rate'],
    ['LP/GP split', 'carry_rate'],
    ['附带权益', 'carry_rate'],
    ['超额收益', 'carry_rate'],
    ['业绩报酬', 'carry_rate'],
    ['业绩报酬比例', 'carry_rate'],
    ['Catch-up', 'catch_up_share'],
    ['GP Catch-up', 'catch_up_share'],
    ['追补', 'catch_up_share'],
    ['追赶', 'catch_up_share'],
    ['Waterfall Type', 'mode'],
    ['分配顺序', 'mode'],
    ['分配模式', 'mode'],
    ['Investment amount', 'investment_amount'],
    ['投资总额', 'investment_amount'],
    ['单位', 'unit'],
    ['Distributions', undefined],
    ['Project IRR', undefined],
    ['NPV', undefined],
  ] as const)
    it(`“${label}” is ${id ?? 'none'}`, () => assert.equal(termLabel(label)?.id, id));

  for (const [name, id] of [
    ['European (Whole-Fund)', 'european'],
    ['EUROPEAN', 'european'],
    ['whole fund', 'european'],
    ['Deal-by-deal', 'american'],
    ['american', 'american'],
    ['Capital first', 'flat_principal_first'],
    ['flat_principal_first', 'flat_principal_first'],
    ['优先还本', 'flat_principal_first'],
    ['优先劣后', 'structured_senior_subordinate'],
    ['欧洲式（含追赶）', 'european'],
    ['欧洲式', 'european'],
    ['逐项目', 'american'],
    ['nonsense', undefined],
  ] as const)
    it(`“${name}” ${id ? `is the mode ${id}` : 'is no mode'}`, () => assert.equal(modeNamed(name), id));
});

describe('Terms beside the cash', () => {
  it('are a label and a value that fits it', () => {
    const reading = read([
      ['Waterfall Type', 'European (Whole-Fund)'],
      ['Preferred Return / Hurdle Rate', { percent: 0.08 }],
      ['Carried Interest — GP Share', '20%'],
      ['Catch-up', 'Full'],
      ['Investment amount', 100],
      ['Unit', '万元'],
    ]);
    assert.equal(reading.status, 'ready', inWords(reading));
    assert.equal(reading.mode, 'european');
    assert.equal(reading.unit, '万元');
    assert.deepEqual(terms(reading), {
      mode: 'european',
      hurdle_rate: 0.08,
      carry_rate: 0.2,
      catch_up_share: 1,
      investment_amount: 100,
      unit: '万元',
    });
    assert.equal(reading.terms[1]!.cell, 'B5');
  });

  it('may stand in one cell, in pairs along a row, or under their labels', () => {
    assert.deepEqual(
      terms(read([['LP/GP split 80/20'], ['Hurdle rate: 8%'], ['Waterfall Type: European (Whole-Fund)']])),
      {
        carry_rate: 0.2,
        hurdle_rate: 0.08,
        mode: 'european',
      },
    );
    assert.deepEqual(terms(read([['Hurdle rate', 0.08, 'Carry rate', 0.2]])), {
      hurdle_rate: 0.08,
      carry_rate: 0.2,
    });
    assert.deepEqual(
      terms(
        read([
          ['Hurdle rate', 'Carry rate'],
          [0.08, 0.2],
        ]),
      ),
      { hurdle_rate: 0.08, carry_rate: 0.2 },
    );
  });

  it('read as TERMS spills them, and by a unit that is percent alone', () => {
    assert.deepEqual(
      terms(
        read([
          ['Hurdle rate', 0.08, 'fraction, e.g. 8 %'],
          ['Carry rate', 0.2, 'fraction, e.g. 8 %'],
          ['Unit', '', 'e.g. 万元'],
        ]),
      ),
      {
        hurdle_rate: 0.08,
        carry_rate: 0.2,
      },
    );
    assert.deepEqual(
      terms(
        read([
          ['门槛收益率', 8, '%'],
          ['业绩报酬比例', 20, '百分比'],
        ]),
      ),
      { hurdle_rate: 0.08, carry_rate: 0.2 },
    );
  });

  it('ask whether 8 is 8 %, and take the answer', () => {
    const rows: TestCell[][] = [
      ['Hurdle rate', 8],
      ['Carry rate', 0.2],
    ];
    const asked = read(rows);
    assert.deepEqual(questions(asked), ['percentMeant B4']);
    assert.equal(asked.questions[0]!.likely, 'percent');
    assert.match(asked.questions[0]!.message['zh-CN'], /B4 的门槛收益率为 8，是指 8% 吗/);
    const answered = read(rows, { answers: { 'percentMeant@B4': 'percent' } });
    assert.equal(answered.status, 'ready');
    assert.equal(terms(answered).hurdle_rate, 0.08);
  });

  it('ask for 0.08 under a percent unit', () => {
    const rows: TestCell[][] = [
      ['Hurdle rate', 0.08, '%'],
      ['Carry rate', 20, '%'],
    ];
    assert.deepEqual(questions(read(rows)), ['percentMeant B4']);
    assert.equal(terms(read(rows, { answers: { 'percentMeant@B4': 'fraction' } })).hurdle_rate, 0.08);
    assert.equal(terms(read(rows, { answers: { 'percentMeant@B4': 'percent' } })).hurdle_rate, 0.0008);
  });

  it('refuse a rate whose format says 800 %, and one that is no number', () => {
    assert.deepEqual(faults(read([['Hurdle rate', { percent: 8 }]])), ['rateOutOfRange B4']);
    assert.deepEqual(
      faults(
        read([
          ['Hurdle rate', 'soon'],
          ['Carry rate', 0.2],
        ]),
      ),
      ['notNumber B4'],
    );
    assert.deepEqual(
      faults(
        read([
          ['Hurdle rate', '#REF!'],
          ['Carry rate', 0.2],
        ]),
      ),
      ['errorValue B4'],
    );
    assert.deepEqual(
      faults(
        read([
          ['Hurdle rate', { formula: 'X1' }],
          ['Carry rate', 0.2],
        ]),
      ),
      ['notComputed B4'],
    );
  });

  it('are not labels of results, which refuse nothing', () => {
    const reading = read([
      ['Hurdle rate', 0.08],
      ['Carry rate', 0.2],
      ['Distributions', 120],
      ['Preferred return', 16.5],
      ['Carried interest', 6.7],
      ['业绩报酬', 6.7],
      ['Project IRR', { percent: 0.12 }],
      ['NPV', 12],
      ['Anything else', 3],
    ]);
    assert.equal(reading.status, 'ready', inWords(reading));
    assert.deepEqual(terms(reading), { hurdle_rate: 0.08, carry_rate: 0.2 });
    assert.equal(notes(reading).filter((n) => n.startsWith('termNotUsed')).length, 7);
  });

  it('ask for a slip of two letters, not for more, and not where the value does not fit', () => {
    const rows: TestCell[][] = [
      ['Hurdle rate', 0.08],
      ['Cary rate', 0.2],
    ];
    assert.deepEqual(questions(read(rows)), ['slip A5']);
    assert.deepEqual(terms(read(rows, { answers: { 'slip@A5': 'carry_rate' } })), {
      hurdle_rate: 0.08,
      carry_rate: 0.2,
    });
    assert.equal(
      read([
        ['Hurdle rate', 0.08],
        ['Crryng rates', 0.2],
      ]).status,
      'ready',
    );
    assert.equal(
      read([
        ['Hurdle rate', 0.08],
        ['Cary rate', 'n/a'],
      ]).status,
      'ready',
    );
  });

  it('ask which of two values holds', () => {
    const rows: TestCell[][] = [
      ['Hurdle rate', 0.08],
      ['Pref', 0.09],
    ];
    assert.deepEqual(questions(read(rows)), ['termTwice B5']);
    assert.equal(terms(read(rows, { answers: { 'termTwice@B5': 'B5' } })).hurdle_rate, 0.09);
    assert.equal(
      read([
        ['Hurdle rate', 0.08],
        ['Pref', 0.08],
      ]).status,
      'ready',
    );
  });

  it('name a mode that stands before the one chosen in the pane, and say so', () => {
    const reading = read([['分配模式', '优先劣后']], { mode: 'flat_principal_first' });
    assert.equal(reading.mode, 'structured_senior_subordinate');
    assert.ok(notes(reading).includes('modeTaken B4'));
    assert.equal(read([], { mode: 'european' }).mode, 'european');
    assert.deepEqual(
      questions(
        read([
          ['Waterfall type', 'Hybrid'],
          ['Hurdle rate', 0.08],
        ]),
      ),
      ['modeUnknown B4'],
    );
  });

  it('may change over time', () =>
    assert.deepEqual(
      terms(
        read([
          ['Hurdle rate', 0.08],
          ['Hurdle rate from 2026-01-01', 0.09],
          ['门槛收益率 自 3 起', 0.1],
        ]),
      ),
      {
        hurdle_rate: 0.08,
        'hurdle_rate from 2026-01-01': 0.09,
        'hurdle_rate from 3': 0.1,
      },
    ));

  it('are left out where nothing stands beside them', () =>
    assert.deepEqual(
      terms(
        read([
          ['Hurdle rate', 0.08],
          ['Carry rate', null],
          ['Catch-up', '-'],
        ]),
      ),
      { hurdle_rate: 0.08 },
    ));
});
