import type { IRouter, Request, Response } from 'express';
import type { ResultDocument } from '../../src/document/index.ts';
import { jsonObject } from '../body.ts';
import type { Calculated, Calculations } from '../calculations.ts';
import { languageOf } from '../language.ts';
import { faultsOf, Problem } from '../problem.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { markDegraded, onlyMethods } from './answers.ts';

/** The document as it leaves: its warnings in the language asked for. */
function answer(
  req: Request,
  res: Response,
  document: ResultDocument,
  more: { cache?: 'hit' | 'miss' } = {},
): void {
  const locale = languageOf(req);
  res.set('Content-Language', locale).vary('Accept-Language');
  res.json({ ...document, warnings: faultsOf(document.warnings, locale), ...more });
}

/** The same from the text of the document, which without warnings says the same in every language. */
function answerText(req: Request, res: Response, calculated: Calculated): void {
  const { text, cache } = calculated;
  if (!text.endsWith('"warnings":[]}')) return answer(req, res, calculated.document(), { cache });
  res.set('Content-Language', languageOf(req)).vary('Accept-Language');
  res.type('json').send(`${text.slice(0, -1)},"cache":"${cache}"}`);
}

/** POST /calculations · GET /results/latest */
export function calculationRoutes(
  api: IRouter,
  base: string,
  sessions: Sessions,
  calculations: Calculations,
): void {
  api
    .route(`${base}/calculations`)
    .post(
      async (req, res, next) => {
        res.locals.session = await sessions.authenticate(req.get('Authorization'));
        next();
      },
      ...jsonObject,
    )
    .post(async (req, res) => {
      const calculated = await calculations.calculate(res.locals.session, req.body);
      if (!calculated.held) markDegraded(res);
      answerText(req, res, calculated);
    })
    .all(onlyMethods('POST'));

  api
    .route(`${base}/results/latest`)
    .get(async (req, res) => {
      const document = await calculations.latest(await sessions.authenticate(req.get('Authorization')));
      if (!document) throw new Problem('NO_RESULT');
      answer(req, res, document);
    })
    .all(onlyMethods('GET'));
}
