import assert from 'node:assert/strict';
import { say } from '../../src/i18n/index.ts';
import { formTexts } from '../../src/i18n/form.ts';
import { entryText, readAmounts, readEntry, readNumber, typedText } from '../../src/taskpane/model/entry.ts';
import { readPasted, type PeriodUnit } from '../../src/taskpane/model/pasted.ts';
import { inputOf, isReady, isStale, requestBody, takenFrom } from '../../src/taskpane/model/request.ts';
import { chooseSource, initialState, setRows, typeTerm } from '../../src/taskpane/model/state.ts';

describe('An entry', () => {
  for (const [text, value] of [
    ['8', 0.08],
    ['8%', 0.08],
    ['8 %', 0.08],
    ['８％', 0.08],
    // 8 % or 0.08 %: not taken.
    ['0.08', null],
    ['.5', null],
    ['0.08%', 0.0008],
    ['0,5 %', 0.005],
    ['8.125', 0.08125],
    ['0', 0],
    ['7', 0.07],
    ['−1', -0.01],
    ['', undefined],
    ['eight', null],
    ['8 %%', null],
  ] as const)
    it(`of percent “${text}” is ${value}`, () => assert.equal(readEntry(text, 'percent'), value));

  for (const [text, value] of [
    ['10,000.50', 10000.5],
    ['10.000,50', 10000.5],
    ['１２，０００', 12000],
    ['(1,200)', -1200],
    ['−3', -3],
    ['1e3', 1000],
    ['¥1,000', 1000],
    [' ', undefined],
    ['-', undefined],
    ['1.2.3', null],
    ['1,2,3', null],
    ['20-25', null],
    ['8%', null],
    ['=500*2', null],
    // 1.5 or 1,500; 12 or 120,000 where the deal counts in 万元.
    ['1.500', null],
    ['12 万', null],
  ] as const)
    it(`of an amount “${text}” is ${value}`, () => assert.equal(readEntry(text, 'amount'), value));

  it('that stands alone is read with a decimal point', () => assert.equal(readNumber('1.125'), 1.125));

  it('shows at least two decimals and no noise', () => {
    assert.equal(entryText(0.07, 'percent'), '7.00');
    assert.equal(entryText(0.08125, 'percent'), '8.125');
    assert.equal(entryText(-10000, 'amount'), '−10,000.00');
    assert.equal(entryText('万元', 'text'), '万元');
  });

  it('that is filled in for the user is read back as it was', () => {
    for (const amount of [1.567, -1.567, 0.5, 1234.567, -10000, 1e13])
      assert.equal(readEntry(typedText(amount, 'amount'), 'amount'), amount);
    for (const rate of [0.08, 0.005, 0.08125, 0, 1])
      assert.equal(readEntry(typedText(rate, 'percent'), 'percent'), rate);
  });
});

describe('Amounts of one column', () => {
  const valuesOf = (texts: string[]) => readAmounts(texts).map((a) => a.value);

  it('tell each other’s decimal mark', () => {
    assert.deepEqual(valuesOf(['1.500,50', '1.500']), [1500.5, 1500]);
    assert.deepEqual(valuesOf(['1,234.50', '1.500']), [1234.5, 1.5]);
    assert.deepEqual(valuesOf(['2,5', '1.234,5']), [2.5, 1234.5]);
  });

  it('name both readings where two are possible', () => {
    assert.deepEqual(readAmounts(['1.500'])[0], { value: null, either: { a: 1.5, b: 1500 } });
    assert.deepEqual(readAmounts(['2,5', '1,500'])[1], { value: null, either: { a: 1500, b: 1.5 } });
  });

  it('that contradict each other are not all taken', () => {
    assert.deepEqual(valuesOf(['1,234.5', '1,5', '20']), [1234.5, null, 20]);
  });

  it('with a unit of their own are asked about where the deal has one', () => {
    for (const [text, unit, either] of [
      ['5万', '万元', { a: 5, b: 50000 }],
      ['5 万元', '万元', { a: 5, b: 50000 }],
      ['$2.5m', 'USD m', { a: 2.5, b: 2500000 }],
      ['3百万', '万元', { a: 3, b: 3000000 }],
      ['2k', 'thousands of USD', { a: 2, b: 2000 }],
    ] as const)
      assert.deepEqual(readAmounts([text], unit)[0], { value: null, either }, text);
    assert.deepEqual(
      readAmounts(['5万', '7'], '元').map((a) => a.value),
      [50000, 7],
    );
    assert.equal(readAmounts(['2.5m'], 'USD')[0]!.value, 2500000);
    assert.equal(readAmounts(['1,000'], '万元')[0]!.value, 1000);
  });

  it('are told where they are not written as the pane writes them', () => {
    assert.deepEqual(
      readAmounts(['5万', '1,000']).map((a) => a.told),
      [true, false],
    );
  });
});

describe('A pasted block', () => {
  const told = (text: string, from = 0, rows = ['', '', ''], unit: PeriodUnit = 'year') => {
    const { said, ...rest } = readPasted(text, from, rows, unit);
    const words = (locale: 'en' | 'zh-CN') =>
      said.map(({ key, params }) => say(key as (typeof formTexts)['pasted'], locale, params));
    return { ...rest, en: words('en'), zh: words('zh-CN') };
  };

  it('keeps its blanks in their places, and the rows behind it', () => {
    const { rows, en } = told('100\r\n\r\n300\r\n', 1, ['1', '2', '3', '4', '5']);
    assert.deepEqual(rows, ['1', '100', '', '300', '5']);
    assert.deepEqual(en, ['Pasted: 3 rows from row 2.']);
  });

  it('that begins with an outflow is the whole deal, and says so in both languages', () => {
    const { rows, investment, en, zh } = told('-10,000\n1,000\n\n9,500', 0, ['1', '2', '3', '4', '5']);
    assert.deepEqual(rows, ['1,000', '', '9,500']);
    assert.equal(investment, 10000);
    assert.deepEqual(en, ['Pasted: 3 rows from row 1.', 'The outflow that leads is the investment: 10,000.']);
    assert.deepEqual(zh, ['已从第 1 行起粘贴 3 行。', '首笔流出作为投资金额：10,000。']);
  });

  it('has an outflow further down, or of a period counted from 1, as cash', () => {
    assert.equal(told('-5\n6', 1).investment, undefined);
    assert.deepEqual(told('1\t-5\n2\t6').rows, ['-5', '6', '']);
  });

  it('is read from beside its years, without its heads and totals, which are named', () => {
    const { rows, investment, en } = told('Year\tCash\r\n2024\t-50\r\n2025\t\r\n2026\t60\r\nTotal\t10\r\n');
    assert.deepEqual(rows, ['', '60']);
    assert.equal(investment, 50);
    assert.deepEqual(en.slice(2), ['Left out as a heading: “Cash”.', 'Left out as a total: “10”.']);
  });

  it('may run across the sheet', () => {
    assert.deepEqual(told('100\t200\t\t400').rows, ['100', '200', '', '400']);
    assert.deepEqual(told('0\t1\t2\n-9\t4\t6').rows, ['4', '6']);
  });

  for (const [beside, shown, unit] of [
    [['2020-03-31', '2020-06-30', '2020-09-30'], 'year', 'quarter'],
    [['31/01/2020', '29/02/2020', '31/03/2020'], 'year', 'month'],
    [['12/31/2019', '12/31/2020', '12/31/2021'], 'quarter', 'year'],
    [['Q3 2020', 'Q4 2020', 'Q1 2021'], 'year', 'quarter'],
    [['Q3', 'Q4', 'Q1'], 'year', 'quarter'],
    [['第1个月', '第2个月', '第3个月'], 'year', 'month'],
    [['2024', '2025', '2026'], 'month', 'year'],
  ] as const)
    it(`beside ${beside.join(', ')} is by the ${unit}, which is said`, () => {
      const pasted = told(beside.map((b, i) => `${b}\t${i + 4}\n`).join(''), 0, [''], shown);
      assert.deepEqual(pasted.rows, ['4', '5', '6']);
      assert.equal(pasted.unit, unit);
      assert.match(pasted.en[1]!, new RegExp(`counts in ${unit}s`));
      assert.equal(pasted.zh.length, 2);
    });

  it('beside periods that are uneven or have a gap is not pasted', () => {
    for (const beside of [
      ['2020-03-31', '2020-06-30', '2021-09-30'],
      ['Year 1', 'Year 2', 'Year 4'],
      ['Q1', 'Q3', 'Q4'],
      ['2020', 'Q1 2021', 'Q2 2021'],
    ]) {
      const pasted = told(beside.map((b, i) => `${b}\t${i * i + 4}\n`).join(''));
      assert.equal(pasted.rows, null, beside.join());
    }
  });

  it('keeps what is no amount as it stands, and says where', () => {
    const { rows, en, zh } = told('100\nn.m.\n#REF!\n400');
    assert.deepEqual(rows, ['100', 'n.m.', '#REF!', '400']);
    assert.deepEqual(en.slice(1), ['No amount in row 2 “n.m.” 3 “#REF!”.']);
    assert.deepEqual(zh.slice(1), ['以下各行不是金额：2 “n.m.” 3 “#REF!”。']);
    assert.deepEqual(told('#REF!\n1\n2').rows, ['#REF!', '1', '2']);
  });

  it('that may end with a total says so', () => {
    assert.deepEqual(told('100\n200\n300').en.slice(1), [
      'Row 3 is the sum of those above. Remove it if it is a total.',
    ]);
  });

  it('is not pasted where it is not clear which column is the cash, has none, or does not fit', () => {
    for (const [block, en] of [
      ['5\t7\n9\t1\n', 'Several columns of numbers: copy only the cash flows. Nothing was pasted.'],
      ['a\nb\n', 'No amounts in what was copied. Nothing was pasted.'],
      ['1\n'.repeat(31), '31 rows do not fit: at most 30. Nothing was pasted.'],
    ] as const) {
      const { rows, ...said } = told(block);
      assert.equal(rows, null);
      assert.deepEqual(said.en, [en]);
    }
    assert.equal(told('1\n'.repeat(31), 0, [''], 'quarter').rows?.length, 31);
  });
});

describe('What the form sends', () => {
  const filled = (rows: string[]) =>
    typeTerm(setRows(chooseSource(initialState('en'), 'form'), rows), 'investment_amount', '100');

  it('ends with the last row that is filled, and a blank before it is asked for', () => {
    const ended = inputOf(filled(['60', '70', '', '']));
    assert.ok(isReady(ended));
    assert.equal((requestBody(ended).basic_params as Record<string, unknown>).investment_period, 2);
    assert.equal(inputOf(filled(['60', '', '70'])).missing, 1);
    assert.equal(inputOf(filled(['', '', ''])).missing, 3);
  });

  it('counts in quarters or months where they are chosen, and a run in years is then past', () => {
    const state = filled(['60', '70']);
    const quarters = { ...state, rowUnit: 'quarter' as const };
    const unitOf = (s: typeof state) =>
      (requestBody(inputOf(s)).basic_params as Record<string, unknown>).period_unit;
    assert.deepEqual([unitOf(state), unitOf(quarters)], [undefined, 'quarter']);
    assert.equal(isStale(state, takenFrom(inputOf(state))), false);
    assert.equal(isStale(quarters, takenFrom(inputOf(state))), true);
  });
});

describe('Every text of the form', () => {
  it('has the same parameters in both languages', () => {
    const parameters = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    for (const [key, { en, 'zh-CN': zh }] of Object.entries(formTexts))
      assert.deepEqual(parameters(zh), parameters(en), key);
  });
});
