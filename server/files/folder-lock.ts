import { readFileSync, rmSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Logger } from 'pino';

/** Every service writes a file of its own and then looks for others, so of two that start at once none overlooks the other. */
const nameOf = (host: string, pid: number): string => `owner.${encodeURIComponent(host)}.${pid}.lock`;
const LOCK = /^owner\.(.*)\.(\d+)\.lock$/;

/** A service writes its lock so often, and one of another host is taken for dead when it has not for so long, ms. */
const REFRESH_EVERY = 10_000;
const LEFT_AFTER = 60_000;

/**
 * Takes a folder of files for a service whose sessions are in its own memory: to the sweeps of another one all its files
 * would be orphans. Held until it is given back or this process ends, in whatever way. Of a lock of this host its process
 * tells whether it holds; of one of another host, as each container is one, when it was last written, by the clock of the
 * file system.
 * @returns what gives it back
 * @throws Error naming the process that has the folder, in words that go on from `TEMP_DIR <folder> cannot be used: `
 */
export async function ownFolder(
  root: string,
  log: Logger,
  { host = hostname(), refreshEvery = REFRESH_EVERY }: { host?: string; refreshEvery?: number } = {},
): Promise<() => void> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  const own = path.join(root, nameOf(host, process.pid));
  // Never empty: writing nothing would not change when it was written.
  const text = `${statusOf(process.pid)?.started ?? ''}\n`;
  await writeFile(own, text, { mode: 0o600 });
  const refresh = setInterval(() => {
    // Only where it still is: one that was taken away may have been by the next owner.
    writeFile(own, text, { flag: 'r+' }).catch(({ name, code }: NodeJS.ErrnoException) =>
      log.warn({ error: name, code }, 'the lock of the folder of files could not be written again'),
    );
  }, refreshEvery).unref();
  const giveBack = (): void => {
    clearInterval(refresh);
    process.off('exit', giveBack);
    rmSync(own, { force: true });
  };
  process.once('exit', giveBack);
  try {
    await refuseWhereHeld(root, host, own);
  } catch (error) {
    giveBack();
    throw error;
  }
  return giveBack;
}

/** Removes the locks that hold nobody. */
async function refuseWhereHeld(root: string, host: string, own: string): Promise<void> {
  const now = (await stat(own)).mtimeMs;
  for (const name of await readdir(root)) {
    const [, of = '', pid] = LOCK.exec(name) ?? [];
    const lock = path.join(root, name);
    if (pid === undefined || lock === own) continue;
    if (of === encodeURIComponent(host)) {
      if (await lives(Number(pid), lock))
        throw refusal(`process ${pid}`, `If process ${pid} is no such service, delete ${lock}.`);
    } else {
      const left = LEFT_AFTER - (now - (await writtenAt(lock)));
      if (left > 0)
        throw refusal(
          `process ${pid} of host ${of}`,
          `If that one has ended without giving the folder back, start this one again in ` +
            `${Math.ceil(left / 1000)} s, or delete ${lock}.`,
        );
    }
    await rm(lock, { force: true });
  }
}

const refusal = (owner: string, otherwise: string): Error =>
  new Error(
    `a service that keeps its sessions in memory has its files there (${owner}), and this one would take them for ` +
      `leftovers. Stop that one, give this one a TEMP_DIR of its own, or let both share a Redis (REDIS_URL). ${otherwise}`,
  );

/** When a lock was last written, epoch ms; long ago where it went meanwhile: it was given back. */
const writtenAt = async (lock: string): Promise<number> =>
  (await unlessGone(stat(lock)))?.mtimeMs ?? -Infinity;

async function unlessGone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether the process that wrote its start into a lock still runs: after a crash its number may be another's. */
async function lives(pid: number, lock: string): Promise<boolean> {
  const started = (await unlessGone(readFile(lock, 'utf8')))?.trim();
  if (started === undefined) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, under another account.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = statusOf(pid);
  if (!now) return true;
  return now.state !== 'Z' && (started === '' || now.started === started);
}

/** State of a process and when it started, in ticks since the machine did; undefined where no system tells, as outside Linux. */
function statusOf(pid: number): { state: string; started: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before it stands in parentheses and may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0]!, started: fields[19]! };
  } catch {
    return undefined;
  }
}
