import type { Request, Response } from 'express';
import { faults, isoOf, serialOf, type Issue } from '../../src/engine/index.ts';
import { jsonObject } from '../http/body.ts';
import { described, IndexSeries, seriesName, type Series } from '../calculations/index-series.ts';
import type { Routes } from '../limits/route-limits.ts';
import { Problem } from '../problem.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { onlyMethods } from '../http/responses.ts';
import { authenticated, sessionOf } from '../http/authenticated.ts';

/** PUT, GET, DELETE /index-series/:name: dated levels of an index, which calculations are measured against. */
export function indexSeriesRoutes(api: Routes, base: string, sessions: Sessions): void {
  api
    .route(`${base}/index-series/:name`)
    .all(authenticated(sessions))
    .put(...jsonObject)
    .put(async (req, res) => {
      const { name, series } = await named(req, res);
      const put = await series.put(name, req.body);
      res.json(described(put));
    })
    .get(async (req, res) => {
      const { name, series } = await named(req, res);
      const found = await series.find(name);
      if (!found) throw new Problem('NO_SERIES');
      const [from, to] = range(req, found);
      const read = await series.read(found, from, to);
      if (!read) throw new Problem('NO_SERIES');
      const data = read.days.map((day, i) => ({ date: isoOf(day), level: read.levels[i]! }));
      res.json({ ...described(found), data });
    })
    .delete(async (req, res) => {
      const { name, series } = await named(req, res);
      await series.drop(name);
      res.status(204).end();
    })
    .all(onlyMethods('PUT, GET, DELETE'));
}

async function named(req: Request, res: Response): Promise<{ name: string; series: IndexSeries }> {
  const name = seriesName.safeParse(req.params.name);
  if (!name.success) throw new Problem('INVALID', { issues: faults(name.error, req.params.name, ['name']) });
  return { name: name.data, series: new IndexSeries(sessionOf(res)) };
}

/** From `from` to `to` of the query, both included; the whole series without them. */
function range(req: Request, { first, last }: Series): [number, number] {
  const issues: Issue[] = [];
  const [from, to] = (['from', 'to'] as const).map((key) => {
    const given = req.query[key];
    const day = typeof given === 'string' ? serialOf(given) : null;
    if (given !== undefined && day === null) issues.push({ code: 'notDate', path: [key], received: given });
    return day;
  });
  if (issues.length > 0) throw new Problem('INVALID', { issues });
  return [from ?? first, to ?? last];
}
