import assert from 'node:assert/strict';
import type { Problem } from '../../server/problem.ts';
import { calculationsBy, sessionInMemory } from './support/calculations.ts';
import { startService, type Service } from './support/service.ts';

const CALCULATIONS = '/api/v1/calculations';

/** A deal, which may name an index. */
const fund = (index?: unknown, dates = ['2022-12-31', '2023-12-31']) => ({
  distribution_params: {
    mode: 'custom',
    definition: {
      classes: [{ id: 'lp', share: 1 }],
      tiers: [{ kind: 'split', shares: { lp: 1 } }],
      ...(index === undefined ? {} : { options: { measures: { index } } }),
    },
    flows: {
      timeline: { dates },
      contributions: [{ at: 0, amount: 100 }],
      cash: [{ at: 1, amount: 121 }],
    },
  },
});

describe('a calculation that names an index series it cannot use', () => {
  let service: Service;
  let token: string;
  before(async () => {
    service = await startService();
    ({ token } = await service.begin());
  });
  after(() => service.close());

  it('is refused also where the same without a series is held', async () => {
    const alone = fund();
    assert.equal((await service.call('POST', CALCULATIONS, { token, body: alone })).body.cache, 'miss');
    const points = [{ date: '2023-01-01', level: 1000 }];
    await service.call('PUT', '/api/v1/index-series/late', { token, body: { points } });
    for (const [index, codes] of [
      [{ series: 'none' }, ['unknownSeries']],
      [{ series: 'none', more: 1 }, ['unknownKey']],
      [{ series: 'late' }, ['noIndexLevel', 'noIndexLevel']],
    ] as const) {
      const faulty = fund(index);
      for (const [path, body] of [
        [CALCULATIONS, faulty],
        [`${CALCULATIONS}/compare`, { calculations: [alone, faulty] }],
        ['/api/v1/exports', { format: 'json', calculation: faulty }],
      ] as const) {
        const answer = await service.call('POST', path, { token, body });
        assert.equal(answer.status, 422, `${path} ${JSON.stringify(index)}`);
        assert.deepEqual(
          answer.body.errors.map(({ code }: { code: string }) => code),
          codes,
        );
      }
    }
    const { body: asked } = await service.call('GET', '/api/v1/sessions/current/params', { token });
    assert.deepEqual(asked.distribution_params, alone.distribution_params);
  });

  it('is refused with all its other faults', async () => {
    const body = fund({ series: 'none' });
    body.distribution_params.flows.cash = [{ at: 1, amount: 'much' }] as never;
    const answer = await service.call('POST', CALCULATIONS, { token, body });
    const checked = await service.call('POST', `${CALCULATIONS}/validate`, { token, body });
    assert.deepEqual(
      answer.body.errors.map(({ code }: { code: string }) => code),
      ['unknownSeries', 'notNumber'],
    );
    assert.deepEqual(answer.body.errors, checked.body.errors);
  });

  it('is no fault of who asks for the same without it at that moment, and is not given his result', async () => {
    const { store, session } = await sessionInMemory();
    const calculations = calculationsBy();
    const ask = (index: unknown, dates: string[]) =>
      calculations.calculate(session, fund(index, dates)).then(
        () => 'answered',
        (error: Problem) => error.code,
      );
    const readOrLock = store.readOrLock.bind(store);
    for (const [i, [first, second]] of [
      [undefined, { series: 'none' }],
      [{ series: 'none' }, undefined],
    ].entries()) {
      let reached = (): void => undefined;
      let open = (): void => undefined;
      const isReached = new Promise<void>((resolve) => (reached = resolve));
      const isOpen = new Promise<void>((resolve) => (open = resolve));
      store.readOrLock = async (...asked) => {
        reached();
        await isOpen;
        return readOrLock(...asked);
      };
      const dates = ['2022-12-31', `2023-12-3${i}`];
      const one = ask(first, dates);
      await Promise.race([isReached, one]);
      const other = ask(second, dates);
      // All that the other does before the store answers is done by then.
      setImmediate(open);
      const wanted = [first, second].map((index) => (index ? 'INVALID' : 'answered'));
      assert.deepEqual(await Promise.all([one, other]), wanted);
    }
    await store.close();
  });
});
