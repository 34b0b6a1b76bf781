import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import type { Ledger, LedgerLimits, Stored } from '../../server/store/ledger.ts';
import { RedisStore } from '../../server/store/redis.ts';
import { StoreFull, type Store } from '../../server/store/store.ts';
import { SOON, startRedis, type RedisServer } from '../support/redis.ts';
import { MIB } from './support/files.ts';
import { standingClock, startService, workedExample, type Clock } from './support/service.ts';
import { ledgerOf, ownerOf } from './support/vault.ts';

const HOUR = 3_600_000;

describe('the ledger of stored bytes', () => {
  let redis: RedisServer;
  let store: Store;
  let admin: Redis;
  let clock: Clock;
  let ledger: Ledger;
  before(async () => {
    redis = await startRedis();
    admin = new Redis(redis.url);
    store = await RedisStore.connect(redis.url, pino({ level: 'silent' }), SOON);
  });
  after(async () => {
    admin.disconnect();
    await store.close();
    await redis.kill();
  });
  const opened: Ledger[] = [];
  const open = (bounds: LedgerLimits): Ledger => {
    const made = ledgerOf(store, clock, bounds);
    opened.push(made);
    return made;
  };
  // What one has not written yet would be counted in the next test.
  afterEach(() => Promise.all(opened.splice(0).map((each) => each.write())));
  const limits: LedgerLimits = { all: 100, ofAddress: 60, ofSession: 40, records: 30, cache: 50 };
  beforeEach(async () => {
    await admin.flushall();
    clock = standingClock();
    ledger = open(limits);
  });
  const booking = (session: string, stored: Stored, bytes: number, address = 'one', hours = 1) => ({
    owner: ownerOf(session, address),
    stored,
    bytes,
    expiresAt: clock() + hours * HOUR,
  });
  const book = (...given: Parameters<typeof booking>): Promise<string> =>
    ledger.book(booking(...given)).then(
      () => 'booked',
      (error: unknown) => (error instanceof StoreFull ? error.bound : String(error)),
    );

  it('holds a bound of each session, of each address, and of all, and books nothing beyond them', async () => {
    assert.equal(await book('s', 'values', 41), 'session');
    assert.equal(await book('s', 'values', 40), 'booked');
    assert.equal(await book('s', 'values', 1), 'session');
    assert.equal(await book('t', 'uploads', 20), 'booked');
    assert.equal(await book('u', 'exports', 1), 'address');
    assert.equal(await book('v', 'uploads', 40, 'other'), 'booked');
    assert.equal(await book('w', 'uploads', 1, 'third'), 'all');
  });

  it('holds a bound of files that are only made to be used again', async () => {
    assert.deepEqual(
      [
        await book('s', 'cache', 30),
        await book('t', 'cache', 21, 'other'),
        await book('t', 'cache', 20, 'other'),
      ],
      ['booked', 'all', 'booked'],
    );
  });

  it('lets who has stored too much begin sessions, up to a bound of these', async () => {
    assert.equal(await book('s', 'uploads', 60), 'booked');
    assert.deepEqual([await book('t', 'records', 30), await book('u', 'records', 1)], ['booked', 'address']);
  });

  it('frees what was erased, what has expired, and all of a session that ends', async () => {
    await book('s', 'uploads', 60);
    ledger.release(booking('s', 'uploads', 60));
    assert.equal(await book('s', 'uploads', 60), 'booked');
    clock.forward(HOUR + 60_000);
    assert.equal(await book('s', 'values', 40), 'booked');
    assert.equal(await book('s', 'exports', 20), 'booked');
    const { owner, ...file } = booking('s', 'exports', 20);
    await ledger.end(owner, [file]);
    assert.equal(await book('t', 'uploads', 60), 'booked');
  });

  it('agrees with that of another instance: at once for what is large, within a second for the rest', async () => {
    const wide = { ...limits, all: 8 * MIB, ofAddress: 4 * MIB };
    ledger = open(wide);
    const other = open(wide);
    await ledger.book(booking('s', 'uploads', 3 * MIB));
    await ledger.write();
    await assert.rejects(other.book(booking('t', 'uploads', 2 * MIB)), StoreFull);
    ledger.release(booking('s', 'uploads', 3 * MIB));
    await ledger.write();
    await other.book(booking('t', 'uploads', 2 * MIB));
  });

  it('goes on by itself while the store is away, and tells it afterwards', async () => {
    redis.freeze();
    await assert.rejects(store.getValue('x'));
    assert.equal(await book('s', 'values', 40), 'booked');
    assert.equal(await book('s', 'values', 1), 'session');
    await ledger.write();
    redis.thaw();
    while (!store.state().up) await new Promise((resolve) => setTimeout(resolve, 20));
    await ledger.write();
    const other = open(limits);
    await other.book(booking('t', 'uploads', 1));
    await other.write();
    await assert.rejects(other.book(booking('t', 'uploads', 20)), { bound: 'address' });
  });
});

describe('files in Redis', () => {
  it('are told of in the audit, and swept from its figures when their time is over', async () => {
    const redis = await startRedis();
    const clock = standingClock();
    const service = await startService({ REDIS_URL: redis.url }, { clock });
    const { token } = await service.begin();
    const storage = async () => (await service.call('GET', '/api/v1/audit')).body.file_storage;
    const body = { format: 'csv', calculation: workedExample };
    assert.equal((await service.call('POST', '/api/v1/exports', { token, body })).status, 201);
    const held = await storage();
    assert.deepEqual([held.areas.exports.files, held.areas.cache.files, held.files_cleaned], [1, 1, 0]);
    assert.ok(held.areas.exports.bytes > 100 && held.areas.exports.bytes < 10_000);
    clock.forward(HOUR + 60_000);
    assert.equal(await service.sweeps.sweep('exports'), 1);
    const { areas, files_cleaned, last_cleanup } = await storage();
    assert.deepEqual(
      [areas.exports, files_cleaned, last_cleanup],
      [{ files: 0, bytes: 0 }, 1, new Date(clock()).toISOString()],
    );
    await service.close();
    await redis.kill();
  });
});
