import type { Locale } from '../../src/engine/index.ts';
import type { Files } from '../files/files.ts';
import type { UploadedFile, Uploads } from '../files/uploads.ts';
import { languageOf } from '../language.ts';
import type { Routes } from '../limits/route-limits.ts';
import type { Turns } from '../limits/turns.ts';
import { oneFile } from '../http/upload-form.ts';
import { messageOf, Problem } from '../problem.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { isSent, onlyMethods, sendFile } from '../http/responses.ts';
import { authenticated, sessionOf } from '../http/authenticated.ts';
import { inTurnOf } from './turn.ts';

/** As the API shows it: why it is in error in words, null where it is not. */
const shown = ({ error_code: code, ...file }: UploadedFile, locale: Locale) => ({
  ...file,
  error_message: code === undefined ? null : messageOf(code, locale),
});

/** POST /files · GET, DELETE /files/:id · GET /files/:id/content */
export function fileRoutes(
  api: Routes,
  base: string,
  sessions: Sessions,
  { files, uploads, turns, downloads }: { files: Files; uploads: Uploads; turns: Turns; downloads: Turns },
): void {
  api
    .route(`${base}/files`)
    .post(authenticated(sessions))
    .post(
      oneFile(turns, async ({ name, bytes }, req, res) => {
        const file = await uploads.take(sessionOf(res), name, bytes);
        res
          .status(201)
          .location(`${base}/files/${file.file_id}`)
          .json(shown(file, languageOf(req)));
      }),
    )
    .all(onlyMethods('POST'));

  api
    .route(`${base}/files/:id`)
    .get(authenticated(sessions))
    .get(async (req, res) => {
      const file = await uploads.find(sessionOf(res), req.params.id!, inTurnOf(turns, req, res));
      if (!file) throw new Problem('NO_FILE');
      res.json(shown(file, languageOf(req)));
    })
    .delete(authenticated(sessions))
    .delete(async (req, res) => {
      if (!(await uploads.delete(sessionOf(res), req.params.id!))) throw new Problem('NO_FILE');
      res.status(204).end();
    })
    .all(onlyMethods('GET, DELETE'));

  api
    .route(`${base}/files/:id/content`)
    .get(authenticated(sessions))
    .get(async (req, res) => {
      await inTurnOf(
        downloads,
        req,
        res,
      )(async () => {
        const file = await files.download('uploads', sessionOf(res), req.params.id!);
        if (!file) throw new Problem('NO_FILE');
        sendFile(res, file);
        await isSent(res);
      });
    })
    .all(onlyMethods('GET'));
}
