import type { RequestHandler, Response } from 'express';
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
export function sendFile(res: Response, name: string, type: string, bytes: Buffer): void {
  res.attachment(name).set('Content-Type', type).send(bytes);
}
