import assert from 'node:assert/strict';
import { operations } from '../../server/openapi/operations.ts';
import { fuzzRoutes } from './support/route-fuzz.ts';
import { startService } from './support/service.ts';

describe('random and hostile requests', () => {
  it('are all answered as the document says, and none is a fault of the service', async () => {
    const service = await startService();
    const seed = Number(process.env.SEED ?? 20261121);
    const { byStatus } = await fuzzRoutes(service, { count: 2000, seed, timeout: 20_000 });
    await service.close();
    for (const status of [200, 204, 400, 401, 404, 405, 413, 415, 422])
      assert.ok(byStatus[status]! > 0, `none was answered with ${status}`);
    assert.ok(operations.length > 15);
    assert.deepEqual(
      service.lines.filter((line) => line.includes('unexpected error')),
      [],
    );
  });
});
