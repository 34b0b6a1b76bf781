import { ifStoreAnswers } from '../store/store.ts';
import type { Gathering } from './gathering.ts';
import type { JobRef } from './job.ts';
import type { Begun } from './begun.ts';
import type { JobRecords } from './records.ts';

/** How often it is noted how far a job has come, and at least, to learn that it is no longer wanted; ms. */
const EVERY = 200;
const AT_LEAST = 1000;
/** What came so far is asked for so much less often than it takes to make: its making holds the job up. */
const SHARE = 5;

/** Notes from time to time how far an attempt at a job has come, what its first piece gave at once. */
export class Notes {
  readonly #records: JobRecords;
  readonly #ref: JobRef;
  readonly #begun: Begun;
  readonly #gathering: Gathering;
  readonly #unwanted: () => void;
  readonly #timer: NodeJS.Timeout;
  #done = 0;
  #told = { done: -1, at: performance.now() };
  #askAgainAt = 0;
  #isTelling = false;
  #closed = false;

  /** @param unwanted hears that the job was cancelled, that its session has ended, or that another attempt has begun */
  constructor(records: JobRecords, ref: JobRef, begun: Begun, gathering: Gathering, unwanted: () => void) {
    this.#records = records;
    this.#ref = ref;
    this.#begun = begun;
    this.#gathering = gathering;
    this.#unwanted = unwanted;
    this.#timer = setInterval(() => void this.#tell(), EVERY).unref();
  }

  /** So many scenarios are done. */
  done(scenarios: number): void {
    const isFirst = this.#done === 0;
    this.#done = scenarios;
    if (isFirst) void this.#tell();
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
  }

  async #tell(): Promise<void> {
    const now = performance.now();
    // What another attempt had done stays until this one has done more.
    const done = Math.max(this.#done, this.#begun.done);
    if (this.#isTelling || (done === this.#told.done && now - this.#told.at < AT_LEAST)) return;
    this.#isTelling = true;
    this.#told = { done, at: now };
    try {
      const soFar = this.#done > 0 && now >= this.#askAgainAt ? await this.#soFar() : undefined;
      if (this.#closed) return;
      const counts = await ifStoreAnswers(() => this.#records.tell(this.#ref, this.#begun, done, soFar));
      if (counts === false) this.#unwanted();
    } finally {
      this.#isTelling = false;
    }
  }

  async #soFar(): Promise<string | undefined> {
    const began = performance.now();
    // A thread that was ended has no more to say, and who waits for the result hears of one that failed.
    const text = await this.#gathering.soFar().catch(() => undefined);
    const now = performance.now();
    this.#askAgainAt = now + SHARE * (now - began);
    return text;
  }
}
