import type { AwayReason } from './store.ts';

/** Replies of a Redis that refuses to write, to any command, and of one that is not let in; inside a script the wording differs. */
const REFUSALS: readonly (readonly [RegExp, AwayReason])[] = [
  [/^OOM\b/, 'full'],
  [/^READONLY\b|read only replica/, 'read_only'],
  [/^(WRONGPASS|NOAUTH)\b|invalid password|without any password/, 'wrong_password'],
  [/^NOPERM\b|ACL failure|user executing the script can't/, 'no_rights'],
  [/DB index is out of range|SELECT is not allowed/, 'wrong_database'],
  [/\bcertificate\b/, 'certificate'],
  [/^MOVED\b/, 'a_cluster'],
  [/cluster support disabled/, 'no_cluster'],
  [/^MISCONF\b/, 'not_persisting'],
  [/^(LOADING|MASTERDOWN|NOREPLICAS|CLUSTERDOWN)\b/, 'not_ready'],
];

/** Why Redis refuses every write, by one refusal; undefined when the refusal is of that command alone. */
export const refusalOf = (error: unknown): AwayReason | undefined =>
  error instanceof Error ? REFUSALS.find(([says]) => says.test(error.message))?.[1] : undefined;

/** What it means and what an operator may do about it, for the log and the doctor. */
export const MEANING: Readonly<Record<AwayReason, { readonly what: string; readonly toDo: string }>> = {
  connecting: { what: 'not connected yet', toDo: 'Wait a moment.' },
  unreachable: {
    what: 'it cannot be reached at its address',
    toDo: 'Check its address, the firewall between, and whether it speaks TLS: rediss:// with it, redis:// without.',
  },
  timeout: {
    what: 'it does not answer in time',
    toDo: 'Look at its load, and put it into the same network.',
  },
  full: {
    what: 'it is full (maxmemory) and evicts nothing',
    toDo: 'Give it memory, or lower STORED_MB.',
  },
  read_only: { what: 'it is a replica', toDo: 'Name its master.' },
  no_rights: {
    what: 'its user may not do all that the service does there',
    toDo: 'Give the user the rights that deploy.md names under Redis.',
  },
  wrong_password: {
    what: 'it refuses the user or the password of its address, or asks for one',
    toDo: 'Correct them; signs such as @ : / in a password are written in percent.',
  },
  wrong_database: {
    what: 'it has no database of that number',
    toDo: 'Name one that it has, or none.',
  },
  certificate: {
    what: 'its certificate is not trusted here, is over, or is for another name',
    toDo: 'Name it as its certificate does; NODE_EXTRA_CA_CERTS=/path/ca.pem, in the environment and not in .env, adds an authority of your own.',
  },
  a_cluster: { what: 'it is a node of a cluster', toDo: 'Use REDIS_CLUSTER_NODES instead of REDIS_URL.' },
  no_cluster: { what: 'it is no node of a cluster', toDo: 'Use REDIS_URL instead of REDIS_CLUSTER_NODES.' },
  not_persisting: {
    what: 'it cannot save to its disk and therefore refuses to write (MISCONF)',
    toDo: 'Set save "" and appendonly no: nothing has to survive a restart.',
  },
  not_ready: { what: 'it is loading, or has lost its master', toDo: 'Wait until it is whole again.' },
};
