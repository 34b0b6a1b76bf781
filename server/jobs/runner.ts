import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Issue } from '../../src/engine/index.ts';
import type { Audit } from '../audit.ts';
import { framesOf } from '../frames.ts';
import { onlyFinite } from '../json.ts';
import { Problem } from '../problem.ts';
import { ifStoreAnswers, StoreUnavailable } from '../store/store.ts';
import type { Work } from '../threads/tasks.ts';
import type { Failure, JobRef } from './job.ts';
import { isKind, kindOf, type KindName } from './kinds/index.ts';
import type { JobWorker } from './queue.ts';
import type { Begun, JobRecords } from './records.ts';

/** A job may take so long, ms. */
const LONGEST = 120_000;
/** How often it is noted how far a job has come, and at least, to learn that it was cancelled; ms. */
const TELL_EVERY = 200;
const ASK_EVERY = 1000;
/** A result waits so long for a store that is away, ms. */
const WAIT_FOR_STORE = 30_000;
const RETRY = 250;

export interface RunnerParts {
  readonly records: JobRecords;
  readonly work: Work;
  /** Threads that `work` has: so many pieces of a job are computed at once. */
  readonly threads: number;
  readonly audit: Audit;
  readonly log: Logger;
  /** See LONGEST. */
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

  /** Computes all pieces and puts them together. @throws Stopped, or what is our own fault */
  async #run(ref: JobRef, begun: Begun, signal: AbortSignal): Promise<{ result: string; done: number }> {
    const { kind: of, body } = JSON.parse(begun.work) as JobWork;
    if (!isKind(of)) throw new Error('a job of no kind');
    const kind = kindOf(of);
    const read = kind.read(body as never);
    if (!read.ok) throw failed('INVALID', read.issues);
    const plan = read.value;
    const sizes = kind.sizes(plan);
    const together = kind.together(plan);
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(failed('JOB_TOO_LONG')), this.#parts.longest ?? LONGEST);
    const givenBack = (): void => stop.abort(new Stopped('later'));
    signal.addEventListener('abort', givenBack, { once: true });
    if (signal.aborted) givenBack();
    let done = 0;
    const note = this.#notes(ref, begun, stop, () => ({
      done: Math.max(done, begun.done),
      soFar: together.soFar?.(),
    }));
    let next = 0;
    const slot = async (number: number): Promise<void> => {
      while (next < sizes.length) {
        const piece = next++;
        const task = { kind: 'piece', job: begun.attempt, of, plan, piece } as const;
        const part = await this.#compute(`${ref.job} ${number}`, task, stop.signal);
        if (!part.ok) throw failed('INVALID', part.issues);
        together.add(piece, part.value);
        done += sizes[piece]!;
      }
    };
    try {
      const slots = Array.from({ length: Math.min(this.#parts.threads, sizes.length) }, (_, i) => slot(i));
      // One that fails stops the others.
      await Promise.all(slots.map((each) => each.catch((error: unknown) => stop.abort(error))));
      if (stop.signal.aborted) throw stop.signal.reason as Error;
      const all = together.result();
      const conclude = { kind: 'conclude', of, plan, together: all } as const;
      const last = kind.conclude && (await this.#compute(ref.job, conclude, stop.signal));
      if (last && !last.ok) throw failed('INVALID', last.issues);
      return { result: JSON.stringify(last ? last.value : all, onlyFinite), done };
    } finally {
      clearTimeout(late);
      clearInterval(note);
      signal.removeEventListener('abort', givenBack);
    }
  }

  /** Notes from time to time how far the job has come, and stops it where it is no longer wanted. */
  #notes(
    ref: JobRef,
    begun: Begun,
    stop: AbortController,
    now: () => { done: number; soFar: object | undefined },
  ): NodeJS.Timeout {
    let told = { done: -1, at: performance.now() };
    let isTelling = false;
    return setInterval(() => {
      const { done, soFar } = now();
      if (isTelling || (done === told.done && performance.now() - told.at < ASK_EVERY)) return;
      told = { done, at: performance.now() };
      isTelling = true;
      void ifStoreAnswers(() => this.#parts.records.tell(ref, begun, done, soFar))
        .then((counts) => {
          if (counts === false) stop.abort(new Stopped('over'));
        })
        .finally(() => void (isTelling = false));
    }, TELL_EVERY).unref();
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
