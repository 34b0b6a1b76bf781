import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { untilHour } from '../../server/files/sweeps.ts';
import { startRedis } from '../support/redis.ts';
import { below, FILES, workbook } from './support/files.ts';
import { standingClock, startService, workedExample, type Clock, type Service } from './support/service.ts';

const MINUTE = 60_000;

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
  /** The writer of a half file has had its minute. */
  const abandon = async (file: string): Promise<void> => {
    const old = new Date(clock() - MINUTE - 1);
    await utimes(file, old, old);
  };
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
    assert.deepEqual([at, files, bytes], [new Date(clock()).toISOString(), 1, 2030]);
    assert.doesNotMatch(log.join(), new RegExp(file_id));
    const { file_storage } = (await service.call('GET', '/api/v1/audit')).body;
    assert.deepEqual([file_storage.files_cleaned, file_storage.areas.uploads.files], [1, 0]);
  });

  it('remove at start what a crash has left: half-written files, and those of sessions that are gone', async () => {
    const { token, id } = await service.begin();
    await upload(token);
    const mine = path.join(service.folder, 'uploads', id);
    await writeFile(path.join(mine, 'x.part'), 'half');
    await abandon(path.join(mine, 'x.part'));
    const orphan = path.join(service.folder, 'exports', 'a'.repeat(64));
    await mkdir(orphan, { recursive: true });
    await writeFile(path.join(orphan, 'y'), 'whole');
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

  it('free what half a file of the cache holds of its quota, which a process killed while it wrote has left', async () => {
    const { token, id } = await service.begin();
    const write = (format: string) =>
      service.call('POST', '/api/v1/exports', { token, body: { format, calculation: workedExample } });
    await write('csv');
    const entries = async () => Object.values(await service.store.filesOf(id, 'cache'));
    assert.deepEqual(
      (await entries()).map(({ status }) => status),
      ['held'],
    );
    // As it lies there before it has its name.
    const place = path.join(service.folder, 'cache', 'generated', id);
    const [whole] = await readdir(place);
    const part = path.join(place, `${whole}.${randomUUID()}.part`);
    await rename(path.join(place, whole!), part);
    await abandon(part);
    assert.equal(await service.sweeps.sweep('cache'), 1);
    assert.deepEqual(
      (await entries()).map(({ status, bytes }) => [status, bytes]),
      [['error', 0]],
    );
    // And it is made anew; what another half of it has left is then no reason to give it up.
    await write('csv');
    await writeFile(part, 'half');
    await abandon(part);
    assert.equal(await service.sweeps.sweep('cache'), 1);
    assert.deepEqual(await readdir(place), [whole]);
    assert.deepEqual(
      (await entries()).map(({ status }) => status),
      ['held'],
    );
  });

  it('keep a file of the cache for a day', async () => {
    const { id } = await service.begin();
    const place = path.join(service.folder, 'cache', 'parsed', id);
    await mkdir(place, { recursive: true });
    for (const [name, hours] of [
      ['older than a day', 25],
      ['new', 1],
    ] as const) {
      await writeFile(path.join(place, name), Buffer.alloc(1000));
      const at = new Date(clock() - hours * 60 * MINUTE);
      await utimes(path.join(place, name), at, at);
    }
    assert.equal(await service.sweeps.sweep('cache'), 1);
    assert.deepEqual(await readdir(place), ['new']);
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

  it('tell of the files that are held as soon as they are, and no more of those that were erased', async () => {
    await service.sweeps.start();
    const uploads = async () => (await service.call('GET', '/api/v1/audit')).body.file_storage.areas.uploads;
    const { token } = await service.begin();
    const { file_id } = await upload(token);
    assert.deepEqual(await uploads(), { files: 1, bytes: 2030 });
    await service.call('DELETE', `${FILES}/${file_id}`, { token });
    assert.deepEqual(await uploads(), { files: 0, bytes: 0 });
    await upload(token);
    await service.call('DELETE', '/api/v1/sessions/current', { token });
    assert.deepEqual(await uploads(), { files: 0, bytes: 0 });
  });

  it('leave files alone while the store cannot say whose session is over', async () => {
    const redis = await startRedis();
    const other = await startService({ REDIS_URL: redis.url, FILE_STORE: 'disk', FILES_SHARED: 'true' });
    const { token } = await other.begin();
    await other.call('POST', FILES, { token, file: { name: 'a.xlsx', bytes: workbook() } });
    await redis.kill();
    await other.sweeps.start();
    assert.equal(below(other.folder).filter((file) => !file.endsWith('.log')).length, 1);
    other.sweeps.stop();
    await other.close();
  });

  it('remove by night files that no record knows, and put records into error whose files are gone', async () => {
    await service.sweeps.start();
    const { token, id } = await service.begin();
    const [known, lost] = [await upload(token), await upload(token)];
    const folder = path.join(service.folder, 'uploads', id);
    await rm(path.join(folder, lost.file_id));
    await writeFile(path.join(folder, randomUUID()), 'of nobody');
    const young = path.join(folder, randomUUID());
    const old = new Date(clock() - 2 * MINUTE);
    for (const file of below(folder)) await utimes(file, old, old);
    await writeFile(young, 'just being written');
    await utimes(young, new Date(clock()), new Date(clock()));
    await service.sweeps.sweepDeep();
    assert.deepEqual(
      kept()
        .map((file) => path.basename(file))
        .sort(),
      [known.file_id, path.basename(young)].sort(),
    );
    const { files } = (await service.call('GET', FILES, { token })).body;
    const statuses = Object.fromEntries(
      files.map((f: { file_id: string; status: string }) => [f.file_id, f.status]),
    );
    assert.equal(statuses[lost.file_id], 'error');
    assert.notEqual(statuses[known.file_id], 'error');
    const { file_storage } = (await service.call('GET', '/api/v1/audit')).body;
    assert.equal(file_storage.areas.uploads.files, 1);
  });

  it('find beside the files of a session what is known of them, sealed, until the last is erased', async () => {
    const { token, id } = await service.begin();
    const [first, second] = [await upload(token), await upload(token)];
    const metadata = path.join(service.folder, 'uploads', id, 'metadata.json');
    const bytes = readFileSync(metadata);
    assert.doesNotMatch(bytes.toString('latin1'), /a\.xlsx|sha256|file_id/);
    const erase = (file: string) => service.call('DELETE', `${FILES}/${file}`, { token });
    await erase(first.file_id);
    assert.ok(readFileSync(metadata).length < bytes.length);
    await erase(second.file_id);
    assert.equal(existsSync(metadata), false);
  });

  it('leave no folder behind in which nothing but the metadata is left', async () => {
    const { token, id } = await service.begin();
    await upload(token);
    const folder = path.join(service.folder, 'uploads', id);
    assert.ok(existsSync(path.join(folder, 'metadata.json')));
    clock.forward(119 * MINUTE);
    await service.call('GET', '/api/v1/sessions/current', { token });
    clock.forward(2 * MINUTE);
    await service.sweeps.sweep('uploads');
    assert.equal(existsSync(folder), false);
  });

  it('go deep at two in the morning', () => {
    const at = (hour: number, minute: number) => new Date(2026, 10, 21, hour, minute).getTime();
    assert.equal(untilHour(at(1, 59), 2), MINUTE);
    assert.equal(untilHour(at(2, 0), 2), 24 * 60 * MINUTE);
    assert.equal(untilHour(at(3, 0), 2), 23 * 60 * MINUTE);
  });
});
