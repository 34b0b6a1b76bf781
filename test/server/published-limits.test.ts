import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { FILES, workbook } from './support/files.ts';
import { startServiceOnRedis } from './support/on-redis.ts';
import { standingClock, workedExample, type Service } from './support/service.ts';

const CALCULATIONS = '/api/v1/calculations';
const MINUTE = 60_000;

describe('limits that an operator lowers in config:app', () => {
  const clock = standingClock();
  let admin: Redis;
  let service: Service;
  let close: () => Promise<void>;
  before(async () => {
    ({ service, admin, close } = await startServiceOnRedis({ clock }));
  });
  after(() => close());
  beforeEach(async () => {
    await admin.del('config:app');
    await service.limits.refresh();
  });
  const lower = async (fields: Record<string, string>) => {
    await admin.hset('config:app', fields);
    await service.limits.refresh();
  };
  const published = async () => (await service.call('GET', '/api/v1/templates')).body.limits;
  const firstFault = ({ body }: { body: { errors: { code: string; path: string; message: string }[] } }) =>
    body.errors[0];

  it('hold for deals and uploads, which are refused with the limit, and are published', async () => {
    await lower({ max_investment_period: '4', max_file_size: '3000', supported_file_types: 'xlsx' });
    const { max_investment_period, max_file_size, supported_file_types } = await published();
    assert.deepEqual([max_investment_period, max_file_size, supported_file_types], [4, 3000, 'xlsx']);
    const { token } = await service.begin();
    const run = await service.call('POST', CALCULATIONS, { token, body: workedExample });
    assert.equal(run.status, 422);
    assert.deepEqual(firstFault(run)?.path, 'basic_params.investment_period');
    assert.match(firstFault(run)!.message, /at most 4/);
    const upload = (name: string, size: number) =>
      service.call('POST', FILES, { token, file: { name, bytes: workbook(size) } });
    assert.match(firstFault(await upload('a.xlsx', 3001))!.message, /at most 3,?000/);
    assert.match(firstFault(await upload('a.xlsm', 2000))!.message, /xlsm.*Choose one of: xlsx\./);
    assert.equal((await upload('a.xlsx', 2000)).status, 201);
  });

  it('hold for how long sessions and results last', async () => {
    await lower({ session_timeout: '600', cache_timeout: '120' });
    const { token } = await service.begin();
    const state = async () => (await service.call('GET', '/api/v1/sessions/current', { token })).status;
    const calculate = async () =>
      (await service.call('POST', CALCULATIONS, { token, body: workedExample })).body.cache as string;
    assert.deepEqual([await calculate(), await calculate()], ['miss', 'hit']);
    clock.forward(3 * MINUTE);
    assert.equal(await calculate(), 'miss');
    clock.forward(9 * MINUTE);
    assert.equal(await state(), 200);
    clock.forward(11 * MINUTE);
    assert.equal(await state(), 401);
  });

  it('are refused and told once where they are none or above the program’s own', async () => {
    const own = await published();
    const wrong = { max_file_size: '99999999', session_timeout: 'long', supported_file_types: 'xlsx,pdf' };
    await lower({ ...wrong, cache_timeout: '-1', max_investment_period: '2.5' });
    await service.limits.refresh();
    assert.deepEqual(await published(), own);
    const told = service.lines.filter((line) => line.includes('a limit in config:app'));
    assert.equal(told.length, 5);
    assert.doesNotMatch(told.join(), /99999999|long|pdf/);
  });

  it('stay what an operator has set when another instance starts, which writes only what is missing', async () => {
    await lower({ cache_timeout: '60' });
    await admin.hdel('config:app', 'session_timeout');
    await admin.hset('config:app', 'version', 'of before');
    await service.limits.refresh();
    const { cache_timeout, session_timeout, version } = await admin.hgetall('config:app');
    assert.deepEqual([cache_timeout, session_timeout, version], ['60', '7200', (await published()).version]);
  });
});
