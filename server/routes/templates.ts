import { templates } from '../../src/document/index.ts';
import { presetOf, presets, type Locale, type Preset } from '../../src/engine/index.ts';
import { languageOf } from '../language.ts';
import type { Routes } from '../limits/route-limits.ts';
import { Problem } from '../problem.ts';
import type { PublishedLimits } from '../store/published-limits.ts';
import { XLSX_TYPE } from '../workbook/export/exports.ts';
import { templateWorkbook } from '../workbook/export/write.ts';
import { onlyMethods, sendFile } from '../http/responses.ts';

/**
 * GET /templates: the modes with their names, descriptions and terms, and the limits of the service · GET
 * /templates/workbook. Open to all: they hold no data of any session.
 */
export function templateRoutes(
  api: Routes,
  base: string,
  clock: () => number,
  limits: PublishedLimits,
): void {
  // Each is made once: they are the program's own and do not change while it runs.
  const modes = JSON.stringify(templates()).slice(0, -1);
  const workbooks = new Map<string, Promise<Buffer>>();
  const workbook = (preset: Preset, locale: Locale): Promise<Buffer> => {
    const key = `${preset.id} ${locale}`;
    const made = workbooks.get(key) ?? templateWorkbook(preset, locale, new Date(clock()));
    workbooks.set(key, made);
    return made;
  };
  api
    .route(`${base}/templates`)
    .get((_req, res) => {
      res.type('json').send(`${modes},"limits":${JSON.stringify(limits.current)}}`);
    })
    .all(onlyMethods('GET'));

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
      const bytes = await workbook(preset, locale);
      await sendFile(res, { name: `${preset.name[locale]}.xlsx`, type: XLSX_TYPE, bytes });
    })
    .all(onlyMethods('GET'));
}
