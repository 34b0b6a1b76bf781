import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FILES, reading, workbook } from './support/files.ts';
import { startServiceOnRedis } from './support/on-redis.ts';
import { standingClock, startService, workedExample, type Clock, type Service } from './support/service.ts';

const EXPORTS = '/api/v1/exports';
const MINUTE = 60_000;

describe('the cache of files', () => {
  let service: Service;
  let clock: Clock;
  let token: string;
  let id: string;
  let reads: number;
  beforeEach(async () => {
    clock = standingClock();
    reads = 0;
    const readWorkbook = async () => reading({ request: { canary: 'CANARY-READ', turn: ++reads } });
    service = await startService({}, { clock, readWorkbook });
    ({ token, id } = await service.begin());
  });
  afterEach(() => service.close());

  const upload = async (as = token) =>
    (await service.call('POST', FILES, { token: as, file: { name: 'a.xlsx', bytes: workbook() } })).body;
  const read = async (file: string) =>
    (await service.call('GET', `${FILES}/${file}`, { token })).body.parsed_data?.request.turn;
  const generate = async (format: string, language = 'en', as = token) => {
    const headers = { 'Accept-Language': language };
    const body = { format, calculation: workedExample };
    return service.call('POST', EXPORTS, { token: as, body, headers });
  };
  const place = (kind: 'parsed' | 'generated', session = id) =>
    path.join(service.folder, 'cache', kind, session);
  const held = (kind: 'parsed' | 'generated', session = id): string[] => {
    try {
      return readdirSync(place(kind, session));
    } catch {
      return [];
    }
  };
  /** Hours pass for a session that is used all the while. */
  const later = async (minutes: number) => {
    for (let left = minutes; left > 0; left -= 30) {
      clock.forward(Math.min(left, 30) * MINUTE);
      await service.call('GET', '/api/v1/sessions/current', { token });
    }
  };

  it('knows what an upload was read as when the store no longer does', async () => {
    const { file_id } = await upload();
    await later(31);
    assert.ok(!(await service.store.namesOf(id)).some((name) => name.startsWith('file:')));
    assert.equal(await read(file_id), 1);
    assert.equal((await upload()).parsed_data.request.turn, 1);
    const [file] = held('parsed');
    assert.doesNotMatch(readFileSync(path.join(place('parsed'), file!), 'latin1') + file, /CANARY/);
  });

  it('is done without: a reading that is nowhere is made anew from the upload', async () => {
    const { file_id } = await upload();
    await later(31);
    await rm(place('parsed'), { recursive: true });
    assert.equal(await read(file_id), 2);
    assert.equal(await read(file_id), 2);
  });

  it('loses what an upload was read as when the upload is erased, and another of the same bytes is read again', async () => {
    const [one, two] = [await upload(), await upload()];
    assert.equal(reads, 1);
    await service.call('DELETE', `${FILES}/${one.file_id}`, { token });
    assert.deepEqual(held('parsed'), []);
    assert.equal(await read(two.file_id), 2);
    await service.call('DELETE', `${FILES}/${two.file_id}`, { token });
    assert.deepEqual(held('parsed'), []);
    assert.ok(!(await service.store.namesOf(id)).some((name) => name.startsWith('file:')));
  });

  it('has an upload read again once for all who ask for it at once', async () => {
    const [one, two] = [await upload(), await upload()];
    await service.call('DELETE', `${FILES}/${one.file_id}`, { token });
    const turns = await Promise.all(Array.from({ length: 10 }, () => read(two.file_id)));
    assert.deepEqual(new Set(turns), new Set([2]));
    assert.equal(reads, 2);
  });

  it('gives an export that was generated before, under a name of its own time, and another for another language', async () => {
    const bytes = async (file: string) => {
      const response = await fetch(`${service.url}${EXPORTS}/${file}`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      return Buffer.from(await response.arrayBuffer());
    };
    const first = (await generate('xlsx')).body;
    clock.forward(2000);
    const second = (await generate('xlsx')).body;
    assert.notEqual(first.stored_name, second.stored_name);
    assert.equal(held('generated').length, 1);
    // A workbook says when it was written: a second one would not be the same.
    assert.deepEqual(await bytes(second.file_id), await bytes(first.file_id));
    const chinese = (await generate('xlsx', 'zh-CN')).body;
    assert.notEqual(chinese.checksum, second.checksum);
    assert.notEqual((await generate('csv')).body.checksum, second.checksum);
    assert.equal(held('generated').length, 3);
  });

  it('reports a file that was moved there from another session, and makes its own', async () => {
    const other = await service.begin();
    const mine = (await generate('json')).body;
    assert.equal((await generate('json', 'en', other.token)).status, 201);
    const [from] = held('generated', other.id);
    const [to] = held('generated');
    await copyFile(path.join(place('generated', other.id), from!), path.join(place('generated'), to!));
    assert.equal((await generate('json')).body.checksum, mine.checksum);
    assert.match(service.lines.join(), /sealed_value_rejected/);
  });

  it('is no reason to fail when it cannot be written', async () => {
    await mkdir(path.join(service.folder, 'cache'), { recursive: true });
    await writeFile(path.join(service.folder, 'cache', 'generated'), 'not a folder');
    for (let i = 0; i < 2; i++) assert.equal((await generate('csv')).status, 201);
    assert.match(service.lines.join(), /the cache of files is away/);
  });

  it('goes with its session, at once when that is deleted and with the next sweep when it has ended', async () => {
    await service.sweeps.start();
    const other = await service.begin();
    await upload();
    await generate('csv');
    await upload(other.token);
    await service.call('DELETE', '/api/v1/sessions/current', { token });
    assert.deepEqual([held('parsed'), held('generated')], [[], []]);
    assert.equal(held('parsed', other.id).length, 1);
    clock.forward(121 * MINUTE);
    assert.equal(await service.sweeps.sweep('cache'), 1);
    assert.deepEqual(held('parsed', other.id), []);
    service.sweeps.stop();
  });
});

describe('uploads to a place that cannot be written', () => {
  it('are 503, and the disk is named as what is degraded', async () => {
    const service = await startService();
    const { token } = await service.begin();
    await rm(service.folder, { recursive: true, force: true });
    await writeFile(service.folder, 'not a folder');
    const file = { name: 'a.xlsx', bytes: workbook() };
    const { status, body } = await service.call('POST', FILES, { token, file });
    assert.deepEqual([status, body.code], [503, 'STORE_UNAVAILABLE']);
    const ready = (await service.call('GET', '/health/ready')).body;
    assert.equal(ready.status, 'degraded');
    await service.close();
  });
});

describe('a parsed upload in Redis', function () {
  it('is a hash of what the design names, with names and content sealed, and can be exported', async () => {
    const message = { en: 'CANARY-FAULT', 'zh-CN': 'CANARY-FAULT' };
    const readWorkbook = async () =>
      reading({
        faults: [{ severity: 'error', code: 'noAmounts', sheet: null, cell: null, message }],
        faultsLeftOut: 4,
      });
    const { service, admin, close } = await startServiceOnRedis({ readWorkbook });
    const { token, id } = await service.begin();
    await service.call('POST', FILES, { token, file: { name: 'CANARY-名称.xlsx', bytes: workbook() } });
    const [key] = await admin.keys(`session:{${id}}:file:*`);
    const { original_name, parsed_data, processed_at, parsed_at, ...rest } = await admin.hgetall(key!);
    assert.deepEqual(rest, { v: '1', file_size: '2000', parsing_errors: '5', status: 'processed' });
    assert.ok(Date.parse(processed_at!) <= Date.parse(parsed_at!));
    const sealed = [original_name!, parsed_data!].map((text) =>
      Buffer.from(text, 'base64').toString('latin1'),
    );
    assert.doesNotMatch(sealed.join(), /CANARY/);
    assert.ok((await admin.pttl(key!)) <= 30 * MINUTE);
    const { values } = (await service.call('GET', '/api/v1/sessions/current/export', { token })).body;
    const [exported] = Object.entries(values).filter(([name]) => name.startsWith('file:'));
    assert.equal((exported![1] as { original_name: string }).original_name, 'CANARY-名称.xlsx');
    await close();
  });
});
