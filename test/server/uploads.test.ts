import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '../../server/problem.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { below, FILES, MIB, reading, workbook } from './support/files.ts';
import { standingClock, startService, type Answer, type Clock, type Service } from './support/service.ts';

const MINUTE = 60_000;

/** What the service must do with uploads, wherever they are kept. */
function rules(env: () => Record<string, string>): void {
  let service: Service;
  let clock: Clock;
  let token: string;
  let id: string;
  beforeEach(async () => {
    clock = standingClock();
    service = await startService(env(), { clock });
    ({ token, id } = await service.begin());
  });
  afterEach(() => service.close());

  const upload = (bytes = workbook(), name = '投资数据.xlsx', as = token): Promise<Answer> =>
    service.call('POST', FILES, { token: as, file: { name, bytes } });
  const get = (file: string, as = token) => service.call('GET', `${FILES}/${file}`, { token: as });

  it('keeps a workbook and says what the design says of it', async () => {
    const { status, headers, body } = await upload();
    assert.equal(status, 201);
    assert.equal(headers.get('Location'), `${FILES}/${body.file_id}`);
    const { file_id, stored_name, checksum, upload_time, expiry_time, ...rest } = body;
    assert.deepEqual(rest, {
      session_id: id,
      original_name: '投资数据.xlsx',
      file_size: 2000,
      mime_type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      status: 'uploaded',
      processing_status: 'pending',
      error_message: null,
      parsed_data: null,
    });
    assert.match(stored_name, /^\d{8}_\d{6}_投资数据\.xlsx$/);
    assert.match(checksum, /^sha256:[0-9a-f]{64}$/);
    assert.equal(Date.parse(expiry_time) - Date.parse(upload_time), 120 * MINUTE);
    assert.deepEqual((await get(file_id)).body, body);
  });

  it('shows a file to its own session alone', async () => {
    const { body } = await upload();
    const other = await service.begin();
    assert.equal((await get(body.file_id, other.token)).body.code, 'NO_FILE');
    const taken = await service.call('DELETE', `${FILES}/${body.file_id}`, { token: other.token });
    assert.equal(taken.status, 404);
  });

  it('erases a file for good, and again without harm', async () => {
    const { body } = await upload();
    for (let i = 0; i < 2; i++)
      assert.equal((await service.call('DELETE', `${FILES}/${body.file_id}`, { token })).status, 204);
    assert.equal((await get(body.file_id)).status, 404);
    assert.deepEqual(below(service.folder), []);
    assert.equal((await service.call('DELETE', `${FILES}/nothing`, { token })).status, 404);
  });

  it('refuses what is no workbook, whatever it calls itself', async () => {
    const code = async (answer: Promise<Answer>) => {
      const { status, body } = await answer;
      return [status, body.code];
    };
    assert.deepEqual(await code(upload(workbook(), 'macro.xlsm')), [415, 'FILE_TYPE']);
    assert.deepEqual(await code(upload(new Uint8Array(100), 'book.xlsx')), [415, 'FILE_TYPE']);
    assert.deepEqual(await code(upload(workbook(), 'book.xls')), [415, 'FILE_TYPE']);
    assert.deepEqual(await code(upload(new Uint8Array(0), 'book.xlsx')), [415, 'FILE_TYPE']);
    assert.deepEqual(await code(upload(workbook(10 * MIB + 1))), [413, 'FILE_TOO_LARGE']);
    assert.deepEqual(await code(service.call('POST', FILES, { token, raw: '{}' })), [415, 'NOT_A_FORM']);
    const form = (raw: string) =>
      service.call('POST', FILES, {
        token,
        raw,
        headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
      });
    assert.deepEqual(await code(form('--x--\r\n')), [400, 'FILE_EXPECTED']);
    assert.deepEqual(
      await code(form('--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n')),
      [400, 'MALFORMED_FORM'],
    );
    assert.equal((await upload(workbook(), 'a.xlsx', 'nobody')).status, 401);
    assert.deepEqual(below(service.folder), []);
  });

  it('keeps a name that would lead elsewhere as a mere name', async () => {
    for (const name of ['../../../etc/x.xlsx', '..\\..\\x.xlsx', '/x.xlsx']) {
      const { body } = await upload(workbook(), name);
      assert.doesNotMatch(body.original_name, /[/\\]/);
    }
    for (const file of below(service.folder)) assert.match(path.basename(file), /^[0-9a-f-]{36}$/);
  });

  it('leaves nothing when the session is deleted', async () => {
    await upload();
    await service.call('DELETE', '/api/v1/sessions/current', { token });
    assert.deepEqual(below(service.folder), []);
    assert.deepEqual(await service.store.namesOf(id), []);
  });
}

describe('uploads on a disk', () => {
  rules(() => ({}));

  it('never hold more than a session may, however many come at once', async () => {
    const service = await startService();
    const [token, other] = [(await service.begin()).token, (await service.begin()).token];
    const upload = (size: number, as = token) =>
      service.call('POST', FILES, { token: as, file: { name: 'a.xlsx', bytes: workbook(size) } });
    const size = 9 * MIB;
    const answers = await Promise.all(Array.from({ length: 20 }, () => upload(size)));
    const kept = answers.filter(({ status }) => status === 201);
    assert.equal(kept.length, 11);
    for (const { status, body } of answers)
      if (status !== 201) assert.deepEqual([status, body.code], [413, 'QUOTA_EXCEEDED']);
    assert.equal((await upload(2000, other)).status, 201);
    await service.call('DELETE', `${FILES}/${kept[0]!.body.file_id}`, { token });
    assert.equal((await upload(size)).status, 201);
    assert.equal((await upload(size)).status, 413);
    await service.close();
  });

  it('are sealed, and nothing of them is readable where they lie or in the log', async () => {
    const service = await startService();
    const { token, id } = await service.begin();
    const file = { name: 'CANARY-NAME.xlsx', bytes: workbook() };
    const { body } = await service.call('POST', FILES, { token, file });
    const place = path.join(service.folder, 'uploads', id, body.file_id);
    assert.ok(existsSync(place));
    const held = readFileSync(place, 'latin1') + below(service.folder).join() + service.lines.join();
    assert.doesNotMatch(held, /CANARY/);
    await service.close();
  });

  it('are read where there is a reader: processed, with what was read, once for the same bytes', async () => {
    let reads = 0;
    const service = await startService(
      {},
      {
        readWorkbook: async (bytes, name) => {
          reads += 1;
          if (name.startsWith('bad')) throw new Error('unreadable');
          if (name.startsWith('fault')) throw new Problem('INTERNAL');
          return reading({ request: { basic_params: { investment_target: name }, size: bytes.length } });
        },
      },
    );
    const { token, id } = await service.begin();
    const upload = async (name: string, size: number) =>
      (await service.call('POST', FILES, { token, file: { name, bytes: workbook(size) } })).body;
    for (let i = 0; i < 2; i++) {
      const file = await upload('a.xlsx', 500);
      assert.deepEqual([file.status, file.processing_status], ['processed', 'done']);
      const request = { basic_params: { investment_target: 'a.xlsx' }, size: 500 };
      assert.deepEqual(file.parsed_data, reading({ request }));
    }
    assert.equal(reads, 1);
    const bad = await upload('bad.xlsx', 600);
    assert.deepEqual([bad.status, bad.processing_status, bad.parsed_data], ['error', 'failed', null]);
    // It takes nothing of the quota any more, so it may not lie there either.
    assert.equal(existsSync(path.join(service.folder, 'uploads', id, bad.file_id)), false);
    assert.equal(bad.error_message, 'Something went wrong here');
    const fault = await upload('fault.xlsx', 700);
    assert.deepEqual([fault.status, fault.code], [500, 'INTERNAL']);
    await service.close();
  });

  it('say why they could not be read, in the language that is asked for', async () => {
    const readWorkbook = () => Promise.reject(new Problem('FILE_DAMAGED'));
    const service = await startService({}, { readWorkbook });
    const { token } = await service.begin();
    const file = { name: 'a.xlsx', bytes: workbook() };
    const refused = await service.call('POST', FILES, { token, file });
    assert.deepEqual([refused.status, refused.body.code], [422, 'FILE_DAMAGED']);
    const { values } = (await service.call('GET', '/api/v1/sessions/current/export', { token })).body;
    const [document] = Object.values(values) as { file_id: string; error_code: string }[];
    assert.equal(document!.error_code, 'FILE_DAMAGED');
    const told = async (language: string) => {
      const headers = { 'Accept-Language': language };
      const { body } = await service.call('GET', `${FILES}/${document!.file_id}`, { token, headers });
      assert.deepEqual([body.status, body.parsed_data, body.error_code], ['error', null, undefined]);
      return body.error_message;
    };
    assert.match(await told('en'), /^The workbook is damaged\. The file is cut off/);
    assert.match(await told('zh-CN'), /^工作簿已损坏。文件不完整/);
    await service.close();
  });
});

describe('uploads in Redis', function () {
  let redis: RedisServer;
  before(async () => void (redis = await startRedis()));
  after(() => redis.kill());
  rules(() => ({ REDIS_URL: redis.url, FILE_STORE: 'redis' }));
});
