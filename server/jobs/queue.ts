import { FairQueue } from '../limits/fair-queue.ts';
import type { JobRef } from './job.ts';
import { MOST } from './records.ts';

/** Who does jobs. */
export interface JobWorker {
  /**
   * Does a job; `later` when it is to be done another time, because its session has as many that run as it may, the store is
   * away, or `signal` was aborted. Never rejects but for a fault of the program.
   */
  doJob(ref: JobRef, signal: AbortSignal): Promise<'over' | 'later'>;
  /** Ends a job that cannot be done: too many workers were lost with it. */
  giveUp(ref: JobRef): Promise<void>;
}

/** Jobs that wait and those that run. */
export interface QueueDepth {
  readonly waiting: number;
  readonly running: number;
}

/** Whose turn it is. It holds references; what is to be done lies in the store. */
export interface JobQueue {
  /**
   * @param waiting how many jobs of its session wait, this one included: they let others pass
   * @throws StoreUnavailable
   */
  add(ref: JobRef, waiting: number): Promise<void>;
  /** Takes out one that waits. */
  drop(ref: JobRef): Promise<void>;
  /** Begins to do what was added, here; to be called once. */
  work(worker: JobWorker): void;
  /** @throws StoreUnavailable */
  depth(): Promise<QueueDepth>;
  /** Gives back what runs, and ends. */
  close(): Promise<void>;
}

/** How long one is put off whose session has as many that run as it may, ms. */
export const PUT_OFF = 500;

/** Jobs of this process: sessions take turns. */
export class MemoryQueue implements JobQueue {
  readonly #turns: FairQueue;
  readonly #waiting = new Map<string, AbortController>();
  readonly #closing = new AbortController();
  #worker: JobWorker | undefined;

  /** @param workers jobs that run at once */
  constructor(workers: number) {
    this.#turns = new FairQueue({ all: workers, each: [MOST.running] });
  }

  async add(ref: JobRef): Promise<void> {
    const waits = new AbortController();
    this.#waiting.set(ref.job, waits);
    const signal = AbortSignal.any([waits.signal, this.#closing.signal]);
    void this.#turns
      .run([ref.session], signal, () => this.#worker!.doJob(ref, this.#closing.signal))
      .then(
        (outcome) => {
          this.#waiting.delete(ref.job);
          if (outcome === 'later' && !this.#closing.signal.aborted)
            setTimeout(() => void this.add(ref), PUT_OFF).unref();
        },
        () => this.#worker!.giveUp(ref),
      );
  }

  async drop({ job }: JobRef): Promise<void> {
    this.#waiting.get(job)?.abort();
  }

  work(worker: JobWorker): void {
    this.#worker = worker;
  }

  async depth(): Promise<QueueDepth> {
    return { waiting: this.#turns.waiting, running: this.#turns.running };
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }
}
