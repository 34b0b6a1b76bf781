import type { Request, Response } from 'express';
import { networkOf } from '../limits/client-network.ts';
import type { FairQueue, RunInTurn } from '../limits/fair-queue.ts';
import { sessionOf } from '../http/authenticated.ts';

/** Queues work under the session and the address of a request, until it is left. */
export const queueFor =
  (queue: FairQueue, req: Request, res: Response): RunInTurn =>
  (work) => {
    const { id, signal } = sessionOf(res);
    return queue.run([id, networkOf(req.ip)], signal, work);
  };
