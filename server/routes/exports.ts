import * as z from 'zod';
import type { Locale } from '../../src/engine/definition.ts';
import { faults } from '../../src/engine/index.ts';
import type { Calculated, Calculations } from '../calculations/calculations.ts';
import type { TooHeavy } from '../calculations/too-heavy.ts';
import type { Tickets } from '../files/download-links.ts';
import type { FileCache } from '../files/file-cache.ts';
import type { Files } from '../files/files.ts';
import { authenticated, sessionOf } from '../http/authenticated.ts';
import { jsonObject } from '../http/body.ts';
import { onlyMethods, sendFile } from '../http/responses.ts';
import { languageOf } from '../language.ts';
import type { Routes } from '../limits/route-limits.ts';
import { Sending } from '../limits/sending.ts';
import { Problem } from '../problem.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { type Asker, doTask, type Work } from '../threads/tasks.ts';
import { type ExportFormat, exportFormats, namesOf } from '../workbook/export/exports.ts';

/** What to write, and the request document of the run. */
export const exportRequest = z.strictObject({
  format: z.enum(exportFormats),
  calculation: z.looseObject({}),
});

/** Characters of a result beyond which even a list of it takes long. */
const LARGE = 200_000;

interface ExportParts {
  readonly sessions: Sessions;
  readonly files: Files;
  readonly tickets: Tickets;
  readonly cache: FileCache;
  readonly calculations: Calculations;
  readonly tooHeavy: TooHeavy;
  readonly work: Work;
  readonly clock: () => number;
}

/** POST, GET /exports · GET, DELETE /exports/:id · POST /exports/:id/ticket */
export function exportRoutes(api: Routes, base: string, parts: ExportParts): void {
  const { sessions, files, tickets, cache, calculations, tooHeavy, work, clock } = parts;
  const sending = new Sending();
  api
    .route(`${base}/exports`)
    .post(authenticated(sessions), ...jsonObject)
    .post(async (req, res) => {
      const given = exportRequest.safeParse(req.body);
      if (!given.success) throw new Problem('INVALID', { issues: faults(given.error, req.body) });
      const { format, calculation } = given.data;
      const session = sessionOf(res);
      const calculated = await calculations.calculateForExport(session, calculation);
      const locale = languageOf(req);
      const at = new Date(clock());
      const hash = session.vault.hash('generated', `${format} ${locale} ${calculated.hash}`);
      const held = await cache.get('generated', session, hash);
      const write = () => written(work, format, calculated, locale, at, session);
      const bytes = held ?? (await tooHeavy.unlessRefused(hash, write));
      const file = await files.keep('exports', session, {
        ...namesOf(format, calculation, at, locale),
        bytes,
      });
      if (!held) await cache.put('generated', session, hash, bytes);
      res.status(201).location(`${base}/exports/${file.file_id}`).json(file);
    })
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
        // Mail scanners send HEAD to a link before the user opens it.
        const uses = req.method !== 'HEAD';
        const admit = (session: string, bytes: number): void => sending.admit(res, session, bytes);
        await sendFile(res, await tickets.redeem(ticket, id!, { uses, admit }));
      } else {
        const session = await sessions.authenticate(req.get('Authorization'));
        const admit = (bytes: number): void => sending.admit(res, session.id, bytes);
        const file = await files.download('exports', session, id!, admit);
        if (!file) throw new Problem('NO_FILE');
        await sendFile(res, file);
      }
    })
    .delete(authenticated(sessions))
    .delete(async (req, res) => {
      if (!(await files.delete('exports', sessionOf(res), req.params.id!))) throw new Problem('NO_FILE');
      res.status(204).end();
    })
    .all(onlyMethods('GET, DELETE'));

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

/** Workbooks and pictures always take long; the rest is quick unless the run is large. */
async function written(
  work: Work,
  format: ExportFormat,
  { text, body }: Calculated,
  locale: Locale,
  at: Date,
  asker: Asker,
): Promise<Buffer> {
  const isLight = (format === 'csv' || format === 'json') && text.length <= LARGE;
  const task = {
    kind: 'export',
    format,
    body,
    result: text,
    locale,
    at: at.getTime(),
  } as const;
  const bytes = await (isLight ? doTask(task) : work(task, asker));
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
