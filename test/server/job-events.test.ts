import assert from 'node:assert/strict';
import { JobEvents } from '../../server/jobs/events.ts';
import { JOB_CHANGED } from '../../server/store/keys.ts';
import { MemoryStore } from '../../server/store/memory.ts';

const LONG = 60_000;

describe('those who follow a job', () => {
  it('hear of it, though one who has left leaves again', async () => {
    const store = new MemoryStore(1 << 20, Date.now);
    const events = new JobEvents(store);
    const job = { session: 's', job: 'j' };
    const gone = events.follow(job);
    gone.leave();
    const back = events.follow(job);
    gone.leave();
    const changed = back.changed(LONG);
    await store.publish(JOB_CHANGED, 's j');
    // Who was forgotten would be woken by his own end alone, and have heard nothing by then.
    const heard = await Promise.race([changed, new Promise((resolve) => setImmediate(resolve, 'nothing'))]);
    assert.equal(heard, true);
    await store.close();
  });
});
