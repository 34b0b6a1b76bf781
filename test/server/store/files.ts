import assert from 'node:assert/strict';
import { MINUTE, QUOTA, type Held } from './held.ts';

/** What every store enters of the files of a session. */
export function filesContract(held: () => Held): void {
  it('enters files up to so many bytes, however many come at once, and forgets those whose time is over', async () => {
    const { store, id } = held();
    const add = (file: string, now = 0) =>
      store.addFile(id, 'uploads', file, { bytes: 30, expiresAt: 100, status: 'uploaded' }, QUOTA, now);
    const taken = await Promise.all(Array.from({ length: 20 }, (_, i) => add(`f${i}`)));
    assert.equal(taken.filter((each) => each === 'entered').length, 3);
    assert.equal(Object.keys(await store.filesOf(id, 'uploads')).length, 3);
    assert.equal(await add('later', 100), 'entered');
    assert.deepEqual(await store.filesOf(id, 'uploads'), {
      later: { bytes: 30, expiresAt: 100, status: 'uploaded' },
    });
    assert.deepEqual(await store.filesOf(id, 'exports'), {});
  });

  it('enters only so many files, and one in the place of another of its name', async () => {
    const { store, id } = held();
    const add = (file: string, bytes = 0) =>
      store.addFile(id, 'cache', file, { bytes, expiresAt: 1e15, status: 'held' }, QUOTA, 0);
    const taken = await Promise.all(Array.from({ length: 20 }, (_, i) => add(`f${i}`)));
    assert.equal(taken.filter((each) => each === 'entered').length, QUOTA.files);
    const [first, second] = Object.keys(await store.filesOf(id, 'cache'));
    assert.deepEqual(
      [await add(first!, 60), await add(first!, 70), await add(second!, 31)],
      ['entered', 'entered', 'full'],
    );
    assert.equal((await store.filesOf(id, 'cache'))[first!]!.bytes, 70);
  });

  it('changes the status of a file from what it must be, once', async () => {
    const { store, id } = held();
    await store.addFile(id, 'uploads', 'f', { bytes: 30, expiresAt: 1e15, status: 'uploaded' }, QUOTA, 0);
    const move = (from: string[], to: string, frees = false) =>
      store.moveFile(id, 'uploads', 'f', from, to, frees);
    assert.deepEqual(
      (await Promise.all([1, 2, 3].map(() => move(['uploaded', 'x'], 'processing')))).filter(Boolean),
      [true],
    );
    assert.equal(await move(['uploaded'], 'processed'), false);
    assert.equal(await move(['processing'], 'deleted', true), true);
    assert.deepEqual((await store.filesOf(id, 'uploads')).f, {
      bytes: 0,
      expiresAt: 1e15,
      status: 'deleted',
    });
    assert.equal(await store.moveFile(id, 'uploads', 'other', ['uploaded'], 'processing', false), false);
  });

  it('enters no file of a session that has ended, and keeps none', async () => {
    const { store, id } = held();
    const add = () =>
      store.addFile(id, 'uploads', 'f', { bytes: 1, expiresAt: 1e15, status: 'uploaded' }, QUOTA, 0);
    assert.equal(await add(), 'entered');
    await store.endSession(id, MINUTE);
    assert.equal(await add(), 'ended');
    assert.deepEqual(await store.filesOf(id, 'uploads'), {});
  });
}
