/**
 * Random and hostile requests to every route: `npm run fuzz:routes -- [count] [seed]`. Fails at the first 5xx, the first answer
 * later than a second and the first that is not what the OpenAPI document says; prints what was answered and the memory used.
 */
import { fuzzRoutes } from '../test/server/support/route-fuzz.ts';
import { startService } from '../test/server/support/service.ts';

const count = Number(process.argv[2] ?? 20_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
if (!(count > 0) || !Number.isInteger(seed)) throw new Error('Usage: npm run fuzz:routes -- [count] [seed]');

const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

const PARTS = 4;
// Room for all the sessions that are begun: one for which there is none is not recorded, and says 503 of itself.
const service = await startService({
  MEMORY_STORE_MB: '256',
  LOG_LEVEL: 'silent',
  // Beyond it every request would be one without a session.
  RATE_LIMIT_SESSIONS: '1000000',
});
console.log(`${count} requests, seed ${seed}`);
for (let part = 0; part < PARTS; part++) {
  const each = Math.ceil(count / PARTS);
  const { byStatus, slowest } = await fuzzRoutes(service, { count: each, seed: seed + part, timeout: 1000 });
  service.lines.length = 0;
  console.log(JSON.stringify(byStatus), `slowest ${slowest.ms.toFixed(0)} ms (${slowest.route})`);
  console.log(`heap ${heap().toFixed(1)} MiB after ${(part + 1) * each}`);
}
await service.close();
