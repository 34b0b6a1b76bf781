/** What the formulas of a kind of tier are written with. */
import type { Tier, TierKind } from '../../../engine/index.ts';
import type { Book } from '../book.ts';
import type { Account } from '../capital.ts';
import type { Setting } from '../context.ts';
import type { Expr } from '../expression.ts';
import type { Capital } from '../inflows.ts';
import type { Part, Seat } from '../ledger-tier.ts';

/** What a tier needs to know of the others in its ledger. */
export interface Around {
  account(party: string): Account;
  /** Cash a party has had from anything so far in the period. */
  receivedSoFar(party: string): readonly Expr[];
  /** Payments of the tiers ranked above so far to some parties, less their capital, from the closing on. */
  profitAbove(parties: readonly string[], own: readonly string[]): Expr;
}

export interface LiveRule {
  /** Balances open and accrue. */
  open?(): void;
  owed(available: Expr): Expr;
  /** Cash the tier takes, where that is not the lesser of what there is and what is owed. */
  takes?(available: Expr, owed: Expr, passes: Expr | null): Expr;
  share(paid: Expr, cellOf: (party: string) => Expr): readonly Part[];
  /** The balance at this point of the period. */
  now?(): Expr;
  close?(): void;
  /** What the tier takes in the last period, where that differs. */
  readonly last?: Expr;
}

type Word = Parameters<Setting['word']>[0];
type Rest = Parameters<Book['define']>[3];
type More = Parameters<Book['define']>[4];

export interface Context<T extends Tier = Tier> {
  readonly setting: Setting;
  readonly capital: Capital;
  readonly seat: Seat<T>;
  readonly around: Around;
  key(field: string, party?: string): string;
  /** A column of the detail table, or a part of one. */
  define(field: Word, rest: Rest, more?: More, party?: string): Expr;
  /** A working in a column of its own. */
  step(field: Word, rest: Rest, party?: string, last?: Expr): Expr;
  paidTo(party: string): readonly Expr[];
}

/** The formulas of one kind: for each what is owed, how a payment is shared, how its balance runs. */
export type LiveKind<K extends TierKind> = (context: Context<Extract<Tier, { kind: K }>>) => LiveRule;

export function contextOf(setting: Setting, capital: Capital, seat: Seat, around: Around): Context {
  const { book, word } = setting;
  const { tier, mark, group } = seat;
  const apart = (party?: string) => party !== undefined && seat.to.length > 1;
  const key: Context['key'] = (field, party) =>
    `${tier.id}.${field}${apart(party) ? `>${party}` : ''}${mark}`;
  return {
    setting,
    capital,
    seat,
    around,
    key,
    define(field, rest, more = {}, party) {
      const head = word(field) + (apart(party) ? ` · ${setting.party(party!)}` : '');
      const cell = book.define(key(field, party), group, head, rest, more);
      add(seat, field, cell);
      return cell;
    },
    step: (field, rest, party = '', last) =>
      book.define(
        book.unused(`${key(field)}${party && `>${party}`}`),
        group,
        word(field) + (party && ` · ${setting.party(party)}`),
        rest,
        last === undefined ? {} : { last },
      ),
    paidTo: (party) => seat.payments.filter((p) => p.party === party).map((p) => p.cell),
  };
}

/** Adds a cell to what a column of the detail table sums. */
export function add(seat: Seat, field: string, cell: Expr): void {
  const known = seat.parts.get(field);
  if (known) known.push(cell);
  else seat.parts.set(field, [cell]);
}
