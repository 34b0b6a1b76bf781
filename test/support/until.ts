import { setTimeout as pause } from 'node:timers/promises';

/** Waits for something to become true, with a deadline far beyond what it needs. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`in vain: ${what}`);
    await pause(15);
  }
}
