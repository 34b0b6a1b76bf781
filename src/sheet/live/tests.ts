/** Coverage tests: what they read, and whether they pass. */
import type { Operand, When } from '../../engine/index.ts';
import { grouped, shareOf, sum, type Expr } from './expression.ts';
import type { Seat } from './ledger-tier.ts';
import type { Setting } from './context.ts';

/** What a test may read of its ledger, as it stands before the pot's first payment. */
export interface Readings {
  owed(tier: string, pot: number): Expr;
  held(reserve: string): Expr;
  unreturned(party: string): Expr;
}

/** A column that is 1 while the test of a tier passes. */
export function openTests(
  { book, definition, terms, word, nameOf }: Setting,
  readings: Readings,
): (seat: Seat, pot: number, when: When, cash: Expr) => Expr {
  const read = (operand: Operand, cash: Expr, pot: number): Expr => {
    if (operand === 'cash') return cash;
    if (typeof operand === 'number') return String(operand);
    if ('owed' in operand) return sum([operand.owed].flat().map((id) => readings.owed(id, pot)));
    if ('reserve' in operand) return readings.held(operand.reserve);
    return sum([operand.unreturned].flat().map(readings.unreturned));
  };
  return (seat, pot, when, cash) => {
    const suffix = `${seat.mark}#${pot + 1}`;
    const potName = definition.pots.length > 1 ? ` · ${definition.pots[pot]!.id}` : '';
    const of = read(when.of, cash, pot);
    const by = when.over === undefined ? '1' : read(when.over, cash, pot);
    const bound = (what: 'min' | 'max') =>
      terms.of(`${seat.tier.id}.${what}`, `${nameOf(seat.tier.id)} · ${word(what)}`, when[what]!, 'number');
    const value = book.define(
      `${seat.tier.id}.test${suffix}`,
      seat.group,
      `${word('test')}${potName}`,
      when.over === undefined ? of : shareOf(grouped(of), grouped(by)),
    );
    const inside = [
      ...(when.min === undefined ? [] : [`${value}>=${bound('min')}`]),
      ...(when.max === undefined ? [] : [`${value}<=${bound('max')}`]),
    ];
    const all = inside.length > 1 ? `AND(${inside.join()})` : (inside[0] ?? 'TRUE()');
    // A zero denominator passes.
    const passes = when.over === undefined ? all : `OR(${grouped(by)}=0,${all})`;
    return book.define(`${seat.tier.id}.passes${suffix}`, seat.group, word('passes'), `IF(${passes},1,0)`, {
      format: 'flag',
    });
  };
}
