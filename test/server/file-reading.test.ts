/** Questions of an upload are answered by its user, on a service that reads workbooks. */
import assert from 'node:assert/strict';
import { WorkbookReader } from '../../server/workbook/import/reader.ts';
import { calculate } from '../../src/document/index.ts';
import type { WorkbookReading } from '../../src/sheet/index.ts';
import { built } from '../support/built.ts';
import { sheetOf, type TestCell } from '../sheet/read/grids.ts';
import { workbookOfSheets } from '../workbook/written.ts';
import { FILES } from './support/files.ts';
import { startServiceOnRedis } from './support/on-redis.ts';
import { standingClock, startService, type Clock, type Service } from './support/service.ts';

const TERMS: TestCell[][] = [
  ['Distribution mode', 'Capital first'],
  ['Hurdle rate', 8],
  ['Carry rate', 0.2],
  [],
];
/** Dates that do not tell the day from the month, and a rate that may be percent. */
const DOUBTFUL = [
  sheetOf('Deal', [
    ...TERMS,
    ['Date', 'Net cash flow'],
    ['01/02/2023', -1000],
    ['01/02/2024', 100],
    ['01/02/2025', 1350],
  ]),
];
const ORDER = 'dayOrMonthFirst@A5:A8';
const RATE = 'percentMeant@B2';

describe('The reading of an upload', function () {
  const reader = new WorkbookReader(built('reader'));
  let service: Service;
  let clock: Clock;
  let token: string;
  before(() => reader.warm());
  after(() => reader.close());
  beforeEach(async () => {
    clock = standingClock();
    service = await startService(
      {},
      { clock, readWorkbook: (bytes, name, saying) => reader.read(bytes, name, saying) },
    );
    ({ token } = await service.begin());
  });
  afterEach(() => service.close());

  const upload = async (as = token): Promise<{ file_id: string; parsed_data: WorkbookReading }> => {
    const file = { name: 'deal.xlsx', bytes: new Uint8Array(workbookOfSheets(DOUBTFUL)) };
    return (await service.call('POST', FILES, { token: as, file })).body;
  };
  const answer = (id: string, body: unknown, as = token) =>
    service.call('POST', `${FILES}/${id}/reading`, { token: as, body });
  const answers = (given: Record<string, string>) => ({
    answers: Object.entries(given).map(([question, choice]) => ({ question, choice })),
  });
  const asked = (reading: Pick<WorkbookReading, 'questions'>) => reading.questions.map((q) => q.id).sort();

  it('asks, with choices, and has no request until it is answered', async () => {
    const { parsed_data } = await upload();
    assert.equal(parsed_data.status, 'question');
    assert.equal(parsed_data.request, null);
    assert.deepEqual(asked(parsed_data), [ORDER, RATE]);
    const rate = parsed_data.questions.find((q) => q.id === RATE)!;
    assert.deepEqual(
      [rate.range, rate.choices.map((c) => c.id), rate.likely],
      ['B2', ['percent', 'notUsed'], 'percent'],
    );
    assert.deepEqual(
      parsed_data.lines.map((l) => [l.range, l.role]),
      [
        ['A5:A8', 'period'],
        ['B5:B8', 'net'],
      ],
    );
  });

  it('takes answers one after the other, gives the whole reading each time, and keeps them with the file', async () => {
    const { file_id } = await upload();
    const first = await answer(file_id, answers({ [RATE]: 'percent' }));
    assert.equal(first.status, 200);
    assert.equal(first.body.reading.status, 'question');
    assert.deepEqual(asked(first.body.reading), [ORDER]);
    const second = await answer(file_id, answers({ [ORDER]: 'dayFirst' }));
    assert.deepEqual([second.body.reading.status, second.body.reading.questions], ['ready', []]);
    const { parsed_data } = second.body as { parsed_data: WorkbookReading };
    assert.deepEqual(
      parsed_data.flows.map((f) => f.date),
      ['2023-02-01', '2024-02-01', '2025-02-01'],
    );
    assert.equal(parsed_data.terms.find((t) => t.id === 'hurdle_rate')!.value, 0.08);
    assert.ok(calculate(parsed_data.request).ok);
    const held = (await service.call('GET', `${FILES}/${file_id}`, { token })).body;
    assert.deepEqual(held.parsed_data, parsed_data);
  });

  it('takes another answer to the same question, and answers that come at once', async () => {
    const { file_id } = await upload();
    await answer(file_id, answers({ [RATE]: 'percent', [ORDER]: 'dayFirst' }));
    const { body } = await answer(file_id, answers({ [ORDER]: 'monthFirst' }));
    assert.equal(body.reading.status, 'ready');
    assert.deepEqual(
      body.parsed_data.flows.map((f: { date: string }) => f.date),
      ['2023-01-02', '2024-01-02', '2025-01-02'],
    );
  });

  it('takes the role of a line, by its range', async () => {
    const { file_id } = await upload();
    for (const range of ['B5:B8', 'Deal!B5:B8']) {
      const { status, body } = await answer(file_id, { roles: [{ range, role: 'leftOut' }] });
      assert.equal(status, 200);
      const line = body.reading.lines.find((l: { range: string }) => l.range === 'B5:B8');
      assert.deepEqual([line?.head, line?.role, line?.across], ['Net cash flow', 'leftOut', false]);
      assert.notEqual(body.reading.status, 'ready');
    }
  });

  it('is of the file alone: the same bytes sent again are asked of anew', async () => {
    const { file_id } = await upload();
    await answer(file_id, answers({ [RATE]: 'percent', [ORDER]: 'dayFirst' }));
    const again = await upload();
    assert.deepEqual(asked(again.parsed_data), [ORDER, RATE]);
    await service.call('DELETE', `${FILES}/${again.file_id}`, { token });
    const held = (await service.call('GET', `${FILES}/${file_id}`, { token })).body;
    assert.equal(held.parsed_data.status, 'ready');
  });

  it('names what it does not know, and keeps nothing of it', async () => {
    const { file_id } = await upload();
    for (const [body, field] of [
      [answers({ [RATE]: 'eight' }), 'eight'],
      [answers({ 'percentMeant@B99': 'percent' }), 'percentMeant@B99'],
      [{ roles: [{ range: 'Z1:Z9', role: 'net' }] }, 'Z1:Z9'],
      [{ roles: [{ range: 'B5:B8', role: 'king' }] }, 'king'],
    ] as const) {
      const { status, body: problem } = await answer(file_id, body);
      assert.deepEqual([status, problem.code], [422, 'INVALID'], field);
      assert.equal(problem.errors.length, 1, field);
      assert.ok(JSON.stringify(problem.errors).includes(field), JSON.stringify(problem.errors));
    }
    const mixed = await answer(file_id, answers({ [RATE]: 'percent', [ORDER]: 'yearFirst' }));
    assert.equal(mixed.status, 422);
    const held = (await service.call('GET', `${FILES}/${file_id}`, { token })).body;
    assert.deepEqual(asked(held.parsed_data), [ORDER, RATE]);
  });

  it('is gone with its file, and of its own session alone', async () => {
    const { file_id } = await upload();
    const other = await service.begin();
    const given = answers({ [RATE]: 'percent' });
    assert.equal((await answer(file_id, given, other.token)).body.code, 'NO_FILE');
    assert.equal((await answer(file_id, given, 'nobody')).status, 401);
    await service.call('DELETE', `${FILES}/${file_id}`, { token });
    const deleted = await answer(file_id, given);
    assert.deepEqual([deleted.status, deleted.body.code], [404, 'NO_FILE']);
  });
});

describe('The reading of an upload that was not read', () => {
  it('has nothing to answer', async () => {
    const service = await startService();
    const { token } = await service.begin();
    const file = { name: 'deal.xlsx', bytes: new Uint8Array(workbookOfSheets(DOUBTFUL)) };
    const { body } = await service.call('POST', FILES, { token, file });
    const { status, body: problem } = await service.call('POST', `${FILES}/${body.file_id}/reading`, {
      token,
      body: { answers: [] },
    });
    assert.deepEqual([status, problem.code], [409, 'FILE_NOT_READ']);
    await service.close();
  });
});

describe('Answers in Redis', function () {
  it('lie sealed, as long as the upload', async () => {
    const reader = new WorkbookReader(built('reader'));
    const { service, admin, close } = await startServiceOnRedis({
      readWorkbook: (bytes, name, saying) => reader.read(bytes, name, saying),
    });
    const { token, id } = await service.begin();
    const file = { name: 'deal.xlsx', bytes: new Uint8Array(workbookOfSheets(DOUBTFUL)) };
    const { body } = await service.call('POST', FILES, { token, file });
    const given = { answers: [{ question: RATE, choice: 'percent' }] };
    assert.equal(
      (await service.call('POST', `${FILES}/${body.file_id}/reading`, { token, body: given })).status,
      200,
    );
    const key = `session:{${id}}:answers:${body.file_id}`;
    assert.doesNotMatch((await admin.getBuffer(key))!.toString('latin1'), /percent/);
    const rest = await admin.pttl(key);
    assert.ok(rest > 0 && rest <= Date.parse(body.expiry_time) - Date.parse(body.upload_time));
    await service.call('DELETE', `${FILES}/${body.file_id}`, { token });
    assert.equal(await admin.exists(key), 0);
    reader.close();
    await close();
  });
});
