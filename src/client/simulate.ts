/** A simulation, as a job of the service; where that is away, a smaller one on a worker of this page. */
import { createParser } from 'eventsource-parser';
import type { SimulationResult } from '../engine/index.ts';
import type { Locale } from '../i18n/index.ts';
import { json, type Service } from './service.ts';
import type { SimulationAsked, SimulationFault, WorkerAsked, WorkerReply } from './simulation-messages.ts';

/** How far it is. */
export interface Simulated {
  readonly where: 'service' | 'here';
  readonly scenarios: number;
  readonly done: number;
  /** Over the scenarios that are done; null before the first are. */
  readonly result: SimulationResult | null;
}

export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'cancelled' }
  /** In words, each with its place in what was asked. */
  | {
      readonly kind: 'refused';
      readonly faults: readonly SimulationFault[];
    };

/** What a page can do while one waits. */
export const MOST_HERE = 20_000;
/** A stream that ended too early is opened again after this, ms; so often, then the service counts as away. */
const AGAIN_AFTER = 500;
const AGAIN_AT_MOST = 20;
const JOBS = '/api/v1/jobs';

interface JobDocument {
  readonly job_id: string;
  readonly state: 'pending' | 'running' | 'completed' | 'failed' | 'cancelled';
  readonly scenarios: number;
  readonly scenarios_done: number;
  readonly result_so_far: SimulationResult | null;
  readonly result: SimulationResult | null;
  readonly error: unknown;
}

/** @param tell hears of every step, the last one too */
export async function simulate(
  service: Service,
  asked: SimulationAsked,
  locale: Locale,
  cancel: AbortSignal,
  tell: (simulated: Simulated) => void,
): Promise<Outcome> {
  const outcome = await onService(service, asked, locale, cancel, tell);
  return outcome === 'away' ? here(asked, locale, cancel, tell) : outcome;
}

async function onService(
  service: Service,
  asked: SimulationAsked,
  locale: Locale,
  cancel: AbortSignal,
  tell: (simulated: Simulated) => void,
): Promise<Outcome | 'away'> {
  const body = { kind: 'simulate', ...asked };
  const begun = await service.ask({ path: JOBS, body, locale, cancel });
  if (begun.kind === 'away') return 'away';
  if (begun.kind === 'cancelled') return begun;
  const job = await json(begun.reply);
  if (begun.reply.status !== 202) return refusedBy(job);
  const { job_id: id } = job as JobDocument;
  const show = ({ scenarios, scenarios_done: done, result, result_so_far }: JobDocument): void =>
    tell({ where: 'service', scenarios, done, result: result ?? result_so_far });
  let failures = 0;
  while (!cancel.aborted && failures <= AGAIN_AT_MOST) {
    const last = await follow(service, id, locale, cancel, (seen) => {
      failures = 0;
      show(seen);
    });
    if (last === 'gone') return 'away';
    if (last?.state === 'completed') return { kind: 'done' };
    if (last?.state === 'failed') return refusedBy(last.error);
    if (last?.state === 'cancelled') return { kind: 'cancelled' };
    failures++;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
  }
  if (!cancel.aborted) return 'away';
  // Not waited for, and tried once: a job that nobody follows ends by itself.
  void service.ask({ path: `${JOBS}/${id}`, method: 'DELETE', locale, cancel: new AbortController().signal });
  return { kind: 'cancelled' };
}

/** Follows a job until its stream ends: what it said last, `gone` where there is no such job any more. */
async function follow(
  service: Service,
  id: string,
  locale: Locale,
  cancel: AbortSignal,
  seen: (job: JobDocument) => void,
): Promise<JobDocument | 'gone' | undefined> {
  const path = `${JOBS}/${id}/events`;
  const asked = await service.ask({ path, method: 'GET', locale, cancel, streamed: true });
  if (asked.kind !== 'answered') return undefined;
  if (!asked.reply.ok) return 'gone';
  let last: JobDocument | undefined;
  const parser = createParser({
    onEvent: ({ data }) => {
      last = JSON.parse(data) as JobDocument;
      seen(last);
    },
  });
  try {
    const reader = asked.reply.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) parser.feed(part.value);
  } catch {
    // Cut off, or cancelled: what came until then stands.
  }
  return last;
}

/** The faults of a problem document. */
function refusedBy(problem: unknown): Outcome {
  const { errors, detail, title } = (problem ?? {}) as Record<string, unknown>;
  const listed = Array.isArray(errors) ? (errors as { path?: unknown; message?: unknown }[]) : [];
  const faults = listed.map(({ path, message }) => ({
    path: String(path ?? ''),
    message: String(message ?? ''),
  }));
  return {
    kind: 'refused',
    faults: faults.length ? faults : [{ path: '', message: String(detail ?? title ?? '') }],
  };
}

let worker: Worker | undefined;
let asks = 0;
/** Fetches what computes here, which could not be had once the service is away. */
export const getReady = (): Worker =>
  (worker ??= new Worker(new URL('./simulation-worker.ts', import.meta.url)));

/** On a thread of this page, with fewer scenarios. */
function here(
  asked: SimulationAsked,
  locale: Locale,
  cancel: AbortSignal,
  tell: (simulated: Simulated) => void,
): Promise<Outcome> {
  const scenarios = Math.min(asked.scenarios, MOST_HERE);
  const thread = getReady();
  const id = ++asks;
  const own = new AbortController();
  return new Promise<Outcome>((resolve, reject) => {
    const stop = (): void => {
      thread.postMessage({ id, cancel: true } satisfies WorkerAsked);
      resolve({ kind: 'cancelled' });
    };
    cancel.addEventListener('abort', stop, { signal: own.signal });
    const failed = (event: ErrorEvent): void => {
      worker = undefined;
      reject(new Error(event.message));
    };
    thread.addEventListener('error', failed, { signal: own.signal });
    const heard = ({ data }: MessageEvent<WorkerReply>): void => {
      if (data.id !== id) return;
      if (data.kind === 'refused') return resolve(data);
      tell({ where: 'here', scenarios, done: data.result.scenarios, result: data.result });
      if (data.kind === 'done') resolve({ kind: 'done' });
    };
    thread.addEventListener('message', heard, { signal: own.signal });
    if (cancel.aborted) stop();
    else thread.postMessage({ id, asked: { ...asked, scenarios }, locale } satisfies WorkerAsked);
  }).finally(() => own.abort());
}
