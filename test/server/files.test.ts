import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { untilHour } from '../../server/files/sweeps.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { standingClock, startService, type Answer, type Clock, type Service } from './support/service.ts';

const FILES = '/api/v1/files';
const MINUTE = 60_000;
const MIB = 1024 * 1024;

/** As many bytes as asked, which begin as an .xlsx does and hold a canary. */
function workbook(size = 2000): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size).fill(7);
  bytes.set(Buffer.from('504b0304', 'hex'));
  bytes.set(Buffer.from('CANARY-CONTENT'), 10);
  return bytes;
}

const below = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

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
    assert.deepEqual(await code(service.call('POST', FILES, { token, raw: '{}' })), [
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ]);
    const form = (raw: string) =>
      service.call('POST', FILES, {
        token,
        raw,
        headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
      });
    assert.deepEqual(await code(form('--x--\r\n')), [400, 'FILE_EXPECTED']);
    assert.deepEqual(
      await code(form('--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n')),
      [400, 'MALFORMED'],
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
          return { basic_params: { investment_target: name }, size: bytes.length };
        },
      },
    );
    const { token, id } = await service.begin();
    const upload = async (name: string, size: number) =>
      (await service.call('POST', FILES, { token, file: { name, bytes: workbook(size) } })).body;
    for (let i = 0; i < 2; i++) {
      const file = await upload('a.xlsx', 500);
      assert.deepEqual([file.status, file.processing_status], ['processed', 'done']);
      assert.deepEqual(file.parsed_data, { basic_params: { investment_target: 'a.xlsx' }, size: 500 });
    }
    assert.equal(reads, 1);
    const bad = await upload('bad.xlsx', 600);
    assert.deepEqual([bad.status, bad.processing_status, bad.parsed_data], ['error', 'failed', null]);
    // It takes nothing of the quota any more, so it may not lie there either.
    assert.equal(existsSync(path.join(service.folder, 'uploads', id, bad.file_id)), false);
    await service.close();
  });
});

describe('uploads in Redis', function () {
  let redis: RedisServer;
  before(async () => void (redis = await startRedis()));
  after(() => redis.kill());
  rules(() => ({ REDIS_URL: redis.url, FILE_STORE: 'redis' }));
});

describe('the sweeps', () => {
  let service: Service;
  let clock: Clock;
  beforeEach(async () => {
    clock = standingClock();
    service = await startService({}, { clock });
  });
  afterEach(async () => {
    service.sweeps.stop();
    await service.close();
  });
  const upload = async (token: string) =>
    (await service.call('POST', FILES, { token, file: { name: 'a.xlsx', bytes: workbook() } })).body;
  const kept = () => below(service.folder).filter((file) => !file.endsWith('.log'));

  it('remove files two hours after they came, and count them without naming them', async () => {
    const { token } = await service.begin();
    const { file_id } = await upload(token);
    await service.sweeps.start();
    assert.equal(kept().length, 1);
    clock.forward(119 * MINUTE);
    await service.call('GET', '/api/v1/sessions/current', { token });
    await service.sweeps.sweep('uploads');
    assert.equal(kept().length, 1);
    clock.forward(2 * MINUTE);
    assert.equal(await service.sweeps.sweep('uploads'), 1);
    assert.deepEqual(kept(), []);
    const log = readFileSync(path.join(service.folder, 'uploads', 'cleanup.log'), 'utf8')
      .trim()
      .split('\n');
    const { at, files, bytes } = JSON.parse(log.pop()!);
    assert.deepEqual([at, files, bytes], [new Date(clock()).toISOString(), 1, 2029]);
    assert.doesNotMatch(log.join(), new RegExp(file_id));
    const { file_storage } = (await service.call('GET', '/api/v1/audit')).body;
    assert.deepEqual([file_storage.files_cleaned, file_storage.areas.uploads.files], [1, 0]);
  });

  it('remove at start what a crash has left: half-written files, and those of sessions that are gone', async () => {
    const { token, id } = await service.begin();
    await upload(token);
    const mine = path.join(service.folder, 'uploads', id);
    await writeFile(path.join(mine, 'x.part'), 'half');
    const orphan = path.join(service.folder, 'exports', 'a'.repeat(64));
    await mkdir(orphan, { recursive: true });
    await writeFile(path.join(orphan, 'y'), 'whole');
    clock.forward(MINUTE + 1000);
    const foreign = path.join(service.folder, 'uploads', 'not-ours');
    await mkdir(foreign);
    await writeFile(path.join(foreign, 'z'), 'of somebody else');
    await service.sweeps.start();
    assert.deepEqual(
      kept().map((file) => path.basename(path.dirname(file))),
      [id, 'not-ours'].sort(),
    );
    assert.equal(existsSync(orphan), false);
  });

  it('keep the cache to its size by dropping the oldest, and to a day', async () => {
    const { Sweeps } = await import('../../server/files/sweeps.ts');
    const { log } = (await import('./support/service.ts')).keptLog();
    const sweeps = new Sweeps(service.folder, service.store, clock, log, 2500);
    const place = path.join(service.folder, 'cache', 'parsed');
    await mkdir(place, { recursive: true });
    for (const [name, hours] of [
      ['older than a day', 25],
      ['oldest', 3],
      ['older', 2],
      ['new', 1],
    ] as const) {
      await writeFile(path.join(place, name), Buffer.alloc(1000));
      const at = new Date(clock() - hours * 60 * MINUTE);
      await utimes(path.join(place, name), at, at);
    }
    assert.equal(await sweeps.sweep('cache'), 2);
    assert.deepEqual((await readdir(place)).sort(), ['new', 'older']);
  });

  it('do not run twice at once in one folder, and a lock that was left behind holds nobody for long', async () => {
    await service.sweeps.start();
    const lock = path.join(service.folder, 'uploads', 'sweep.lock');
    const log = path.join(service.folder, 'uploads', 'cleanup.log');
    const lines = () => readFileSync(log, 'utf8').trim().split('\n').length;
    const before = lines();
    await writeFile(lock, '');
    await service.sweeps.sweep('uploads');
    assert.equal(lines(), before);
    const old = new Date(Date.now() - 11 * MINUTE);
    await utimes(lock, old, old);
    await service.sweeps.sweep('uploads');
    assert.equal(lines(), before + 1);
    assert.equal(existsSync(lock), false);
  });

  it('leave files alone while the store cannot say whose session is over', async () => {
    const redis = await startRedis();
    const other = await startService({ REDIS_URL: redis.url });
    const { token } = await other.begin();
    await other.call('POST', FILES, { token, file: { name: 'a.xlsx', bytes: workbook() } });
    await redis.kill();
    await other.sweeps.start();
    assert.equal(below(other.folder).filter((file) => !file.endsWith('.log')).length, 1);
    other.sweeps.stop();
    await other.close();
  });

  it('go deep at two in the morning', () => {
    const at = (hour: number, minute: number) => new Date(2026, 10, 21, hour, minute).getTime();
    assert.equal(untilHour(at(1, 59), 2), MINUTE);
    assert.equal(untilHour(at(2, 0), 2), 24 * 60 * MINUTE);
    assert.equal(untilHour(at(3, 0), 2), 23 * 60 * MINUTE);
  });
});

describe('a folder of files that is gone', () => {
  it('is told by name when readiness is asked, and again when it is back', async () => {
    const service = await startService();
    const ready = async () => (await service.call('GET', '/health/ready')).body;
    const folder = path.join(service.folder, 'uploads');
    await rm(folder, { recursive: true, force: true });
    await writeFile(folder, 'in the way');
    assert.deepEqual(await ready(), {
      status: 'degraded',
      store: 'memory',
      degraded: [{ part: 'files', reason: 'EEXIST' }],
    });
    await rm(folder);
    assert.equal((await ready()).status, 'ready');
    assert.deepEqual(below(folder), []);
    await service.close();
  });
});

describe('a full disk', function () {
  this.timeout(30_000);

  it('is 507, nothing of the file is left, and the service goes on', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'full-'));
    // A file of this process may have 2 MiB: writing more fails as on a full disk.
    const child = spawn(
      'bash',
      ['-c', 'ulimit -f 2048; exec "$0" --import=tsx server/main.ts', process.execPath],
      {
        env: { ...process.env, PORT: '0', LOG_LEVEL: 'silent', REDIS_URL: '', PEPPER: '', TEMP_DIR: folder },
      },
    );
    let output = '';
    child.stdout.on('data', (data) => void (output += data));
    await until('the service prints its address', () => output.includes('\n'));
    const url = /http:\S+/.exec(output)![0];
    const { token } = await (await fetch(`${url}api/v1/sessions`, { method: 'POST' })).json();
    const send = (size: number) => {
      const form = new FormData();
      form.set('file', new Blob([workbook(size)]), 'a.xlsx');
      const headers = { Authorization: `Bearer ${token}` };
      return fetch(`${url}api/v1/files`, { method: 'POST', headers, body: form });
    };
    const full = await send(4 * MIB);
    assert.deepEqual([full.status, (await full.json()).code], [507, 'STORAGE_FULL']);
    assert.deepEqual(
      below(folder).filter((file) => !file.endsWith('.log')),
      [],
    );
    // What could not be kept takes nothing of the quota.
    for (let i = 0; i < 26; i++) await (await send(4 * MIB)).arrayBuffer();
    // Kept, and then read: it is no workbook inside.
    assert.equal((await send(1 * MIB)).status, 422);
    child.kill('SIGKILL');
    await until('the process is gone', () => child.signalCode !== null);
    await rm(folder, { recursive: true });
  });
});
