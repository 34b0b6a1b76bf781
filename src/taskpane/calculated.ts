/** A calculation asked of the service, and what the pane makes of its answer. */
import { json, type AwayReason, type Service } from '../client/service.ts';
import type { ResultDocument } from '../document/index.ts';
import type { Locale } from '../i18n/index.ts';
import { faultsOf, type Fault } from './model/faults.ts';

export type Answer =
  | {
      readonly kind: 'done';
      readonly document: ResultDocument;
      readonly cached: boolean;
      readonly ms: number;
      readonly renewed: boolean;
    }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] }
  | { readonly kind: 'away'; readonly reason: AwayReason }
  | { readonly kind: 'cancelled' };

export async function calculateOn(
  service: Service,
  body: unknown,
  locale: Locale,
  cancel: AbortSignal,
): Promise<Answer> {
  const asked = await service.ask({ path: '/api/v1/calculations', body, locale, cancel });
  if (asked.kind !== 'answered') return asked;
  const { reply, ms, renewed } = asked;
  const answer = await json(reply);
  if (reply.ok && isDocument(answer))
    return { kind: 'done', document: answer, cached: answer.cache === 'hit', ms, renewed };
  if ([400, 413, 422].includes(reply.status)) return { kind: 'refused', faults: faultsOf(answer) };
  return { kind: 'away', reason: 'failed' };
}

const isDocument = (answer: unknown): answer is ResultDocument & { cache?: string } =>
  typeof (answer as ResultDocument | null)?.tables?.project === 'object';
