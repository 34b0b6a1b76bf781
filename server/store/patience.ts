/** How long the store may take to answer. Milliseconds. */
const COMMAND_TIMEOUT = 150;

/**
 * Waits for an answer of the store, but not for long. When the time is over, what has arrived in the meantime is read
 * first: otherwise a moment in which this process was busy would pass for a store that does not answer.
 * @throws Error that says `timed out`.
 */
export function patiently<T>(call: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new Error('timed out'));
    // Sockets are read between one setImmediate and the next.
    const timer = setTimeout(() => setImmediate(() => setImmediate(giveUp)), COMMAND_TIMEOUT);
    call()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
