import assert from 'node:assert/strict';
import { pino } from 'pino';
import { readEntry, writeEntry } from '../../server/calculations/cache-entry.ts';
import { Hits } from '../../server/hits.ts';
import { SessionKeys } from '../../server/sessions/sealing.ts';
import { Vault } from '../../server/sessions/session-store.ts';
import { Cache } from '../../server/store/cache.ts';
import { MemoryStore } from '../../server/store/memory.ts';
import { standingClock } from './support/service.ts';

const HOUR = 3_600_000;
const silent = pino({ level: 'silent' });

describe('the hits of a cached result', () => {
  const name = 'calc:abc';

  it('are written into its entry beside the requests, and its hour stays as it was', async () => {
    const clock = standingClock();
    const store = new MemoryStore(1 << 20, clock);
    await store.openSession('s', { status: 'active' }, 2 * HOUR, clock() + 2 * HOUR);
    const keys = new SessionKeys(Buffer.alloc(32, 1), Buffer.alloc(32, 2));
    const cache = new Cache(store, 1 << 20, clock, silent);
    const vault = new Vault('s', keys, store, cache, silent, () => {});
    const begun = new Date(clock()).toISOString();
    const entry = {
      cached_at: begun,
      cache_version: '3',
      params_hash: 'abc',
      hit_count: 4,
      last_accessed: begun,
      figures: {
        irr: null,
        dpi: 1.5,
        tvpi: 1.5,
        moic: 1.5,
        npv: 0,
        payback_period: null,
        summary: { total_distributions: 3, total_carry: 0, final_irr: null },
      },
    };
    await vault.write([{ name, text: writeEntry(entry, '{"dpi":1.5,"warnings":[]}'), ttl: HOUR }]);

    const hits = new Hits(clock, silent);
    clock.forward(HOUR / 2);
    for (let i = 0; i < 3; i++) hits.note(vault, 's', name);
    await hits.write();
    await hits.write();
    const kept = readEntry((await vault.read(name))!);
    assert.deepEqual(kept, {
      entry: { ...entry, hit_count: 7, last_accessed: new Date(clock()).toISOString() },
      result: '{"dpi":1.5,"warnings":[]}',
    });
    clock.forward(HOUR / 2 + 1);
    hits.note(vault, 's', name);
    await hits.write();
    assert.equal(await vault.read(name), undefined);
    await store.close();
  });
});
