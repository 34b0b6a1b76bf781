import { readFileSync, rmSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Every service writes a file of its own and then looks for others, so of two that start at once none overlooks the other. */
const nameOf = (pid: number): string => `owner.${pid}.lock`;
const LOCK = /^owner\.(\d+)\.lock$/;

/**
 * Takes a folder of files for a service whose sessions are in its own memory: to the sweeps of another one all its files
 * would be orphans. Held until this process ends, in whatever way.
 * @throws Error naming the process that has the folder, in words that go on from `TEMP_DIR <folder> cannot be used: `
 */
export async function ownFolder(root: string): Promise<void> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  const own = path.join(root, nameOf(process.pid));
  await writeFile(own, statusOf(process.pid)?.started ?? '', { mode: 0o600 });
  process.once('exit', () => rmSync(own, { force: true }));
  for (const name of await readdir(root)) {
    const pid = Number(LOCK.exec(name)?.[1]);
    if (!pid || pid === process.pid) continue;
    const lock = path.join(root, name);
    if (lives(pid, await textOf(lock)))
      throw new Error(
        `a service that keeps its sessions in memory has its files there (process ${pid}), and this one would take them for ` +
          `leftovers. Stop that one, give this one a TEMP_DIR of its own, or let both share a Redis (REDIS_URL). ` +
          `If process ${pid} is no such service, delete ${lock}.`,
      );
    await rm(lock, { force: true });
  }
}

/** A file that went meanwhile was given back. */
async function textOf(lock: string): Promise<string | undefined> {
  try {
    return await readFile(lock, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether the process that wrote its start into a lock still runs: after a crash its number may be another's. */
function lives(pid: number, started: string | undefined): boolean {
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
