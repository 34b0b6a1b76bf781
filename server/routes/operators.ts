import * as z from 'zod';
import { faults } from '../../src/engine/index.ts';
import { noEvent } from '../../src/i18n/api.ts';
import { say } from '../../src/i18n/index.ts';
import { endOf, SECURITY_EVENTS, type Audit } from '../audit.ts';
import type { Sweeps } from '../files/sweeps.ts';
import { operatorsOnly } from '../http/operators.ts';
import { languageOf } from '../language.ts';
import { whoOf } from '../logging.ts';
import { onlyMethods } from '../http/responses.ts';
import type { Routes } from '../limits/route-limits.ts';
import type { Metrics } from '../metrics.ts';
import { Problem } from '../problem.ts';

const time = z.union([z.iso.date(), z.iso.datetime()], 'an ISO date or date-time in UTC');

/** Query of GET /audit. @param most days that are kept */
export const auditQuery = (most: number) =>
  z
    .strictObject({
      days: z.coerce.number().int().min(1).max(most).optional(),
      event: z.enum(SECURITY_EVENTS).optional(),
      from: time.optional(),
      to: time.optional(),
    })
    .check(({ value: { from, to }, issues }) => {
      if (from && to && endOf(to) < Date.parse(from))
        issues.push({ code: 'custom', input: to, path: ['to'], params: { min: from } });
    });
export const sessionIdSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** GET /audit, /metrics · DELETE /admin/sessions/:id, for operators. */
export function operatorRoutes(
  api: Routes,
  base: string,
  parts: {
    adminToken: string | undefined;
    auditDays: number;
    audit: Audit;
    metrics: Metrics;
    sweeps: Sweeps;
    /** False when no session of that id was active. */
    endSession: (id: string) => Promise<boolean>;
  },
): void {
  const { audit, metrics, sweeps, endSession } = parts;
  const operators = operatorsOnly(parts.adminToken);

  api
    .route(`${base}/audit`)
    .get(operators)
    .get(async (req, res) => {
      const query = auditQuery(parts.auditDays).safeParse(req.query);
      if (!query.success) throw new Problem('INVALID', { issues: faults(query.error, req.query) });
      const report = await audit.report(query.data);
      const { event, from, to } = query.data;
      const isEmpty = (event ?? from ?? to) !== undefined && report.security_events.length === 0;
      const note = isEmpty ? { note: say(noEvent, languageOf(req), { days: parts.auditDays }) } : {};
      res.json({ ...report, ...note, file_storage: await sweeps.statistics() });
    })
    .all(onlyMethods('GET'));

  for (const path of ['/metrics', `${base}/metrics`])
    api
      .route(path)
      .get(operators)
      .get(async (_req, res) => {
        res.type(metrics.registry.contentType).send(await metrics.text());
      })
      .all(onlyMethods('GET'));

  api
    .route(`${base}/admin/sessions/:id`)
    .delete(operators)
    .delete(async (req, res) => {
      const id = sessionIdSchema.safeParse(req.params.id);
      if (!id.success) throw new Problem('NOT_FOUND');
      if (!(await endSession(id.data))) throw new Problem('NO_SESSION');
      audit.security('SESSION_ENDED_BY_OPERATOR', whoOf(res));
      res.status(204).end();
    })
    .all(onlyMethods('DELETE'));
}
