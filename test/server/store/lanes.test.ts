import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { Lanes } from '../../../server/store/session-concurrency.ts';

describe('What one session asks of the store', () => {
  /** A call that ends when it is told to. */
  function call(name: string, begun: string[]) {
    let end = (): void => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    return {
      end,
      run: () => {
        begun.push(name);
        return ended.then(() => name);
      },
    };
  }

  it('is asked a few things at a time, in their order, and keeps nobody else waiting', async () => {
    const lanes = new Lanes();
    const begun: string[] = [];
    const calls = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => call(name, begun));
    const answers = calls.map(({ run }) => lanes.run('one', run));
    assert.deepEqual(begun, ['a', 'b', 'c', 'd']);
    const other = call('other', begun);
    other.end();
    assert.equal(await lanes.run('two', other.run), 'other');
    calls[2]!.end();
    assert.equal(await answers[2], 'c');
    await turn();
    assert.deepEqual(begun, ['a', 'b', 'c', 'd', 'other', 'e']);
    for (const { end } of calls) end();
    assert.deepEqual(await Promise.all(answers), ['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('goes on after a call that failed', async () => {
    const lanes = new Lanes();
    const fail = () => Promise.reject(new Error('away'));
    const failed = await Promise.allSettled(Array.from({ length: 10 }, () => lanes.run('one', fail)));
    assert.ok(failed.every(({ status }) => status === 'rejected'));
    assert.equal(await lanes.run('one', () => Promise.resolve('there')), 'there');
  });
});
