import * as z from 'zod';
import { faults, presetOf, presets, type Locale } from '../../src/engine/index.ts';
import { jsonObject } from '../body.ts';
import type { Calculated, Calculations } from '../calculations.ts';
import type { FileCache } from '../files/file-cache.ts';
import type { Files } from '../files/files.ts';
import { languageOf } from '../language.ts';
import type { Routes } from '../limits/guard.ts';
import { Problem } from '../problem.ts';
import type { Refusals } from '../refusals.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { doJob, type Asker, type Work } from '../work/jobs.ts';
import { exportFormats, namesOf, XLSX_TYPE, type ExportFormat } from '../workbook/exports.ts';
import { templateWorkbook } from '../workbook/write.ts';
import { onlyMethods } from './answers.ts';
import { authenticated, sessionOf } from './authenticated.ts';

/** What to write, and the request document of the run. */
export const exportRequest = z.strictObject({
  format: z.enum(exportFormats),
  calculation: z.looseObject({}),
});

/** Characters of a result beyond which even a list of it takes long. */
const LARGE = 200_000;

/** POST /exports · GET /templates/workbook */
export function exportingRoutes(
  api: Routes,
  base: string,
  {
    sessions,
    files,
    cache,
    calculations,
    refusals,
    work,
    clock,
  }: {
    sessions: Sessions;
    files: Files;
    cache: FileCache;
    calculations: Calculations;
    refusals: Refusals;
    work: Work;
    clock: () => number;
  },
): void {
  /** Workbooks and pictures take long whatever the run; the rest is quick unless the run is large. */
  const written = async (
    format: ExportFormat,
    { text, body }: Calculated,
    locale: Locale,
    at: Date,
    asker: Asker,
  ): Promise<Buffer> => {
    const isLight = (format === 'csv' || format === 'json') && text.length <= LARGE;
    const job = {
      kind: 'export',
      format,
      body: await body(),
      result: text,
      locale,
      at: at.getTime(),
    } as const;
    const bytes = await (isLight ? doJob(job) : work(job, asker));
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  };

  api
    .route(`${base}/exports`)
    .post(authenticated(sessions), ...jsonObject)
    .post(async (req, res) => {
      const given = exportRequest.safeParse(req.body);
      if (!given.success) throw new Problem('INVALID', { issues: faults(given.error, req.body) });
      const { format, calculation } = given.data;
      const session = sessionOf(res);
      const calculated = await calculations.calculate(session, calculation);
      const locale = languageOf(req);
      const at = new Date(clock());
      const hash = session.vault.hash(`export ${format} ${locale} ${calculated.hash}`);
      const held = await cache.get('generated', session, hash);
      const write = () => written(format, calculated, locale, at, session);
      const bytes = held ?? (await refusals.unlessRefused(session, hash, write));
      const file = await files.keep('exports', session, { ...namesOf(format, calculation, at), bytes });
      if (!held) await cache.put('generated', session, hash, bytes);
      res.status(201).location(`${base}/exports/${file.file_id}`).json(file);
    });

  api
    .route(`${base}/templates/workbook`)
    .get(async (req, res) => {
      const { mode, language } = req.query;
      const preset = typeof mode === 'string' ? presetOf(mode) : undefined;
      if (!preset)
        throw new Problem('INVALID', {
          issues: [
            {
              code: mode === undefined ? 'missing' : 'notChoice',
              path: ['mode'],
              received: mode,
              params: { choices: presets.map((p) => p.id).join(', '), term: 'mode' },
            },
          ],
        });
      const locale = language === 'en' || language === 'zh-CN' ? language : languageOf(req);
      const bytes = await templateWorkbook(preset, locale, new Date(clock()));
      res.attachment(`${preset.name[locale]}.xlsx`).set('Content-Type', XLSX_TYPE).send(bytes);
    })
    .all(onlyMethods('GET'));
}
