import type { Parsed } from '../../src/engine/index.ts';
import { requestOf, type Prepared } from './index-levels.ts';
import { paramsHash } from './cache-key.ts';
import type { Refusals } from './too-heavy.ts';
import type { Session } from '../sessions/sessions.ts';
import {
  doJob,
  type Asker,
  type CheckJob,
  type Outcome,
  type Ran,
  type RunJob,
  type Work,
} from '../threads/jobs.ts';
import { weightOf } from './weight.ts';
import type { WhenGone } from '../store/wanted.ts';

/** A run up to this weight takes some ten milliseconds at most: less than it would disturb to send it away. */
const LIGHT = 10_000;

/** Runs request documents: light ones at once, heavy ones by `work`, where they keep nobody else waiting. */
export class Runs {
  readonly #work: Work;
  readonly #refusals: Refusals;

  constructor(work: Work, refusals: Refusals) {
    this.#work = work;
    this.#refusals = refusals;
  }

  /**
   * Runs a prepared body; every fault of the body and of its series at once.
   * @param whenGone tells when nobody waits for it any more.
   * @throws Problem TOO_HEAVY, BUSY, TOO_MANY_AT_ONCE; StoreUnavailable where an index series is named
   */
  async run(session: Session, prepared: Prepared, whenGone: WhenGone): Promise<Parsed<Ran>> {
    const read = await requestOf(session, prepared);
    if (!read.ok) return read;
    const job = { kind: 'run', request: read.value, warnings: read.warnings } as const;
    return this.#do(session, prepared, job, { id: session.id, whenGone });
  }

  /** The same for who only wants to know its faults. */
  async check(session: Session, prepared: Prepared): Promise<Parsed<null>> {
    const read = await requestOf(session, prepared);
    if (!read.ok) return read;
    const job = { kind: 'check', request: read.value, warnings: read.warnings } as const;
    return this.#do(session, prepared, job, session);
  }

  #do<J extends RunJob | CheckJob>(
    session: Session,
    prepared: Prepared,
    job: J,
    asker: Asker,
  ): Promise<Outcome<J>> {
    if (weightOf(job.request) <= LIGHT) return doJob(job);
    return this.#refusals.unlessRefused(session, paramsHash(session, prepared), () => this.#work(job, asker));
  }
}
