import type { Routes } from '../limits/guard.ts';
import { templates } from '../../src/document/index.ts';
import { limits } from '../store/configuration.ts';
import { onlyMethods } from './answers.ts';

/** GET /templates: the modes with their names, descriptions and terms, and the limits of the service. Open to all: it holds nothing of anybody. */
export function templateRoutes(api: Routes, base: string): void {
  // Made once, at start: it is the program's own and does not change while it runs.
  const document = JSON.stringify({ ...templates(), limits });
  api
    .route(`${base}/templates`)
    .get((_req, res) => {
      res.type('json').send(document);
    })
    .all(onlyMethods('GET'));
}
