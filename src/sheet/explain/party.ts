/** A party's total of a period: what each tier paid it. */
import type { Result } from '../../engine/index.ts';
import { cellTexts, formatAmount, partyCalled, say } from '../../i18n/index.ts';
import type { DetailColumn } from '../table.ts';
import { inWords, named, summand, sumOf, same } from './arithmetic.ts';
import type { Table } from './columns.ts';
import type { Told } from './tier.ts';

export function tellPartyTotal(column: DetailColumn, k: number, result: Result, table: Table): Told {
  const { locale } = table;
  const party = column.party!;
  const who = partyCalled(result.definition, party, locale);
  const total = column.values[k] ?? 0;
  const parts = result.tiers.flatMap((tier) => {
    const paid = tier.payments.find((p) => p.party === party);
    if (!paid) return [];
    const key = table.columns.has(`${tier.id}>${party}`) ? `${tier.id}>${party}` : `${tier.id}.paid`;
    return [{ name: say(tier.name, locale), amount: paid.amounts[k]!, key }];
  });
  const summands = [
    ...(party === 'gp' ? [summand(cellTexts.ownSlice, result.gpSlice[k]!, locale)] : []),
    ...parts.map(({ name, amount }) => named(name, amount, locale)),
  ];
  const said =
    total === 0
      ? say(cellTexts.partyNothing, locale, { who })
      : say(cellTexts.partyTotal, locale, {
          who,
          terms: inWords(summands),
          amount: formatAmount(total, locale),
        });
  return {
    sentences: same(sumOf(summands), total) ? [said] : [],
    inputs: parts.filter((p) => p.amount !== 0 || total === 0).flatMap(({ key }) => table.cell(key, k)),
  };
}
