import { appendFile, mkdir, open, rm, rmdir, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import { sessionKey, TTL } from '../store/keys.ts';
import { ifStoreAnswers, type Store } from '../store/store.ts';
import { Census, type Held } from './disk-usage.ts';
import { cacheEntry, HELD, type Kind } from './file-cache.ts';
import { PLACES, type Place } from './storage.ts';
import { HOLDS_NOTHING, REACHED_FROM } from './file-status.ts';
import { filesIn, PLACES_OF, sessionsIn, SWEPT_AREAS, type Found, type SweptArea } from './walk.ts';

const MINUTE = 60_000;
const GIB = 1024 ** 3;
/** A half-written file that nobody has touched for so long was left by a crash: writing one takes a second. */
const ABANDONED = MINUTE;
/** A sweep that has not given its lock back by then died. */
const STALE_LOCK = 10 * MINUTE;
const LARGEST_LOG = 1024 * 1024;

interface Rule {
  /** How long files stay, and how often they are swept. */
  readonly age: number;
  readonly every: number;
}

const RULES: Readonly<Record<SweptArea, Rule>> = {
  uploads: { age: TTL.upload, every: 5 * MINUTE },
  exports: { age: TTL.export, every: 10 * MINUTE },
  cache: { age: TTL.fileCache, every: 60 * MINUTE },
};
const GENERAL_EVERY = 30 * MINUTE;
const DEEP_HOUR = 2;

export interface SweepStatistics {
  readonly sessions_cleaned: number;
  readonly files_cleaned: number;
  readonly cache_cleaned: number;
  readonly last_cleanup: string | null;
}

export interface FileStorage extends SweepStatistics {
  readonly areas: Readonly<Record<SweptArea, Held>>;
  /** When the oldest of these was counted. */
  readonly counted_at: string;
}

/** Removes files whose time or session is over, from a folder that only sealed files of ours lie in. */
export class Sweeps {
  readonly #root: string;
  readonly #store: Store;
  readonly #clock: () => number;
  readonly #log: Logger;
  readonly #largestCache: number;
  readonly #census: Census;
  readonly #timers = new Set<NodeJS.Timeout>();
  #done: SweepStatistics = { sessions_cleaned: 0, files_cleaned: 0, cache_cleaned: 0, last_cleanup: null };

  constructor(root: string, store: Store, clock: () => number, log: Logger, largestCache = GIB) {
    this.#root = root;
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
    this.#largestCache = largestCache;
    this.#census = new Census(root, clock, log);
  }

  /** Makes the folders, sweeps what a crash has left, and goes on by the clock until stopped. */
  async start(): Promise<void> {
    for (const place of PLACES) await mkdir(path.join(this.#root, place), { recursive: true, mode: 0o700 });
    await this.sweepAll();
    for (const area of SWEPT_AREAS) this.#every(RULES[area].every, () => this.sweep(area));
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
    for (const area of SWEPT_AREAS) await this.sweep(area);
  }

  /** One area, unless another process of this folder is at it; gives how many files went. */
  async sweep(area: SweptArea): Promise<number> {
    const folder = path.join(this.#root, area);
    const lock = path.join(folder, 'sweep.lock');
    if (!(await this.#take(lock))) return 0;
    try {
      const gone = { files: 0, bytes: 0 };
      let left: Found[] = [];
      for (const place of PLACES_OF[area]) left = left.concat(await this.#sweepSessions(area, place, gone));
      if (area === 'cache') left = await this.#shrinkCache(left, gone);
      this.#census.tell(area, {
        files: left.length,
        bytes: left.reduce((sum, { bytes }) => sum + bytes, 0),
      });
      const at = new Date(this.#clock()).toISOString();
      const counted = area === 'cache' ? 'cache_cleaned' : 'files_cleaned';
      this.#done = { ...this.#done, [counted]: this.#done[counted] + gone.files, last_cleanup: at };
      await note(path.join(folder, 'cleanup.log'), { at, ...gone });
      this.#log.info({ area, ...gone }, 'files swept');
      return gone.files;
    } finally {
      await rm(lock, { force: true });
    }
  }

  /** What lies in the folder, counted a little while ago, and what the sweeps of this process have done. */
  async statistics(): Promise<FileStorage> {
    const { areas, countedAt } = await this.#census.take();
    return { ...this.#done, areas, counted_at: new Date(countedAt).toISOString() };
  }

  /** Gives what is left. */
  async #sweepSessions(area: SweptArea, place: Place, gone: Swept): Promise<Found[]> {
    const left: Found[] = [];
    for (const session of await sessionsIn(this.#root, place)) {
      const isOver = await this.#isOver(session);
      const files = await filesIn(this.#root, place, session);
      const paths = new Set(files.map((file) => file.path));
      for (const file of files) {
        const isPart = file.path.endsWith('.part');
        const most = isPart ? ABANDONED : RULES[area].age;
        if (!isOver && this.#clock() - file.modified < most) {
          left.push(file);
          continue;
        }
        await remove(file, gone);
        // Whoever wrote it is gone, and will not say so; unless another has written the whole.
        const id = path.basename(file.path).split('.')[0]!;
        if (isPart && !isOver && !paths.has(path.join(path.dirname(file.path), id)))
          await this.#failed(place, session, id);
      }
      // Fails while something is in it, which is what is wanted.
      await rmdir(path.join(this.#root, place, session)).catch(() => undefined);
    }
    return left;
  }

  /** The oldest go until the rest fits; gives these. */
  async #shrinkCache(found: readonly Found[], gone: Swept): Promise<Found[]> {
    const byAge = [...found].sort((a, b) => a.modified - b.modified);
    let held = byAge.reduce((sum, { bytes }) => sum + bytes, 0);
    let n = 0;
    for (; held > this.#largestCache && n < byAge.length; n++) {
      held -= byAge[n]!.bytes;
      await remove(byAge[n]!, gone);
    }
    return byAge.slice(n);
  }

  /** Whether a session is known to have ended; false while the store is away. */
  async #isOver(session: string): Promise<boolean> {
    const found = await ifStoreAnswers(async () => ({
      record: await this.#store.getHash(sessionKey(session)),
    }));
    return found !== undefined && found.record?.status !== 'active';
  }

  async #failed(place: Place, session: string, id: string): Promise<void> {
    const frees = HOLDS_NOTHING.includes('error');
    const [area, kind] = place.split('/') as [SweptArea, Kind?];
    const [file, from] = kind ? [cacheEntry(kind, id), [HELD]] : [id, REACHED_FROM.error];
    await ifStoreAnswers(() => this.#store.moveFile(session, area, file, from, 'error', frees));
  }

  async #take(lock: string): Promise<boolean> {
    const held = await stat(lock).catch(() => undefined);
    if (held && Date.now() - held.mtimeMs > STALE_LOCK) await rm(lock, { force: true });
    try {
      await (await open(lock, 'wx')).close();
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }

  #every(ms: number, sweep: () => Promise<unknown>): void {
    this.#timers.add(setInterval(() => this.#run(sweep), ms).unref());
  }

  #atDeepHour(): void {
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        this.#run(() => this.sweepAll());
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

interface Swept {
  files: number;
  bytes: number;
}

/** From `now` to the next time the local clock shows that hour, in ms. */
export function untilHour(now: number, hour: number): number {
  const next = new Date(now);
  next.setHours(hour, 0, 0, 0);
  if (next.getTime() <= now) next.setDate(next.getDate() + 1);
  return next.getTime() - now;
}

async function remove(file: Found, gone: Swept): Promise<void> {
  try {
    await unlink(file.path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  gone.files += 1;
  gone.bytes += file.bytes;
}

/** A line of counts; the log begins anew when it has grown large. */
async function note(file: string, counts: object): Promise<void> {
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  await (size > LARGEST_LOG ? rm(file, { force: true }) : Promise.resolve());
  await appendFile(file, `${JSON.stringify(counts)}\n`, { mode: 0o600 });
}
