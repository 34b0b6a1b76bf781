import type { LRUCache } from 'lru-cache';
import { sessionJobsKey, sessionValueKey } from './keys.ts';
import type { Hash, JobChange, JobChanged } from './store.ts';

/** A job of an active session, which has `left` ms. */
interface Place {
  readonly session: string;
  readonly job: string;
  readonly left: number;
  readonly now: number;
}

/** `Store.changeJob` among the values of this process: nothing else runs meanwhile. */
export function changeJob(
  values: LRUCache<string, Buffer | Hash>,
  { session, job, left, now }: Place,
  { from, to, most = Infinity, attempt, fields, drops, ends, ttl }: JobChange,
): JobChanged {
  const hash = (key: string): Hash => (values.get(key) ?? {}) as Hash;
  const [key, jobs] = [sessionValueKey(session, `job:${job}`), sessionJobsKey(session)];
  const record = hash(key);
  if (!from.includes(record.state ?? 'none') || (attempt !== undefined && record.attempt !== attempt))
    return { outcome: 'refused', of: 0 };
  const others = Object.entries(hash(jobs)).filter(
    ([id, entry]) => id !== job && Number(entry.split(' ')[0]) > now,
  );
  const of = 1 + others.filter(([, entry]) => entry.split(' ')[1] === to).length;
  if (of > most) return { outcome: 'full', of: of - 1 };
  const lasts = Math.min(ttl, left);
  values.set(key, { ...record, ...fields, state: to }, { ttl: lasts });
  const own = ends ? [] : [[job, `${now + lasts} ${to}`] as const];
  values.set(jobs, Object.fromEntries([...others, ...own]), { ttl: left });
  for (const name of drops) values.delete(sessionValueKey(session, name));
  return { outcome: 'changed', of };
}
