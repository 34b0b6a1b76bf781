/** What deciding on the cash of a table starts from and comes to. */
import type { Text } from '../../engine/index.ts';
import { quotedText, readingText, type ReadingText } from '../../i18n/reading.ts';
import type { Findings } from './findings.ts';
import type { Role } from './model.ts';
import type { NumberLine, Times } from './relations.ts';

/** What a mode wants cash told apart by. */
export interface ModeNeeds {
  readonly apart: boolean;
  readonly pots?: readonly string[];
  /** Cash of all deals in one period counts as their net. */
  readonly netsDeals?: boolean;
}

export interface NamedLine {
  readonly line: NumberLine;
  readonly name: string;
  readonly pot?: string;
  /** Of a line of money in or out of a deal: what it adds to the deal's cash. */
  readonly sign?: 1 | -1;
}

/** A line of money in or out: amounts are positive by its role, or keep the sign they have. */
export interface PairLine {
  readonly line: NumberLine;
  readonly how: 'positive' | 'negative' | 'asSigned';
}

export type Cash =
  | {
      readonly kind: 'net';
      readonly line: NumberLine;
      /** What is paid in stands as positive. */
      readonly turned?: true;
      readonly paidIn: readonly PairLine[];
      readonly paidOut: readonly PairLine[];
    }
  | {
      readonly kind: 'pair';
      readonly paidIn: readonly PairLine[];
      readonly paidOut: readonly PairLine[];
      readonly nets: readonly NumberLine[];
    }
  | { readonly kind: 'sources'; readonly sources: readonly NamedLine[] }
  /** Nothing here is cash; what it seems to be. */
  | { readonly kind: 'none'; readonly seems: ReadingText }
  /** A question stands open. */
  | { readonly kind: 'open' };

export interface Decided {
  readonly roles: ReadonlyMap<number, { readonly role: Role; readonly why: Text }>;
  readonly cash: Cash;
}

export interface CashInput {
  readonly lines: readonly NumberLine[];
  readonly times: Times;
  readonly needs: ModeNeeds;
  readonly findings: Findings;
  /** Range of the table. */
  readonly range: string;
  readonly chosen: ReadonlyMap<number, Role>;
}

export type Roles = Map<number, { role: Role; why: Text }>;

export const set = (roles: Roles, line: NumberLine, role: Role, why: Text): void =>
  void roles.set(line.index, { role, why });
export const headWhy = (line: NumberLine): Text => readingText('whyHead', { head: quotedText(line.head) });

export const saysPair = ({ says }: NumberLine): boolean => says === 'paidIn' || says === 'paidOut';
