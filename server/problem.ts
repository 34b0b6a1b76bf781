/** The one place that turns refusals and errors into `application/problem+json` (RFC 9457). */
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import type { Issue, Locale, Text } from '../src/engine/index.ts';
import { issueMessage, pathText } from '../src/i18n/index.ts';
import { languageOf } from './language.ts';
import { StoreUnavailable } from './store/store.ts';

interface Kind {
  readonly status: number;
  readonly title: Text;
  readonly detail: Text;
  readonly headers?: Readonly<Record<string, string>>;
}

const INVALID_TOKEN = { 'WWW-Authenticate': 'Bearer realm="waterfall", error="invalid_token"' };

const KINDS = {
  MALFORMED: {
    status: 400,
    title: { en: 'The request cannot be read', 'zh-CN': '无法读取请求' },
    detail: {
      en: 'The body must be one JSON object, in UTF-8.',
      'zh-CN': '请求体应为一个 UTF-8 编码的 JSON 对象。',
    },
  },
  NESTED_TOO_DEEP: {
    status: 400,
    title: { en: 'The request cannot be read', 'zh-CN': '无法读取请求' },
    detail: { en: 'Lists and objects are nested too deep.', 'zh-CN': '列表和对象的嵌套层数过多。' },
  },
  SESSION_MISSING: {
    status: 401,
    title: { en: 'No session', 'zh-CN': '没有会话' },
    detail: {
      en: 'Begin a session with POST /api/v1/sessions and send its token as Authorization: Bearer.',
      'zh-CN': '请先用 POST /api/v1/sessions 建立会话，并以 Authorization: Bearer 发送其令牌。',
    },
    headers: { 'WWW-Authenticate': 'Bearer realm="waterfall"' },
  },
  SESSION_INVALID: {
    status: 401,
    title: { en: 'The token is not valid', 'zh-CN': '令牌无效' },
    detail: {
      en: 'The token is not one of this service. Begin a new session.',
      'zh-CN': '该令牌不是由本服务签发的，请建立新会话。',
    },
    headers: INVALID_TOKEN,
  },
  SESSION_EXPIRED: {
    status: 401,
    title: { en: 'The session has ended', 'zh-CN': '会话已结束' },
    detail: {
      en: 'A session ends two hours after its last use, after twelve hours, or when it is deleted. Begin a new one; nothing in your workbook is lost.',
      'zh-CN':
        '会话在最后一次使用两小时后、建立十二小时后或被删除时结束。请建立新会话；工作簿中的数据不受影响。',
    },
    headers: INVALID_TOKEN,
  },
  NOT_FOUND: {
    status: 404,
    title: { en: 'Nothing here', 'zh-CN': '此处没有内容' },
    detail: { en: 'There is nothing at this address.', 'zh-CN': '该地址没有内容。' },
  },
  NO_RESULT: {
    status: 404,
    title: { en: 'No result yet', 'zh-CN': '尚无结果' },
    detail: {
      en: 'This session holds no result: none was computed, or its two hours are over.',
      'zh-CN': '该会话没有结果：尚未计算，或已超过两小时。',
    },
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: { en: 'Method not allowed', 'zh-CN': '不支持该方法' },
    detail: {
      en: 'This address does not answer this method; see Allow.',
      'zh-CN': '该地址不支持此方法，请参见 Allow。',
    },
  },
  TOO_LARGE: {
    status: 413,
    title: { en: 'The request is too large', 'zh-CN': '请求过大' },
    detail: { en: 'A request may hold 1 MiB.', 'zh-CN': '请求不得超过 1 MiB。' },
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: { en: 'Not JSON', 'zh-CN': '不是 JSON' },
    detail: {
      en: 'Send the body as Content-Type: application/json, in UTF-8.',
      'zh-CN': '请以 Content-Type: application/json（UTF-8）发送请求体。',
    },
  },
  INVALID: {
    status: 422,
    title: { en: 'The input is not valid', 'zh-CN': '输入无效' },
    detail: {
      en: 'Every fault is listed under errors, with the place it was found.',
      'zh-CN': '所有错误及其位置列于 errors。',
    },
  },
  INTERNAL: {
    status: 500,
    title: { en: 'Something went wrong here', 'zh-CN': '服务出错' },
    detail: {
      en: 'This is a fault of the service. Its log knows it by the X-Request-Id of this answer.',
      'zh-CN': '这是服务自身的故障，日志中可按本响应的 X-Request-Id 查找。',
    },
  },
  STORE_UNAVAILABLE: {
    status: 503,
    title: { en: 'The store is away', 'zh-CN': '存储暂不可用' },
    detail: {
      en: 'This needs what is stored. Calculations go on; try this again shortly.',
      'zh-CN': '此操作需要读取存储。计算不受影响，请稍后重试。',
    },
    headers: { 'Retry-After': '1' },
  },
} as const satisfies Record<string, Kind>;

export type ProblemCode = keyof typeof KINDS;

/** A refusal on its way to the client. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly issues: readonly Issue[];
  readonly headers: Readonly<Record<string, string>>;

  /** @param more the faults of an INVALID input; headers that only this case has. */
  constructor(
    code: ProblemCode,
    more: { issues?: readonly Issue[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(code);
    this.code = code;
    this.issues = more.issues ?? [];
    this.headers = more.headers ?? {};
  }
}

/** The faults of an input as the API writes them: place, words, and what stood there. */
export const faultsOf = (issues: readonly Issue[], locale: Locale) =>
  issues.map((issue) => ({
    code: issue.code,
    path: pathText(issue.path),
    message: issueMessage(issue, locale),
    ...('received' in issue ? { received: shown(issue.received) } : {}),
  }));

const LONGEST_TEXT = 200;

/** What was received, small and fit for JSON: a list or object by its kind alone. */
function shown(value: unknown): unknown {
  if (typeof value === 'string' && value.length > LONGEST_TEXT) return `${value.slice(0, LONGEST_TEXT)}…`;
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
  if (error instanceof StoreUnavailable) return new Problem('STORE_UNAVAILABLE');
  const { type, status } = (error ?? {}) as { type?: string; status?: number };
  if (status === undefined || status < 400 || status > 499) return new Problem('INTERNAL');
  return new Problem(EXPRESS_ERRORS[type ?? ''] ?? EXPRESS_ERRORS[status] ?? 'MALFORMED');
}

/** Where an error was thrown, without its message, which may hold content. */
const frames = (error: unknown): string[] =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .map((line) => line.trim())
    : [];

function send(req: Request, res: Response, problem: Problem): void {
  const locale = languageOf(req);
  const kind: Kind = KINDS[problem.code];
  res
    .status(kind.status)
    .set({ ...kind.headers, ...problem.headers, 'Content-Language': locale, 'Cache-Control': 'no-store' })
    .vary('Accept-Language')
    .type('application/problem+json')
    .json({
      type: `urn:waterfall:problem:${problem.code.toLowerCase().replaceAll('_', '-')}`,
      title: kind.title[locale],
      status: kind.status,
      detail: kind.detail[locale],
      code: problem.code,
      errors: faultsOf(problem.issues, locale),
    });
}

/** The last handler: every refusal and every error becomes a problem; what is our own fault goes to the log. */
export const problems =
  (log: Logger): ErrorRequestHandler =>
  // Express knows an error handler by its four parameters; its own, behind this one, would show the stack.
  (error, req, res, _next) => {
    const answer = (thrown: unknown): void => {
      const problem = problemOf(thrown);
      if (problem.code === 'INTERNAL')
        log.error(
          { request_id: res.get('X-Request-Id'), error: (thrown as Error)?.name, at: frames(thrown) },
          'unexpected error',
        );
      if (res.headersSent) res.destroy();
      else send(req, res, problem);
    };
    try {
      answer(error);
    } catch (fault) {
      answer(fault);
    }
  };
