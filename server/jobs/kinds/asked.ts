/** What sensitivity and tornado were asked, read, and how they tell what they found. */
import { studyOfRequest, type Request } from '../../../src/document/index.ts';
import type { Changes, Lever, Measure, Study } from '../../../src/engine/index.ts';

/** A deal and what is asked of it, read. */
export interface Asked {
  readonly request: Request;
  readonly measure: Measure;
  /** In the engine's own units. */
  readonly others: Changes;
}

/** The unit of a measure in results. */
export const unitOf = ({ what }: Measure): 'percent' | 'multiple' | 'amount' =>
  what === 'irr' ? 'percent' : what === 'multiple' ? 'multiple' : 'amount';

/** A measure as results write it. */
export const told = ({ what }: Measure, value: number | null): number | null =>
  value !== null && what === 'irr' ? value * 100 : value;

/** What one unit of a lever in the request document is in the engine: a preset's rates are in percent. */
export const scaleOf = ({ mode }: Request, { unit }: Lever): number =>
  mode !== 'custom' && unit === 'rate' ? 100 : 1;

/** 8.1 and not 8.100000000000001. */
export const plain = (value: number): number => Number(value.toPrecision(12));

/** A value of a lever in the units of the request document. */
export const given = (request: Request, lever: Lever, value: number): number =>
  plain(value * scaleOf(request, lever));

/** The study of a request that has been read. @throws InvariantError */
export function studyIn(request: Request): Study {
  const study = studyOfRequest(request);
  if (!study.ok) throw new Error('a plan that was read does not open');
  return study.value;
}
