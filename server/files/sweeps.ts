import path from 'node:path';
import type { Logger } from 'pino';
import { TTL } from '../store/keys.ts';
import type { Ledger, StoredFiles } from '../store/ledger.ts';
import { ifStoreAnswers, type Store } from '../store/store.ts';
import { DiskSweep } from './disk-sweep.ts';
import { makeFolder, removeAbandoned } from './folders.ts';
import { PLACES } from './storage.ts';

const MINUTE = 60_000;

/** How long files of each area stay, and how often they are swept. */
const RULES: Readonly<Record<StoredFiles, { readonly age: number; readonly every: number }>> = {
  uploads: { age: TTL.upload, every: 5 * MINUTE },
  exports: { age: TTL.export, every: 10 * MINUTE },
  cache: { age: TTL.fileCache, every: 60 * MINUTE },
};
const AREAS = Object.keys(RULES) as StoredFiles[];
const GENERAL_EVERY = 30 * MINUTE;
const DEEP_HOUR = 2;

export interface SweepStatistics {
  readonly sessions_cleaned: number;
  readonly files_cleaned: number;
  readonly cache_cleaned: number;
  readonly last_cleanup: string | null;
}

export interface FileStatistics extends SweepStatistics {
  readonly areas: Readonly<Record<StoredFiles, { readonly files: number; readonly bytes: number }>>;
}

/** Removes what is over by the clock: sessions from the list of the active, and files from the disk; in Redis these expire. */
export class Sweeps {
  readonly #folder: string | undefined;
  readonly #disk: DiskSweep | undefined;
  readonly #store: Store;
  readonly #ledger: Ledger;
  readonly #clock: () => number;
  readonly #log: Logger;
  readonly #timers = new Set<NodeJS.Timeout>();
  #done: SweepStatistics = { sessions_cleaned: 0, files_cleaned: 0, cache_cleaned: 0, last_cleanup: null };

  /** @param folder where files lie; undefined where they lie in the store */
  constructor(folder: string | undefined, store: Store, ledger: Ledger, clock: () => number, log: Logger) {
    this.#folder = folder;
    this.#disk = folder === undefined ? undefined : new DiskSweep(folder, store, clock);
    this.#store = store;
    this.#ledger = ledger;
    this.#clock = clock;
    this.#log = log;
  }

  /** Makes the folders, sweeps what a crash has left, and goes on by the clock until stopped. */
  async start(): Promise<void> {
    if (this.#folder !== undefined)
      for (const place of PLACES) await makeFolder(path.join(this.#folder, place));
    await this.sweepAll();
    for (const area of AREAS) this.#every(RULES[area].every, () => this.sweep(area));
    this.#every(GENERAL_EVERY, () => this.sweepAll());
    this.#atDeepHour();
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  /** Sessions and every area. */
  async sweepAll(): Promise<void> {
    const swept = await ifStoreAnswers(() => this.#store.sweepSessions(this.#clock()));
    this.#done = { ...this.#done, sessions_cleaned: this.#done.sessions_cleaned + (swept?.expired ?? 0) };
    if (this.#folder !== undefined) await removeAbandoned(this.#folder);
    for (const area of AREAS) await this.sweep(area);
  }

  /** One area, unless another process of this folder is at it; gives how many files went. */
  async sweep(area: StoredFiles): Promise<number> {
    const swept = this.#disk
      ? await this.#disk.sweep(area, RULES[area].age)
      : { files: await this.#ledger.expiredFiles(area) };
    if (!swept) return 0;
    const counted = area === 'cache' ? 'cache_cleaned' : 'files_cleaned';
    const last_cleanup = new Date(this.#clock()).toISOString();
    this.#done = { ...this.#done, [counted]: this.#done[counted] + swept.files, last_cleanup };
    this.#log.info({ area, ...swept }, 'files swept');
    return swept.files;
  }

  /** The same, and what lies on the disk against what is known of it. */
  async sweepDeep(): Promise<void> {
    await this.sweepAll();
    for (const area of AREAS) {
      const swept = await this.#disk?.compare(area, (booking) => this.#ledger.release(booking));
      if (swept) this.#log.info({ area, ...swept }, 'files compared with their records');
    }
  }

  /** What is held, by the ledger, and what the sweeps of this process have done. */
  async statistics(): Promise<FileStatistics> {
    const [uploads, exports, cache] = await Promise.all(AREAS.map((area) => this.#ledger.files(area)));
    return { ...this.#done, areas: { uploads: uploads!, exports: exports!, cache: cache! } };
  }

  #every(ms: number, sweep: () => Promise<unknown>): void {
    this.#timers.add(setInterval(() => this.#run(sweep), ms).unref());
  }

  #atDeepHour(): void {
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        this.#run(() => this.sweepDeep());
        this.#atDeepHour();
      },
      untilHour(this.#clock(), DEEP_HOUR),
    ).unref();
    this.#timers.add(timer);
  }

  #run(sweep: () => Promise<unknown>): void {
    sweep().catch((error: unknown) =>
      this.#log.error(
        { error: (error as Error).name, code: (error as NodeJS.ErrnoException).code },
        'a sweep failed',
      ),
    );
  }
}

/** From `now` to the next time the local clock shows that hour, in ms. */
export function untilHour(now: number, hour: number): number {
  const next = new Date(now);
  next.setHours(hour, 0, 0, 0);
  if (next.getTime() <= now) next.setDate(next.getDate() + 1);
  return next.getTime() - now;
}
