import type { Logger } from 'pino';
import { filesIn, PLACES_OF, sessionsIn, SWEPT_AREAS, type SweptArea } from './walk.ts';

/** An area that was counted longer ago is counted again when it is asked for, ms. */
const COUNTED_EVERY = 60_000;

export interface Held {
  readonly files: number;
  readonly bytes: number;
}

/** What an area held, and when that was counted (epoch ms). */
interface Counted extends Held {
  readonly at: number;
}

/**
 * How much lies in each area of a folder of files. Whoever asks hears what was counted last and waits for no disk; where that
 * is a minute old it is counted anew beside everything else.
 */
export class Census {
  readonly #root: string;
  readonly #clock: () => number;
  readonly #log: Logger;
  readonly #known = new Map<SweptArea, Counted>();
  #counting: Promise<void> | undefined;

  constructor(root: string, clock: () => number, log: Logger) {
    this.#root = root;
    this.#clock = clock;
    this.#log = log;
  }

  /** Takes over what a sweep has found, which has looked at every file. */
  tell(area: SweptArea, { files, bytes }: Held): void {
    this.#known.set(area, { files, bytes, at: this.#clock() });
  }

  /** What lies in each area, and when the oldest of these figures was counted. Waits only where nothing was ever counted. */
  async take(): Promise<{ areas: Record<SweptArea, Held>; countedAt: number }> {
    const isOld = (area: SweptArea): boolean =>
      this.#clock() - (this.#known.get(area)?.at ?? -Infinity) >= COUNTED_EVERY;
    if (SWEPT_AREAS.some(isOld)) this.#counting ??= this.#begin(SWEPT_AREAS.filter(isOld));
    if (SWEPT_AREAS.some((area) => !this.#known.has(area))) await this.#counting;
    const held = (area: SweptArea): Held => {
      const { files, bytes } = this.#known.get(area) ?? { files: 0, bytes: 0 };
      return { files, bytes };
    };
    return {
      areas: { uploads: held('uploads'), exports: held('exports'), cache: held('cache') },
      countedAt: Math.min(...[...this.#known.values()].map(({ at }) => at)),
    };
  }

  #begin(areas: readonly SweptArea[]): Promise<void> {
    const counting = this.#count(areas).finally(() => (this.#counting = undefined));
    counting.catch((error: NodeJS.ErrnoException) =>
      this.#log.error({ error: error.name, code: error.code }, 'files could not be counted'),
    );
    return counting;
  }

  async #count(areas: readonly SweptArea[]): Promise<void> {
    for (const area of areas) this.tell(area, await this.#held(area));
  }

  async #held(area: SweptArea): Promise<Held> {
    const held = { files: 0, bytes: 0 };
    for (const place of PLACES_OF[area])
      for (const session of await sessionsIn(this.#root, place))
        for (const { bytes } of await filesIn(this.#root, place, session)) {
          held.files += 1;
          held.bytes += bytes;
        }
    return held;
  }
}
