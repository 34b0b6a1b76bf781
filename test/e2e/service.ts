import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { endingWithUs, temporaryFolder } from '../support/at-exit.ts';
import { built } from '../support/built.ts';

/** The built service as a process of its own, on a port of its own or a given one. */
export interface ServiceProcess {
  readonly url: string;
  readonly port: number;
  isRunning(): boolean;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
}

let started = 0;
const folder = temporaryFolder('e2e');

let shared: ServiceProcess | undefined;

/** One service for all suites of a process, always at one address; where it was ended it starts anew. */
export async function sharedService(): Promise<ServiceProcess> {
  if (!shared?.isRunning()) shared = await startService(shared?.port);
  return shared;
}

export async function startService(port = 0): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [built('server')], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      LOG_LEVEL: 'silent',
      TEMP_DIR: path.join(folder, String((started += 1))),
      REDIS_URL: '',
      PEPPER: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endingWithUs(child);
  let output = '';
  for await (const data of child.stdout) {
    output += String(data);
    const found = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(output);
    if (found)
      return {
        url: `http://127.0.0.1:${found[1]}`,
        port: Number(found[1]),
        isRunning: () => child.exitCode === null && child.signalCode === null,
        kill: async () => {
          const gone = once(child, 'exit');
          child.kill('SIGKILL');
          await gone;
        },
      };
  }
  throw new Error(`the service ended: ${output}`);
}
