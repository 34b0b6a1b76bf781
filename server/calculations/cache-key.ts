import { BUILD } from '../build.ts';
import type { Prepared } from './index-levels.ts';
import { canonicalJson } from '../json.ts';
import type { Session } from '../sessions/sessions.ts';

/** First word of the names of results by their parameters. */
export const CALC = 'calc';

/**
 * Names a run within its session: by its parameters, with the levels it is measured against, and by what computes it.
 * @param prepared without issues: where its series cannot be used, its body says nothing of it
 */
export const paramsHash = ({ vault }: Session, { body }: Prepared): string =>
  vault.hash(CALC, `${BUILD} ${canonicalJson(body)}`);
