/** A job: its states, and what is known of it. */
import type { Locale } from '../../src/engine/definition.ts';
import type { Issue } from '../../src/engine/index.ts';
import type { ProblemCode } from '../../src/i18n/problems.ts';
import { Problem, problemDocument } from '../problem.ts';
import { versionOf } from '../store/keys.ts';
import { isKind, kindOf, type KindName } from './kinds/index.ts';

export const states = ['pending', 'running', 'completed', 'failed', 'cancelled'] as const;
export type State = (typeof states)[number];

/** The states a job may come from. One that runs begins anew when its worker is lost; what is over never changes. */
export const cameFrom: Readonly<Record<State, readonly (State | 'none')[]>> = {
  pending: ['none'],
  running: ['pending', 'running'],
  completed: ['running'],
  failed: ['pending', 'running'],
  cancelled: ['pending', 'running'],
};

export const isOver = (state: State): boolean => state !== 'pending' && state !== 'running';

/** Names a job to who works on it; tells nothing of it. */
export interface JobRef {
  readonly session: string;
  readonly job: string;
}

/** Why a job failed. */
export interface Failure {
  readonly code: ProblemCode;
  readonly issues: readonly Issue[];
}

/** A job as it is held, opened. Times are ISO dates. */
export interface Job {
  readonly id: string;
  readonly kind: KindName;
  readonly state: State;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly scenarios: number;
  readonly done: number;
  /** What came so far, while it runs. */
  readonly soFar: object | null;
  readonly result: object | null;
  readonly failure: Failure | null;
}

/** 0 to 100; 100 only when it is completed. */
export const progressOf = ({ state, done, scenarios }: Job): number =>
  state === 'completed' ? 100 : Math.min(99, Math.floor((100 * done) / scenarios));

/** A job as the API tells it, in the language of who asks. */
export function documentOf(job: Job, locale: Locale) {
  const { id, kind, state, createdAt, startedAt, endedAt, scenarios, done, soFar, result, failure } = job;
  const worded = (given: object | null) => given && (kindOf(kind).worded?.(given as never, locale) ?? given);
  return {
    job_id: id,
    kind,
    state,
    progress: progressOf(job),
    scenarios,
    scenarios_done: done,
    created_at: createdAt,
    started_at: startedAt,
    ended_at: endedAt,
    result_so_far: worded(soFar),
    result: worded(result),
    error: failure && problemDocument(new Problem(failure.code, { issues: failure.issues }), locale),
  };
}

export type JobDocument = ReturnType<typeof documentOf>;

/** Version of the shape below: a job of another one counts as missing. */
const VERSION = String(versionOf('job'));

/** Fields of a new job. */
export const newFields = (kind: KindName, scenarios: number, createdAt: string, address: string) => ({
  v: VERSION,
  kind,
  scenarios: String(scenarios),
  done: '0',
  created_at: createdAt,
  address,
});

/** What the fields of a job say; `opened` gives those that are sealed. */
export function jobOf(
  id: string,
  fields: Readonly<Record<string, string>>,
  opened: (field: 'so_far' | 'result' | 'failure') => string | null,
): Job | undefined {
  if (fields.v !== VERSION || !isKind(fields.kind)) return undefined;
  const parsed = <T>(field: 'so_far' | 'result' | 'failure'): T | null => {
    const text = opened(field);
    return text === null ? null : (JSON.parse(text) as T);
  };
  return {
    id,
    kind: fields.kind,
    state: fields.state as State,
    createdAt: fields.created_at!,
    startedAt: fields.started_at ?? null,
    endedAt: fields.ended_at ?? null,
    scenarios: Number(fields.scenarios),
    done: Number(fields.done),
    soFar: parsed('so_far'),
    result: parsed('result'),
    // One that was given up, as when its workers were lost again and again, has no more to say.
    failure: parsed('failure') ?? (fields.state === 'failed' ? { code: 'INTERNAL', issues: [] } : null),
  };
}
