/** Under which names what is held of a job lies, and how its key is wrapped. */
import type { Peppers } from '../config.ts';
import { pepperSealer, Sealer } from '../sessions/sealing.ts';
import { sessionValueKey } from '../store/keys.ts';

export const nameOf = (job: string): string => `job:${job}`;

/** Its request and its key, which are erased when it is over. */
export const dropsOf = (job: string): readonly [work: string, key: string] => [
  `${nameOf(job)}:work`,
  `${nameOf(job)}:key`,
];

/** What a field of its record is sealed as. */
export const fieldName = (session: string, job: string, field: string): string =>
  `${sessionValueKey(session, nameOf(job))}:${field}`;

/** Seals a job's key under the pepper, so that any worker of the service can open it. @param name what it is stored as */
export const wrapped = ({ current }: Peppers, name: string, key: Buffer): Buffer =>
  pepperSealer(current).seal(name, key);

/** A key that was wrapped under the pepper or the one before; undefined where it was changed or moved. */
export function unwrapped({ current, previous }: Peppers, name: string, sealed: Buffer): Sealer | undefined {
  for (const pepper of previous ? [current, previous] : [current]) {
    const key = pepperSealer(pepper).openBytes(name, sealed);
    if (key) return new Sealer(key);
  }
  return undefined;
}
