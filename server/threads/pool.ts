import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { InFlight } from '../limits/concurrency.ts';
import { Problem } from '../problem.ts';
import type { Asker, Job, Outcome, Work } from './jobs.ts';
import { Queue } from './fair-queue.ts';
import type { Reply } from './thread.ts';
import type { WhenGone } from '../store/wanted.ts';

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
}

const USUAL: PoolLimits = {
  // One processor is left to answer everybody else.
  threads: Math.max(1, availableParallelism() - 1),
  waiting: 64,
  // What one person asks for at once: a run, and it in other forms.
  share: 4,
  // Two jobs at the limit may run before it.
  wait: 20_000,
  time: 10_000,
  heap: 512,
};
/** A thread without work gives its memory back after this, in ms. */
const IDLE = 60_000;

interface Task {
  readonly job: Job;
  readonly done: (outcome: never) => void;
  readonly fail: (error: Error) => void;
  /** Refuses it when it has waited too long. */
  readonly late: NodeJS.Timeout;
}

/** What does heavy work, and how much of it there is. */
export interface Workforce {
  readonly work: Work;
  /** Jobs that wait for a thread, and threads that work. */
  readonly load: { readonly waiting: number; readonly running: number };
}

/**
 * Threads for heavy work, started when there is some. Sessions take turns, and none has more than its share, which a job
 * takes until it has ended, whether or not anybody waits for it; one that has not begun is dropped with the last who does.
 * A job beyond its limits ends with its thread, whose place another
 * one takes; none of them keeps the process alive.
 */
export class Pool implements Workforce {
  readonly #program: string;
  readonly #limits: PoolLimits;
  readonly #threads = new Set<Worker>();
  /** Threads without work, with what ends them. */
  readonly #idle = new Map<Worker, NodeJS.Timeout>();
  readonly #waiting = new Queue<Task>();
  /** Jobs that wait or run, by session. */
  readonly #taken = new InFlight();
  #closed = false;

  /** @param program the thread's file, see `server/threads/thread.ts` */
  constructor(program: string, limits: Partial<PoolLimits> = {}) {
    this.#program = path.resolve(program);
    this.#limits = { ...USUAL, ...limits };
  }

  get load(): Workforce['load'] {
    return { waiting: this.#waiting.size, running: this.#threads.size - this.#idle.size };
  }

  readonly work: Work = async <J extends Job>(job: J, { id, whenGone }: Asker) => {
    if (this.#closed || this.#waiting.size >= this.#limits.waiting) throw this.#refusal('BUSY');
    if (this.#taken.of(id) >= this.#limits.share) throw this.#refusal('TOO_MANY_AT_ONCE');
    this.#taken.begin([id]);
    try {
      return await this.#queued(job, id, whenGone);
    } finally {
      this.#taken.end([id]);
    }
  };

  #queued<J extends Job>(job: J, id: string, whenGone?: WhenGone): Promise<Outcome<J>> {
    return new Promise((done, fail) => {
      const drop = (): void => {
        clearTimeout(late);
        if (this.#waiting.remove(id, task)) fail(this.#refusal('BUSY'));
      };
      const late = setTimeout(drop, this.#limits.wait);
      const task: Task = { job, done, fail, late };
      this.#waiting.add(id, task);
      whenGone?.(drop);
      this.#next();
    });
  }

  /** With when it is worth asking again: a job at the limit may have to end first. */
  #refusal(code: 'BUSY' | 'TOO_MANY_AT_ONCE'): Problem {
    return new Problem(code, { headers: { 'Retry-After': String(Math.ceil(this.#limits.time / 1000)) } });
  }

  /** Ends all threads; what waits and what runs is refused. */
  close(): void {
    this.#closed = true;
    for (let task = this.#waiting.next(); task; task = this.#waiting.next()) {
      clearTimeout(task.late);
      task.fail(this.#refusal('BUSY'));
    }
    for (const thread of this.#threads) void thread.terminate();
  }

  #next(): void {
    while (this.#waiting.size > 0) {
      const thread = this.#free();
      if (!thread) return;
      this.#give(thread, this.#waiting.next()!);
    }
  }

  /** A thread without work, the one that rested least; a new one while there is a place. */
  #free(): Worker | undefined {
    const [thread, end] = [...this.#idle].at(-1) ?? [];
    if (!thread) return this.#threads.size < this.#limits.threads ? this.#start() : undefined;
    clearTimeout(end);
    this.#idle.delete(thread);
    return thread;
  }

  #start(): Worker {
    const thread = new Worker(this.#program, {
      // Secrets of the service are none of its business.
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.heap },
    });
    thread.unref();
    this.#threads.add(thread);
    // What ends a thread is told to whoever waits for it, see below.
    thread.on('error', () => undefined);
    // Its place is free only now: work in native code ends when it is done.
    thread.once('exit', () => {
      this.#threads.delete(thread);
      clearTimeout(this.#idle.get(thread));
      this.#idle.delete(thread);
      if (!this.#closed) this.#next();
    });
    return thread;
  }

  #give(thread: Worker, { job, done, fail, late }: Task): void {
    clearTimeout(late);
    const settled = (): void => {
      clearTimeout(tooLong);
      thread.off('message', replied).off('error', failed).off('exit', ended);
    };
    const replied = (reply: Reply): void => {
      settled();
      this.#rest(thread);
      if ('outcome' in reply) done(reply.outcome as never);
      else fail('refusal' in reply ? new Problem(reply.refusal) : errorOf(reply.error));
    };
    const failed = (error: NodeJS.ErrnoException): void => {
      settled();
      fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Problem('TOO_HEAVY') : error);
    };
    const ended = (): void => {
      settled();
      fail(this.#closed ? this.#refusal('BUSY') : new Error('a thread ended at work'));
    };
    const tooLong = setTimeout(() => {
      settled();
      fail(new Problem('TOO_HEAVY'));
      void thread.terminate();
    }, this.#limits.time);
    thread.on('message', replied).on('error', failed).on('exit', ended);
    thread.postMessage(job);
  }

  #rest(thread: Worker): void {
    const end = setTimeout(() => {
      // Not to be given work while it ends.
      this.#idle.delete(thread);
      void thread.terminate();
    }, IDLE).unref();
    this.#idle.set(thread, end);
    this.#next();
  }
}

/** An error of a thread as one of this one, for the log. */
const errorOf = ({ name, at }: { readonly name: string; readonly at: string }): Error =>
  Object.assign(new Error('an error on a thread'), { name, stack: at });
