import type { RequestHandler, Response } from 'express';
import type { Download } from '../files/files.ts';
import { Problem } from '../problem.ts';

/** Says that the answer is right but nothing of it is held. */
export const markDegraded = (res: Response): void => {
  res.set('X-Degraded', 'store');
};

/** Refuses every other method with 405 and the ones there are. */
export const onlyMethods =
  (allowed: string): RequestHandler =>
  () => {
    throw new Problem('METHOD_NOT_ALLOWED', { headers: { Allow: allowed } });
  };

/** As a download under its own name, in UTF-8 where it needs it. */
export function sendFile(res: Response, { name, type, bytes }: Download): void {
  res.attachment(name).set('Content-Type', type).send(bytes);
}

/** Whoever has not taken an answer by then is cut off, ms. */
const LONGEST_SENDING = 120_000;

/** Waits until an answer is sent, or its receiver is gone. */
export async function isSent(res: Response): Promise<void> {
  if (res.closed) return;
  const late = setTimeout(() => res.destroy(), LONGEST_SENDING);
  await new Promise((resolve) => res.once('close', resolve));
  clearTimeout(late);
}
