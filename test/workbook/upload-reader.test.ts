import assert from 'node:assert/strict';
import * as XLSX from '@e965/xlsx';
import { calculate } from '../../src/document/index.ts';
import { Problem } from '../../server/problem.ts';
import { WorkbookReader } from '../../server/workbook/import/reader.ts';
import { exportWorkbook } from '../../server/workbook/export/write.ts';
import { xlsxOf } from '../../server/workbook/export/xlsx.ts';
import { convertedTo } from '../support/spreadsheet.ts';
import { requests } from './deals.ts';
import { hostile, zipOf } from './hostile.ts';
import { plainSheet } from './plain-sheet.ts';
import { codes, irrOf } from './readings.ts';

const CHILD = 'server/workbook/import/child.ts';
const AT = new Date(Date.UTC(2026, 10, 21));

describe('The reader of uploads', function () {
  const reader = new WorkbookReader(CHILD);
  after(() => reader.close());
  const code = async (work: Promise<unknown>): Promise<string> => {
    try {
      await work;
      return 'read';
    } catch (error) {
      assert.ok(error instanceof Problem, String(error));
      return error.code;
    }
  };
  let good: Buffer;
  before(async () => {
    const answer = calculate(requests[0]);
    assert.ok(answer.ok);
    good = await exportWorkbook(requests[0], answer.value, 'zh-CN', AT);
  });

  it('reads a workbook, .xlsx or .xls, as a spreadsheet has saved it', async () => {
    for (const format of ['xlsx', 'xls'] as const) {
      const reading = await reader.read(await convertedTo(format, good), `book.${format}`);
      assert.equal(irrOf(reading.request), irrOf(requests[0]));
    }
  });

  it('reads a workbook with macros, which nothing runs, and says so', async () => {
    const book = XLSX.read(await convertedTo('xlsx', good));
    book.vbaraw = Buffer.from('a project of macros');
    const bytes = Buffer.from(
      XLSX.write(book, { type: 'array', bookType: 'xlsm', bookVBA: true }) as ArrayBuffer,
    );
    const reading = await reader.read(bytes, 'book.xlsm');
    assert.equal(irrOf(reading.request), irrOf(requests[0]));
    assert.ok(
      codes(reading).some((told) => told.startsWith('warning macrosIgnored')),
      String(codes(reading)),
    );
  });

  it('refuses what means harm, and goes on', async () => {
    await reader.read(good, 'a.xlsx');
    const before = process.memoryUsage().rss;
    const figures: string[] = [];
    for (const [what, { bytes, code: wanted, name = 'a.xlsx' }] of Object.entries(hostile(good))) {
      const started = performance.now();
      assert.equal(await code(reader.read(bytes, name)), wanted, what);
      figures.push(`${what}: ${(performance.now() - started).toFixed(1)} ms`);
    }
    figures.push(`memory + ${((process.memoryUsage().rss - before) / 2 ** 20).toFixed(0)} MiB`);
    if (process.env.FIGURES) process.stdout.write(`${figures.join('\n')}\n`);
    assert.equal((await reader.read(good, 'a.xlsx')).mode, requests[0]!.distribution_params.mode);
  });

  it('replaces a process that takes too long or too much memory', async () => {
    for (const limits of [
      { time: 1, memory: Infinity },
      { time: 60_000, memory: 1 },
    ]) {
      const strict = new WorkbookReader(CHILD, limits);
      strict.warm();
      const before = strict.pid;
      assert.equal(await code(strict.read(good, 'a.xlsx')), 'FILE_TOO_COMPLEX');
      assert.ok(strict.pid);
      assert.notEqual(strict.pid, before);
      strict.close();
      assert.equal(strict.pid, undefined);
    }
  });

  it('refuses more cells than a deal has', async () => {
    const row = Array.from({ length: 300 }, () => 1);
    const cells = Array.from({ length: 900 }, () => row);
    assert.equal(
      await code(reader.read(await xlsxOf([plainSheet('A', cells)], AT), 'a.xlsx')),
      'FILE_TOO_COMPLEX',
    );
  });

  it('knows a zip that is a workbook from one that says so', async () => {
    const bytes = zipOf([{ name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') }]);
    assert.equal(await code(reader.read(bytes, 'a.xlsx')), 'FILE_DAMAGED');
  });
});
