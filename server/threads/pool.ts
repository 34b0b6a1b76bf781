import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { FairQueue } from '../limits/fair-queue.ts';
import { Problem } from '../problem.ts';
import type { Asker, Task, Outcome, Work } from './tasks.ts';
import type { Reply } from './thread.ts';

export interface PoolLimits {
  readonly threads: number;
  /** Jobs that may wait for a thread. */
  readonly waiting: number;
  /** Jobs of one session that may wait and run. */
  readonly share: number;
  /** How long one may wait for a thread, and then take, in ms. */
  readonly wait: number;
  readonly time: number;
  /** Heap of a thread, in MiB. */
  readonly heap: number;
  /** A thread without work gives its memory back after this, in ms; 0 for never. */
  readonly rest: number;
}

const USUAL: PoolLimits = {
  // One processor is left to answer everybody else.
  threads: Math.max(1, availableParallelism() - 1),
  waiting: 64,
  // What one person asks for at once: a run, and it in other forms.
  share: 4,
  // Two tasks at the limit may run before it.
  wait: 20_000,
  time: 10_000,
  heap: 512,
  // As long as somebody may think before the next question.
  rest: 300_000,
};

/** What does heavy work, and how much of it there is. */
export interface Workforce {
  readonly work: Work;
  /** Jobs that wait for a thread, and threads that work. */
  readonly load: { readonly waiting: number; readonly running: number };
  /** How many there may be. */
  readonly threads: number;
}

/**
 * Threads for heavy work, started when there is some; none of them keeps the process alive. A task that exceeds its limits
 * ends with its thread; its place is free when the thread has exited, since native code stops only when it is done.
 */
export class Pool implements Workforce {
  readonly #program: string;
  readonly #limits: PoolLimits;
  readonly #queue: FairQueue;
  readonly #alive = new Set<Worker>();
  /** Threads without work, with what ends them. */
  readonly #idle = new Map<Worker, NodeJS.Timeout | undefined>();
  readonly #closing = new AbortController();

  /** @param program the thread's file, see `server/threads/thread.ts` */
  constructor(program: string, limits: Partial<PoolLimits> = {}) {
    this.#program = path.resolve(program);
    this.#limits = { ...USUAL, ...limits };
    this.#queue = new FairQueue({ all: this.#limits.threads, each: [this.#limits.threads] });
  }

  get threads(): number {
    return this.#limits.threads;
  }

  get load(): Workforce['load'] {
    return { waiting: this.#queue.waiting, running: this.#queue.running };
  }

  readonly work: Work = async <T extends Task>(task: T, { id, signal }: Asker): Promise<Outcome<T>> => {
    const { waiting, share, wait } = this.#limits;
    if (this.#queue.waiting >= waiting) throw this.#refusal('BUSY');
    if (this.#queue.of(id) >= share) throw this.#refusal('TOO_MANY_AT_ONCE');
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), wait);
    const signals = [late.signal, this.#closing.signal, ...(signal ? [signal] : [])];
    return new Promise((done, fail) => {
      void this.#queue
        .run([id], AbortSignal.any(signals), async () => {
          clearTimeout(timer);
          if (this.#closing.signal.aborted) return false;
          await this.#run(task, done, fail);
          return true;
        })
        .then((begun) => {
          clearTimeout(timer);
          if (!begun) fail(this.#refusal('BUSY'));
        });
    });
  };

  /** With when it is worth asking again: a task at the limit may have to end first. */
  #refusal(code: 'BUSY' | 'TOO_MANY_AT_ONCE'): Problem {
    return new Problem(code, { headers: { 'Retry-After': String(Math.ceil(this.#limits.time / 1000)) } });
  }

  /** Ends all threads; what waits and what runs is refused. */
  close(): void {
    this.#closing.abort();
    for (const thread of this.#alive) void thread.terminate();
  }

  /** A thread without work, the one that rested least, or a new one. */
  #thread(): Worker {
    const [idle, end] = [...this.#idle].at(-1) ?? [];
    if (!idle) return this.#start();
    clearTimeout(end);
    this.#idle.delete(idle);
    return idle;
  }

  #start(): Worker {
    const thread = new Worker(this.#program, {
      // Secrets of the service are none of its business.
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.heap },
    });
    thread.unref();
    this.#alive.add(thread);
    // Told to the caller of its task, see below.
    thread.on('error', () => undefined);
    thread.once('exit', () => {
      this.#alive.delete(thread);
      clearTimeout(this.#idle.get(thread));
      this.#idle.delete(thread);
    });
    return thread;
  }

  /** Does a task on a thread; resolves when the thread is free again, or gone. */
  #run(task: Task, done: (outcome: never) => void, fail: (error: Error) => void): Promise<void> {
    const thread = this.#thread();
    return new Promise((free) => {
      const replied = (reply: Reply): void => {
        settled();
        this.#rest(thread);
        free();
        if ('outcome' in reply) done(reply.outcome as never);
        else fail('refusal' in reply ? new Problem(reply.refusal) : errorOf(reply.error));
      };
      const failed = (error: NodeJS.ErrnoException): void =>
        fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Problem('TOO_HEAVY') : error);
      const ended = (): void => {
        settled();
        free();
        fail(this.#closing.signal.aborted ? this.#refusal('BUSY') : new Error('a thread ended at work'));
      };
      const tooLong = setTimeout(() => {
        fail(new Problem('TOO_HEAVY'));
        // A reply that is on its way no longer counts: it would give the thread to the next task.
        thread.off('message', replied);
        void thread.terminate();
      }, this.#limits.time);
      const settled = (): void => {
        clearTimeout(tooLong);
        thread.off('message', replied).off('error', failed).off('exit', ended);
      };
      thread.on('message', replied).on('error', failed).on('exit', ended);
      thread.postMessage(task);
    });
  }

  #rest(thread: Worker): void {
    const { rest } = this.#limits;
    const end = (): void => {
      // Not to be given work while it ends.
      this.#idle.delete(thread);
      void thread.terminate();
    };
    this.#idle.set(thread, rest ? setTimeout(end, rest).unref() : undefined);
  }
}

/** An error of a thread as one of this one, for the log. */
const errorOf = ({ name, at }: { readonly name: string; readonly at: string }): Error =>
  Object.assign(new Error('an error on a thread'), { name, stack: at });
