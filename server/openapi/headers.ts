/** Headers of answers that say more than HTTP does by itself, and which answers have them. */
import type { Locale } from '../../src/engine/index.ts';
import { apiHeaderTexts, type HeaderName } from '../../src/i18n/api.ts';
import type { ProblemCode } from '../../src/i18n/problems.ts';
import { Problem } from '../problem.ts';
import type { Operation } from './operation.ts';

const NAMES = Object.keys(apiHeaderTexts) as HeaderName[];

/** Headers of all of them, for the document's components. */
export const headerComponents = (locale: Locale) =>
  Object.fromEntries(
    NAMES.map((name) => [name, { description: apiHeaderTexts[name][locale], schema: { type: 'string' } }]),
  );

/** What every answer of a route may have. */
const ofAll = ({ path }: Operation): HeaderName[] => [
  'X-Request-Id',
  ...(path.includes('/health/') ? [] : (['RateLimit', 'RateLimit-Policy'] as const)),
];

const references = (names: readonly HeaderName[]) => ({
  headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
});

export const headersOfAnswer = (operation: Operation) =>
  references([...ofAll(operation), ...(operation.headers ?? [])]);

/** Of refusals of one status: those of each, and the two that only the case decides. */
export function headersOfRefusal(operation: Operation, codes: readonly ProblemCode[]) {
  const own = codes.flatMap((code) => Object.keys(new Problem(code).headers)) as HeaderName[];
  const byCase: HeaderName[] = [
    ...(codes.includes('RATE_LIMITED') ? (['Retry-After'] as const) : []),
    ...(codes.includes('METHOD_NOT_ALLOWED') ? (['Allow'] as const) : []),
  ];
  return references([...new Set([...ofAll(operation), ...own, ...byCase])]);
}
