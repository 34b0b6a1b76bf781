/** Names and lifetimes of everything stored: the one place where they are written. Milliseconds. */

const SECOND = 1000;

export const TTL = {
  session: 7200 * SECOND,
  sessionAtMost: 12 * 3600 * SECOND,
  params: 7200 * SECOND,
  results: 7200 * SECOND,
  calculation: 3600 * SECOND,
  response: 300 * SECOND,
  index: 7200 * SECOND,
  rateLimit: 60 * SECOND,
  upload: 7200 * SECOND,
  export: 3600 * SECOND,
  parsed: 1800 * SECOND,
  fileCache: 24 * 3600 * SECOND,
  ticket: 300 * SECOND,
  job: 3600 * SECOND,
} as const;

/** Sorted set of session ids by expiry (epoch ms), for the count and the sweep. */
export const ACTIVE_SESSIONS = 'sessions:active';
/** Channel that tells every instance the id of a session that has been ended. */
export const SESSION_ENDED = 'session:ended';
/**
 * Channel that tells every instance the session and the id of a job that has changed, with a blank between them. Channels are
 * named as keys of sessions are: a Redis user may be confined to these.
 */
export const JOB_CHANGED = 'session:job-changed';
export const CONFIG_APP = 'config:app';
export const CONFIG_TEMPLATES = 'config:calculation_templates';

/** What every key of the queue of jobs begins with; the braces keep them in one slot of a cluster. */
export const QUEUE = '{waterfall}';
/** A key of each kind, all in one slot: a user of Redis may be confined to some kinds of keys. */
export const keysToTry = (tag: string): string[] =>
  ['session', 'sessions', 'config', 'rate_limit', 'stored', 'audit', 'stats'].map(
    (kind) => `${kind}:{${tag}}`,
  );
/** Channel to which nobody listens. */
export const CHANNEL_TO_TRY = 'session:probe';

/** The braces are part of the key: on a cluster they keep all keys of a session in one slot. */
export const sessionKey = (id: string): string => `session:{${id}}`;
export const sessionValueKey = (id: string, name: string): string => `${sessionKey(id)}:${name}`;
/** Shapes of what is stored, by the first word of its name, and 1 for any other. Raise one with a change of its shape. */
const SHAPES: Readonly<Record<string, number>> = { params: 2, results: 2, calc: 4 };
/**
 * The version of what is stored under a name or the key of it: written with every value and into every name that is a hash,
 * so that no release reads what another has kept in another shape.
 */
export const versionOf = (name: string): number =>
  SHAPES[name.replace(/^session:\{[^}]*\}:?/, '').split(/[:/]/)[0]!] ?? 1;
/** The id of the session whose value a key names; undefined of any other key, a session's record too. */
export const ownerOf = (key: string): string | undefined => /^session:\{([^}]*)\}:/.exec(key)?.[1];
/** Hash of the files of a session in one area: `bytes expiry status` by file. */
export const sessionFilesKey = (id: string, area: string): string => sessionValueKey(id, `files:${area}`);
/** Hash of the jobs of a session that wait or run: `expiry state` by job. */
export const sessionJobsKey = (id: string): string => sessionValueKey(id, 'jobs');
/** Whether a name is that of a value that was written, and not of a lock, or of entries of files or jobs. */
export const isValue = (name: string): boolean => !/^(lock:|files:|jobs$)/.test(name);
/** Sorted set of a session's value keys by expiry: what a deletion erases, since keys are never searched for. */
export const sessionIndexKey = (id: string): string => sessionValueKey(id, 'keys');

/** Keys of a lock: those of the session it belongs to are looked at and written beside it. */
export const lockKeys = (key: string, session: string | undefined): string[] =>
  session === undefined ? [key] : [key, sessionKey(session), sessionIndexKey(session)];
