import assert from 'node:assert/strict';
import { calculate } from '../../src/document/index.ts';
import type { CellValue, WorkbookReading } from '../../src/sheet/index.ts';
import { presetOf } from '../../src/engine/index.ts';
import { gridsOf } from '../../server/workbook/import/grids.ts';
import { templateWorkbook } from '../../server/workbook/export/write.ts';
import { Problem } from '../../server/problem.ts';
import { readWorkbook } from '../../server/workbook/import/read-in-child.ts';
import { WorkbookReader } from '../../server/workbook/import/reader.ts';
import { understand } from '../../server/workbook/import/understand.ts';
import { workbookOf } from './written.ts';

type Cells = readonly (readonly [at: string, value: CellValue])[];

const DEAL: Cells = [
  ['A1', 'Mode'],
  ['B1', 'flat_principal_first'],
  ['A2', 'Investment amount'],
  ['B2', 10_000],
  ['A3', 'Hurdle rate'],
  ['B3', 0.08],
  ['A4', 'Carry rate'],
  ['B4', 0.2],
  ['A6', 'Year'],
  ['B6', 'Amount'],
  ...[1, 2, 3, 4, 5].flatMap((year): Cells => [
    [`A${6 + year}`, year],
    [`B${6 + year}`, 1000 * year],
  ]),
];

/** As the process does that reads workbooks, with its memory. */
const CHILD = 'server/workbook/import/child.ts';

describe('Cells far from those of a deal', function () {
  const reader = new WorkbookReader(CHILD);
  after(() => reader.close());
  const read = (cells: Cells): Promise<WorkbookReading> => reader.read(workbookOf(cells), 'a.xlsx');
  const told = ({ faults }: WorkbookReading) =>
    faults.map((f) => `${f.severity} ${f.code} ${f.sheet}!${f.cell}`);
  const assertRead = ({ request }: WorkbookReading, what: string) => {
    const answer = calculate(request);
    assert.ok(answer.ok, what);
    assert.ok(Math.abs(answer.value.irr! - 12.00576195) < 1e-6, what);
  };
  const refusal = async (cells: Cells): Promise<string> => {
    const error: unknown = await read(cells).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof Problem, String(error));
    return error.code;
  };

  it('are no reason to refuse it, nor are the empty ones between them told', async () => {
    for (const at of ['Z10000', 'H40000', 'A50000', 'A120001', 'ZZ20']) {
      const reading = await read([...DEAL, [at, 'checked by J.']]);
      assertRead(reading, at);
      assert.deepEqual(told(reading), [], at);
    }
  });

  it('are told where they are too far to be read at all, whatever the sheet says of its size', async () => {
    for (const at of ['A1048576', 'H1048576', 'XFD1048576', 'XFD1000']) {
      const reading = await read([...DEAL, [at, 'end']]);
      assertRead(reading, at);
      assert.deepEqual(told(reading), ['warning leftOut !null'], at);
      assert.match(reading.faults[0]!.message.en, new RegExp(`^${at} `));
    }
  });

  it('say nothing where they are empty', async () => {
    const reading = await read([...DEAL, ['XFD1048576', null]]);
    assertRead(reading, 'a style');
    assert.deepEqual(told(reading), []);
  });

  it('are asked about where they hold flows of their own', async () => {
    const other: Cells = [
      ['A1001', 'Year'],
      ['B1001', 'Fees'],
      ['A1002', 1],
      ['B1002', 5],
      ['A1003', 2],
      ['B1003', 6],
    ];
    const reading = await read([...DEAL, ...other]);
    assert.equal(reading.status, 'question');
    assert.equal(reading.request, null);
    assert.deepEqual(
      reading.questions.map((q) => [q.code, q.choices.map((c) => c.id)]),
      [['whichTable', ['Deal!A6:B11', 'Deal!A1001:B1003']]],
    );
    assert.deepEqual(told(reading), ['error whichTable Deal!A6']);
  });

  it('are told below the rows of a template, too', async () => {
    const [parameters, flows] = await gridsOf(
      await templateWorkbook(presetOf('flat_principal_first')!, 'en', new Date(0)),
      'xlsx',
    );
    const far = { sheet: flows!.sheet, row: 999, column: 0, values: [[6, null, 500]] };
    assert.deepEqual(
      understand([parameters!, flows!, far])
        .faults.filter((f) => f.code === 'leftOut')
        .map((f) => f.cell),
      ['A1000'],
    );
  });

  it('are read where the deal is there', async () => {
    const moved = DEAL.map(
      ([at, value]) => [at.replace(/\d+/, (n) => String(Number(n) + 3000)), value] as const,
    );
    const reading = await read([['A1', 'Model'], ...moved]);
    assertRead(reading, 'moved');
    assert.equal(reading.flows[0]!.cell, 'B3007');
  });

  it('are too many where many are empty among few', async () => {
    const sparse = Array.from({ length: 1240 }, (_, i) => [`A${1 + 200 * i}`, 5] as const);
    assert.equal(await refusal(sparse), 'FILE_TOO_COMPLEX');
    const scattered = Array.from(
      { length: 5000 },
      (_, i) => [`${i % 2 ? 'A' : 'AX'}${1 + 200 * i}`, 5] as const,
    );
    assert.equal(await refusal(scattered), 'FILE_TOO_COMPLEX');
  });
});

describe('Faults of a workbook', () => {
  it('are listed up to a hundred, errors first, with the number of the others', async () => {
    // Of three numbers one is stored as text, and one of the others no number.
    const cells: Cells = Array.from({ length: 360 }, (_, i) => {
      const value = i % 3 === 1 ? String(i + 0.5) : i % 3 === 2 ? 'abc' : i + 0.5;
      return [`A${i + 1}`, value] as const;
    });
    const outcome = await readWorkbook({ bytes: workbookOf(cells), kind: 'xlsx' });
    assert.ok(outcome.ok);
    const { faults, faultsLeftOut } = outcome.reading;
    assert.equal(faults.length, 100);
    assert.ok(faults.every(({ severity, code }) => severity === 'error' && code === 'notNumber'));
    // The other texts, what is said once of numbers stored as text, no mode, and the length of a period, which is asked.
    assert.equal(faultsLeftOut, 120 - 100 + 3);
  });

  it('are all listed where they are few', () => {
    const { faults, faultsLeftOut } = understand([{ sheet: 'A', row: 0, column: 0, values: [['Dear all']] }]);
    assert.deepEqual([faults.length, faultsLeftOut], [1, 0]);
  });
});

describe('A fault of the reader itself', () => {
  it('is told from a damaged file, with where it was thrown and nothing of the content', async () => {
    const outcome = await readWorkbook({ bytes: workbookOf(DEAL), kind: 'xlsx' }, () => {
      throw new TypeError('CANARY 12345');
    });
    assert.ok(!outcome.ok && outcome.refusal === 'INTERNAL');
    assert.equal(outcome.error, 'TypeError');
    assert.match(outcome.at[0]!, /far-cells\.test\.ts/);
    assert.doesNotMatch(JSON.stringify(outcome), /CANARY/);
    const damaged = workbookOf(DEAL);
    damaged.write('XX', damaged.indexOf('xl/workbook.xml') + 20, 'latin1');
    const refused = await readWorkbook({ bytes: damaged, kind: 'xlsx' });
    assert.deepEqual(refused, { ok: false, refusal: 'FILE_DAMAGED' });
  });

  it('reaches the service with its name and place', async () => {
    const failing = new WorkbookReader('test/workbook/failing-child.ts');
    try {
      await assert.rejects(failing.read(workbookOf(DEAL), 'a.xlsx'), (error) => {
        assert.ok(error instanceof Problem && error.cause instanceof Error);
        assert.deepEqual([error.code, error.cause.name], ['INTERNAL', 'TypeError']);
        assert.match(error.cause.stack!, /at readFlows/);
        return true;
      });
    } finally {
      failing.close();
    }
  });
});
