import type { Request, Response } from 'express';
import { ENGINE_VERSION } from '../../src/document/index.ts';
import type { Locale } from '../../src/engine/index.ts';
import { languageOf } from '../language.ts';
import type { Routes } from '../limits/route-limits.ts';
import { openApiDocument } from '../openapi/document.ts';
import { docsPage } from '../openapi/page.ts';
import { onlyMethods } from '../http/responses.ts';

/** GET /openapi.json · GET /docs, in the language asked for. */
export function openApiRoutes(api: Routes, base: string): void {
  const document = once((locale) => openApiDocument(ENGINE_VERSION, locale));
  const page = once(docsPage);

  api
    .route(`${base}/openapi.json`)
    .get((req, res) => void res.json(document(spoken(req, res))))
    .all(onlyMethods('GET'));

  api
    .route(`${base}/docs`)
    .get((req, res) => void res.type('html').send(page(spoken(req, res))))
    .all(onlyMethods('GET'));
}

function spoken(req: Request, res: Response): Locale {
  const locale = languageOf(req);
  res.set('Content-Language', locale).vary('Accept-Language');
  return locale;
}

/** Made when first asked for: it stays the same for as long as the process lives. */
function once<T>(make: (locale: Locale) => T): (locale: Locale) => T {
  const made = new Map<Locale, T>();
  return (locale) => {
    const known = made.get(locale) ?? make(locale);
    made.set(locale, known);
    return known;
  };
}
