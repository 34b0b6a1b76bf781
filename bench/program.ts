import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const children = new Set<ChildProcess>();
const folder = mkdtempSync(path.join(tmpdir(), 'waterfall-bench-'));

/** Ends all that was started here. */
export const stopAll = (): void => {
  for (const child of children) child.kill('SIGKILL');
};
process.once('exit', () => {
  stopAll();
  rmSync(folder, { recursive: true, force: true });
});

/** All users come from one address, and faster than people do. */
const UNLIMITED = { RATE_LIMIT: '1000000', RATE_LIMIT_SESSIONS: '1000000' };

/** The service, or what it is compared with, as a process of its own. */
export interface Program {
  readonly url: string;
  readonly child: ChildProcess;
  /** Milliseconds until it could be asked. */
  readonly start: number;
}

/** Starts Node with these arguments; returns when it can be asked. */
export async function start(args: readonly string[], env: Record<string, string> = {}): Promise<Program> {
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    env: {
      ...process.env,
      ...UNLIMITED,
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      TEMP_DIR: path.join(folder, String(children.size)),
      ...env,
    },
    // The log is written as in production and then ignored.
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.add(child);
  for await (const data of child.stdout) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(data))?.[0];
    if (url) return { url, child, start: performance.now() - began };
  }
  throw new Error(`${args.join(' ')} ended`);
}

export const residentMiB = ({ child }: Program): number => {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
  return Number(line![1]) / 1024;
};

/** Begins a session; gives its token. */
export async function open({ url }: Program): Promise<string> {
  const response = await fetch(`${url}/api/v1/sessions`, { method: 'POST' });
  return ((await response.json()) as { token: string }).token;
}
