import type { Response } from 'express';
import type { Files } from '../files/files.ts';
import type { Tickets } from '../files/tickets.ts';
import type { Uploads } from '../files/uploads.ts';
import type { Routes } from '../limits/guard.ts';
import type { Turns } from '../limits/turns.ts';
import { oneFile } from '../multipart.ts';
import { Problem } from '../problem.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { onlyMethods } from './answers.ts';
import { authenticated, sessionOf } from './authenticated.ts';
import { inTurnOf } from './turn.ts';

/** POST /files · GET, DELETE /files/:id · GET /exports, /exports/:id · POST /exports/:id/ticket */
export function fileRoutes(
  api: Routes,
  base: string,
  sessions: Sessions,
  { files, uploads, tickets, turns }: { files: Files; uploads: Uploads; tickets: Tickets; turns: Turns },
): void {
  api
    .route(`${base}/files`)
    .post(authenticated(sessions))
    .post(
      oneFile(turns, async ({ name, bytes }, _req, res) => {
        const file = await uploads.take(sessionOf(res), name, bytes);
        res.status(201).location(`${base}/files/${file.file_id}`).json(file);
      }),
    )
    .all(onlyMethods('POST'));

  api
    .route(`${base}/files/:id`)
    .get(authenticated(sessions))
    .get(async (req, res) => {
      const file = await uploads.find(sessionOf(res), req.params.id!, inTurnOf(turns, req, res));
      if (!file) throw new Problem('NO_FILE');
      res.json(file);
    })
    .delete(authenticated(sessions))
    .delete(async (req, res) => {
      if (!(await uploads.delete(sessionOf(res), req.params.id!))) throw new Problem('NO_FILE');
      res.status(204).end();
    })
    .all(onlyMethods('GET, DELETE'));

  api
    .route(`${base}/exports`)
    .get(authenticated(sessions))
    .get(async (_req, res) => {
      res.json({ exports: await files.list('exports', sessionOf(res)) });
    })
    .all(onlyMethods('GET, POST'));

  api
    .route(`${base}/exports/:id`)
    .get(async (req, res) => {
      const { id } = req.params;
      const { ticket } = req.query;
      if (typeof ticket === 'string') {
        // Scanners of mail look at a link with HEAD before somebody opens it.
        const uses = req.method !== 'HEAD';
        const { name, type, bytes } = await tickets.redeem(ticket, id!, { uses });
        return send(res, name, type, bytes);
      }
      const session = await sessions.authenticate(req.get('Authorization'));
      const file = await files.find('exports', session, id!);
      const key = file && (await files.keyOf('exports', session, id!));
      const bytes = key && (await files.open('exports', session.id, id!, key));
      if (!bytes) throw new Problem('NO_FILE');
      send(res, file.original_name, file.mime_type, bytes);
    })
    .all(onlyMethods('GET'));

  api
    .route(`${base}/exports/:id/ticket`)
    .post(authenticated(sessions))
    .post(async (req, res) => {
      const { ticket, expiresAt } = await tickets.issue(sessionOf(res), req.params.id!);
      const url = `${base}/exports/${req.params.id}?ticket=${ticket}`;
      res.status(201).json({ url, expires_at: new Date(expiresAt).toISOString() });
    })
    .all(onlyMethods('POST'));
}

/** As a download under its own name, in UTF-8 where it needs it. */
function send(res: Response, name: string, type: string, bytes: Buffer): void {
  res.attachment(name).set('Content-Type', type).send(bytes);
}
