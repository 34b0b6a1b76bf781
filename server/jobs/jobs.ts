import * as z from 'zod';
import { faults } from '../../src/engine/index.ts';
import type { Audit } from '../audit.ts';
import { withLevels } from '../calculations/index-levels.ts';
import { Problem } from '../problem.ts';
import type { Session } from '../sessions/sessions.ts';
import { ifStoreAnswers, StoreUnavailable } from '../store/store.ts';
import { documentOf, isOver, type Job } from './job.ts';
import { kindNames, kindOf, type KindName } from './kinds/index.ts';
import type { JobQueue } from './queue.ts';
import type { JobRecords } from './records.ts';
import type { JobWork } from './runner.ts';

const anyJob = z.looseObject({ kind: z.enum(kindNames), request: z.looseObject({}) });
const jobId = z.uuid();

/** Jobs of sessions, as requests ask for them. */
export class Jobs {
  readonly #records: JobRecords;
  readonly #queue: JobQueue;
  readonly #audit: Audit;

  constructor(records: JobRecords, queue: JobQueue, audit: Audit) {
    this.#records = records;
    this.#queue = queue;
    this.#audit = audit;
  }

  /**
   * Enters a job.
   * @throws Problem INVALID with every fault, TOO_MANY_JOBS, SESSION_EXPIRED; StoreUnavailable, StoreFull
   */
  async start(session: Session, body: object): Promise<Job> {
    const { kind, work, scenarios } = await this.#read(session, body);
    const entered = await this.#records.enter(session, kind, scenarios, JSON.stringify(work));
    if (entered === 'ended') throw new Problem('SESSION_EXPIRED');
    if (entered === 'full') throw new Problem('TOO_MANY_JOBS');
    const ref = { session: session.id, job: entered.id };
    try {
      await this.#queue.add(ref, entered.waiting);
    } catch (error) {
      await ifStoreAnswers(() => this.#records.give('cancelled', ref));
      throw error;
    }
    this.#audit.count('jobs_started');
    const job = await this.#records.read(session, entered.id);
    if (!job) throw new StoreUnavailable('refused');
    return job;
  }

  /** A job's request, read; index series that it names are in it as levels. */
  async #read(
    session: Session,
    given: object,
  ): Promise<{ kind: KindName; work: JobWork; scenarios: number }> {
    const any = anyJob.safeParse(given);
    if (!any.success) throw new Problem('INVALID', { issues: faults(any.error, given) });
    const { kind: name } = any.data;
    const kind = kindOf(name);
    const shape = kind.schema.safeParse(given);
    if (!shape.success) throw new Problem('INVALID', { issues: faults(shape.error, given) });
    const prepared = await withLevels(session, any.data.request);
    const body = { ...(shape.data as object), request: prepared.body };
    const read = kind.read(body as never);
    const issues = [
      ...prepared.issues.map((issue) => ({ ...issue, path: ['request', ...issue.path] })),
      ...(read.ok ? [] : read.issues),
    ];
    if (!read.ok || issues.length) throw new Problem('INVALID', { issues });
    const scenarios = kind.sizes(read.value).reduce((sum, size) => sum + size, 0);
    return { kind: name, work: { kind: name, body }, scenarios };
  }

  /** @throws Problem NO_JOB; StoreUnavailable */
  async find(session: Session, id: string): Promise<Job> {
    const job = jobId.safeParse(id).success ? await this.#records.read(session, id) : undefined;
    if (!job) throw new Problem('NO_JOB');
    return job;
  }

  /**
   * What is held under a name that begins with `job:`, opened, as JSON; undefined where it has gone.
   * @throws StoreUnavailable
   */
  async held(session: Session, name: string): Promise<string | undefined> {
    const [, id = '', part] = name.split(':');
    if (part === 'work') return this.#records.work(session, id);
    const job = await this.#records.read(session, id);
    return job && JSON.stringify(documentOf(job, 'en'));
  }

  /**
   * Cancels a job that waits or runs; again does no harm.
   * @throws Problem NO_JOB, JOB_ENDED; StoreUnavailable
   */
  async cancel(session: Session, id: string): Promise<void> {
    const job = await this.find(session, id);
    const ref = { session: session.id, job: id };
    if (!isOver(job.state) && (await this.#records.give('cancelled', ref))) {
      this.#audit.count('jobs_cancelled');
      await this.#queue.drop(ref);
      return;
    }
    if ((await this.find(session, id)).state !== 'cancelled') throw new Problem('JOB_ENDED');
  }
}
