/** Right of the workings: the columns that rates and payback are found in by formulas. */
import { detailTexts as texts, say } from '../../i18n/index.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import { guessing, type LiveMeasures } from '../live/measures.ts';
import type { DatedMeasures } from '../moments.ts';
import { plain } from './canvas.ts';
import { INK } from './colors.ts';
import type { Sheet } from './detail-place.ts';

export interface MeasureColumns {
  /** Formula of the payback. */
  readonly payback: string;
  /** Formula of the rate of each class that paid in; null where no Excel function counts time so, or what is left counts. */
  readonly classRates: ReadonlyMap<string, string | null>;
}

/** @param from first column they may take */
export function measureColumns(
  sheet: Sheet,
  measured: LiveMeasures,
  dated: DatedMeasures | null,
  from: number,
): MeasureColumns {
  const { canvas, about, deal, result, columnOf, firstRow, periods } = sheet;
  const at = (key: string, k: number) => cellAddress(firstRow + k, columnOf.get(key)!);
  let next = from;
  const add = (name: string, formula: (k: number, self: number) => string | null): number => {
    const c = next++;
    canvas.put(firstRow - 1, c, plain(name), { color: INK.muted });
    for (let k = 0; k <= periods; k++) canvas.put(firstRow + k, c, formula(k, c));
    canvas.style(firstRow, c, periods + 1, 1, { color: INK.muted, numberFormat: '#,##0.00' });
    return c;
  };
  const project = deal!.project;
  const toDate = add(say(texts.cumulative, about.locale), (k, c) =>
    k === 0 ? `=${at(project, 0)}` : `=${cellAddress(firstRow + k - 1, c)}+${at(project, k)}`,
  );
  const cum = (k: number) => cellAddress(firstRow + k, toDate);
  const crossing = add(say(texts.paybackYears, about.locale), (k) => {
    if (k === 0) return null;
    const years = (j: number) => at(deal!.years, j);
    const part = `${cum(k - 1)}/${at(project, k)}`;
    const linear =
      deal!.years === 'period'
        ? `${years(k - 1)}-${part}`
        : `${years(k - 1)}-${part}*(${years(k)}-${years(k - 1)})`;
    const reached = result.definition.options.payback === 'whole' ? years(k) : linear;
    return `=IF(AND(${cum(k - 1)}<0,${cum(k)}>=0),${reached},"")`;
  });
  const crossings = rangeAddress(firstRow + 1, crossing, periods, 1);
  const classes = result.parties.filter((p) => p.role === 'class' && p.measures.contributed > 0);
  // What a class would have of the value left is no sum of cells.
  const left = result.liquidations.find((l) => l.period === periods)?.values;
  const classRates = classes.map((p) => {
    const { irr } = p.measures;
    const values = p.received.map((r, k) => r - p.contributed[k]!);
    const flows = add(
      say(p.name, about.locale),
      (k) => `=${at(`total>${p.id}`, k)}-${at(deal!.contributed(p.id), k)}`,
    );
    if (left?.[result.parties.indexOf(p)]!.value) return [p.id, null] as const;
    const formula = dated ? guessing(dated.rateOf(p.id), irr) : measured.rateOf(flows, values, irr);
    return [p.id, formula] as const;
  });
  return {
    payback: dated?.payback ?? `=IF(COUNT(${crossings})=0,"–",MIN(${crossings}))`,
    classRates: new Map(classRates),
  };
}
