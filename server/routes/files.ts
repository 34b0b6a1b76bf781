import type { Uploads } from '../files/uploads.ts';
import type { Routes } from '../limits/guard.ts';
import type { Turns } from '../limits/turns.ts';
import { oneFile } from '../multipart.ts';
import { Problem } from '../problem.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { onlyMethods } from './answers.ts';
import { authenticated, sessionOf } from './authenticated.ts';
import { inTurnOf } from './turn.ts';

/** POST /files · GET, DELETE /files/:id */
export function fileRoutes(
  api: Routes,
  base: string,
  sessions: Sessions,
  { uploads, turns }: { uploads: Uploads; turns: Turns },
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
}
