/** The terms of a run as rows of a detail sheet, and the names of their cells. */
import type { ResultDocument } from '../../document/result.ts';
import type { Locale } from '../../engine/definition.ts';
import { commonTerms, presetOf } from '../../engine/index.ts';
import { say } from '../../i18n/index.ts';
import { stepLabel } from '../step-label.ts';
import type { LiveTerm } from '../live/index.ts';
import type { SheetPlan } from '../plan.ts';

export function termRows(document: ResultDocument, locale: Locale): LiveTerm[] {
  const { tables, mode } = document;
  const investment = say(commonTerms[0]!.label, locale);
  const rows: LiveTerm[] = [
    { id: 'investment_amount', label: investment, value: tables.contributions[0]!, format: 'amount' },
  ];
  for (const { id, optional, label, unit } of presetOf(mode)?.terms ?? []) {
    const value = document.terms[id];
    if (value === undefined || optional) continue;
    const format = unit === 'percent' ? 'rate' : 'amount';
    const name = say(label, locale);
    if (typeof value === 'number') rows.push({ id, label: name, value, format });
    else
      value.forEach(({ from, rate }, i) =>
        rows.push({
          id: `${id}.${i}`,
          label: from === undefined ? name : stepLabel(name, from, locale),
          value: rate,
          format,
        }),
      );
  }
  return rows;
}

/** A name for the cell of each term: its id, as far as Excel takes it. */
export function termNames(terms: readonly LiveTerm[], row: number, column: number): SheetPlan['names'] {
  const taken = new Set<string>();
  return terms.flatMap(({ id }, i) => {
    const legal = id.replace(/[^\p{L}\p{N}_.]/gu, '_').slice(0, 200);
    const isCell = /^[a-z]{1,3}\d+$|^r\d*(c\d*)?$|^c\d*$|^[^\p{L}_]/iu.test(legal);
    const name = isCell ? `_${legal}` : legal;
    if (taken.has(name.toLowerCase())) return [];
    taken.add(name.toLowerCase());
    return [{ name, area: { row: row + i, column, rows: 1, columns: 1 } }];
  });
}
