import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
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

  it('gives a file back to its own session as it was sent, at the address that the export of the session tells', async () => {
    const bytes = workbook(MIB + 3);
    const { body } = await upload(bytes);
    const { files } = (await service.call('GET', '/api/v1/sessions/current/export', { token })).body;
    const content = `${FILES}/${body.file_id}/content`;
    assert.deepEqual(files, [{ file_id: body.file_id, content }]);
    const response = await fetch(service.url + content, { headers: { Authorization: `Bearer ${token}` } });
    assert.deepEqual(new Uint8Array(await response.arrayBuffer()), bytes);
    assert.equal(response.headers.get('Content-Type'), body.mime_type);
    assert.equal(response.headers.get('X-Content-Type-Options'), 'nosniff');
    assert.match(
      response.headers.get('Content-Disposition')!,
      /^attachment; .*filename\*=UTF-8''%E6%8A%95%E8%B5%84%E6%95%B0%E6%8D%AE\.xlsx$/,
    );
    const other = await service.begin();
    for (const [as, code] of [
      [other.token, 'NO_FILE'],
      ['nobody', 'SESSION_INVALID'],
    ] as const)
      assert.equal((await service.call('GET', content, { token: as })).body.code, code);
    await service.call('DELETE', `${FILES}/${body.file_id}`, { token });
    assert.equal((await service.call('GET', content, { token })).body.code, 'NO_FILE');
    const after = (await service.call('GET', '/api/v1/sessions/current/export', { token })).body;
    assert.deepEqual(after.files, []);
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
    assert.deepEqual(await code(upload(workbook(), 'book.ods')), [415, 'FILE_TYPE']);
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

  it('are listed with what became of them, as long as they are there', async () => {
    const first = (await upload(workbook(), '一.xlsx')).body;
    await upload(workbook(2100), 'b.xlsx');
    const list = async () => (await service.call('GET', FILES, { token })).body.files;
    const names = async () => (await list()).map((each: { original_name: string }) => each.original_name);
    assert.deepEqual(await names(), ['一.xlsx', 'b.xlsx']);
    assert.equal((await list())[0].error_message, null);
    await service.call('DELETE', `${FILES}/${first.file_id}`, { token });
    assert.deepEqual(await names(), ['b.xlsx']);
  });

  it('keeps a name that would lead elsewhere as a mere name', async () => {
    for (const name of ['../../../etc/x.xlsx', '..\\..\\x.xlsx', '/x.xlsx']) {
      const { body } = await upload(workbook(), name);
      assert.doesNotMatch(body.original_name, /[/\\]/);
    }
    for (const file of below(service.folder)) assert.match(path.basename(file), /^[0-9a-f-]{36}$/);
  });

  it('keeps a name as it reads: without overrides of its direction and signs that nobody sees', async () => {
    const { body } = await upload(workbook(), 'deal\u202exslx.\u200bmeti\u2066\ufeff\u200f.xlsx');
    assert.equal(body.original_name, 'dealxslx.meti.xlsx');
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
    const upload = async (size: number, as = token) => {
      for (;;) {
        const file = { name: 'a.xlsx', bytes: workbook(size) };
        const answer = await service.call('POST', FILES, { token: as, file });
        // On a busy machine this process may itself pause for too long while it sends.
        if (answer.status !== 408) return answer;
      }
    };
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

  it('are given back to a session one at a time, and to others meanwhile', async () => {
    const service = await startService();
    const [mine, other] = [await service.begin(), await service.begin()];
    const contentOf = async (as: string) => {
      const file = { name: 'a.xlsx', bytes: workbook(9 * MIB) };
      const { body } = await service.call('POST', FILES, { token: as, file });
      return `${FILES}/${body.file_id}/content`;
    };
    const [content, others] = [await contentOf(mine.token), await contentOf(other.token)];
    // Takes the beginning of an answer, and no more.
    const { hostname, port } = new URL(service.url);
    const slow = connect(Number(port), hostname);
    slow.write(`GET ${content} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${mine.token}\r\n\r\n`);
    await once(slow, 'readable');
    let status: number | undefined;
    const waiting = service
      .call('GET', content, { token: mine.token })
      .then((answer) => (status = answer.status));
    for (let i = 0; i < 3; i++)
      assert.equal((await service.call('GET', others, { token: other.token })).status, 200);
    assert.equal(status, undefined);
    slow.destroy();
    assert.equal(await waiting, 200);
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
    const { files, values } = (await service.call('GET', '/api/v1/sessions/current/export', { token })).body;
    assert.deepEqual(files, []);
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
