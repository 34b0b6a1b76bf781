import assert from 'node:assert/strict';
import { loadSimulation } from '../../src/functions/loading.ts';
import { cells, CASH, TERMS } from './cells.ts';

describe('SIMULATE', () => {
  const { fetch } = globalThis;
  afterEach(() => void (globalThis.fetch = fetch));

  it('asks for nothing and tells nothing where its formula is gone before what computes it is there', async () => {
    const told: string[] = [];
    globalThis.fetch = async (url) => {
      told.push(String(url));
      return new Response(null, { status: 503 });
    };
    const invocation = {
      onCanceled: undefined as (() => void) | undefined,
      setResult: () => void told.push('a result'),
    };
    cells.simulate(
      'GP.carry' as never,
      'flat_principal_first' as never,
      TERMS,
      CASH,
      0.2,
      undefined,
      undefined,
      undefined,
      invocation as never,
    );
    assert.ok(invocation.onCanceled);
    invocation.onCanceled();
    await loadSimulation();
    await new Promise(setImmediate);
    assert.deepEqual(told, []);
  });
});
