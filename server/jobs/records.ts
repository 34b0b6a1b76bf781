/**
 * What is held of jobs. A job is a hash of its session, `job:<id>`: what it has come to, and its result, sealed under a key
 * of its own. Beside it lie, while it is not over, its request (`job:<id>:work`, sealed in the same way) and that key
 * (`job:<id>:key`, sealed under the pepper), so that a worker can do it while no request of its session is there.
 */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Peppers } from '../config.ts';
import { codeOf } from '../problem.ts';
import { Sealer } from '../sessions/sealing.ts';
import type { Session } from '../sessions/sessions.ts';
import { writeBooked } from '../store/booked-values.ts';
import { JOB_CHANGED, sessionValueKey, TTL } from '../store/keys.ts';
import type { Booking, Ledger, Owner } from '../store/ledger.ts';
import { StoreFull, StoreUnavailable, type JobChange, type Store } from '../store/store.ts';
import {
  cameFrom,
  isOver,
  jobOf,
  newFields,
  type Failure,
  type Job,
  type JobRef,
  type State,
} from './job.ts';
import type { Begun } from './begun.ts';
import { dropsOf, fieldName, nameOf, unwrapped, wrapped } from './job-names.ts';
import { LARGEST, MOST, MOST_SO_FAR, LONGEST_JOB, RECORD, SO_FAR } from './bounds.ts';
import type { KindName } from './kinds/index.ts';

export interface RecordParts {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly peppers: Peppers;
  readonly clock: () => number;
  readonly log: Logger;
  /** Hears of every value that does not open. */
  readonly rejected: () => void;
}

export class JobRecords {
  readonly #parts: RecordParts;

  constructor(parts: RecordParts) {
    this.#parts = parts;
  }

  /**
   * Enters a job of a session; `waiting` is how many of its jobs wait now. `full` when a hundred do, `ended` where it has ended.
   * @throws StoreUnavailable, StoreFull
   */
  async enter(
    session: Session,
    kind: KindName,
    scenarios: number,
    work: string,
  ): Promise<{ id: string; waiting: number } | 'full' | 'ended'> {
    const { store, ledger, peppers, clock } = this.#parts;
    const id = randomUUID();
    const key = session.vault.jobKey(id);
    const [workName, keyName] = dropsOf(id);
    const address = (name: string): string => sessionValueKey(session.id, name);
    const values = [
      { name: workName, value: new Sealer(key).seal(address(workName), work), ttl: TTL.job },
      { name: keyName, value: wrapped(peppers, address(keyName), key), ttl: TTL.job },
    ];
    const record: Booking = {
      owner: session.owner,
      stored: 'values',
      bytes: RECORD,
      expiresAt: clock() + TTL.job,
    };
    await ledger.book(record);
    let entered = false;
    try {
      if (!(await writeBooked(store, ledger, session.owner, values, {}, clock()))) return 'ended';
      const { outcome, of } = await store.changeJob(session.id, id, {
        from: cameFrom.pending,
        to: 'pending',
        most: MOST.waiting,
        fields: newFields(kind, scenarios, this.#now(), session.owner.address),
        drops: [],
        ends: false,
        ttl: TTL.job,
      });
      entered = outcome === 'changed';
      if (entered) return { id, waiting: of };
      return outcome === 'ended' ? 'ended' : 'full';
    } finally {
      if (!entered) {
        ledger.release(record);
        await store.dropValues(session.id, dropsOf(id)).catch(() => undefined);
      }
    }
  }

  /**
   * A job of a session as it stands; undefined when there is none, or what is there does not open, which is reported.
   * @throws StoreUnavailable
   */
  async read(session: Session, id: string): Promise<Job | undefined> {
    const fields = await this.#parts.store.getHash(sessionValueKey(session.id, nameOf(id)));
    if (!fields) return undefined;
    const sealer = new Sealer(session.vault.jobKey(id));
    let isWhole = true;
    const job = jobOf(id, fields, (field) => {
      if (!fields[field]) return null;
      const text = sealer.open(fieldName(session.id, id, field), Buffer.from(fields[field], 'base64'));
      isWhole &&= text !== undefined;
      return text ?? null;
    });
    if (isWhole) return job;
    this.#rejected(sessionValueKey(session.id, nameOf(id)));
    return undefined;
  }

  /**
   * What a job that is not over is to do, as JSON; undefined as for `read`.
   * @throws StoreUnavailable
   */
  async work(session: Session, id: string): Promise<string | undefined> {
    const name = sessionValueKey(session.id, dropsOf(id)[0]);
    const sealed = await this.#parts.store.getValue(name);
    const text = sealed && new Sealer(session.vault.jobKey(id)).open(name, sealed);
    if (sealed && text === undefined) this.#rejected(name);
    return text ?? undefined;
  }

  /**
   * Begins a job, or begins it anew where a worker was lost. `full` when its session has as many that run as it may, `over`
   * when there is nothing to do any more.
   * @throws StoreUnavailable
   */
  async begin({ session, job }: JobRef): Promise<Begun | 'full' | 'over'> {
    const { store } = this.#parts;
    const attempt = randomUUID();
    const known = await store.getHash(sessionValueKey(session, nameOf(job)));
    const startedAt = known?.started_at ?? this.#now();
    const { outcome } = await this.#change(session, job, {
      to: 'running',
      most: MOST.running,
      fields: { attempt, started_at: startedAt },
    });
    if (outcome === 'full') return 'full';
    if (outcome !== 'changed') return 'over';
    const [workName, keyName] = dropsOf(job);
    const [fields, work, key] = await Promise.all([
      store.getHash(sessionValueKey(session, nameOf(job))),
      store.getValue(sessionValueKey(session, workName)),
      store.getValue(sessionValueKey(session, keyName)),
    ]);
    if (!fields || !work || !key) return 'over';
    const sealer = unwrapped(this.#parts.peppers, sessionValueKey(session, keyName), key);
    const text = sealer?.open(sessionValueKey(session, workName), work);
    if (!sealer || text == null) {
      this.#rejected(sessionValueKey(session, workName));
      await this.#change(session, job, { to: 'failed', attempt, fields: { ended_at: this.#now() } });
      return 'over';
    }
    const owner = { session, address: fields.address ?? '' };
    const soFar = await this.#room(owner);
    return { attempt, work: text, done: Number(fields.done), sealer, owner, soFar };
  }

  /** Books what may come before the end, as long as the longest job takes. */
  async #room(owner: Owner): Promise<number> {
    const { ledger, clock } = this.#parts;
    try {
      await ledger.book({ owner, stored: 'values', bytes: SO_FAR, expiresAt: clock() + LONGEST_JOB });
      return MOST_SO_FAR;
    } catch (error) {
      if (!(error instanceof StoreFull)) throw error;
      return 0;
    }
  }

  /**
   * Notes how far an attempt has come; false when it is no longer the one that counts.
   * @throws StoreUnavailable
   */
  async tell(
    { session, job }: JobRef,
    begun: Begun,
    done: number,
    soFar: string | undefined,
  ): Promise<boolean> {
    const fields = {
      done: String(done),
      ...(soFar !== undefined && soFar.length <= begun.soFar
        ? { so_far: this.#sealed({ session, job }, begun, 'so_far', soFar) }
        : {}),
    };
    const { outcome } = await this.#change(session, job, { to: 'running', attempt: begun.attempt, fields });
    return outcome === 'changed';
  }

  /**
   * Writes what came of an attempt, once: nothing where another attempt has begun or the job is over. Its request and its
   * key are erased with that.
   * @throws StoreUnavailable
   */
  async end(
    ref: JobRef,
    begun: Begun,
    outcome: { readonly result: string; readonly done: number } | { readonly failure: Failure },
  ): Promise<State | 'over'> {
    if (!('failure' in outcome) && outcome.result.length > LARGEST)
      return this.end(ref, begun, { failure: { code: 'TOO_HEAVY', issues: [] } });
    const now = this.#parts.clock();
    const [field, text] =
      'failure' in outcome
        ? (['failure', JSON.stringify(outcome.failure)] as const)
        : (['result', outcome.result] as const);
    const sealed = this.#sealed(ref, begun, field, text);
    const booking: Booking = {
      owner: begun.owner,
      stored: 'values',
      bytes: sealed.length,
      expiresAt: now + TTL.job,
    };
    if (field === 'result')
      try {
        await this.#parts.ledger.book(booking);
      } catch (error) {
        if (!(error instanceof StoreFull)) throw error;
        return this.end(ref, begun, { failure: { code: codeOf(error), issues: [] } });
      }
    const to = field === 'result' ? 'completed' : 'failed';
    let written = false;
    try {
      const { outcome: came } = await this.#change(ref.session, ref.job, {
        to,
        attempt: begun.attempt,
        fields: {
          [field]: sealed,
          so_far: '',
          ended_at: this.#now(),
          ...('done' in outcome ? { done: String(outcome.done) } : {}),
        },
      });
      written = came === 'changed';
      return written ? to : 'over';
    } finally {
      if (!written && field === 'result') this.#parts.ledger.release(booking);
    }
  }

  /**
   * Gives up a job that no attempt speaks for; false when it was over already.
   * @throws StoreUnavailable
   */
  async give(up: 'cancelled' | 'failed', { session, job }: JobRef): Promise<boolean> {
    const fields = { so_far: '', ended_at: this.#now() };
    return (await this.#change(session, job, { to: up, fields })).outcome === 'changed';
  }

  async #change(
    session: string,
    job: string,
    change: Pick<JobChange, 'most' | 'attempt' | 'fields'> & { readonly to: State },
  ) {
    const { to } = change;
    const isProgress = to === 'running' && change.most === undefined;
    const changed = await this.#parts.store.changeJob(session, job, {
      ...change,
      from: isProgress ? ['running'] : cameFrom[to],
      drops: isOver(to) ? dropsOf(job) : [],
      ends: isOver(to),
      ttl: TTL.job,
    });
    if (changed.outcome === 'changed')
      // Who misses it sees the change a few seconds later.
      this.#parts.store.publish(JOB_CHANGED, `${session} ${job}`).catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) throw error;
      });
    return changed;
  }

  #sealed({ session, job }: JobRef, { sealer }: Begun, field: string, text: string): string {
    return sealer.seal(fieldName(session, job, field), text).toString('base64');
  }

  #rejected(key: string): void {
    this.#parts.log.error({ alert: 'sealed_value_rejected', key }, 'a stored value was moved or changed');
    this.#parts.rejected();
  }

  #now(): string {
    return new Date(this.#parts.clock()).toISOString();
  }
}
