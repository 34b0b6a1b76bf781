import type { Request, Response } from 'express';
import type { Locale } from '../../src/engine/definition.ts';
import { authenticated, sessionOf } from '../http/authenticated.ts';
import { jsonObject } from '../http/body.ts';
import { EVENT_STREAM, EventStream } from '../http/event-stream.ts';
import { onlyMethods } from '../http/responses.ts';
import type { JobEvents } from '../jobs/events.ts';
import { documentOf, isOver, type JobDocument } from '../jobs/job.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { languageOf } from '../language.ts';
import type { Routes } from '../limits/route-limits.ts';
import { Problem } from '../problem.ts';
import type { Session, Sessions } from '../sessions/sessions.ts';
import { StoreUnavailable } from '../store/store.ts';

/** A stream without a word for so long says that it stands, ms: proxies and our own listener close silent ones. */
const HEARTBEAT = 10_000;

/** POST /jobs · GET, DELETE /jobs/:id · GET /jobs/:id/events */
export function jobRoutes(
  api: Routes,
  base: string,
  sessions: Sessions,
  jobs: Jobs,
  events: JobEvents,
): void {
  api
    .route(`${base}/jobs`)
    .post(authenticated(sessions), ...jsonObject)
    .post(async (req, res) => {
      const job = await jobs.start(sessionOf(res), req.body as object);
      res
        .status(202)
        .location(`${base}/jobs/${job.id}`)
        .json(documentOf(job, speak(req, res)));
    })
    .all(onlyMethods('POST'));

  api
    .route(`${base}/jobs/:id`)
    .get(authenticated(sessions))
    .get(async (req, res) => {
      const job = await jobs.find(sessionOf(res), req.params.id!);
      res.json(documentOf(job, speak(req, res)));
    })
    .delete(authenticated(sessions))
    .delete(async (req, res) => {
      await jobs.cancel(sessionOf(res), req.params.id!);
      res.status(204).end();
    })
    .all(onlyMethods('GET, DELETE'));

  api
    .route(`${base}/jobs/:id/events`)
    .get(authenticated(sessions))
    .get(async (req, res) => {
      const session = sessionOf(res);
      const id = req.params.id!;
      const follower = events.follow({ session: session.id, job: id });
      try {
        const job = await jobs.find(session, id);
        const locale = speak(req, res);
        if (req.method === 'HEAD') return void res.type(EVENT_STREAM).end();
        const stream = new EventStream(res);
        const changed = async (): Promise<'heard' | 'silence' | 'over'> => {
          const heard = await follower.changed(HEARTBEAT);
          return events.closed || stream.gone ? 'over' : heard ? 'heard' : 'silence';
        };
        res.once('close', () => follower.leave());
        await told(stream, documentOf(job, locale), changed, () => current(jobs, session, id, locale));
        stream.end();
      } finally {
        follower.leave();
      }
    })
    .all(onlyMethods('GET'));
}

/**
 * Tells of a job until it is over: `snapshot`, `change` for each change, and one `end` with its result. Ends without that
 * only where this instance ends or the client is gone; another stream then begins with a snapshot again.
 */
async function told(
  stream: EventStream,
  first: JobDocument,
  changed: () => Promise<'heard' | 'silence' | 'over'>,
  now: () => Promise<JobDocument | 'gone' | 'away'>,
): Promise<void> {
  let last = first;
  await stream.send('snapshot', JSON.stringify({ ...first, result: null }));
  while (!isOver(last.state)) {
    const heard = await changed();
    if (heard === 'over') return;
    const found = await now();
    // Its session has ended, and with it the job.
    const next = found === 'gone' ? { ...last, state: 'cancelled' as const, result_so_far: null } : found;
    if (next !== 'away' && isOver(next.state)) last = next;
    else if (next !== 'away' && JSON.stringify(next) !== JSON.stringify(last)) {
      last = next;
      await stream.send('change', JSON.stringify(next));
    } else if (heard === 'silence') await stream.beat();
  }
  await stream.send('end', JSON.stringify(last));
}

/** The job as it stands; where the store does not answer, that is waited for. */
async function current(
  jobs: Jobs,
  session: Session,
  id: string,
  locale: Locale,
): Promise<JobDocument | 'gone' | 'away'> {
  try {
    return documentOf(await jobs.find(session, id), locale);
  } catch (error) {
    if (error instanceof StoreUnavailable) return 'away';
    if (error instanceof Problem && error.code === 'NO_JOB') return 'gone';
    throw error;
  }
}

function speak(req: Request, res: Response): Locale {
  const locale = languageOf(req);
  res.set('Content-Language', locale).vary('Accept-Language');
  return locale;
}
