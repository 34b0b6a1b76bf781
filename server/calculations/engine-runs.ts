import { periodIssues, readRequest, type Request } from '../../src/document/index.ts';
import {
  weightOf,
  type Claim,
  type Issue,
  type Parsed,
  type Reconciliation,
} from '../../src/engine/index.ts';
import type { Session } from '../sessions/sessions.ts';
import type { PublishedLimits } from '../store/published-limits.ts';
import {
  type CheckTask,
  doTask,
  type Outcome,
  type Ran,
  type ReconcileTask,
  type RunTask,
  type Work,
} from '../threads/tasks.ts';
import { paramsHash } from './cache-key.ts';
import type { Prepared } from './index-levels.ts';
import type { TooHeavy } from './too-heavy.ts';

/** A run up to this weight takes some ten milliseconds at most: less than it would disturb to send it away. */
const LIGHT = 10_000;

/** Runs request documents: light ones at once, heavy ones by `work`, on threads of their own. */
export class Runs {
  readonly #work: Work;
  readonly #tooHeavy: TooHeavy;
  readonly #limits: PublishedLimits;

  constructor(work: Work, tooHeavy: TooHeavy, limits: PublishedLimits) {
    this.#work = work;
    this.#tooHeavy = tooHeavy;
    this.#limits = limits;
  }

  /**
   * Runs a prepared body; every fault of the body and of its series at once.
   * @param signal aborted when no caller waits any more
   * @throws Problem TOO_HEAVY, BUSY, TOO_MANY_AT_ONCE
   */
  async run(session: Session, prepared: Prepared, signal: AbortSignal): Promise<Parsed<Ran>> {
    const read = this.#requestOf(prepared);
    return read.ok
      ? this.#do(session, prepared, { kind: 'run', request: read.value, warnings: read.warnings }, signal)
      : read;
  }

  /** Every fault of a prepared body and of its series at once. */
  faultsOf(prepared: Prepared): readonly Issue[] {
    const read = this.#requestOf(prepared);
    return read.ok ? [] : read.issues;
  }

  /** The same as a run for who only wants to know its faults. */
  async check(session: Session, prepared: Prepared): Promise<Parsed<null>> {
    const read = this.#requestOf(prepared);
    return read.ok
      ? this.#do(
          session,
          prepared,
          { kind: 'check', request: read.value, warnings: read.warnings },
          session.signal,
        )
      : read;
  }

  /** Claimed figures against a run, which is tried under two hundred other readings: always on a thread. */
  async reconcile(
    session: Session,
    prepared: Prepared,
    claims: readonly Claim[],
  ): Promise<Parsed<Reconciliation>> {
    const read = this.#requestOf(prepared);
    if (!read.ok) return read;
    const task: ReconcileTask = { kind: 'reconcile', request: read.value, warnings: read.warnings, claims };
    return this.#work(task, { id: session.id, ...(session.signal ? { signal: session.signal } : {}) });
  }

  #requestOf({ body, issues: others }: Prepared): Parsed<Request> {
    const read = readRequest(body);
    const { basic_params: basic = {} } = body as { basic_params?: Record<string, unknown> };
    const tooLong = read.ok ? periodIssues(basic, this.#limits.current.max_investment_period) : [];
    const issues = [...others, ...tooLong];
    if (read.ok && issues.length === 0) return read;
    return { ok: false, issues: [...issues, ...(read.ok ? [] : read.issues)] };
  }

  #do<T extends RunTask | CheckTask>(
    session: Session,
    prepared: Prepared,
    task: T,
    signal: AbortSignal | undefined,
  ): Promise<Outcome<T>> {
    if (weightOf(task.request.definition, task.request.flows) <= LIGHT) return doTask(task);
    return this.#tooHeavy.unlessRefused(paramsHash(session, prepared), () =>
      this.#work(task, { id: session.id, ...(signal ? { signal } : {}) }),
    );
  }
}
