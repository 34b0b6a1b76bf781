/** What an operation of the API is made of, and the refusals that all of its kind share. */
import type { Text } from '../../src/engine/definition.ts';
import { apiTexts, type HeaderName } from '../../src/i18n/api.ts';
import type { ProblemCode } from '../../src/i18n/problems.ts';
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

export const API = '/api/v1';
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
export const STORED: ProblemCode[] = ['SESSION_FULL', 'ADDRESS_FULL', 'STORAGE_FULL'];
/** What a form with one file may be refused for before it is read. */
export const FORM: ProblemCode[] = [
  'MALFORMED_FORM',
  'FILE_EXPECTED',
  'FILE_TYPE',
  'NOT_A_FORM',
  'FILE_TOO_LARGE',
];
const BODY: ProblemCode[] = [
  'MALFORMED',
  'NESTED_TOO_DEEP',
  'TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'INVALID',
];

export type Given = Omit<Operation, 'summary' | 'refuses' | 'id'> & {
  readonly refuses?: readonly ProblemCode[];
};

export const operation = (id: OperationId, given: Given): Operation => ({
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
