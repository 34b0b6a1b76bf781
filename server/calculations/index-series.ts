import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { faults, indexLevelSchema, isoOf, serialOf, type Issue } from '../../src/engine/index.ts';
import { Problem } from '../problem.ts';
import type { Session } from '../sessions/sessions.ts';
import { TTL } from '../store/keys.ts';

/** Points of one block: what is opened to read a short range of a long series. */
const BLOCK = 2000;
const MOST_POINTS = 20_000;
/** Series of one session. */
const MOST_SERIES = 20;

/** One level of an index: `date` is an ISO date. */
export const pointSchema = z.strictObject({ date: z.string(), level: indexLevelSchema });
export const seriesSchema = z.strictObject({ points: z.array(pointSchema).min(1).max(MOST_POINTS) });
export const seriesName = z.string().min(1).max(60);

export type Point = z.infer<typeof pointSchema>;

/** What is known of a series without opening its blocks. Days are Excel serials. */
export interface Series {
  readonly name: string;
  readonly points: number;
  readonly first: number;
  readonly last: number;
  /** SHA-256 of its points: tells whether a calculation was made with these levels. */
  readonly checksum: string;
  /** Of this import: names its blocks, which no other import writes or erases. */
  readonly id: string;
  /** First day of each block. */
  readonly blocks: readonly number[];
}

/** The session's index series: named by an HMAC in the store, sealed in blocks of days and levels, read by range. */
export class IndexSeries {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Keeps a series in place of one of the same name, for two hours.
   * @param body `{points: [{date, level}]}`, dates ascending.
   * @throws Problem INVALID, TOO_MANY_SERIES; StoreUnavailable
   */
  async put(name: string, body: unknown): Promise<Series> {
    const { days, levels } = readPoints(body);
    const before = await this.find(name);
    if (!before && (await this.#count()) >= MOST_SERIES) throw new Problem('TOO_MANY_SERIES');

    const starts = Array.from({ length: Math.ceil(days.length / BLOCK) }, (_, b) => b * BLOCK);
    const texts = starts.map((at) =>
      JSON.stringify([days.slice(at, at + BLOCK), levels.slice(at, at + BLOCK)]),
    );
    const series: Series = {
      name,
      points: days.length,
      first: days[0]!,
      last: days[days.length - 1]!,
      checksum: createHash('sha256').update(texts.join()).digest('hex'),
      id: randomBytes(8).toString('hex'),
      blocks: starts.map((at) => days[at]!),
    };
    const blocks = this.#blocks(series);
    const written = await this.#session.vault.write([
      { name: this.#key(name), text: JSON.stringify(series), ttl: TTL.index },
      ...texts.map((text, b) => ({ name: blocks[b]!, text, ttl: TTL.index })),
    ]);
    if (!written) throw new Problem('SESSION_EXPIRED');
    if (before) await this.#session.vault.drop(this.#blocks(before));
    // Many may have come at once.
    if (!before && (await this.#count()) > MOST_SERIES) {
      await this.drop(name);
      throw new Problem('TOO_MANY_SERIES');
    }
    return series;
  }

  /** @throws StoreUnavailable */
  async find(name: string): Promise<Series | undefined> {
    const text = await this.#session.vault.read(this.#key(name));
    return text === undefined ? undefined : (JSON.parse(text) as Series);
  }

  /** Days and levels from one day to another, both included; undefined when the series has gone or been replaced. */
  async read(
    series: Series,
    from: number,
    to: number,
  ): Promise<{ days: number[]; levels: number[] } | undefined> {
    const { blocks } = series;
    const wanted = this.#blocks(series).filter(
      (_, b) => blocks[b]! <= to && (blocks[b + 1] ?? Infinity) > from,
    );
    const texts = await Promise.all(wanted.map((block) => this.#session.vault.read(block)));
    const days: number[] = [];
    const levels: number[] = [];
    for (const text of texts) {
      if (text === undefined) return undefined;
      const [blockDays, blockLevels] = JSON.parse(text) as [number[], number[]];
      blockDays.forEach((day, i) => {
        if (day < from || day > to) return;
        days.push(day);
        levels.push(blockLevels[i]!);
      });
    }
    return { days, levels };
  }

  /** Erases a series; one that is not there does not matter. */
  async drop(name: string): Promise<void> {
    const series = await this.find(name);
    await this.#session.vault.drop([this.#key(name), ...(series ? this.#blocks(series) : [])]);
  }

  /** How many series the session holds. */
  async #count(): Promise<number> {
    return (await this.#session.vault.names()).filter((name) => /^index:[0-9a-f]+$/.test(name)).length;
  }

  /** Names of the blocks; they name the import too, so that levels of different imports are never mixed. */
  #blocks({ name, id, blocks }: Series): string[] {
    return blocks.map((_, b) => `${this.#key(name)}:${id}:${b}`);
  }

  #key(name: string): string {
    return `index:${this.#session.vault.hash('index', name).slice(0, 32)}`;
  }
}

function readPoints(body: unknown): { days: number[]; levels: number[] } {
  const shape = seriesSchema.safeParse(body);
  if (!shape.success) throw new Problem('INVALID', { issues: faults(shape.error, body) });
  const { points } = shape.data;
  const issues: Issue[] = [];
  const days: number[] = [];
  points.forEach(({ date }, i) => {
    const day = serialOf(date);
    const path = ['points', i, 'date'];
    if (day === null) issues.push({ code: 'notDate', path, received: date });
    else if (days.length > 0 && day <= days[days.length - 1]!)
      issues.push({ code: 'datesNotAscending', path, received: date });
    else days.push(day);
  });
  if (issues.length > 0) throw new Problem('INVALID', { issues });
  return { days, levels: points.map(({ level }) => level) };
}

/** A series as the API describes it. */
export const described = ({ name, points, first, last }: Series) => ({
  name,
  points,
  first_date: isoOf(first),
  last_date: isoOf(last),
});
