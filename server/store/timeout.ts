/** How long a store may take to answer where nothing else is said. Milliseconds. */
export const TIMEOUT = 150;
/** A store that has much to answer sends at least so much in that time, even on a busy machine; a slow one sends far less. Bytes. */
const BULK = 64 * 1024;

/**
 * Waits for an answer of the store. After the time what has arrived is read first, since this process may have been busy; and
 * while answers to others arrive in bulk, this one is queued behind them and gets the same time again.
 * @param received bytes that have arrived from the store until now
 * @param timeout ms
 * @throws Error that says `timed out`
 */
export function withTimeout<T>(call: () => Promise<T>, received: () => number, timeout: number): Promise<T> {
  return new Promise((resolve, reject) => {
    let before = received();
    let timer: NodeJS.Timeout;
    let isOver = false;
    const giveUp = (): void => {
      if (isOver) return;
      const now = received();
      if (now - before < BULK) return reject(new Error('timed out'));
      before = now;
      wait();
    };
    // Sockets are read between one setImmediate and the next.
    const wait = (): void => {
      timer = setTimeout(() => setImmediate(() => setImmediate(giveUp)), timeout);
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
