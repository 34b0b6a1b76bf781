import { JOB_CHANGED, SESSION_ENDED } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import type { JobRef } from './job.ts';

/** Who follows a job. */
export interface Follower {
  /** Resolves when the job may have changed since the last call: true, or false after `ms` without a word of it. */
  changed(ms: number): Promise<boolean>;
  /** Hears no more; who waits is woken. */
  leave(): void;
}

/** Tells those who follow a job here that it has changed, wherever that was. What it has come to they read themselves. */
export class JobEvents {
  readonly #followers = new Map<string, Set<() => void>>();
  #closed = false;

  constructor(store: Store) {
    const wakeAll = (): void => this.#wake(() => true);
    store.subscribe(JOB_CHANGED, (name) => this.#wake((each) => each === name), wakeAll);
    store.subscribe(SESSION_ENDED, (id) => this.#wake((each) => each.startsWith(`${id} `)), wakeAll);
  }

  /** Whether streams are to end because this instance does: another one goes on with them. */
  get closed(): boolean {
    return this.#closed;
  }

  follow({ session, job }: JobRef): Follower {
    const name = `${session} ${job}`;
    const others = this.#followers.get(name) ?? new Set();
    this.#followers.set(name, others);
    let isNew = false;
    let wake = (): void => undefined;
    const hear = (): void => {
      isNew = true;
      wake();
    };
    others.add(hear);
    return {
      changed: async (ms) => {
        if (!isNew && !this.#closed)
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, ms).unref();
            wake = () => {
              clearTimeout(timer);
              resolve();
            };
          });
        const heard = isNew;
        isNew = false;
        return heard;
      },
      leave: () => {
        others.delete(hear);
        hear();
        // Who has left may leave again, when others follow under the name.
        if (others.size === 0 && this.#followers.get(name) === others) this.#followers.delete(name);
      },
    };
  }

  close(): void {
    this.#closed = true;
    this.#wake(() => true);
  }

  #wake(concerns: (name: string) => boolean): void {
    for (const [name, hears] of this.#followers) if (concerns(name)) for (const hear of hears) hear();
  }
}
