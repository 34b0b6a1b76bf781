import assert from 'node:assert/strict';
import { read } from '@e965/xlsx';
import { Resvg } from '@resvg/resvg-js';
import { calculate } from '../../src/document/index.ts';
import { chartsSvg, pngOf } from '../../server/workbook/export/charts-png.ts';
import { detailCsv } from '../../server/workbook/export/exports.ts';
import { gridsOf } from '../../server/workbook/import/grids.ts';
import { understand } from '../../server/workbook/import/understand.ts';
import { WorkbookReader } from '../../server/workbook/import/reader.ts';
import { built } from '../support/built.ts';
import { customRequest, requests } from '../workbook/deals.ts';
import { standingClock, startService, type Service } from './support/service.ts';

const body = {
  ...requests[0]!,
  basic_params: { ...requests[0]!.basic_params, investment_target: '滨江 "一期"/A' },
};
const result = () => {
  const answer = calculate(body);
  assert.ok(answer.ok);
  return answer.value;
};

describe('Exports of a run', () => {
  let service: Service;
  let token: string;
  const reader = new WorkbookReader(built('reader'));
  before(async () => {
    service = await startService({}, { readWorkbook: (bytes, name) => reader.read(bytes, name) });
    ({ token } = await service.begin());
  });
  after(async () => {
    await service.close();
    reader.close();
  });

  const made = (format: string) =>
    service.call('POST', '/api/v1/exports', { token, body: { format, calculation: body } });
  const bytesOf = async (path: string) => {
    const answer = await fetch(service.url + path, { headers: { Authorization: `Bearer ${token}` } });
    assert.equal(answer.status, 200);
    return { bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
  };

  it('are kept, offered under the name of the deal, and taken back as an upload', async () => {
    const { status, body: file } = await made('xlsx');
    assert.equal(status, 201);
    assert.match(file.original_name, /^滨江 一期 A_Capital first_\d{8}\.xlsx$/);
    const { bytes, headers } = await bytesOf(`/api/v1/exports/${file.file_id}`);
    assert.match(headers.get('Content-Disposition')!, /filename\*=UTF-8''%E6%BB%A8/);
    const uploaded = await service.call('POST', '/api/v1/files', {
      token,
      file: { name: file.original_name, bytes: new Uint8Array(bytes) },
    });
    assert.equal(uploaded.body.status, 'processed');
    const again = calculate(uploaded.body.parsed_data.request);
    assert.ok(again.ok);
    assert.equal(again.value.irr, result().irr);
    const damaged = await service.call('POST', '/api/v1/files', {
      token,
      file: { name: 'a.xlsx', bytes: new Uint8Array(bytes.subarray(0, 500)) },
    });
    assert.deepEqual([damaged.status, damaged.body.code], [422, 'FILE_DAMAGED']);
  });

  it('are offered without half a character that the name of the deal ends or begins with', async () => {
    const calculation = {
      ...body,
      basic_params: { ...body.basic_params, investment_target: '\ud800滨江\udc00' },
    };
    const { body: file } = await service.call('POST', '/api/v1/exports', {
      token,
      body: { format: 'csv', calculation },
    });
    assert.match(file.original_name, /^滨江_Capital first_\d{8}\.csv$/);
    await bytesOf(`/api/v1/exports/${file.file_id}`);
  });

  it('are stored under the names of the design, whatever the deal is called', async () => {
    for (const [format, stored] of [
      ['xlsx', /^results_\d{8}_\d{6}\.xlsx$/],
      ['png', /^charts_\d{8}_\d{6}\.png$/],
      ['csv', /^results_\d{8}_\d{6}\.csv$/],
      ['json', /^results_\d{8}_\d{6}\.json$/],
    ] as const) {
      const { body: file } = await made(format);
      assert.match(file.stored_name, stored);
      assert.equal(
        file.original_name,
        file.stored_name.replace(/^[a-z]+(_\d+)_\d+/, '滨江 一期 A_Capital first$1'),
      );
    }
  });

  it('come as a table and as data, too', async () => {
    const csv = await bytesOf(`/api/v1/exports/${(await made('csv')).body.file_id}`);
    assert.equal(csv.bytes.subarray(0, 3).toString('hex'), 'efbbbf');
    assert.equal(csv.bytes.toString('utf8').trim().split('\r\n').length, 7);
    const json = await bytesOf(`/api/v1/exports/${(await made('json')).body.file_id}`);
    assert.equal(JSON.parse(json.bytes.toString('utf8')).irr, result().irr);
  });

  it('word the warnings of a run in the language asked for', async () => {
    const calculation = { ...body, cash_flows: body.cash_flows.map((flow) => ({ ...flow, amount: 0 })) };
    const answer = await service.call('POST', '/api/v1/exports', {
      token,
      body: { format: 'json', calculation },
      headers: { 'Accept-Language': 'zh-CN' },
    });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    const { bytes } = await bytesOf(`/api/v1/exports/${answer.body.file_id}`);
    const { warnings } = JSON.parse(bytes.toString('utf8')) as { warnings: Record<string, unknown>[] };
    assert.ok(warnings.length > 0);
    for (const { message, path } of warnings) {
      assert.match(String(message), /\p{Script=Han}/u);
      assert.equal(typeof path, 'string');
    }
  });

  it('against an index series of the session hold its levels: formulas follow them, and they are read back', async () => {
    const levels = [100, 104, 99, 120];
    const dates = [2016, 2017, 2018, 2019].map((year) => `${year}-12-31`);
    const points = levels.map((level, i) => ({ date: dates[i], level }));
    const put = await service.call('PUT', '/api/v1/index-series/idx', { token, body: { points } });
    assert.equal(put.status, 200);
    const run = (options: object) => ({
      basic_params: { investment_amount: 10000, investment_period: 3, hurdle_rate: 8, carry_rate: 20 },
      cash_flows: dates.map((date, i) => ({ date, amount: i === 0 ? -10000 : 6000 })),
      distribution_params: { mode: 'european', catch_up_share: 100, ...options },
    });
    const named = run({ options: { measures: { index: { series: 'idx' } } } });
    const { body: file } = await service.call('POST', '/api/v1/exports', {
      token,
      body: { format: 'xlsx', calculation: named },
    });
    const { bytes } = await bytesOf(`/api/v1/exports/${file.file_id}`);
    const { Sheets } = read(bytes);
    const formulas = Object.values(Sheets.Results!).filter((cell) => (cell as { f?: string }).f);
    assert.ok(formulas.length > 100, `${formulas.length} formulas`);
    const { body: uploaded } = await service.call('POST', '/api/v1/files', {
      token,
      file: { name: 'a.xlsx', bytes: new Uint8Array(bytes) },
    });
    assert.deepEqual(uploaded.parsed_data.faults, []);
    const again = calculate(uploaded.parsed_data.request);
    assert.ok(again.ok);
    const asked = await service.call('POST', '/api/v1/calculations', { token, body: named });
    assert.equal(typeof asked.body.tables.project.pme.ks, 'number');
    assert.deepEqual(again.value.tables.project.pme, asked.body.tables.project.pme);
  });

  it('of a deal whose name holds half a character are offered without it', async () => {
    const basic_params = { ...body.basic_params, investment_target: 'A\ud800B\udc00' };
    const { body: file } = await service.call('POST', '/api/v1/exports', {
      token,
      body: { format: 'csv', calculation: { ...body, basic_params } },
    });
    assert.match(file.original_name, /^A B_Capital first_\d{8}\.csv$/);
    await bytesOf(`/api/v1/exports/${file.file_id}`);
  });

  it('hold a name that looks like a formula as text in a table', () => {
    const answer = calculate(customRequest);
    assert.ok(answer.ok);
    const cells = detailCsv(answer.value, 'en').split(/[,\r\n"]+/);
    assert.ok(
      cells.every((cell) => !/^=/.test(cell)),
      cells.join('|'),
    );
  });

  it('come as a picture whose Chinese words are drawn', async () => {
    const png = await bytesOf(`/api/v1/exports/${(await made('png')).body.file_id}`);
    assert.equal(png.bytes.subarray(1, 4).toString('latin1'), 'PNG');
    const pixels = (svg: string) => new Resvg(svg, { font: { loadSystemFonts: false } }).render().pixels;
    const svg = chartsSvg(result(), 'zh-CN');
    const without = svg.replace(/<text[^>]*>[^<]*<\/text>/g, '');
    assert.notDeepEqual(pngOf(svg), pngOf(without));
    assert.ok(pixels(without).length > 0);
    // Two different words would look alike if each letter were the box of an unknown one.
    const word = (text: string) =>
      pngOf(
        `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="30"><text x="2" y="20" font-family="Noto Sans SC">${text}</text></svg>`,
      );
    assert.notDeepEqual(word('本金'), word('分成'));
    assert.notDeepEqual(word('本金'), word('\u{10fff0}\u{10fff1}'));
    assert.notDeepEqual(word('本金'), word(''));
  });

  it('are refused with every fault of the request', async () => {
    const bad = await service.call('POST', '/api/v1/exports', {
      token,
      body: { format: 'doc', calculation: 3 },
    });
    assert.equal(bad.status, 422);
    assert.equal(bad.body.errors.length, 2);
    const wrong = await service.call('POST', '/api/v1/exports', {
      token,
      body: { format: 'xlsx', calculation: {} },
    });
    assert.deepEqual([wrong.status, wrong.body.code], [422, 'INVALID']);
  });
});

describe('GET /templates/workbook', () => {
  it('gives a workbook to fill in, in the language asked for, which is made once', async () => {
    const clock = standingClock();
    const service = await startService({}, { clock });
    const address = `${service.url}/api/v1/templates/workbook`;
    const answer = await fetch(`${address}?mode=american&language=zh-CN`);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('Content-Disposition')!, /\.xlsx/);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const grids = await gridsOf(bytes, 'xlsx');
    assert.deepEqual(
      grids.map((g) => g.sheet),
      ['参数', '现金流', '项目'],
    );
    assert.equal(understand(grids).mode, 'american');
    // Made once: a workbook says when it was written.
    clock.forward(60_000);
    const again = await fetch(`${address}?mode=american&language=zh-CN`);
    assert.deepEqual(new Uint8Array(await again.arrayBuffer()), bytes);
    const refused = await service.call('GET', '/api/v1/templates/workbook?mode=none');
    assert.deepEqual([refused.status, refused.body.code], [422, 'INVALID']);
    await service.close();
  });
});
