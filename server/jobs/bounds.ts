/** Jobs of a session that may wait, and that run at once. */
export const MOST = { waiting: 100, running: 2 } as const;

/** What is booked of a job beside its request and its result: its record; and, while it runs, what came so far. */
export const RECORD = 4 * 1024;
export const SO_FAR = 256 * 1024;
/** Characters of what came so far that fit into it, sealed and in base64; more is not told before the end. */
export const MOST_SO_FAR = Math.floor(SO_FAR * 0.7);
/** A job may run for so long, ms. */
export const LONGEST_JOB = 120_000;
/** A larger value would block a shared store for everybody while it is written. */
export const LARGEST = 4 * 1024 * 1024;
