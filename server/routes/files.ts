import type { Locale } from '../../src/engine/definition.ts';
import { faults } from '../../src/engine/index.ts';
import type { Said } from '../../src/sheet/index.ts';
import type { HeldFile } from '../files/file-document.ts';
import type { Files } from '../files/files.ts';
import type { Uploads } from '../files/uploads.ts';
import { authenticated, sessionOf } from '../http/authenticated.ts';
import { jsonObject } from '../http/body.ts';
import { onlyMethods, sendFile } from '../http/responses.ts';
import { oneFile } from '../http/upload-form.ts';
import { languageOf } from '../language.ts';
import type { FairQueue } from '../limits/fair-queue.ts';
import type { Routes } from '../limits/route-limits.ts';
import { messageOf, Problem } from '../problem.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { readingRequest } from '../openapi/reading-schema.ts';
import { queueFor } from './turn.ts';

/** As the API shows it: why it is in error in words, null where it is not. */
const shown = ({ error_code: code, ...file }: HeldFile, locale: Locale) => ({
  ...file,
  error_message: code === undefined ? null : messageOf(code, locale),
});

/** Answers and roles of a request by what they are of; the later of two stands. */
function saidIn(body: unknown): Said {
  const parsed = readingRequest.safeParse(body);
  if (!parsed.success) throw new Problem('INVALID', { issues: faults(parsed.error, body) });
  const { answers, roles } = parsed.data;
  return {
    answers: Object.fromEntries(answers.map(({ question, choice }) => [question, choice])),
    roles: Object.fromEntries(roles.map(({ range, role }) => [range, role])),
  };
}

/** POST, GET /files · GET, DELETE /files/:id · POST /files/:id/reading · GET /files/:id/content */
export function fileRoutes(
  api: Routes,
  base: string,
  sessions: Sessions,
  {
    files,
    uploads,
    reading,
    downloads,
  }: { files: Files; uploads: Uploads; reading: FairQueue; downloads: FairQueue },
): void {
  api
    .route(`${base}/files`)
    .post(authenticated(sessions))
    .post(
      oneFile(reading, async ({ name, bytes }, req, res) => {
        const file = await uploads.take(sessionOf(res), name, bytes);
        res
          .status(201)
          .location(`${base}/files/${file.file_id}`)
          .json(shown(file, languageOf(req)));
      }),
    )
    .get(authenticated(sessions))
    .get(async (req, res) => {
      const held = await files.list('uploads', sessionOf(res));
      res.json({ files: held.map((file) => shown(file, languageOf(req))) });
    })
    .all(onlyMethods('GET, POST'));

  api
    .route(`${base}/files/:id`)
    .get(authenticated(sessions))
    .get(async (req, res) => {
      const file = await uploads.find(sessionOf(res), req.params.id!, queueFor(reading, req, res));
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
    .route(`${base}/files/:id/reading`)
    .post(authenticated(sessions))
    .post(...jsonObject)
    .post(async (req, res) => {
      const inTurn = queueFor(reading, req, res);
      const parsed = await uploads.answer(sessionOf(res), req.params.id!, saidIn(req.body), inTurn);
      // Undefined where the caller has left.
      if (parsed === undefined) return;
      const { status, lines, questions } = parsed;
      res.json({ reading: { status, lines, questions }, parsed_data: parsed });
    })
    .all(onlyMethods('POST'));

  api
    .route(`${base}/files/:id/content`)
    .get(authenticated(sessions))
    .get(async (req, res) => {
      await queueFor(
        downloads,
        req,
        res,
      )(async () => {
        const file = await files.download('uploads', sessionOf(res), req.params.id!);
        if (!file) throw new Problem('NO_FILE');
        await sendFile(res, file);
      });
    })
    .all(onlyMethods('GET'));
}
