import type { Request, Response } from 'express';
import * as z from 'zod';
import { type ResultDocument, suggest } from '../../src/document/index.ts';
import type { Locale } from '../../src/engine/definition.ts';
import { faults, type Claim } from '../../src/engine/index.ts';
import { suggestionMessage } from '../../src/i18n/suggestions.ts';
import type { Calculated, Calculations } from '../calculations/calculations.ts';
import { claimsSchema, wordedReconciliation } from '../calculations/claims.ts';
import { compare } from '../calculations/comparison.ts';
import type { Runs } from '../calculations/engine-runs.ts';
import { withLevels } from '../calculations/index-levels.ts';
import { authenticated, sessionOf } from '../http/authenticated.ts';
import { jsonObject } from '../http/body.ts';
import { markDegraded, onlyMethods } from '../http/responses.ts';
import { onlyFinite } from '../json.ts';
import { languageOf } from '../language.ts';
import type { Routes } from '../limits/route-limits.ts';
import { faultsOf, leftOut, MOST_FAULTS, placeOf, Problem } from '../problem.ts';
import type { Sessions } from '../sessions/sessions.ts';

/** Two or three request documents. */
export const comparisonRequest = z.strictObject({
  calculations: z.array(z.looseObject({})).min(2).max(3),
});

/** A request document and the figures claimed for it. */
export const reconciliationRequest = z.strictObject({
  calculation: z.looseObject({}),
  claimed: claimsSchema,
});

/** Notes the language of what follows, and gives it. */
function speak(req: Request, res: Response) {
  const locale = languageOf(req);
  res.set('Content-Language', locale).vary('Accept-Language');
  return locale;
}

/**
 * A result document as it leaves, its warnings in the language asked for. Without warnings its text says the same in
 * every language and is sent as it is.
 */
function worded(text: string, locale: Locale): string {
  if (text.endsWith('"warnings":[]}')) return text;
  const document = JSON.parse(text) as ResultDocument;
  return JSON.stringify({ ...document, warnings: faultsOf(document.warnings, locale) });
}

/** A calculated document, and whether it was in the cache. */
function answer(req: Request, res: Response, { text, cache }: Calculated): void {
  res.type('json').send(`${worded(text, speak(req, res)).slice(0, -1)},"cache":"${cache}"}`);
}

/** What a check found in a request, and what may have been meant. */
function wordedCheck(body: unknown, checked: Awaited<ReturnType<Runs['check']>>, locale: Locale) {
  const issues = checked.ok ? [] : checked.issues;
  const suggestions = suggest(body, issues.slice(0, MOST_FAULTS)).slice(0, MOST_FAULTS);
  return {
    valid: checked.ok,
    errors: faultsOf(issues, locale),
    errors_left_out: leftOut(issues),
    warnings: faultsOf(checked.ok ? checked.warnings : [], locale),
    suggestions: suggestions.map((each) => ({
      code: each.code,
      message: suggestionMessage(each, locale),
      ...placeOf(each),
      suggested: each.suggested,
    })),
  };
}

/** POST /calculations, /calculations/compare, /calculations/validate · GET /results/latest */
export function calculationRoutes(
  api: Routes,
  base: string,
  sessions: Sessions,
  calculations: Calculations,
  runs: Runs,
): void {
  const body = [authenticated(sessions), ...jsonObject];

  api
    .route(`${base}/calculations`)
    .post(...body)
    .post(async (req, res) => {
      const calculated = await calculations.calculate(sessionOf(res), req.body);
      if (!calculated.held) markDegraded(res);
      answer(req, res, calculated);
    })
    .all(onlyMethods('POST'));

  api
    .route(`${base}/calculations/compare`)
    .post(...body)
    .post(async (req, res) => {
      const given = comparisonRequest.safeParse(req.body);
      if (!given.success) throw new Problem('INVALID', { issues: faults(given.error, req.body) });
      const compared = await compare(calculations, sessionOf(res), given.data.calculations);
      if (!compared.calculations.every(({ held }) => held)) markDegraded(res);
      const locale = speak(req, res);
      const texts = compared.calculations.map(({ text }) => worded(text, locale));
      const measures = JSON.stringify(compared.measures, onlyFinite);
      res.type('json').send(`{"calculations":[${texts.join(',')}],"measures":${measures}}`);
    })
    .all(onlyMethods('POST'));

  api
    .route(`${base}/calculations/validate`)
    .post(...body)
    .post(async (req, res) => {
      const session = sessionOf(res);
      const checked = await runs.check(session, await withLevels(session, req.body as object));
      if (!session.record) markDegraded(res);
      res.json(wordedCheck(req.body, checked, speak(req, res)));
    })
    .all(onlyMethods('POST'));

  api
    .route(`${base}/calculations/reconcile`)
    .post(...body)
    .post(async (req, res) => {
      const given = reconciliationRequest.safeParse(req.body);
      if (!given.success) throw new Problem('INVALID', { issues: faults(given.error, req.body) });
      const session = sessionOf(res);
      const { calculation, claimed } = given.data;
      const prepared = await withLevels(session, calculation);
      const found = await runs.reconcile(session, prepared, claimed as readonly Claim[]);
      if (!found.ok)
        throw new Problem('INVALID', {
          issues: found.issues.map((issue) => ({ ...issue, path: ['calculation', ...issue.path] })),
        });
      res.json(wordedReconciliation(found.value, speak(req, res)));
    })
    .all(onlyMethods('POST'));

  api
    .route(`${base}/results/latest`)
    .get(authenticated(sessions))
    .get(async (req, res) => {
      const text = await calculations.latest(sessionOf(res), 'results');
      if (text === undefined) throw new Problem('NO_RESULT');
      res.type('json').send(worded(text, speak(req, res)));
    })
    .all(onlyMethods('GET'));
}
