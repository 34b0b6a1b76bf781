/** What is asked of a simulation, and what the page and its worker say to each other. */
import type { SimulationResult } from '../engine/index.ts';
import type { Locale } from '../i18n/index.ts';

/** What is asked: a request document and what of it is uncertain, in the service's notation. */
export interface SimulationAsked {
  readonly request: unknown;
  readonly uncertainty: object;
  readonly scenarios: number;
  readonly seed: number;
}

/** What is wrong with it, in words. */
export interface SimulationFault {
  readonly path: string;
  readonly message: string;
}

export type WorkerAsked =
  | { readonly id: number; readonly asked: SimulationAsked; readonly locale: Locale }
  | { readonly id: number; readonly cancel: true };

export type WorkerReply =
  | { readonly id: number; readonly kind: 'soFar' | 'done'; readonly result: SimulationResult }
  | { readonly id: number; readonly kind: 'refused'; readonly faults: readonly SimulationFault[] };
