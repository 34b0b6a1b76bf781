import type { AwayReason } from './store.ts';

/** Replies of a Redis that refuses to write, to any command; inside a script the wording differs. */
const REFUSALS: readonly (readonly [RegExp, AwayReason])[] = [
  [/^OOM\b/, 'full'],
  [/^READONLY\b|read only replica/, 'read_only'],
  [/^(WRONGPASS|NOAUTH)\b|invalid password|without any password/, 'wrong_password'],
  [/^NOPERM\b|ACL failure|user executing the script can't/, 'no_rights'],
  [/DB index is out of range|SELECT is not allowed/, 'wrong_database'],
  [/^MISCONF\b/, 'not_persisting'],
  [/^(LOADING|MASTERDOWN|NOREPLICAS|CLUSTERDOWN)\b/, 'not_ready'],
];

/** Why Redis refuses every write, by one refusal; undefined when the refusal is of that command alone. */
export const refusalOf = (error: unknown): AwayReason | undefined =>
  error instanceof Error ? REFUSALS.find(([says]) => says.test(error.message))?.[1] : undefined;

/** What an operator may do about it, for the log. */
export const MEANING: Readonly<Record<AwayReason, string>> = {
  connecting: 'not connected yet',
  unreachable: 'nothing answers at its address',
  timeout: 'it does not answer in time',
  full: 'it is full (maxmemory) and evicts nothing: give it memory, or lower STORED_MB',
  read_only: 'it is a replica: name its master',
  no_rights: 'the user of its address may not write there: see ACL',
  wrong_password: 'it refuses the password of its address',
  wrong_database: 'it has no database of that number',
  not_persisting: 'it cannot save to its disk and therefore refuses to write (MISCONF)',
  not_ready: 'it is loading, or has lost its master',
};
