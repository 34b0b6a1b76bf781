import type { Request, Response } from 'express';
import { networkOf } from '../limits/client-network.ts';
import type { FairQueue, RunInTurn } from '../limits/fair-queue.ts';
import { isAuthenticated, leaving, sessionOf } from '../http/authenticated.ts';

/** Queues work under the session of a request, if it has one, and its address, until it is left. */
export const queueFor =
  (queue: FairQueue, req: Request, res: Response): RunInTurn =>
  (work) => {
    const network = networkOf(req.ip);
    const session = isAuthenticated(res) ? sessionOf(res) : undefined;
    return queue.run([session?.id ?? network, network], session?.signal ?? leaving(res), work);
  };
