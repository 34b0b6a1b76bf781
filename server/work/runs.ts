import type { Request } from '../../src/document/index.ts';
import type { Parsed } from '../../src/engine/index.ts';
import { requestOf, type Prepared } from '../index-levels.ts';
import type { Session } from '../sessions/sessions.ts';
import { doJob, type Ran, type Work } from './jobs.ts';
import { weightOf } from './weight.ts';

/** A run up to this weight takes some ten milliseconds at most: less than it would disturb to send it away. */
const LIGHT = 10_000;

/** Runs request documents: light ones at once, heavy ones by `work`, where they keep nobody else waiting. */
export class Runs {
  readonly #work: Work;

  constructor(work: Work) {
    this.#work = work;
  }

  /**
   * Runs a prepared body; every fault of the body and of its series at once.
   * @throws Problem TOO_HEAVY, BUSY; StoreUnavailable where an index series is named
   */
  async run(session: Session, prepared: Prepared): Promise<Parsed<Ran>> {
    const read = await requestOf(session, prepared);
    if (!read.ok) return read;
    return this.#workFor(read.value)({ kind: 'run', request: read.value, warnings: read.warnings });
  }

  /** The same for who only wants to know its faults. */
  async check(session: Session, prepared: Prepared): Promise<Parsed<null>> {
    const read = await requestOf(session, prepared);
    if (!read.ok) return read;
    return this.#workFor(read.value)({ kind: 'check', request: read.value, warnings: read.warnings });
  }

  #workFor(request: Request): Work {
    return weightOf(request) > LIGHT ? this.#work : doJob;
  }
}
