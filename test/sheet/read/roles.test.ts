import assert from 'node:assert/strict';
import { readSelection, type Role } from '../../../src/sheet/read/index.ts';
import { amounts, d, faults, inWords, notes, questions, roles, sheetOf, type TestCell } from './grids.ts';

const read = (rows: TestCell[][], options = {}) => readSelection(sheetOf('Deal', rows), options);
const role = (rows: TestCell[][], given: Record<string, Role>, answers = {}) =>
  read(rows, { roles: given, answers });

describe('Roles of lines', () => {
  it('take signs of money in and out from the role', () => {
    for (const sign of [1, -1]) {
      const reading = read([
        ['Year', 'Contributions', 'Distributions'],
        [0, 100 * sign, 0],
        [1, 20 * sign, 30],
        [2, 0, 120],
      ]);
      assert.deepEqual(amounts(reading), [-100, 10, 120], inWords(reading));
      assert.deepEqual(
        reading.contributions.map((f) => f.amount),
        [100, 20, 0],
      );
      assert.deepEqual(
        reading.distributions.map((f) => f.amount),
        [0, 30, 120],
      );
    }
  });

  it('ask where such a line has both signs', () => {
    const rows: TestCell[][] = [
      ['Year', 'Contributions', 'Distributions'],
      [0, 100, 0],
      [1, -20, 30],
      [2, 0, 120],
    ];
    assert.deepEqual(questions(read(rows)), ['mixedSigns B1:B4']);
    assert.deepEqual(amounts(read(rows, { answers: { 'mixedSigns@B1:B4': 'byRole' } })), [-100, 50, 120]);
    assert.deepEqual(amounts(read(rows, { answers: { 'mixedSigns@B1:B4': 'ownSigns' } })), [100, 10, 120]);
  });

  it('hold a net line to the pair beside it', () => {
    const rows = (last: number): TestCell[][] => [
      ['Year', 'Calls', 'Distributions', 'Net'],
      [0, 100, 0, -100],
      [1, 0, 30, 30],
      [2, 0, 90, last],
    ];
    const agreed = read(rows(90));
    assert.equal(agreed.status, 'ready');
    assert.ok(notes(agreed).includes('netChecked D1:D4'));
    const asked = read(rows(85));
    assert.deepEqual(questions(asked), ['netAgainstPair D1:D4']);
    assert.match(asked.questions[0]!.message.en, /first at D4/);
    assert.deepEqual(
      amounts(read(rows(85), { answers: { 'netAgainstPair@D1:D4': 'pair' } })),
      [-100, 30, 90],
    );
    assert.deepEqual(amounts(read(rows(85), { answers: { 'netAgainstPair@D1:D4': 'net' } })), [-100, 30, 85]);
  });

  it('explain a line as part of the net by arithmetic', () => {
    const reading = read([
      ['Year', 'Revenue', 'Operating expenses', 'NOI', 'Capex', 'Net cash flow'],
      [0, 0, 0, 0, -500, -500],
      [1, 100, -40, 60, 0, 60],
      [2, 110, -42, 68, -10, 58],
      [3, 120, -45, 75, 600, 675],
    ]);
    assert.equal(reading.status, 'ready', inWords(reading));
    assert.deepEqual(amounts(reading), [-500, 60, 58, 675]);
    assert.equal(roles(reading).NOI, 'derived');
  });

  it('ask for a line that nothing explains, and take the answer', () => {
    const rows: TestCell[][] = [
      ['Year', 'Net cash flow', 'Odd'],
      [0, -100, 3],
      [1, 30, 1],
      [2, 90, 4],
    ];
    assert.deepEqual(questions(read(rows)), ['lineUnclear C1:C4']);
    assert.equal(roles(read(rows)).Odd, 'unclear');
    const left = read(rows, { answers: { 'lineUnclear@C1:C4': 'leaveOut' } });
    assert.equal(left.status, 'ready');
    assert.deepEqual(amounts(left), [-100, 30, 90]);
    assert.deepEqual(amounts(read(rows, { answers: { 'lineUnclear@C1:C4': 'paidIn' } })), [-103, 29, 86]);
  });

  it('ask which of several lines is the cash, the likelier first', () => {
    const rows: TestCell[][] = [
      ['Year', 'Alpha', 'Beta'],
      [0, 5, -100],
      [1, 6, 30],
      [2, 9, 90],
    ];
    const [question] = read(rows).questions;
    assert.equal(question!.code, 'whichIsCash');
    assert.equal(question!.likely, 'C1:C4');
    assert.deepEqual(
      question!.choices.map((c) => c.id),
      ['C1:C4', 'B1:B4', 'sum', 'sources'],
    );
    assert.deepEqual(amounts(read(rows, { answers: { [question!.id]: 'C1:C4' } })), [-100, 30, 90]);
    assert.deepEqual(amounts(read(rows, { answers: { [question!.id]: 'sum' } })), [-95, 36, 99]);
    assert.deepEqual(
      read(rows, { answers: { [question!.id]: 'sources' } }).sources.map((s) => s.name),
      ['Alpha', 'Beta'],
    );
  });

  it('are changed by the user', () => {
    const rows: TestCell[][] = [
      ['Year', 'Cash flow', 'Levered'],
      [0, -100, -40],
      [1, 30, 10],
      [2, 90, 60],
    ];
    const changed = role(rows, { 'C1:C4': 'net', 'B1:B4': 'leftOut' });
    assert.equal(changed.status, 'ready', inWords(changed));
    assert.deepEqual(amounts(changed), [-40, 10, 60]);
    assert.deepEqual(amounts(role(rows, { 'Deal!C1:C4': 'derived' })), [-100, 30, 90]);
    // An interim line that is no total after all.
    const dates: TestCell[][] = [
      ['Year', 'CF'],
      [0, -100],
      [1, 30],
      [2, 70],
      ['Total', 0],
    ];
    assert.deepEqual(amounts(role(dates, { 'A4:B4': 'leftOut' })), [-100, 30]);
  });

  it('keep results, shares, targets and project lists from being cash', () => {
    for (const rows of [
      [
        ['Year', 1, 2, 3],
        ['LP', 10, 20, 30],
        ['GP', 1, 2, 3],
        ['Total', 11, 22, 33],
      ],
      [
        ['Year', 'LP share', 'GP share'],
        [1, 0.8, 0.2],
        [2, 0.7, 0.3],
        [3, 0.6, 0.4],
      ],
      [
        ['Fund', 'Target IRR', 'Target MOIC'],
        ['A', 0.2, 2],
        ['B', 0.15, 1.8],
      ],
      [
        ['Project', 'Date', 'Cost', 'Exit value'],
        ['A', d('2020-01-01'), 100, 150],
        ['B', d('2020-06-01'), 50, 20],
      ],
      [
        ['Party', 'Share'],
        ['LP', 0.8],
        ['GP', 0.2],
      ],
      [
        ['Item', 'Amount'],
        ['Land', 100],
        ['Building', 300],
      ],
      [['nothing', 'here']],
    ] as TestCell[][][]) {
      const reading = read(rows);
      assert.equal(reading.status, 'refused', inWords(reading));
      assert.match(faults(reading).join(), /^noFlows /);
      assert.deepEqual(reading.flows, []);
    }
    assert.deepEqual(
      faults(
        read([
          ['', ''],
          [null, ''],
        ]),
      ),
      ['emptySelection A1'],
    );
  });

  it('leave totals out with a word, also one that is no sum', () => {
    const rows = (total: number): TestCell[][] => [
      ['Year', 'CF'],
      [0, -100],
      [1, 30],
      [2, 90],
      ['Total', total],
    ];
    assert.ok(notes(read(rows(20))).includes('totalLeftOut B5'));
    assert.ok(notes(read(rows(21))).includes('totalDiffers B5'));
    assert.deepEqual(amounts(read(rows(21))), [-100, 30, 90]);
    // A sum without a name; anything else without a period is asked.
    assert.deepEqual(amounts(read([...rows(20).slice(0, 4), [null, 20]])), [-100, 30, 90]);
    assert.deepEqual(questions(read([...rows(20).slice(0, 4), [null, 25]])), ['positionUnclear B5']);
  });

  it('tell blanks, texts, errors and formulas that were never computed at their cells', () => {
    const rows = (cell: TestCell): TestCell[][] => [
      ['Year', 'CF'],
      [0, -100],
      [1, cell],
      [2, 90],
    ];
    assert.ok(notes(read(rows(null))).includes('blankIsZero B3'));
    assert.deepEqual(amounts(read(rows('n/a'))), [-100, 0, 90]);
    assert.deepEqual(faults(read(rows('soon'))), ['notNumber B3']);
    assert.deepEqual(faults(read(rows('#DIV/0!'))), ['errorValue B3']);
    assert.deepEqual(faults(read(rows(true))), ['notNumber B3']);
    assert.deepEqual(faults(read(rows({ formula: 'A1' }))), ['notComputed B3']);
    assert.deepEqual(
      questions(
        read([
          ['Year', 'CF'],
          [0, '-1.000'],
          [1, '1.200'],
        ]),
      ),
      ['numberStyle B1:B3'],
    );
    assert.deepEqual(
      amounts(
        read([
          ['Year', 'CF'],
          [0, '-1.000,00'],
          [1, '1.200'],
        ]),
      ),
      [-1000, 1200],
    );
  });

  it('take a cost at the closing for an outlay', () => {
    const reading = read([
      ['Year', 'Cash flow'],
      ['Initial investment', 100],
      ['Year 1', 30],
      ['Year 2', 90],
    ]);
    assert.deepEqual(amounts(reading), [-100, 30, 90]);
    assert.ok(notes(reading).includes('costAsOutflow B2'));
  });

  it('stay in sight where they leave no cash, to be changed back', () => {
    const reading = role(
      [
        ['Year', 'Net cash flow'],
        [0, -100],
        [1, 130],
      ],
      { 'B1:B3': 'leftOut' },
    );
    assert.deepEqual(
      reading.lines.map((line) => [line.head, line.role]),
      [
        ['Year', 'period'],
        ['Net cash flow', 'leftOut'],
      ],
    );
    assert.match(reading.faults[0]!.message.en, /None of its lines is to be used\./);
  });

  it('say all in both languages', () => {
    const reading = read([
      ['Year', 'Net cash flow', 'Odd'],
      [0, -100, 3],
      [1, null, 1],
      [2, 'x', 4],
      ['Total', 5, 6],
    ]);
    for (const { message } of [...reading.questions, ...reading.faults, ...reading.notes]) {
      assert.doesNotMatch(message.en, /\{|undefined|[\u4e00-\u9fff]/);
      assert.match(message['zh-CN'], /[\u4e00-\u9fff]/);
      assert.doesNotMatch(message['zh-CN'], /\{|undefined/);
    }
    for (const { why } of reading.lines) assert.ok(why.en && why['zh-CN']);
  });
});
