/** Every route of the API: what it takes, what it answers, how it refuses. */
import type { Text } from '../../src/engine/definition.ts';
import { apiTexts } from '../../src/i18n/api.ts';
import type { ProblemCode } from '../../src/i18n/problems.ts';
import type { HeaderName } from '../../src/i18n/api.ts';
import type { RequestName, ResponseName } from './schemas.ts';

export type OperationId = keyof typeof apiTexts;

/** What an operation answers with: a body of the document, or text of another kind. */
type Answer = { readonly schema: ResponseName } | { readonly type: string } | null;

export interface Operation {
  readonly id: OperationId;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** From the root, `{name}` where a part of the path varies. */
  readonly path: string;
  readonly summary: Text;
  readonly asks: 'nobody' | 'session' | 'operator';
  /** A ticket in the query stands for the token. */
  readonly orTicket?: boolean;
  readonly request?: RequestName;
  /** A form with one file in the field `file`. */
  readonly form?: boolean;
  readonly query?: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Headers of its answers, beside those of every answer. */
  readonly headers?: readonly HeaderName[];
  readonly refuses: readonly ProblemCode[];
}

const API = '/api/v1';
const ANY: ProblemCode[] = [
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'TOO_SLOW',
  'URI_TOO_LONG',
  'HEADERS_TOO_LARGE',
  'INTERNAL',
];
const LIMITED: ProblemCode[] = ['RATE_LIMITED', 'TOO_MANY_AT_ONCE', 'BUSY'];
const SESSION: ProblemCode[] = ['SESSION_MISSING', 'SESSION_INVALID', 'SESSION_EXPIRED', 'STORE_UNAVAILABLE'];
/** Bounds on stored bytes. */
const STORED: ProblemCode[] = ['SESSION_FULL', 'ADDRESS_FULL', 'STORAGE_FULL'];
const BODY: ProblemCode[] = [
  'MALFORMED',
  'NESTED_TOO_DEEP',
  'TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'INVALID',
];

type Given = Omit<Operation, 'summary' | 'refuses' | 'id'> & { readonly refuses?: readonly ProblemCode[] };

const operation = (id: OperationId, given: Given): Operation => ({
  ...given,
  id,
  summary: apiTexts[id],
  refuses: [
    ...ANY,
    ...(given.path.includes('/health/') ? [] : LIMITED),
    ...(given.asks === 'session' ? SESSION : given.asks === 'operator' ? ['ADMIN_REQUIRED' as const] : []),
    ...(given.path.includes('{') ? ['BAD_ADDRESS' as const] : []),
    ...(given.request ? BODY : []),
    ...(given.refuses ?? []),
  ],
});

const health = ['', API].flatMap((base): [string, Given][] => [
  [
    `live${base && 'InApi'}`,
    { method: 'get', path: `${base}/health/live`, asks: 'nobody', answers: { 200: { schema: 'Live' } } },
  ],
  [
    `ready${base && 'InApi'}`,
    {
      method: 'get',
      path: `${base}/health/ready`,
      asks: 'nobody',
      answers: { 200: { schema: 'Ready' }, 503: { schema: 'Ready' } },
    },
  ],
  [
    `metrics${base && 'InApi'}`,
    { method: 'get', path: `${base}/metrics`, asks: 'operator', answers: { 200: { type: 'text/plain' } } },
  ],
]);

export const operations: readonly Operation[] = [
  operation('beginSession', {
    method: 'post',
    path: `${API}/sessions`,
    asks: 'nobody',
    answers: { 201: { schema: 'SessionBegun' } },
    headers: ['Location', 'X-Degraded'],
    refuses: ['ADDRESS_FULL'],
  }),
  operation('getSession', {
    method: 'get',
    path: `${API}/sessions/current`,
    asks: 'session',
    answers: { 200: { schema: 'Session' } },
  }),
  operation('endSession', {
    method: 'delete',
    path: `${API}/sessions/current`,
    asks: 'session',
    answers: { 204: null },
  }),
  operation('exportSession', {
    method: 'get',
    path: `${API}/sessions/current/export`,
    asks: 'session',
    answers: { 200: { schema: 'SessionExport' } },
    headers: ['Content-Disposition'],
  }),
  operation('calculate', {
    method: 'post',
    path: `${API}/calculations`,
    asks: 'session',
    request: 'CalculationRequest',
    answers: { 200: { schema: 'Calculation' } },
    headers: ['X-Degraded'],
    refuses: ['SERIES_CHANGING', 'TOO_HEAVY'],
  }),
  operation('compare', {
    method: 'post',
    path: `${API}/calculations/compare`,
    asks: 'session',
    request: 'ComparisonRequest',
    answers: { 200: { schema: 'Comparison' } },
    headers: ['X-Degraded'],
    refuses: ['SERIES_CHANGING', 'TOO_HEAVY'],
  }),
  operation('reconcile', {
    method: 'post',
    path: `${API}/calculations/reconcile`,
    asks: 'session',
    request: 'ReconciliationRequest',
    answers: { 200: { schema: 'Reconciliation' } },
    refuses: ['SERIES_CHANGING', 'TOO_HEAVY'],
  }),
  operation('validate', {
    method: 'post',
    path: `${API}/calculations/validate`,
    asks: 'session',
    request: 'CalculationRequest',
    answers: { 200: { schema: 'Validation' } },
    headers: ['X-Degraded'],
    refuses: ['SERIES_CHANGING', 'TOO_HEAVY'],
  }),
  operation('latestResult', {
    method: 'get',
    path: `${API}/results/latest`,
    asks: 'session',
    answers: { 200: { schema: 'Result' } },
    refuses: ['NO_RESULT'],
  }),
  operation('putIndexSeries', {
    method: 'put',
    path: `${API}/index-series/{name}`,
    asks: 'session',
    request: 'IndexSeriesRequest',
    answers: { 200: { schema: 'IndexSeries' } },
    refuses: ['TOO_MANY_SERIES', ...STORED],
  }),
  operation('getIndexSeries', {
    method: 'get',
    path: `${API}/index-series/{name}`,
    asks: 'session',
    query: { from: 'YYYY-MM-DD', to: 'YYYY-MM-DD' },
    answers: { 200: { schema: 'IndexSeriesData' } },
    refuses: ['NO_SERIES', 'INVALID'],
  }),
  operation('deleteIndexSeries', {
    method: 'delete',
    path: `${API}/index-series/{name}`,
    asks: 'session',
    answers: { 204: null },
    refuses: ['INVALID'],
  }),
  operation('uploadFile', {
    method: 'post',
    path: `${API}/files`,
    asks: 'session',
    form: true,
    answers: { 201: { schema: 'File' } },
    headers: ['Location'],
    refuses: [
      'MALFORMED_FORM',
      'FILE_EXPECTED',
      'FILE_TYPE',
      'FILE_DAMAGED',
      'FILE_ENCRYPTED',
      'FILE_UNSAFE',
      'FILE_TOO_COMPLEX',
      'NOT_A_FORM',
      'FILE_TOO_LARGE',
      'QUOTA_EXCEEDED',
      'TOO_SLOW',
      ...STORED,
    ],
  }),
  operation('getFile', {
    method: 'get',
    path: `${API}/files/{id}`,
    asks: 'session',
    answers: { 200: { schema: 'File' } },
    refuses: ['NO_FILE'],
  }),
  operation('deleteFile', {
    method: 'delete',
    path: `${API}/files/{id}`,
    asks: 'session',
    answers: { 204: null },
    refuses: ['NO_FILE'],
  }),
  operation('answerFile', {
    method: 'post',
    path: `${API}/files/{id}/reading`,
    asks: 'session',
    request: 'ReadingRequest',
    answers: { 200: { schema: 'Reading' } },
    refuses: ['NO_FILE', 'FILE_NOT_READ', 'FILE_TOO_COMPLEX', ...STORED],
  }),
  operation('getFileContent', {
    method: 'get',
    path: `${API}/files/{id}/content`,
    asks: 'session',
    answers: { 200: { type: '*/*' } },
    headers: ['Content-Disposition'],
    refuses: ['NO_FILE'],
  }),
  operation('createExport', {
    method: 'post',
    path: `${API}/exports`,
    asks: 'session',
    request: 'ExportRequest',
    answers: { 201: { schema: 'Export' } },
    headers: ['Location'],
    refuses: ['SERIES_CHANGING', 'TOO_HEAVY', 'BEYOND_EXCEL', 'QUOTA_EXCEEDED', ...STORED],
  }),
  operation('listExports', {
    method: 'get',
    path: `${API}/exports`,
    asks: 'session',
    answers: { 200: { schema: 'Exports' } },
  }),
  operation('getExport', {
    method: 'get',
    path: `${API}/exports/{id}`,
    asks: 'session',
    orTicket: true,
    query: { ticket: 'POST /exports/{id}/ticket' },
    answers: { 200: { type: '*/*' } },
    headers: ['Content-Disposition'],
    refuses: ['NO_FILE', 'TICKET_INVALID'],
  }),
  operation('issueTicket', {
    method: 'post',
    path: `${API}/exports/{id}/ticket`,
    asks: 'session',
    answers: { 201: { schema: 'Ticket' } },
    refuses: ['NO_FILE', 'TOO_MANY_TICKETS'],
  }),
  operation('workbookTemplate', {
    method: 'get',
    path: `${API}/templates/workbook`,
    asks: 'nobody',
    query: { mode: 'GET /templates', language: 'en, zh-CN' },
    answers: { 200: { type: '*/*' } },
    headers: ['Content-Disposition'],
    refuses: ['INVALID'],
  }),
  operation('templates', {
    method: 'get',
    path: `${API}/templates`,
    asks: 'nobody',
    answers: { 200: { schema: 'Templates' } },
  }),
  operation('audit', {
    method: 'get',
    path: `${API}/audit`,
    asks: 'operator',
    query: { days: '1 - 30' },
    answers: { 200: { schema: 'Audit' } },
    refuses: ['INVALID', 'STORE_UNAVAILABLE'],
  }),
  operation('endSessionById', {
    method: 'delete',
    path: `${API}/admin/sessions/{id}`,
    asks: 'operator',
    answers: { 204: null },
    refuses: ['NO_SESSION', 'STORE_UNAVAILABLE'],
  }),
  operation('openapi', {
    method: 'get',
    path: `${API}/openapi.json`,
    asks: 'nobody',
    answers: { 200: { type: 'application/json' } },
  }),
  operation('docs', {
    method: 'get',
    path: `${API}/docs`,
    asks: 'nobody',
    answers: { 200: { type: 'text/html' } },
  }),
  ...health.map(([id, given]) => operation(id as OperationId, given)),
];
