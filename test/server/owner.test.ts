import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ownFolder } from '../../server/files/folder-lock.ts';
import { until } from '../support/until.ts';
import { keptLog } from './support/service.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

describe('the owner of a folder of files', () => {
  let root: string;
  let taken: (() => void)[];
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'waterfall-owner-'));
    taken = [];
  });
  afterEach(() => {
    for (const giveBack of taken) giveBack();
    rmSync(root, { recursive: true, force: true });
  });

  const nameOf = (host: string, pid: number): string => `owner.${host}.${pid}.lock`;
  const lockOf = (host: string, pid: number): string => path.join(root, nameOf(host, pid));
  const own = nameOf('here', process.pid);
  /** Takes the folder as a service of some host, which writes its lock again almost at once, or hardly ever. */
  const take = async (host: string, refreshEvery = HOUR * 1000): Promise<string[]> => {
    const { log, lines } = keptLog();
    taken.push(await ownFolder(root, log, { host, refreshEvery }));
    return lines;
  };
  const refusal = async (host: string): Promise<string> =>
    take(host).then(
      () => assert.fail('taken'),
      (error: Error) => error.message,
    );
  /** When a lock was written, so many seconds ago. */
  const age = async (lock: string, seconds: number): Promise<void> => {
    const at = Date.now() / 1000 - seconds;
    await utimes(lock, at, at);
  };

  it('keeps services of other hosts away, although their process may have the number of its own', async () => {
    await take('one');
    const message = await refusal('two');
    assert.match(message, new RegExp(`^a service that .* \\(process ${process.pid} of host one\\), `));
    assert.ok(message.endsWith(`, or delete ${lockOf('one', process.pid)}.`), message);
    assert.deepEqual(await readdir(root), [nameOf('one', process.pid)]);
    taken.pop()!();
    await take('two');
    assert.deepEqual(await readdir(root), [nameOf('two', process.pid)]);
  });

  it('of another host holds it for a minute after the last sign, and no longer', async () => {
    const lock = lockOf('there', 1);
    await writeFile(lock, '1\n');
    await age(lock, MINUTE / 2);
    const again = Number(/start this one again in (\d+) s/.exec(await refusal('here'))?.[1]);
    assert.ok(again > 0 && again <= MINUTE / 2 + 1, String(again));
    await age(lock, MINUTE + 1);
    await take('here');
    assert.deepEqual(await readdir(root), [own]);
  });

  it('gives signs while it lives', async () => {
    await take('one', 20);
    const lock = lockOf('one', process.pid);
    await age(lock, HOUR);
    await until('it is written again', async () => Date.now() - (await stat(lock)).mtimeMs < MINUTE * 1000);
    assert.match(await refusal('two'), /of host one/);
  });

  it('tells the log when its lock is gone, and takes nothing back that may be another’s', async () => {
    const lines = await take('one', 20);
    await rm(lockOf('one', process.pid));
    await until('it is told', () => lines.some((line) => line.includes('"code":"ENOENT"')));
    await take('two');
    assert.deepEqual(await readdir(root), [nameOf('two', process.pid)]);
  });

  it('of this host holds it while its process lives, whenever its lock was written', async () => {
    const lock = lockOf('here', process.ppid);
    // Where no system tells when a process started.
    await writeFile(lock, '\n');
    await age(lock, HOUR);
    const message = await refusal('here');
    assert.ok(message.endsWith(`If process ${process.ppid} is no such service, delete ${lock}.`), message);
  });

  it('of this host is none once its process has ended, however lately', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    await writeFile(lockOf('here', pid), '\n');
    // What is no lock stays.
    await writeFile(path.join(root, 'owner.lock'), '');
    await take('here');
    assert.deepEqual((await readdir(root)).sort(), [own, 'owner.lock'].sort());
  });
});
