import assert from 'node:assert/strict';
import type { JobChange } from '../../../server/store/store.ts';
import { MINUTE, type Held } from './held.ts';

const ENTER: JobChange = { from: ['none'], to: 'pending', fields: {}, drops: [], ends: false, ttl: MINUTE };
const BEGIN: JobChange = { ...ENTER, from: ['pending', 'running'], to: 'running' };
const END: JobChange = { ...ENTER, from: ['running'], to: 'completed', ends: true };

/** What every store does with the jobs of a session. */
export function jobsContract(held: () => Held): void {
  const change = async (job: string, more: Partial<JobChange>, how = ENTER) => {
    const { outcome, of } = await held().store.changeJob(held().id, job, { ...how, ...more });
    return outcome === 'changed' ? of : outcome;
  };
  const recordOf = async (job: string) => ({
    ...(await held().store.getHash(`session:{${held().id}}:job:${job}`)),
  });

  it('changes a job from a state it may be in, once, however many ask for it', async () => {
    assert.equal(await change('a', { fields: { kind: 'x' } }), 1);
    assert.equal(await change('a', {}), 'refused');
    const ends = await Promise.all([1, 2, 3].map((n) => change('a', { fields: { by: String(n) } }, BEGIN)));
    assert.deepEqual(ends, [1, 1, 1]);
    const over = await Promise.all([1, 2, 3].map((n) => change('a', { fields: { result: String(n) } }, END)));
    assert.equal(over.filter((each) => each === 'refused').length, 2);
    assert.equal((await recordOf('a')).state, 'completed');
    assert.equal(await change('a', {}, BEGIN), 'refused');
  });

  it('lets only the attempt speak that was begun last', async () => {
    await change('a', {});
    await change('a', { fields: { attempt: 'first' } }, BEGIN);
    await change('a', { fields: { attempt: 'second' } }, BEGIN);
    const tell = { ...BEGIN, from: ['running'] };
    assert.equal(await change('a', { attempt: 'first', fields: { done: '9' } }, tell), 'refused');
    assert.equal(await change('a', { attempt: 'first' }, END), 'refused');
    assert.equal(await change('a', { attempt: 'second', fields: { done: '5' } }, tell), 1);
    assert.deepEqual(await recordOf('a'), { state: 'running', attempt: 'second', done: '5' });
  });

  it('has no more jobs in a state than may be, however many come at once, and counts none that is over', async () => {
    const entered = await Promise.all(Array.from({ length: 10 }, (_, i) => change(`j${i}`, { most: 4 })));
    assert.deepEqual(entered.filter((each) => typeof each === 'number').sort(), [1, 2, 3, 4]);
    assert.equal(entered.filter((each) => each === 'full').length, 6);
    const known = entered.flatMap((each, i) => (typeof each === 'number' ? [`j${i}`] : []));
    assert.equal(await change(known[0]!, { most: 1 }, BEGIN), 1);
    assert.equal(await change(known[1]!, { most: 1 }, BEGIN), 'full');
    assert.equal(await change(known[0]!, { most: 1 }, BEGIN), 1);
    await change(known[0]!, {}, END);
    assert.equal(await change(known[1]!, { most: 1 }, BEGIN), 1);
    assert.equal(await change('new', { most: 4 }), 3);
  });

  it('erases what a job no longer needs with its end, and not before', async () => {
    const { store, id } = held();
    await store.writeSession(id, [{ name: 'job:a:work', value: Buffer.from('w'), ttl: MINUTE }]);
    await change('a', {});
    await change('a', { drops: ['job:a:work'] }, END);
    assert.deepEqual((await store.namesOf(id)).sort(), ['job:a', 'job:a:work']);
    await change('a', {}, BEGIN);
    await change('a', { drops: ['job:a:work'] }, END);
    assert.deepEqual(await store.namesOf(id), ['job:a']);
  });

  it('has no job of a session that has ended, and brings none back', async () => {
    const { store, id } = held();
    await change('a', {});
    await change('a', {}, BEGIN);
    await store.endSession(id, MINUTE);
    assert.equal(await change('a', {}, END), 'ended');
    assert.equal(await change('b', {}), 'ended');
    assert.deepEqual(await recordOf('a'), {});
    assert.deepEqual(await store.namesOf(id), []);
  });
}
