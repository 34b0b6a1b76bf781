import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Issue } from '../../src/engine/index.ts';
import type { Audit } from '../audit.ts';
import { framesOf } from '../frames.ts';
import { Problem } from '../problem.ts';
import { ifStoreAnswers, StoreUnavailable } from '../store/store.ts';
import type { Work } from '../threads/tasks.ts';
import type { Gather } from './gathering.ts';
import type { Failure, JobRef } from './job.ts';
import { isKind, kindOf, type KindName } from './kinds/index.ts';
import { Notes } from './notes.ts';
import type { JobWorker } from './queue.ts';
import { LONGEST_JOB } from './bounds.ts';
import type { Begun } from './begun.ts';
import type { JobRecords } from './records.ts';

/** A result waits so long for a store that is away, ms. */
const WAIT_FOR_STORE = 30_000;
const RETRY = 250;

export interface RunnerParts {
  readonly records: JobRecords;
  readonly work: Work;
  /** Threads that `work` has: so many pieces of a job are computed at once. */
  readonly threads: number;
  readonly gather: Gather;
  readonly audit: Audit;
  readonly log: Logger;
  /** ms; see LONGEST_JOB. */
  readonly longest?: number;
}

/** What a request that was entered is kept as until it is done. */
export interface JobWork {
  readonly kind: KindName;
  readonly body: object;
}

/** Why a job stops before its end. */
class Stopped extends Error {
  readonly why: 'over' | 'later' | Failure;
  constructor(why: 'over' | 'later' | Failure) {
    super('stopped');
    this.why = why;
  }
}

const failed = (code: Failure['code'], issues: readonly Issue[] = []): Stopped =>
  new Stopped({ code, issues });

/** What is waited for, or the reason of `signal`, once it is aborted. */
async function orStopped<T>(wait: Promise<T>, signal: AbortSignal): Promise<T> {
  const left = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true, signal: left.signal });
    if (signal.aborted) stop();
  });
  return Promise.race([wait, stopped]).finally(() => left.abort());
}

/** Does jobs: opens what they are to do, has their pieces computed on threads, and writes what comes of them once. */
export class Runner implements JobWorker {
  readonly #parts: RunnerParts;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  async doJob(ref: JobRef, signal: AbortSignal): Promise<'over' | 'later'> {
    const { records, log } = this.#parts;
    const begun = await ifStoreAnswers(() => records.begin(ref));
    if (begun === undefined || begun === 'full') return 'later';
    if (begun === 'over') return 'over';
    try {
      const done = await this.#run(ref, begun, signal);
      return await this.#end(ref, begun, done, signal);
    } catch (error) {
      if (!(error instanceof Stopped)) {
        log.error({ job: ref.job, error: (error as Error).name, at: framesOf(error) }, 'a job failed');
        return this.#end(ref, begun, { failure: { code: 'INTERNAL', issues: [] } }, signal);
      }
      if (typeof error.why === 'string') return error.why;
      return this.#end(ref, begun, { failure: error.why }, signal);
    }
  }

  async giveUp(ref: JobRef): Promise<void> {
    const { records, audit, log } = this.#parts;
    log.error({ job: ref.job }, 'a job was given up');
    if (await ifStoreAnswers(() => records.give('failed', ref))) audit.count('jobs_failed');
  }

  /** Has all pieces computed and put together. @throws Stopped, or what is our own fault */
  async #run(ref: JobRef, begun: Begun, signal: AbortSignal): Promise<{ result: string; done: number }> {
    const { kind: of, body } = JSON.parse(begun.work) as JobWork;
    if (!isKind(of)) throw new Error('a job of no kind');
    const read = kindOf(of).read(body as never);
    if (!read.ok) throw failed('INVALID', read.issues);
    const plan = read.value;
    const sizes = kindOf(of).sizes(plan);
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(failed('JOB_TOO_LONG')), this.#parts.longest ?? LONGEST_JOB);
    const givenBack = (): void => stop.abort(new Stopped('later'));
    signal.addEventListener('abort', givenBack, { once: true });
    if (signal.aborted) givenBack();
    const gathering = this.#parts.gather(of, plan);
    const notes = new Notes(this.#parts.records, ref, begun, gathering, () =>
      stop.abort(new Stopped('over')),
    );
    let done = 0;
    let next = 0;
    const take = async (piece: number, part: unknown): Promise<void> => {
      await gathering.add(piece, part);
      done += sizes[piece]!;
      notes.done(done);
    };
    const slot = async (number: number): Promise<void> => {
      // The next piece is computed while one is taken in, which may wait behind what is told meanwhile.
      let taken = Promise.resolve();
      while (next < sizes.length) {
        const piece = next++;
        const task = { kind: 'piece', job: begun.attempt, of, plan, piece } as const;
        const [part] = await Promise.all([this.#compute(`${ref.job} ${number}`, task, stop.signal), taken]);
        if (!part.ok) throw failed('INVALID', part.issues);
        taken = take(piece, part.value);
      }
      await taken;
    };
    try {
      const slots = Array.from({ length: Math.min(this.#parts.threads, sizes.length) }, (_, i) => slot(i));
      // One that fails stops the others.
      const all = Promise.all(slots.map((each) => each.catch((error: unknown) => stop.abort(error))));
      await orStopped(all, stop.signal);
      const result = await orStopped(gathering.result(), stop.signal);
      if (!result.ok) throw failed('INVALID', result.issues);
      return { result: result.value, done };
    } finally {
      clearTimeout(late);
      notes.close();
      gathering.close();
      signal.removeEventListener('abort', givenBack);
    }
  }

  /** Has a piece computed; waits where all threads are taken. */
  async #compute<T extends Parameters<Work>[0]>(id: string, task: T, signal: AbortSignal) {
    for (;;) {
      if (signal.aborted) throw signal.reason as Error;
      try {
        return await this.#parts.work(task, { id, signal });
      } catch (error) {
        if (signal.aborted) throw signal.reason as Error;
        if (!(error instanceof Problem)) throw error;
        if (error.code !== 'BUSY') throw failed(error.code);
        await pause(RETRY);
      }
    }
  }

  /** Writes the outcome, also where the store comes back a little later. */
  async #end(
    ref: JobRef,
    begun: Begun,
    outcome: Parameters<JobRecords['end']>[2],
    signal: AbortSignal,
  ): Promise<'over' | 'later'> {
    const { records, audit } = this.#parts;
    const began = performance.now();
    for (;;)
      try {
        const came = await records.end(ref, begun, outcome);
        if (came !== 'over') audit.count(came === 'completed' ? 'jobs_completed' : 'jobs_failed');
        return 'over';
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        if (signal.aborted || performance.now() - began > WAIT_FOR_STORE) return 'later';
        await pause(RETRY);
      }
  }
}
