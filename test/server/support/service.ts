import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino, type Logger } from 'pino';
import { createApp } from '../../../server/app.ts';
import { readConfig } from '../../../server/config.ts';
import type { Sweeps } from '../../../server/files/sweeps.ts';
import type { ReadWorkbook } from '../../../server/files/uploads.ts';
import { listenerOf } from '../../../server/http/listener.ts';
import { gatherOnThreads } from '../../../server/jobs/gathering.ts';
import type { OpenWorkbook } from '../../../server/routes/workbooks.ts';
import { openStore } from '../../../server/store/index.ts';
import type { PublishedLimits } from '../../../server/store/published-limits.ts';
import type { Store } from '../../../server/store/store.ts';
import type { Workforce } from '../../../server/threads/pool.ts';
import { Problem } from '../../../server/problem.ts';
import { openWorkbook } from '../../../server/workbook/import/read-in-child.ts';
import { built } from '../../support/built.ts';
import { PATIENCE } from '../../support/redis.ts';
import { checkAnswer } from './contract.ts';

export const PEPPER = 'a pepper of the tests, long enough to be taken';

/** A token or ticket that nobody gave: one letter is another. */
export const forged = (text: string): string =>
  text.slice(0, -4) + (text.at(-4) === 'A' ? 'B' : 'A') + text.slice(-3);

/** A clock that stands until it is moved. */
export interface Clock {
  (): number;
  forward(ms: number): void;
}

export function standingClock(): Clock {
  let now = Date.now();
  return Object.assign(() => now, { forward: (ms: number) => void (now += ms) });
}

/** A log that keeps its lines. */
export function keptLog(): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  return { log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }), lines };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // Answers are looked into by many tests, each of which says what it expects.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface Service {
  readonly url: string;
  readonly store: Store;
  readonly lines: string[];
  readonly limits: PublishedLimits;
  readonly sweeps: Sweeps;
  /** Its TEMP_DIR. */
  readonly folder: string;
  call(
    method: string,
    path: string,
    more?: {
      token?: string;
      body?: unknown;
      raw?: string;
      /** A form with one file. */
      file?: { name: string; bytes: Uint8Array<ArrayBuffer> };
      headers?: Record<string, string>;
      signal?: AbortSignal;
    },
  ): Promise<Answer>;
  /** Begins a session and gives its token and id. */
  begin(): Promise<{ token: string; id: string }>;
  /** As at a stop. */
  writeRest(): Promise<void>;
  close(): Promise<void>;
}

/** Reads a workbook in this process, which no service does. */
const openHere: OpenWorkbook = async (bytes) => {
  const outcome = await openWorkbook({ bytes, kind: 'xlsx', as: 'book' });
  if (outcome.ok) return outcome.reading;
  throw new Problem(outcome.refusal);
};

/** The service on a free loopback port, in this process. */
export async function startService(
  env: Record<string, string> = {},
  {
    clock = Date.now,
    isStopping = () => false,
    readWorkbook,
    openWorkbook = openHere,
    pool,
  }: {
    clock?: () => number;
    isStopping?: () => boolean;
    readWorkbook?: ReadWorkbook;
    openWorkbook?: OpenWorkbook;
    pool?: Workforce;
  } = {},
): Promise<Service> {
  const folder = mkdtempSync(path.join(tmpdir(), 'waterfall-'));
  const config = readConfig({
    TEMP_DIR: folder,
    PEPPER,
    RATE_LIMIT: '1000000',
    RATE_LIMIT_SESSIONS: '1000000',
    REDIS_TIMEOUT_MS: String(PATIENCE),
    ...env,
  });
  const { log, lines } = keptLog();
  const store = await openStore(config, clock, log);
  const { app, limits, sweeps, writeRest, closeJobs } = createApp({
    config,
    store,
    log,
    clock,
    isStopping,
    ...(readWorkbook ? { readWorkbook } : {}),
    openWorkbook,
    ...(pool ? { pool, gather: gatherOnThreads(built('thread')) } : {}),
  });
  const server = listenerOf(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const call: Service['call'] = async (method, path, { token, body, raw, file, headers, signal } = {}) => {
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const form = file && formOf(file);
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(content === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
      ...(form ? { body: form } : {}),
      ...(signal ? { signal } : {}),
    });
    const text = await response.text();
    const isJson = method !== 'HEAD' && response.headers.get('Content-Type')?.includes('json');
    const json: unknown = isJson ? JSON.parse(text) : text;
    checkAnswer(method, path, {
      status: response.status,
      type: response.headers.get('Content-Type'),
      headers: [...response.headers.keys()],
      body: json,
    });
    return { status: response.status, headers: response.headers, body: json };
  };

  return {
    url,
    store,
    lines,
    sweeps,
    folder: config.files.folder,
    call,
    begin: async () => {
      const { body } = await call('POST', '/api/v1/sessions');
      return { token: body.token, id: body.session_id };
    },
    limits,
    writeRest,
    close: async () => {
      await closeJobs();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function formOf({ name, bytes }: { name: string; bytes: Uint8Array<ArrayBuffer> }): FormData {
  const form = new FormData();
  form.set('file', new Blob([bytes]), name);
  return form;
}

/** The worked example: 10,000 over five years, 8 % hurdle, 20 % carry, principal first. */
export const workedExample = {
  basic_params: {
    investment_target: 'Example',
    investment_amount: 10000,
    investment_period: 5,
    hurdle_rate: 8,
    carry_rate: 20,
  },
  cash_flows: [1000, 2000, 3000, 4000, 5000].map((amount, i) => ({ year: i + 1, amount })),
  distribution_params: { mode: 'flat_principal_first' },
};
