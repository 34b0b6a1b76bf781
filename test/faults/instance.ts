import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkAnswer } from '../server/support/contract.ts';
import { PEPPER, workedExample } from '../server/support/service.ts';
import { endingWithUs, temporaryFolder } from '../support/at-exit.ts';
import { PATIENCE } from '../support/redis.ts';

/** The built service as a process of its own. */
export interface Instance {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it has logged so far. */
  log(): string;
  /** Exit code, once it has ended. */
  readonly exit: Promise<number | null>;
  kill(): Promise<void>;
}

/** One machine, asking for thousands: its limits are another test's. */
const UNLIMITED = { RATE_LIMIT: '1000000', RATE_LIMIT_SESSIONS: '1000000' };

/** For faults whose bounds are those of the time that Redis has by default. */
export const AS_SHIPPED = { REDIS_TIMEOUT_MS: '150' };

const folder = temporaryFolder('faults');
let started = 0;

export async function startInstance(env: Record<string, string>): Promise<Instance> {
  const child = endingWithUs(
    spawn(process.execPath, ['dist/server.js'], {
      env: {
        ...process.env,
        ...UNLIMITED,
        REDIS_TIMEOUT_MS: String(PATIENCE),
        PORT: '0',
        HOST: '127.0.0.1',
        LOG_LEVEL: 'trace',
        DRAIN_MS: '500',
        TEMP_DIR: path.join(folder, String((started += 1))),
        PEPPER,
        ...env,
      },
    }),
  );
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  let output = '';
  let log = '';
  child.stderr.on('data', (data) => void (log += data));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      output += data;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (found) resolve(found);
    });
    child.once('exit', () => reject(new Error(`the service ended: ${output}${log}`)));
  });
  return {
    url,
    child,
    log: () => log,
    exit,
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

export interface Reply {
  readonly status: number;
  readonly ms: number;
  readonly degraded: boolean;
  readonly retryAfter: string | null;
  // Answers are looked into by many tests, each of which says what it expects.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/** Where a request goes, and what it carries beside its own headers. */
export interface Target {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** @throws AssertionError where an answer is not what the API's document says */
export async function call(
  { url, headers }: Target,
  method: string,
  path: string,
  { token, body, form }: { token?: string; body?: unknown; form?: FormData } = {},
): Promise<Reply> {
  const began = performance.now();
  const response = await fetch(url + path, {
    method,
    headers: {
      ...headers,
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'Content-Type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    ...(form ? { body: form } : {}),
  });
  const text = await response.text();
  const ms = performance.now() - began;
  const { status } = response;
  const type = response.headers.get('Content-Type');
  const answer: unknown = type?.includes('json') ? JSON.parse(text) : text;
  // What a balancer says where no instance answered is no answer of the service.
  if (status !== 502)
    checkAnswer(method, path, { status, type, headers: [...response.headers.keys()], body: answer });
  return {
    status,
    ms,
    degraded: response.headers.get('X-Degraded') === 'store',
    retryAfter: response.headers.get('Retry-After'),
    body: answer,
  };
}

export async function begin(instance: Target): Promise<{ token: string; id: string }> {
  const { body } = await call(instance, 'POST', '/api/v1/sessions');
  return { token: body.token, id: body.session_id };
}

/** The worked example with another hurdle for each number, of which the DPI tells nothing. */
export const variant = (i: number) => ({
  ...workedExample,
  basic_params: { ...workedExample.basic_params, hurdle_rate: 4 + (i % 1000) / 1000 },
});

export const calculate = (instance: Target, token: string, body: unknown = workedExample) =>
  call(instance, 'POST', '/api/v1/calculations', { token, body });

/**
 * Begins a job as clients do: again where no instance answered, or one is told to come again.
 * @returns its id
 */
export async function startJob(at: Target, token: string, body: unknown): Promise<string> {
  for (;;) {
    const { status, retryAfter, body: job } = await call(at, 'POST', '/api/v1/jobs', { token, body });
    if (status === 202) return job.job_id;
    const mayCome = status === 502 || (status === 503 && retryAfter !== null);
    assert.ok(mayCome, `a job is answered with ${status}: ${JSON.stringify(job)}`);
    await pause(100);
  }
}

/** One workbook, as a form sends it. */
export function upload(instance: Target, token: string, name: string, bytes: Uint8Array) {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), name);
  return call(instance, 'POST', '/api/v1/files', { token, form });
}

export const ready = async (instance: Instance): Promise<string> =>
  (await call(instance, 'GET', '/health/ready')).body.status;
