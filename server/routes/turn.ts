import type { Request, Response } from 'express';
import { networkOf } from '../limits/client-network.ts';
import type { InTurn, Turns } from '../limits/turns.ts';
import { sessionOf } from '../http/authenticated.ts';

/** The turns of a request, which are given up when it is left before they begin. */
export const inTurnOf =
  (turns: Turns, req: Request, res: Response): InTurn =>
  (work) => {
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    if (res.closed) gone.abort();
    return turns.take([sessionOf(res).id, networkOf(req.ip)], gone.signal, work);
  };
