/** The one place that turns refusals and errors into `application/problem+json` (RFC 9457). */
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import type { Locale } from '../src/engine/definition.ts';
import type { Issue } from '../src/engine/index.ts';
import { issueMessage, pathText } from '../src/i18n/index.ts';
import { type ProblemCode, problemTexts } from '../src/i18n/problems.ts';
import { framesOf } from './frames.ts';
import { languageOf } from './language.ts';
import { type Bound, StoreFull, StoreUnavailable } from './store/store.ts';

interface Kind {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const INVALID_TOKEN = { 'WWW-Authenticate': 'Bearer realm="waterfall", error="invalid_token"' };
const SHORTLY = { 'Retry-After': '1' };

/** Status and headers of every refusal; a code without them does not compile. */
const KINDS: Readonly<Record<ProblemCode, Kind>> = {
  FILE_EXPECTED: { status: 400 },
  BAD_ADDRESS: { status: 400 },
  MALFORMED: { status: 400 },
  MALFORMED_FORM: { status: 400 },
  NESTED_TOO_DEEP: { status: 400 },
  SESSION_MISSING: { status: 401, headers: { 'WWW-Authenticate': 'Bearer realm="waterfall"' } },
  SESSION_INVALID: { status: 401, headers: INVALID_TOKEN },
  SESSION_EXPIRED: { status: 401, headers: INVALID_TOKEN },
  ADMIN_REQUIRED: { status: 401, headers: { 'WWW-Authenticate': 'Bearer realm="waterfall admin"' } },
  NOT_FOUND: { status: 404 },
  NO_SESSION: { status: 404 },
  NO_RESULT: { status: 404 },
  NO_SERIES: { status: 404 },
  NO_FILE: { status: 404 },
  TICKET_INVALID: { status: 404 },
  NO_JOB: { status: 404 },
  METHOD_NOT_ALLOWED: { status: 405 },
  FILE_NOT_READ: { status: 409 },
  TOO_MANY_SERIES: { status: 409 },
  TOO_MANY_TICKETS: { status: 409 },
  JOB_ENDED: { status: 409 },
  SERIES_CHANGING: { status: 409, headers: SHORTLY },
  TOO_SLOW: { status: 408 },
  TOO_LARGE: { status: 413 },
  FILE_TOO_LARGE: { status: 413 },
  QUOTA_EXCEEDED: { status: 413 },
  SESSION_FULL: { status: 413 },
  URI_TOO_LONG: { status: 414 },
  UNSUPPORTED_MEDIA_TYPE: { status: 415 },
  NOT_A_FORM: { status: 415 },
  FILE_TYPE: { status: 415 },
  INVALID: { status: 422 },
  FILE_DAMAGED: { status: 422 },
  FILE_ENCRYPTED: { status: 422 },
  FILE_UNSAFE: { status: 422 },
  FILE_TOO_COMPLEX: { status: 422 },
  TOO_HEAVY: { status: 422 },
  JOB_TOO_LONG: { status: 422 },
  BEYOND_EXCEL: { status: 422 },
  RATE_LIMITED: { status: 429 },
  TOO_MANY_JOBS: { status: 429, headers: { 'Retry-After': '10' } },
  TOO_MANY_AT_ONCE: { status: 429, headers: SHORTLY },
  ADDRESS_FULL: { status: 429, headers: { 'Retry-After': '600' } },
  HEADERS_TOO_LARGE: { status: 431 },
  INTERNAL: { status: 500 },
  STORE_UNAVAILABLE: { status: 503, headers: SHORTLY },
  STORAGE_FULL: { status: 507 },
  BUSY: { status: 503, headers: SHORTLY },
};

/** A refusal on its way to the client. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly issues: readonly Issue[];
  readonly headers: Readonly<Record<string, string>>;

  /** @param more the faults of an INVALID input; headers that only this case has; what an INTERNAL one came from. */
  constructor(
    code: ProblemCode,
    more: { issues?: readonly Issue[]; headers?: Readonly<Record<string, string>>; cause?: Error } = {},
  ) {
    super(code, more.cause && { cause: more.cause });
    this.code = code;
    this.issues = more.issues ?? [];
    this.headers = { ...KINDS[code].headers, ...more.headers };
  }

  get status(): number {
    return KINDS[this.code].status;
  }
}

export interface Fault {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  /** What stood there; null where nothing did. */
  readonly received: unknown;
}

/** Faults listed at most: an input of 1 MiB can have 50,000. */
export const MOST_FAULTS = 100;
const LONGEST_KEY = 80;
const LONGEST_MESSAGE = 2000;

/** Place and value of a fault, small and fit for JSON. */
export const placeOf = ({ path, received }: Pick<Issue, 'path' | 'received'>) => ({
  path: pathText(shortPath(path)),
  received: shown(received),
});

/** The first hundred faults of an input as the API writes them: place, words, and what stood there. */
export const faultsOf = (issues: readonly Issue[], locale: Locale): Fault[] =>
  issues.slice(0, MOST_FAULTS).map((issue) => ({
    code: issue.code,
    message: shortened(issueMessage({ ...issue, path: shortPath(issue.path) }, locale), LONGEST_MESSAGE),
    ...placeOf(issue),
  }));

/** How many faults there are beyond those. */
export const leftOut = (issues: readonly Issue[]): number => Math.max(0, issues.length - MOST_FAULTS);

const shortPath = (path: Issue['path']): Issue['path'] =>
  path.map((key) => (typeof key === 'string' ? shortened(key, LONGEST_KEY) : key));

const LONGEST_TEXT = 200;

const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most)}…` : text;

/** What was received, small and fit for JSON: a list or object by its kind alone. */
function shown(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'string') return shortened(value, LONGEST_TEXT);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return '[…]';
  return value !== null && typeof value === 'object' ? '{…}' : value;
}

/** Errors of Express and its body parser, by their `type` or, failing that, their status. */
const EXPRESS_ERRORS: Readonly<Record<string, ProblemCode>> = {
  'entity.too.large': 'TOO_LARGE',
  'charset.unsupported': 'UNSUPPORTED_MEDIA_TYPE',
  'encoding.unsupported': 'UNSUPPORTED_MEDIA_TYPE',
  403: 'NOT_FOUND',
  404: 'NOT_FOUND',
};

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof StoreFull) return new Problem(FULL[error.bound]);
  if (error instanceof StoreUnavailable) return new Problem('STORE_UNAVAILABLE');
  const { type, status } = (error ?? {}) as { type?: string; status?: number };
  if (status === undefined || status < 400 || status > 499) return new Problem('INTERNAL');
  // The router's, of a part of the address that does not decode.
  if (error instanceof URIError) return new Problem('BAD_ADDRESS');
  return new Problem(EXPRESS_ERRORS[type ?? ''] ?? EXPRESS_ERRORS[status] ?? 'MALFORMED');
}

const FULL: Readonly<Record<Bound, ProblemCode>> = {
  session: 'SESSION_FULL',
  address: 'ADDRESS_FULL',
  all: 'STORAGE_FULL',
};

/** What an error is called as a refusal. */
export const codeOf = (error: unknown): ProblemCode => problemOf(error).code;

/** A refusal in one text that may be told later, when its answer is no longer there to be referred to. */
export function messageOf(code: ProblemCode, locale: Locale): string {
  const { title, detail } = problemTexts[code];
  if (code === 'INTERNAL') return title[locale];
  return locale === 'en' ? `${title.en}. ${detail.en}` : `${title[locale]}。${detail[locale]}`;
}

/** A refusal as it is written; `errors_left_out` counts the faults beyond those listed. */
export function problemDocument(problem: Problem, locale: Locale) {
  const { title, detail } = problemTexts[problem.code];
  return {
    type: `urn:waterfall:problem:${problem.code.toLowerCase().replaceAll('_', '-')}`,
    title: title[locale],
    status: problem.status,
    detail: detail[locale],
    code: problem.code,
    errors: faultsOf(problem.issues, locale),
    errors_left_out: leftOut(problem.issues),
  };
}

function send(req: Request, res: Response, problem: Problem): void {
  const locale = languageOf(req);
  const document = problemDocument(problem, locale);
  res
    .status(problem.status)
    .set({ ...problem.headers, 'Content-Language': locale, 'Cache-Control': 'no-store' })
    .vary('Accept-Language')
    .type('application/problem+json')
    .json(document);
}

/** The client disconnected: already logged, not an error. */
function isBrokenOff(error: unknown, res: Response): boolean {
  const { code, type } = (error ?? {}) as { code?: string; type?: string };
  return type === 'request.aborted' || (res.closed && code === 'ERR_STREAM_PREMATURE_CLOSE');
}

/** The last handler: every refusal and every error becomes a problem; errors of the service itself are logged. `refused` is called for each. */
export const problems =
  (log: Logger, refused: (code: ProblemCode, res: Response) => void = () => {}): ErrorRequestHandler =>
  // Express knows an error handler by its four parameters; its own, behind this one, would show the stack.
  (error, req, res, _next) => {
    const answer = (thrown: unknown): void => {
      const problem = problemOf(thrown);
      refused(problem.code, res);
      if (problem.code === 'INTERNAL') {
        const from = thrown instanceof Problem ? (thrown.cause ?? thrown) : thrown;
        log.error(
          { request_id: res.get('X-Request-Id'), error: (from as Error)?.name, at: framesOf(from) },
          'unexpected error',
        );
      }
      if (res.headersSent) res.destroy();
      else send(req, res, problem);
    };
    if (isBrokenOff(error, res)) return;
    try {
      answer(error);
    } catch (fault) {
      answer(fault);
    }
  };
