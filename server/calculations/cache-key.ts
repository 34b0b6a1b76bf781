import { ENGINE_VERSION } from '../../src/document/index.ts';
import { CACHE_VERSION } from './cache-entry.ts';
import type { Prepared } from './index-levels.ts';
import { canonicalJson } from '../json.ts';
import type { Session } from '../sessions/sessions.ts';

/** Names a run within its session: by its parameters, with the levels it is measured against, and the versions it is made and kept by. */
export const paramsHash = ({ vault }: Session, { body }: Prepared): string =>
  vault.hash([CACHE_VERSION, ENGINE_VERSION, canonicalJson(body)].join(' '));
