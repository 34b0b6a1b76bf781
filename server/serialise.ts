/** Runs calls of a task sequentially; each resolves when its own run ends, and a failed run does not stop the next. */
export function serialise(task: () => Promise<void>): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const own = last.then(task);
    last = own.catch(() => undefined);
    return own;
  };
}
