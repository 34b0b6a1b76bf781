import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readEntry, writeEntry } from '../calculations/cache-entry.ts';
import { HITS } from '../calculations/hit-counts.ts';
import type { Audit } from '../audit.ts';
import type { Calculations } from '../calculations/calculations.ts';
import type { Files } from '../files/files.ts';
import type { Area } from '../files/storage.ts';
import { HOLDS_NOTHING } from '../files/file-status.ts';
import { PARSED_SECRETS } from '../files/uploads.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Routes } from '../limits/route-limits.ts';
import { Problem } from '../problem.ts';
import type { Session, Sessions } from '../sessions/sessions.ts';
import { markDegraded, onlyMethods } from '../http/responses.ts';

const described = (session: Session, timeout: number) => ({
  session_id: session.id,
  expires_at: new Date(session.expiresAt).toISOString(),
  /** Seconds without use after which it ends earlier. */
  session_timeout: timeout / 1000,
});

/**
 * POST /sessions · GET, DELETE /sessions/current · GET /sessions/current/params, /sessions/current/export
 * @param begin where the one route open to all is declared, with a limit of its own.
 */
export function sessionRoutes(
  api: Routes,
  begin: Routes,
  base: string,
  {
    sessions,
    files,
    jobs,
    audit,
    calculations,
    endSession,
  }: {
    sessions: Sessions;
    files: Files;
    jobs: Jobs;
    audit: Audit;
    calculations: Calculations;
    endSession: (id: string) => Promise<unknown>;
  },
): void {
  begin
    .route(`${base}/sessions`)
    .post(async (req, res) => {
      const { session, token } = await sessions.open(req.ip);
      if (!session.record) markDegraded(res);
      audit.count('sessions_opened');
      res
        .status(201)
        .location(`${base}/sessions/current`)
        .json({ ...described(session, sessions.timeout), token });
    })
    .all(onlyMethods('POST'));

  api
    .route(`${base}/sessions/current`)
    .get(async (req, res) => {
      const session = await sessions.authenticate(req.get('Authorization'));
      if (!session.record) throw new Problem('STORE_UNAVAILABLE');
      const { status, created_at, last_accessed, client_ip, user_agent } = session.record;
      res.json({
        ...described(session, sessions.timeout),
        status,
        created_at,
        last_accessed,
        client_ip,
        user_agent,
      });
    })
    .delete(async (req, res) => {
      // Of one that has ended too: what an interrupted deletion has left is erased by the next.
      await endSession(sessions.tokenOf(req.get('Authorization')).id);
      res.status(204).end();
    })
    .all(onlyMethods('GET, DELETE'));

  api
    .route(`${base}/sessions/current/params`)
    .get(async (req, res) => {
      const session = await sessions.authenticate(req.get('Authorization'));
      const text = await calculations.latest(session, 'params');
      if (text === undefined) throw new Problem('NO_RESULT');
      res.type('json').send(text);
    })
    .all(onlyMethods('GET'));

  api
    .route(`${base}/sessions/current/export`)
    .get(async (req, res) => {
      const session = await sessions.authenticate(req.get('Authorization'));
      if (!session.record) throw new Problem('STORE_UNAVAILABLE');
      const names = (await session.vault.names()).filter((name) => !NOT_EXPORTED.test(name)).sort();
      const content = [
        ...(await idsOf(files, 'uploads', session)).map((id) => [id, `${base}/files/${id}/content`]),
        ...(await idsOf(files, 'exports', session)).map((id) => [id, `${base}/exports/${id}`]),
      ].map(([id, address]) => ({ file_id: id, content: address }));
      res.attachment('session.json').type('json');
      await pipeline(Readable.from(allHeld(session, jobs, content, names)), res);
    })
    .all(onlyMethods('GET'));
}

/** Ids of the files whose bytes are held. */
async function idsOf(files: Files, area: Area, session: Session): Promise<string[]> {
  const held = (await files.list(area, session)).filter(({ status }) => !HOLDS_NOTHING.includes(status));
  return held.map(({ file_id: id }) => id);
}

/**
 * Bytes of files and their keys, since `files` says where they are downloaded; tickets, sealed under keys of their own; keys of
 * jobs, whose requests and results are told.
 */
const NOT_EXPORTED = /^((blob|key|ticket):|job:[^:]*:key$|hits$)/;
const CALC = 'calc:';

/** A cached result with how often it was used, which is counted beside it. */
function withHits(text: string | undefined, hits: string | undefined): string | undefined {
  if (text === undefined || hits === undefined) return text;
  const { entry, result } = readEntry(text);
  return writeEntry({ ...entry, hit_count: Number(hits) }, result);
}

/**
 * Everything held for a session, opened, by its name in the store, and where the bytes of its files are: a JSON document in
 * pieces, since it may be large.
 */
async function* allHeld(
  session: Session,
  jobs: Jobs,
  content: readonly object[],
  names: readonly string[],
): AsyncGenerator<string> {
  const { vault, record } = session;
  yield `{"session":${JSON.stringify(record)},"files":${JSON.stringify(content)},"values":{`;
  const hits = (await vault.counts(HITS)) ?? {};
  let comma = '';
  for (const name of names) {
    const text = name.startsWith('file:')
      ? JSON.stringify(await vault.readHash(name, PARSED_SECRETS))
      : name.startsWith(CALC)
        ? withHits(await vault.read(name), hits[name.slice(CALC.length)])
        : name.startsWith('job:')
          ? await jobs.held(session, name)
          : await vault.read(name);
    // What ended meanwhile is left out.
    if (text === undefined) continue;
    yield `${comma}${JSON.stringify(name)}:${text}`;
    comma = ',';
  }
  yield '}}';
}
