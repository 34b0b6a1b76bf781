import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { PEPPER } from '../server/support/service.ts';
import { endingWithUs } from '../support/at-exit.ts';
import { PATIENCE } from '../support/redis.ts';

/** The built worker as a process of its own. */
export async function startWorker(env: Record<string, string>): Promise<ChildProcess> {
  const child = endingWithUs(
    spawn(process.execPath, ['dist/worker.js'], {
      env: { ...process.env, PEPPER, LOG_LEVEL: 'warn', REDIS_TIMEOUT_MS: String(PATIENCE), ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  await Promise.race([
    once(child.stdout!, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('the worker ended'))),
  ]);
  return child;
}

export async function endWorker(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGCONT');
  child.kill(signal);
  await gone;
}
