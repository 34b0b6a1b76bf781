/** Every kind of job there is. */
import type { Kind } from './kind.ts';
import { reconcile } from './reconcile.ts';
import { simulate } from './simulate.ts';
import { sensitivity } from './sensitivity.ts';
import { tornado } from './tornado.ts';

const kinds = { simulate, sensitivity, tornado, reconcile } as const;

export type KindName = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as KindName[];

/** A kind by its name, what it plans unknown to who only passes it on. */
export const kindOf = (name: KindName): Kind<unknown> => kinds[name] as Kind<unknown>;
export const isKind = (name: unknown): name is KindName => kindNames.includes(name as KindName);

/** Schemas of the requests, by kind. */
export const kindSchemas = kindNames.map((name) => kinds[name].schema);

/** Schemas of the results, by kind. */
export const resultSchemas = kindNames.map((name) => kinds[name].result);
