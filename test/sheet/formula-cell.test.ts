import assert from 'node:assert/strict';
import {
  callIn,
  explainFormula,
  type CellValue,
  type FormulaCell,
  type Grid,
} from '../../src/sheet/index.ts';

const TERMS = [
  ['Hurdle rate', 0.08, ''],
  ['Carry rate', 0.2, ''],
];
const CASH = [[-10000], [1000], [2000], [3000], [4000], [5000]];
const block = (values: CellValue[][], row: number, column: number, sheet = 'Deal'): Grid => ({
  sheet,
  row,
  column,
  values,
});
const terms = block(TERMS, 10, 1);
const cash = block(CASH, 2, 2);

/** `=WATERFALL.…` in F4 of Deal, its ranges by place. */
function cellWith(
  formula: string,
  value: CellValue,
  grids: readonly (Grid | null)[],
  more: Partial<FormulaCell> = {},
): FormulaCell {
  const call = callIn(formula)!;
  return {
    sheet: 'Deal',
    row: 3,
    column: 5,
    anchor: { row: 3, column: 5 },
    formula,
    call,
    value,
    grids,
    named: call.arguments.map(() => []),
    ...more,
  };
}

describe('A formula with one of our functions', () => {
  const argumentsOf = (formula: string) => callIn(formula)!.arguments;

  it('is found with its name, whole or as a part of a formula', () => {
    assert.equal(callIn('=SUM(A1:A3)'), null);
    assert.equal(callIn('WATERFALL.IRR(A1)'), null);
    assert.equal(callIn('="WATERFALL.IRR(" & A1'), null);
    const { name, isWhole } = callIn('= WATERFALL.IRR.ALL( C3:C8 )')!;
    assert.deepEqual([name, isWhole], ['IRR.ALL', true]);
    assert.equal(callIn('=ROUND(WATERFALL.CARRY("european",B1:C3,D1:D9),2)')!.isWhole, false);
    assert.equal(callIn('=WATERFALL.IRR(C3:C8)*1')!.isWhole, false);
  });

  it('gives its arguments as ranges, names, values, blanks and formulas', () => {
    assert.deepEqual(
      argumentsOf(
        `=WATERFALL.X('Mr. O''Neil'!$B$2:C13,Deal!B:B,3:4,F2#,rates,"a ""b"", c",8%,-1.5,TRUE,,SUM(A1,{1,2}))`,
      ),
      [
        { kind: 'range', sheet: "Mr. O'Neil", address: 'B2:C13', spilled: false },
        { kind: 'range', sheet: 'Deal', address: 'B:B', spilled: false },
        { kind: 'range', sheet: null, address: '3:4', spilled: false },
        { kind: 'range', sheet: null, address: 'F2', spilled: true },
        { kind: 'name', name: 'rates' },
        { kind: 'value', value: 'a "b", c' },
        { kind: 'value', value: 0.08 },
        { kind: 'value', value: -1.5 },
        { kind: 'value', value: true },
        { kind: 'missing' },
        {
          kind: 'formula',
          text: 'SUM(A1,{1,2})',
          cells: [{ kind: 'range', sheet: null, address: 'A1', spilled: false }],
        },
      ],
    );
    assert.deepEqual(argumentsOf('=WATERFALL.MODES()'), []);
  });

  it('tells the cells that a formula among its arguments names, each once, and no names or texts', () => {
    const named = (text: string) => {
      const [argument] = argumentsOf(`=WATERFALL.IRR(${text})`);
      return argument?.kind === 'formula'
        ? argument.cells.map((one) =>
            one.kind === 'table' ? one.text : one.sheet ? `${one.sheet}!${one.address}` : one.address,
          )
        : argument?.kind;
    };
    assert.deepEqual(named('-$C$3:C8*Deal!B1+C3:C8'), ['C3:C8', 'Deal!B1']);
    assert.deepEqual(named(`IF('Mr. O''Neil'!A1>0,'2021'!B2:B9,C:C)`), [
      "Mr. O'Neil!A1",
      '2021!B2:B9',
      'C:C',
    ]);
    assert.deepEqual(named('LOG10(D4)&"A1:B2"&rate_A1'), ['D4']);
    assert.deepEqual(named('SUM(净现金流!C3:C8)'), ['净现金流!C3:C8']);
    assert.deepEqual(named('Deal[Cash]*2+C3'), ['Deal[Cash]', 'C3']);
    assert.deepEqual(named("'[Book 2.xlsx]Deal'!C3:C8*1"), ['[Book 2.xlsx]Deal!C3:C8']);
  });

  it('gives parts of tables with their columns, whatever stands in the heads', () => {
    const part = (text: string) => {
      const [argument] = argumentsOf(`=WATERFALL.IRR(${text},1)`);
      return argument?.kind === 'table' ? [argument.table, argument.part, argument.columns] : argument?.kind;
    };
    assert.deepEqual(part('Deal[Net cash]'), ['Deal', 'data', ['Net cash', 'Net cash']]);
    assert.deepEqual(part('收益表[净现金流]'), ['收益表', 'data', ['净现金流', '净现金流']]);
    assert.deepEqual(part('Deal[[#All],[Year]:[Cash]]'), ['Deal', 'all', ['Year', 'Cash']]);
    assert.deepEqual(part('Deal[#Data]'), ['Deal', 'data', null]);
    assert.deepEqual(part('Deal[[#Totals],[Cash]]'), ['Deal', 'totals', ['Cash', 'Cash']]);
    assert.deepEqual(part('[@Cash]'), [null, 'row', ['Cash', 'Cash']]);
    assert.deepEqual(part('Deal[@[Net cash]:[Fees, paid]]'), ['Deal', 'row', ['Net cash', 'Fees, paid']]);
    assert.deepEqual(part("Deal[Investor''s '[USD'] '#1]"), [
      'Deal',
      'data',
      ["Investor's [USD] #1", "Investor's [USD] #1"],
    ]);
    assert.equal(part('Deal[[Year],[Cash]]'), 'formula');
  });
});

describe('A cell with one of our functions is explained', () => {
  const carry = '=WATERFALL.CARRY("flat_principal_first",B11:D12,C3:C8)';
  const signature = {
    name: 'CARRY',
    description: 'Carry paid.',
    parameters: ['mode', 'terms', 'cash', 'dates', 'contributions'].map((name) => ({ name })),
  };

  it('by its periods, the turns that paid it, its clauses, and the cells of rates and flows', () => {
    const { text, sentences, rule, inputs } = explainFormula(
      cellWith(carry, 520, [null, terms, cash]),
      signature,
      'en',
    );
    assert.equal(text, '520');
    assert.equal(sentences[0], 'Carry paid.');
    assert.equal(sentences[1], 'By period: Year 5: 520.');
    assert.match(sentences[2]!, /^Year 5 · Split: Left for it: .* = 2,600\. .*GP: .* = 520\.$/);
    assert.match(rule!, /Hurdle: Then to LP until 8 % a year/);
    assert.deepEqual(
      inputs.map(({ label, text: figure, cell }) => [label, figure, cell]),
      [
        ['Hurdle rate', '8 %', 'C11'],
        ['Carry rate', '20 %', 'C12'],
        ['Year 0', '−10,000', 'C3'],
        ['Year 1', '1,000', 'C4'],
        ['Year 2', '2,000', 'C5'],
        ['Year 3', '3,000', 'C6'],
        ['Year 4', '4,000', 'C7'],
        ['Year 5', '5,000', 'C8'],
      ],
    );
  });

  it('in Chinese, with cells of another sheet under its name', () => {
    const elsewhere = block(TERMS, 10, 1, '条款');
    const { sentences, inputs } = explainFormula(
      cellWith(carry, 520, [null, elsewhere, cash]),
      undefined,
      'zh-CN',
    );
    assert.equal(sentences[0], '逐期：第 5 年：520。');
    assert.equal(inputs[0]!.sheet, '条款');
    assert.equal(inputs[0]!.label, '门槛收益率');
    assert.equal(inputs.at(-1)!.sheet, undefined);
  });

  it('and where its figure is not what the inputs now give, that is said', () => {
    const { sentences } = explainFormula(cellWith(carry, 500, [null, terms, cash]), undefined, 'en');
    assert.equal(
      sentences[0],
      'The cell shows 500; its inputs now give 520. Press F9 to calculate the sheet.',
    );
  });

  it('an amount of 1 or less is an amount and no rate', () => {
    const small = block([['Investment', 0.5, ''], ...TERMS], 10, 1);
    const { inputs } = explainFormula(
      cellWith(carry, 0, [null, small, block([[0.1], [0.2], [0.6]], 2, 2)]),
      undefined,
      'en',
    );
    assert.deepEqual(
      inputs.slice(0, 2).map(({ text }) => text),
      ['0.50', '8 %'],
    );
  });

  it('a table that spills as a detail sheet is, by its own cells', () => {
    const formula = '=WATERFALL.DISTRIBUTE("flat_principal_first",B11:D12,C3:C8)';
    const at = { anchor: { row: 20, column: 4 }, row: 26, column: 4 + 2 };
    const { title, when, text, inputs } = explainFormula(
      cellWith(formula, 0.5, [null, terms, cash], at),
      undefined,
      'en',
    );
    assert.deepEqual([title, when, text], ['Cash / invested', 'Year 5', '50.00 %']);
    assert.ok(
      inputs.some(({ cell }) => cell === 'F22'),
      'the net cash of year 0 in the spill',
    );
    assert.ok(
      inputs.some(({ cell }) => cell === 'C11'),
      'the hurdle rate',
    );
  });

  it('a series by each of its flows', () => {
    const { text, sentences, inputs } = explainFormula(
      cellWith('=WATERFALL.IRR(C3:C8)', 0.1200576, [cash]),
      undefined,
      'en',
    );
    assert.equal(text, '12.01 %');
    assert.deepEqual(sentences, ['6 flows: paid in 10,000, received 15,000.']);
    assert.deepEqual(inputs[2], { label: 'Cash 3', amount: 2000, text: '2,000', cell: 'C5' });
  });

  it('an error by its reason: the cell at fault, or why there is no answer', () => {
    const wrong = block([['Hurdle rate', 8, ''], ...TERMS.slice(1)], 10, 1);
    const refused = explainFormula(
      cellWith(carry, '#VALUE!', [null, wrong, cash]),
      signature,
      'en',
    ).sentences;
    assert.equal(refused[0], '#VALUE! The function refuses its input.');
    assert.match(refused[1]!, /C11/);
    const oneWay = block([[1], [2]], 2, 2);
    const none = explainFormula(
      cellWith('=WATERFALL.IRR(C3:C4)', '#NUM!', [oneWay]),
      undefined,
      'en',
    ).sentences;
    assert.equal(
      none[0],
      '#NUM! There is no answer: the flows never change sign, so no rate brings them to 0.',
    );
    const late = explainFormula(cellWith(carry, '#NAME?', [null, terms, cash]), undefined, 'en').sentences;
    assert.match(late[0]!, /Repair formulas/);
  });

  it('an argument that is a formula is named with the cells it takes and what they hold, and what is made of the figure too', () => {
    const formula = '=WATERFALL.IRR(OFFSET(C3,0,0,6,1)*Terms!C12)/2';
    const named = [[block([[-10000]], 2, 2), block([[0.2]], 11, 2, 'Terms')]];
    const { sentences, inputs } = explainFormula(cellWith(formula, 0.06, [null], { named }), undefined, 'en');
    assert.deepEqual(
      inputs.map(({ cell, text, sheet }) => [cell, text, sheet]),
      [
        ['C3', '−10,000', undefined],
        ['C12', '0.20', 'Terms'],
      ],
    );
    assert.match(sentences[0]!, /The cell computes with it: =WATERFALL/);
    assert.match(sentences[1]!, /1 is a formula of its own, OFFSET\(C3,0,0,6,1\)/);
  });

  it('a part of a table by its cells, and one that is not found is said', () => {
    const formula = '=WATERFALL.IRR(Cash[Net])';
    assert.deepEqual(
      explainFormula(cellWith(formula, 0.12, [cash]), undefined, 'en')
        .inputs.slice(0, 2)
        .map(({ cell }) => cell),
      ['C3', 'C4'],
    );
    assert.deepEqual(explainFormula(cellWith(formula, 0.12, [null]), undefined, 'zh-CN').sentences, [
      '“1”引用 Cash[Net]：此工作簿的表中没有这些单元格，无法在此列出。',
    ]);
  });
});
