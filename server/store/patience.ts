/** How long the store may take to answer. Milliseconds. */
const COMMAND_TIMEOUT = 150;
/** Bytes that arrive in this time only from a store that has much to answer; one that is slow sends far less. */
const MUCH = 1024 * 1024;

/**
 * Waits for an answer of the store, but not for long. When the time is over, what has arrived in the meantime is read
 * first: otherwise a moment in which this process was busy would pass for a store that does not answer. And while answers
 * to others arrive in bulk, ours is behind them: it is waited for as long again.
 * @param received bytes that have arrived from the store until now.
 * @throws Error that says `timed out`.
 */
export function patiently<T>(call: () => Promise<T>, received: () => number): Promise<T> {
  return new Promise((resolve, reject) => {
    let before = received();
    let timer: NodeJS.Timeout;
    let isOver = false;
    const giveUp = (): void => {
      if (isOver) return;
      const now = received();
      if (now - before < MUCH) return reject(new Error('timed out'));
      before = now;
      wait();
    };
    // Sockets are read between one setImmediate and the next.
    const wait = (): void => {
      timer = setTimeout(() => setImmediate(() => setImmediate(giveUp)), COMMAND_TIMEOUT);
    };
    wait();
    call()
      .then(resolve, reject)
      .finally(() => {
        isOver = true;
        clearTimeout(timer);
      });
  });
}
