import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { TIMEOUT, withTimeout } from '../../../server/store/timeout.ts';

describe('A store that is late', () => {
  it('is waited for while it sends answers to others in bulk', async () => {
    let received = 0;
    const answer = pause(1000, 'answered');
    assert.equal(
      await withTimeout(
        () => answer,
        () => (received += 1 << 20),
        TIMEOUT,
      ),
      'answered',
    );
  });

  it('is given up when it sends nothing, or next to nothing', async () => {
    const never = new Promise(() => {});
    let received = 0;
    await assert.rejects(
      withTimeout(
        () => never,
        () => received,
        TIMEOUT,
      ),
      /timed out/,
    );
    await assert.rejects(
      withTimeout(
        () => never,
        () => (received += 100),
        TIMEOUT,
      ),
      /timed out/,
    );
  });
});
