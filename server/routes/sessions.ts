import type { IRouter } from 'express';
import { Problem } from '../problem.ts';
import type { Session, Sessions } from '../sessions/sessions.ts';
import { TTL } from '../store/keys.ts';
import { markDegraded, onlyMethods } from './answers.ts';

const described = (session: Session) => ({
  session_id: session.id,
  expires_at: new Date(session.expiresAt).toISOString(),
  /** Seconds without use after which it ends earlier. */
  session_timeout: TTL.session / 1000,
});

/** POST /sessions · GET, DELETE /sessions/current */
export function sessionRoutes(api: IRouter, base: string, sessions: Sessions): void {
  api
    .route(`${base}/sessions`)
    .post(async (req, res) => {
      const { session, token } = await sessions.open(req.ip);
      if (!session.record) markDegraded(res);
      res
        .status(201)
        .location(`${base}/sessions/current`)
        .json({ ...described(session), token });
    })
    .all(onlyMethods('POST'));

  api
    .route(`${base}/sessions/current`)
    .get(async (req, res) => {
      const session = await sessions.authenticate(req.get('Authorization'));
      if (!session.record) throw new Problem('STORE_UNAVAILABLE');
      const { status, created_at, last_accessed, client_ip, user_agent } = session.record;
      res.json({ ...described(session), status, created_at, last_accessed, client_ip, user_agent });
    })
    .delete(async (req, res) => {
      const { id } = await sessions.authenticate(req.get('Authorization'));
      await sessions.end(id);
      res.status(204).end();
    })
    .all(onlyMethods('GET, DELETE'));
}
