/**
 * A task that is run once for each call, one run after the other: whoever waits for its own has waited for those that were
 * under way. A run that fails is told to its caller, and the next one begins all the same.
 */
export function inTurn(task: () => Promise<void>): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const own = last.then(task);
    last = own.catch(() => undefined);
    return own;
  };
}
