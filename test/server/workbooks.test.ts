import assert from 'node:assert/strict';
import { WorkbookReader } from '../../server/workbook/import/reader.ts';
import { built } from '../support/built.ts';
import { below, MIB, workbook } from './support/files.ts';
import { startService, type Service } from './support/service.ts';

const OPEN = '/api/v1/workbooks/open';
const SAVE = '/api/v1/workbooks/save';

describe('Workbooks opened into a grid and saved from one', function () {
  const reader = new WorkbookReader(built('reader'));
  let service: Service;
  before(async () => {
    service = await startService({}, { openWorkbook: (bytes, name) => reader.open(bytes, name) });
  });
  after(async () => {
    reader.close();
    await service.close();
  });

  const book = {
    sheets: [
      {
        name: 'Deal',
        hidden: false,
        gridlines: true,
        cells: [
          { row: 0, column: 0, value: 'CANARY-CONTENT' },
          { row: 1, column: 0, formula: '=WATERFALL.IRR(B1:B3)', value: 0.12 },
        ],
        widths: [],
        heights: [],
        merges: [],
        freeze: { rows: 0, columns: 0 },
      },
    ],
    styles: [],
    names: [],
    active: 0,
  };

  const saved = async (): Promise<Uint8Array<ArrayBuffer>> => {
    const response = await fetch(service.url + SAVE, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(book),
    });
    assert.equal(response.status, 200);
    assert.match(response.headers.get('Content-Disposition')!, /workbook\.xlsx/);
    return new Uint8Array(await response.arrayBuffer());
  };

  it('come back as they were saved, under the name of the file', async () => {
    const { status, body } = await service.call('POST', OPEN, {
      file: { name: '基金模型.xlsx', bytes: await saved() },
    });
    assert.equal(status, 200);
    assert.equal(body.name, '基金模型');
    assert.deepEqual(body.not_kept, []);
    assert.deepEqual(body.book.sheets[0].cells, book.sheets[0]!.cells);
  });

  it('leave nothing behind, on the disk or in the log', async () => {
    await service.call('POST', OPEN, { file: { name: 'CANARY-NAME.xlsx', bytes: await saved() } });
    assert.deepEqual(below(service.folder), []);
    assert.doesNotMatch(service.lines.join('\n'), /CANARY/);
  });

  it('are refused where they are none, damaged or too large, in the language asked for', async () => {
    const refused = async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
      const { status, body } = await service.call('POST', OPEN, {
        file: { name, bytes },
        headers: { 'Accept-Language': 'zh-CN' },
      });
      return `${status} ${body.code} ${body.title}`;
    };
    assert.equal(await refused('deal.txt', workbook()), '415 FILE_TYPE 不是工作簿');
    assert.equal(await refused('deal.xlsx', workbook()), '422 FILE_DAMAGED 工作簿已损坏');
    assert.equal(await refused('deal.xlsx', workbook(10 * MIB + 1)), '413 FILE_TOO_LARGE 文件过大');
  });

  it('are saved only where every place they name is there', async () => {
    const [sheet] = book.sheets;
    const wrong = {
      ...book,
      active: 3,
      sheets: [sheet, { ...sheet, name: 'deal', cells: [{ row: 0, column: 0, style: 1 }] }],
      names: [{ name: 'Cash', reference: '=Other!A1', sheet: 'Other' }],
    };
    const { status, body } = await service.call('POST', SAVE, { body: wrong });
    assert.equal(status, 422);
    assert.deepEqual(
      body.errors.map((e: { code: string; path: string }) => `${e.code} ${e.path}`),
      [
        'tooLarge active',
        'duplicateId sheets[1].name',
        'tooLarge sheets[1].cells[0].style',
        'notChoice names[0].sheet',
      ],
    );
    const misnamed = { ...book, sheets: [{ ...sheet, name: 'a/b' }] };
    assert.equal((await service.call('POST', SAVE, { body: misnamed })).body.code, 'INVALID');
    assert.equal((await service.call('POST', SAVE, { raw: '[]' })).body.code, 'MALFORMED');
    const tooLarge = JSON.stringify({ ...book, note: 'x'.repeat(10 * MIB) });
    assert.equal((await service.call('POST', SAVE, { raw: tooLarge })).body.code, 'TOO_LARGE');
  });

  it('are counted by address as other requests are', async () => {
    const strict = await startService({ RATE_LIMIT: '1' });
    try {
      await strict.call('POST', SAVE, { body: {} });
      assert.equal((await strict.call('POST', SAVE, { body: {} })).body.code, 'RATE_LIMITED');
    } finally {
      await strict.close();
    }
  });
});
