import assert from 'node:assert/strict';
import { IndexSeries } from '../../server/calculations/index-series.ts';
import { Vault } from '../../server/sessions/session-store.ts';
import { MemoryStore } from '../../server/store/memory.ts';
import { isoOf, serialOf } from '../../src/engine/index.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { standingClock, startService, workedExample, type Service } from './support/service.ts';
import { ownerOf, vaultOf } from './support/vault.ts';

const HOUR = 3_600_000;

const SERIES = '/api/v1/index-series';
const CALCULATIONS = '/api/v1/calculations';
const NAME = '沪深300';
const at = (name: string, query = '') => `${SERIES}/${encodeURIComponent(name)}${query}`;

/** One level a day from `first`, the level counting up from 1000. */
const daily = (first: string, days: number) =>
  Array.from({ length: days }, (_, i) => ({ date: isoOf(serialOf(first)! + i), level: 1000 + i }));

/** 100 paid in and 121 received a year later. */
const fund = (index: unknown, dates = ['2022-12-31', '2023-12-31']) => ({
  distribution_params: {
    mode: 'custom',
    definition: {
      classes: [{ id: 'lp', share: 1 }],
      tiers: [{ kind: 'split', shares: { lp: 1 } }],
      options: { measures: { index } },
    },
    flows: {
      timeline: { dates },
      contributions: [{ at: 0, amount: 100 }],
      cash: [{ at: 1, amount: 121 }],
    },
  },
});

const near = (a: unknown, b: unknown): boolean =>
  typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) < 1e-9;

function rules(env: () => Record<string, string>): void {
  let service: Service;
  let token: string;
  before(async () => void (service = await startService(env())));
  after(() => service.close());
  beforeEach(async () => void (token = (await service.begin()).token));

  /** On a busy machine this process may keep itself from Redis for longer than a command may take: asked again, as Retry-After says. */
  const call: Service['call'] = async (...request) => {
    const answer = await service.call(...request);
    if (answer.status !== 503) return answer;
    await until('the store is back', () => service.store.state().up);
    return service.call(...request);
  };
  const put = (name: string, points: unknown) => call('PUT', at(name), { token, body: { points } });
  const get = (name: string, query = '') => call('GET', at(name, query), { token });

  it('gives back what it was sent, whole or from one date to another', async () => {
    const points = daily('2000-01-03', 5000);
    const { status, body } = await put(NAME, points);
    assert.equal(status, 200);
    const described = {
      name: NAME,
      points: 5000,
      first_date: '2000-01-03',
      last_date: points[4999]!.date,
    };
    assert.deepEqual(body, described);
    assert.deepEqual((await get(NAME)).body, { ...described, data: points });
    const { date: from } = points[1998]!;
    const { date: to } = points[4001]!;
    assert.deepEqual((await get(NAME, `?from=${from}&to=${to}`)).body.data, points.slice(1998, 4002));
    assert.deepEqual((await get(NAME, '?from=1990-01-01&to=1990-12-31')).body.data, []);
  });

  it('replaces a series of the same name, a longer one too, and the same again changes nothing', async () => {
    await put(NAME, daily('2000-01-03', 5000));
    const shorter = daily('2010-01-04', 10);
    for (let i = 0; i < 2; i++) await put(NAME, shorter);
    assert.deepEqual((await get(NAME)).body.data, shorter);
    const { values } = (await call('GET', '/api/v1/sessions/current/export', { token })).body;
    assert.equal(Object.keys(values).length, 2);
  });

  it('is gone once deleted, and may be deleted again', async () => {
    await put(NAME, daily('2000-01-03', 3000));
    for (let i = 0; i < 2; i++) assert.equal((await call('DELETE', at(NAME), { token })).status, 204);
    const { status, body } = await get(NAME);
    assert.deepEqual([status, body.code], [404, 'NO_SERIES']);
    const { values } = (await call('GET', '/api/v1/sessions/current/export', { token })).body;
    assert.deepEqual(values, {});
  });

  it('belongs to its session', async () => {
    await put(NAME, daily('2000-01-03', 3));
    token = (await service.begin()).token;
    assert.equal((await get(NAME)).status, 404);
  });

  it('is refused with every fault at its place', async () => {
    const faultsOf = async (body: unknown) => {
      const answer = await call('PUT', at(NAME), { token, body });
      assert.equal(answer.status, 422);
      return answer.body.errors.map(({ code, path }: { code: string; path: string }) => `${code} ${path}`);
    };
    assert.deepEqual(
      await faultsOf({
        points: [
          { date: '2020-01-01', level: 1 },
          { date: '2019-12-31', level: 1 },
          { date: '2020-02-30', level: 1 },
        ],
      }),
      ['datesNotAscending points[1].date', 'notDate points[2].date'],
    );
    assert.deepEqual(
      await faultsOf({ points: [{ date: '2020-01-01', level: 'x' }, { level: -1 }], more: 1 }),
      ['notNumber points[0].level', 'missing points[1].date', 'tooSmall points[1].level', 'unknownKey more'],
    );
    assert.deepEqual(await faultsOf({ points: [] }), ['tooFew points']);
    assert.deepEqual(await faultsOf({}), ['missing points']);
    await put(NAME, daily('2020-01-01', 2));
    const { status, body } = await get(NAME, '?from=yesterday&to=2020-13-01');
    assert.deepEqual([status, body.errors.length, body.errors[0].path], [422, 2, 'from']);
    assert.equal((await put('x'.repeat(61), [])).body.errors[0].path, 'name');
  });

  it('is one of twenty at most', async () => {
    for (let i = 0; i < 20; i++) assert.equal((await put(`s${i}`, daily('2020-01-01', 1))).status, 200);
    const { status, body } = await put('one more', daily('2020-01-01', 1));
    assert.deepEqual([status, body.code], [409, 'TOO_MANY_SERIES']);
    assert.equal((await put('s7', daily('2020-01-01', 2))).status, 200);
  });

  it('is one of twenty at most, however many come at once', async () => {
    const points = daily('2020-01-06', 2);
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => put(`many ${i}`, points)));
    for (const { status, body } of answers)
      assert.ok(status === 200 || body.code === 'TOO_MANY_SERIES', JSON.stringify(body));
    const held = await Promise.all(answers.map(async (_, i) => (await get(`many ${i}`)).status));
    const kept = held.filter((status) => status === 200).length;
    assert.ok(kept <= 20);
    assert.equal(kept, answers.filter(({ status }) => status === 200).length);
  });

  it('is never taken for the one that replaces it while a calculation runs', async () => {
    const [flat, steep] = [1, 3].map((growth) => [
      { date: '2022-12-31', level: 1000 },
      { date: '2023-12-31', level: 1000 * growth },
    ]);
    const points = (turn: number) => (turn % 2 === 0 ? flat! : steep!);
    const pme = async (i: number) => {
      const body = { ...fund({ series: NAME }), basic_params: { investment_target: `fund ${i}` } };
      const answer = await call('POST', CALCULATIONS, { token, body });
      return answer.status === 200
        ? (answer.body.tables.project.pme.ks as number)
        : (answer.body.code as string);
    };
    const FUNDS = 60;
    await put(NAME, flat);
    for (let i = 0; i < FUNDS; i += 10) {
      const asked = Array.from({ length: 10 }, (_, k) => pme(i + k));
      for (let turn = 1; turn <= 6; turn++) await put(NAME, points(turn));
      for (const answer of await Promise.all(asked))
        assert.ok([1.21, 1.21 / 3, 'SERIES_CHANGING'].some((one) => one === answer || near(one, answer)));
    }
    for (const [turn, wanted] of [1.21, 1.21 / 3].entries()) {
      await put(NAME, points(turn));
      for (let i = 0; i < FUNDS; i++) assert.ok(near(await pme(i), wanted), `fund ${i}`);
    }
  });

  it('is what a calculation is measured against, by the last level on or before each date', async () => {
    await put(NAME, [
      { date: '2022-12-30', level: 100 },
      { date: '2023-06-30', level: 400 },
      { date: '2023-12-29', level: 110 },
      { date: '2024-01-02', level: 999 },
    ]);
    const calculate = async (body: unknown) => call('POST', CALCULATIONS, { token, body });
    const named = await calculate(fund({ series: NAME }));
    assert.equal(named.status, 200, JSON.stringify(named.body.errors));
    const { pme } = named.body.tables.project;
    assert.ok(Math.abs(pme.ks - 1.1) < 1e-12, `${pme.ks}`);
    const listed = await calculate(fund([100, 110]));
    assert.deepEqual(pme, listed.body.tables.project.pme);
    assert.equal((await calculate(fund({ series: NAME }))).body.cache, 'hit');

    await put(NAME, [
      { date: '2022-12-30', level: 100 },
      { date: '2023-12-29', level: 121 },
    ]);
    const anew = await calculate(fund({ series: NAME }));
    assert.deepEqual([anew.body.cache, anew.body.tables.project.pme.ks], ['miss', 1]);
  });

  it('refuses levels so small or large that nothing can be measured by them', async () => {
    const extreme = [
      { date: '2022-12-31', level: 5e-324 },
      { date: '2023-12-31', level: 1e300 },
    ];
    const { status, body } = await put(NAME, extreme);
    assert.deepEqual(
      [status, body.errors.map(({ path }: { path: string }) => path)],
      [422, ['points[0].level', 'points[1].level']],
    );
    const listed = fund(extreme.map(({ level }) => level));
    const answer = await call('POST', CALCULATIONS, { token, body: listed });
    assert.deepEqual([answer.status, answer.body.errors.length], [422, 2]);
  });

  it('can be named with a classic mode whose cash flows have dates', async () => {
    await put(NAME, daily('2019-12-01', 2500));
    const dates = ['2019-12-31', '2020-12-31', '2021-12-31', '2022-12-31', '2023-12-31', '2024-12-31'];
    const amounts = [-10000, 1000, 2000, 3000, 4000, 5000];
    const body = {
      ...workedExample,
      cash_flows: dates.map((date, i) => ({ date, amount: amounts[i] })),
      distribution_params: {
        mode: 'flat_principal_first',
        options: { measures: { index: { series: NAME } } },
      },
    };
    const answer = await call('POST', CALCULATIONS, { token, body });
    assert.equal(answer.status, 200, JSON.stringify(answer.body.errors));
    const level = (date: string) => 1000 + serialOf(date)! - serialOf('2019-12-01')!;
    const end = level(dates[5]!);
    const carried = amounts.slice(1).reduce((sum, a, i) => sum + (a * end) / level(dates[i + 1]!), 0);
    const expected = carried / ((10000 * end) / level(dates[0]!));
    assert.ok(Math.abs(answer.body.tables.project.pme.ks - expected) < 1e-12);
  });

  it('refuses a calculation that it cannot serve, and says why', async () => {
    const codesOf = async (body: unknown) => {
      const answer = await call('POST', CALCULATIONS, { token, body });
      assert.equal(answer.status, 422);
      return answer.body.errors.map(
        ({ code, path, received }: { code: string; path: string; received: unknown }) =>
          `${code} ${path.split('.').slice(-2).join('.')} ${received}`,
      );
    };
    assert.deepEqual(await codesOf(fund({ series: 'none' })), ['unknownSeries index.series none']);
    await put(NAME, daily('2023-01-01', 100));
    assert.deepEqual(await codesOf(fund({ series: NAME })), [
      'noIndexLevel index.series 2022-12-31',
      'noIndexLevel index.series 2023-12-31',
    ]);
    assert.deepEqual(await codesOf(fund({ series: NAME, more: 1 })), ['unknownKey index.more 1']);
    const undated = fund({ series: NAME });
    undated.distribution_params.flows.timeline = { unit: 'year', periods: 1 } as never;
    assert.deepEqual(await codesOf(undated), [`optionConflict index.series ${NAME}`]);
  });
}

describe('an index series, held in memory', () => rules(() => ({})));

describe('an index series, held in Redis', function () {
  let redis: RedisServer;
  before(async () => void (redis = await startRedis()));
  after(() => redis.kill());
  rules(() => ({ REDIS_URL: redis.url }));
});

describe('an index series that two put at once', () => {
  it('is whole, whichever of them is the last: neither erases what the other has written', async () => {
    const clock = standingClock();
    const store = new MemoryStore(1 << 20, clock);
    await store.openSession('s', { status: 'active' }, HOUR, clock() + HOUR);
    const vault = vaultOf(store, 's', clock);
    const session = {
      id: 's',
      expiresAt: clock() + HOUR,
      endsAt: clock() + HOUR,
      owner: ownerOf('s'),
      vault,
    };
    const body = (level: number) => ({ points: [{ date: '2020-01-01', level }] });
    const series = new IndexSeries(session);
    await series.put(NAME, body(1));
    /** Between what it writes and what it erases, the first series is put once more. */
    class Slow extends Vault {
      override async drop(names: readonly string[]): Promise<void> {
        await series.put(NAME, body(1));
        await super.drop(names);
      }
    }
    const slow = vaultOf(store, 's', clock, Slow);
    await new IndexSeries({ ...session, vault: slow }).put(NAME, body(2));
    const held = (await series.find(NAME))!;
    assert.deepEqual(await series.read(held, held.first, held.last), { days: [held.first], levels: [1] });
    await store.close();
  });
});
