import assert from 'node:assert/strict';
import { readFile, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readConfig } from '../../server/config.ts';
import { Files } from '../../server/files/files.ts';
import { openStorage } from '../../server/files/index.ts';
import { Sessions } from '../../server/sessions/sessions.ts';
import { OWN_LIMITS } from '../../server/store/published-limits.ts';
import { startRedis } from '../support/redis.ts';
import { below, FILES, workbook } from './support/files.ts';
import {
  forged,
  keptLog,
  PEPPER,
  standingClock,
  startService,
  workedExample,
  type Clock,
  type Service,
} from './support/service.ts';
import { cacheOf, ledgerOf } from './support/vault.ts';

const EXPORTS = '/api/v1/exports';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MINUTE = 60_000;

describe('exports', () => {
  let service: Service;
  let clock: Clock;
  let token: string;
  let id: string;
  let logged: string[];
  beforeEach(async () => {
    clock = standingClock();
    service = await startService({}, { clock });
    ({ token, id } = await service.begin());
  });
  afterEach(() => service.close());

  /** Keeps an export as whatever writes it will. */
  async function keep(name: string, bytes = Buffer.from('the workbook'), as = token): Promise<string> {
    const { log, lines } = keptLog();
    logged = lines;
    const config = readConfig({ PEPPER, TEMP_DIR: service.folder });
    const { store } = service;
    const ledger = ledgerOf(store, clock);
    const cache = cacheOf(store, config.memoryStoreBytes, clock);
    const limits = { current: OWN_LIMITS };
    const shared = { limits, store, ledger, clock, log, rejected: () => {} };
    const sessions = new Sessions({ ...shared, cache, peppers: config.peppers });
    const files = new Files(openStorage(config, store), store, ledger, clock, log, () => {});
    const session = await sessions.authenticate(`Bearer ${as}`);
    return (await files.keep('exports', session, { name, stored: name, type: XLSX, bytes })).file_id;
  }
  const download = (file: string, as: string | undefined = token, query = '') =>
    service.call('GET', `${EXPORTS}/${file}${query}`, as ? { token: as } : {});
  const ticketFor = async (file: string): Promise<string> => {
    const { status, body } = await service.call('POST', `${EXPORTS}/${file}/ticket`, { token });
    assert.equal(status, 201);
    assert.equal(Date.parse(body.expires_at), clock() + 5 * MINUTE);
    assert.ok(body.url.startsWith(`${EXPORTS}/${file}?ticket=`));
    return body.url.slice(`${EXPORTS}/${file}`.length);
  };
  const withTicket = async (file: string, query: string) => {
    const { status, body } = await service.call('GET', `${EXPORTS}/${file}${query}`);
    return status === 200 ? body : body.code;
  };

  it('are processed once they are written, and can be erased, with their links', async () => {
    const file = await keep('a.xlsx');
    const { exports: held } = (await service.call('GET', EXPORTS, { token })).body;
    assert.equal(held[0].status, 'processed');
    const link = await ticketFor(file);
    const erase = async (as: string) =>
      (await service.call('DELETE', `${EXPORTS}/${file}`, { token: as })).status;
    assert.equal(await erase((await service.begin()).token), 404);
    assert.deepEqual([await erase(token), await erase(token)], [204, 204]);
    assert.deepEqual((await service.call('GET', EXPORTS, { token })).body, { exports: [] });
    assert.equal((await download(file)).body.code, 'NO_FILE');
    assert.equal(await withTicket(file, link), 'NO_FILE');
  });

  it('are listed, the oldest first, and come as downloads under their own names', async () => {
    assert.deepEqual((await service.call('GET', EXPORTS, { token })).body, { exports: [] });
    const first = await keep('某地产项目_20240115.xlsx');
    clock.forward(1000);
    const second = await keep('b.xlsx');
    const { body } = await service.call('GET', EXPORTS, { token });
    assert.deepEqual(
      body.exports.map((each: { file_id: string }) => each.file_id),
      [first, second],
    );
    const answer = await download(first);
    assert.equal(answer.body, 'the workbook');
    assert.equal(answer.headers.get('Content-Type'), XLSX);
    assert.match(
      answer.headers.get('Content-Disposition')!,
      /^attachment; .*filename\*=UTF-8''%E6%9F%90%E5%9C%B0%E4%BA%A7%E9%A1%B9%E7%9B%AE_20240115\.xlsx$/,
    );
    assert.equal((await download(first, (await service.begin()).token)).body.code, 'NO_FILE');
  });

  it('end after an hour, and take no more than 50 MiB of a session', async () => {
    const large = Buffer.alloc(30 * 1024 * 1024);
    const file = await keep('a.xlsx', large);
    await assert.rejects(keep('b.xlsx', large), { code: 'QUOTA_EXCEEDED' });
    clock.forward(60 * MINUTE);
    await service.call('GET', '/api/v1/sessions/current', { token });
    assert.equal((await download(file)).body.code, 'NO_FILE');
    await keep('b.xlsx', large);
  });

  it('are promised no longer than their session can live, and neither are their tickets', async () => {
    const current = () => service.call('GET', '/api/v1/sessions/current', { token });
    const end = Date.parse((await current()).body.expires_at);
    for (let left = end - clock() - 3 * MINUTE; left > 0; left -= 60 * MINUTE) {
      clock.forward(Math.min(left, 60 * MINUTE));
      await current();
    }
    const body = { format: 'csv', calculation: workedExample };
    const made = (await service.call('POST', EXPORTS, { token, body })).body;
    assert.equal(Date.parse(made.expiry_time), end);
    const issued = async () =>
      (await service.call('POST', `${EXPORTS}/${made.file_id}/ticket`, { token })).body;
    const [first, second] = [await issued(), await issued()];
    assert.equal(Date.parse(first.expires_at), end);
    clock.forward(3 * MINUTE - 1);
    assert.equal((await service.call('GET', first.url)).status, 200);
    clock.forward(1);
    assert.equal((await service.call('GET', second.url)).body.code, 'TICKET_INVALID');
  });

  it('are promised no longer than an unused session lives, whose uses are noted to the minute', async () => {
    clock.forward(59_000);
    const file = { name: 'a.xlsx', bytes: workbook() };
    const { expiry_time } = (await service.call('POST', FILES, { token, file })).body;
    assert.equal(Date.parse(expiry_time), clock() + 120 * MINUTE - 59_000);
    clock.forward(1000);
    const later = (await service.call('POST', FILES, { token, file })).body;
    assert.equal(Date.parse(later.expiry_time), clock() + 120 * MINUTE);
  });

  it('can be fetched once with a ticket, without the token', async () => {
    const file = await keep('a.xlsx');
    const query = await ticketFor(file);
    const answers = await Promise.all([1, 2, 3].map(() => withTicket(file, query)));
    assert.deepEqual(answers.sort(), ['TICKET_INVALID', 'TICKET_INVALID', 'the workbook']);
    assert.doesNotMatch(service.lines.join(), new RegExp(query.slice(-40)));
  });

  it('whose bytes are not found cost nobody the ticket', async () => {
    const file = await keep('a.xlsx');
    const query = await ticketFor(file);
    const [held] = below(path.join(service.folder, 'exports')).filter((each) => each.endsWith(file));
    await rename(held!, `${held}.away`);
    assert.equal(await withTicket(file, query), 'NO_FILE');
    await rename(`${held}.away`, held!);
    assert.equal(await withTicket(file, query), 'the workbook');
  });

  it('are shown by HEAD as GET gives them, and a ticket is not used up by it', async () => {
    const file = await keep('a.xlsx');
    const query = await ticketFor(file);
    const head = (more: string, as?: string) =>
      service.call('HEAD', `${EXPORTS}/${file}${more}`, as ? { token: as } : {});
    for (let i = 0; i < 2; i++) {
      const { status, headers } = await head(query);
      assert.deepEqual([status, headers.get('Content-Length')], [200, '12']);
      assert.match(headers.get('Content-Disposition')!, /a\.xlsx/);
    }
    assert.equal(await withTicket(file, query), 'the workbook');
    assert.equal((await head(query)).status, 404);
    assert.equal((await head('', token)).status, 200);
  });

  it('can be fetched with a ticket from before the pepper was changed', async () => {
    const redis = await startRedis();
    const before = await startService({ REDIS_URL: redis.url, FILE_STORE: 'redis' });
    const env = {
      REDIS_URL: redis.url,
      FILE_STORE: 'redis',
      PEPPER: 'a new pepper of the tests, long enough to be taken',
    };
    const after = await startService({ ...env, PEPPER_PREVIOUS: PEPPER });
    const body = { format: 'csv', calculation: workedExample };
    const { token: as } = await before.begin();
    const { file_id } = (await before.call('POST', EXPORTS, { token: as, body })).body;
    const { url } = (await before.call('POST', `${EXPORTS}/${file_id}/ticket`, { token: as })).body;
    const changed = await after.call('GET', url);
    await before.close();
    await after.close();
    await redis.kill();
    assert.equal(changed.status, 200);
  });

  it('are not given for a ticket that is too old, of another export, or made up', async () => {
    const [file, other] = [await keep('a.xlsx'), await keep('b.xlsx')];
    const query = await ticketFor(file);
    assert.equal(await withTicket(other, query), 'TICKET_INVALID');
    for (const made of ['?ticket=', '?ticket=x.y', forged(query)])
      assert.match(await withTicket(file, made), /TICKET_INVALID/);
    assert.equal(await withTicket(file, query), 'the workbook');
    const late = await ticketFor(file);
    clock.forward(5 * MINUTE);
    assert.equal(await withTicket(file, late), 'TICKET_INVALID');
    const left = await ticketFor(file);
    await service.call('DELETE', '/api/v1/sessions/current', { token });
    assert.equal(await withTicket(file, left), 'TICKET_INVALID');
  });

  it('are in what the session holds by their documents, and raise no alarm there', async () => {
    const file = await keep('a.xlsx');
    await ticketFor(file);
    const { body } = await service.call('GET', '/api/v1/sessions/current/export', { token });
    assert.deepEqual(Object.keys(body.values), [`document:exports:${file}`]);
    assert.equal(body.values[`document:exports:${file}`].original_name, 'a.xlsx');
    assert.doesNotMatch(service.lines.join(), /sealed_value_rejected/);
  });

  it('have no more than twenty tickets open at once', async () => {
    const file = await keep('a.xlsx');
    for (let i = 0; i < 20; i++) await ticketFor(file);
    const { status, body } = await service.call('POST', `${EXPORTS}/${file}/ticket`, { token });
    assert.deepEqual([status, body.code], [409, 'TOO_MANY_TICKETS']);
    assert.match(body.detail, /20 links/);
    assert.equal((await service.call('POST', `${EXPORTS}/nothing/ticket`, { token })).status, 404);
  });

  it('do not open once a byte on the disk has changed, and that is reported', async () => {
    const file = await keep('a.xlsx');
    const place = path.join(service.folder, 'exports', id, file);
    const bytes = await readFile(place);
    assert.equal(bytes.includes('workbook'), false);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(place, bytes);
    assert.equal((await download(file)).body.code, 'NO_FILE');
    assert.match(service.lines.join(), /sealed_value_rejected/);
    assert.deepEqual(await readdir(path.join(service.folder, 'exports')), [id]);
    assert.doesNotMatch(logged.join(), /a\.xlsx/);
  });
});
