/** The unit that charts are drawn in: one that leaves at most six digits. A formula chooses it; cells never scale. */
import type { Locale } from '../../engine/index.ts';
import { detailTexts as texts, say } from '../../i18n/index.ts';
import { INK } from './colors.ts';
import { plain, type Canvas } from './canvas.ts';
import { absolute } from './detail-place.ts';

/** What one unit of a chart is, from the smallest: how many of the sheet's unit, and its name. */
type Units = readonly (readonly [size: number, name: string])[];

const YUAN = /^(元|人民币|CNY|RMB|人民币元)$/i;

export function chartUnits(unit: string | null, locale: Locale): Units {
  const zh = locale === 'zh-CN';
  if (unit && zh && YUAN.test(unit))
    return [
      [1, unit],
      [1e4, '万元'],
      [1e8, '亿元'],
    ];
  if (unit === '万元')
    return [
      [1, unit],
      [1e4, zh ? '亿元' : '亿元 (100m CNY)'],
    ];
  const of = (en: string, name: string) =>
    zh ? `${name}${unit ? ` ${unit}` : ''}` : unit ? `${unit} ${en}` : en;
  // Beside a unit that has a size of its own, such as thousands of euros, a factor is clearer than a word.
  if (unit && !/^[A-Z]{3}$|^.$/u.test(unit))
    return [
      [1, unit],
      [1e3, `${unit} × 1,000`],
      [1e6, `${unit} × 1,000,000`],
      [1e9, `${unit} × 1,000,000,000`],
    ];
  return [
    [1, unit ?? ''],
    [1e3, of('k', '千')],
    [1e6, of('m', '百万')],
    [1e9, of('bn', '十亿')],
  ];
}

/** Above so many a larger unit is taken: five digits before the point, one behind it. */
const MOST = 99_999.5;

export interface ChartScale {
  /** Absolute cells: what amounts are divided by, the unit's name, how many decimals texts show. */
  readonly by: string;
  readonly unit: string;
  readonly decimals: string;
  /** The same as the run has them. */
  readonly given: { readonly by: number; readonly unit: string; readonly decimals: number };
}

/** @param largest formula of the largest amount, and the amount */
export function putScale(
  canvas: Canvas,
  at: { readonly row: number; readonly column: number },
  largest: { readonly formula: string; readonly amount: number },
  unit: string | null,
  locale: Locale,
): ChartScale {
  const { row, column } = at;
  const cell = (i: number) => absolute(row + i, column + 2);
  const [most, by, name, decimals] = [cell(0), cell(1), cell(2), cell(3)];
  const units = chartUnits(unit, locale);
  const bounded = units.slice(0, -1);
  const nested = (last: string, each: (i: number) => string, test: (i: number) => string) =>
    bounded.reduceRight((rest, _, i) => `IF(${test(i)},${each(i)},${rest})`, last);
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const chosen = units.find(([size]) => largest.amount < MOST * size) ?? units.at(-1)!;
  const lines: readonly (readonly [string, string])[] = [
    [say(texts.largest, locale), `=${largest.formula}`],
    [
      say(texts.scale, locale),
      `=${nested(
        String(units.at(-1)![0]),
        (i) => String(units[i]![0]),
        (i) => `${most}<${MOST * units[i]![0]}`,
      )}`,
    ],
    [
      '',
      `=${nested(
        quoted(units.at(-1)![1]),
        (i) => quoted(units[i]![1]),
        (i) => `${by}=${units[i]![0]}`,
      )}`,
    ],
    [say(texts.decimals, locale), `=IF(${by}>1,1,IF(${most}<100,2,IF(${most}<1000,1,0)))`],
  ];
  lines.forEach(([label, formula], i) => {
    canvas.put(row + i, column, plain(label), { color: INK.muted });
    canvas.put(row + i, column + 2, formula, { color: INK.muted, align: 'right' });
  });
  const { amount } = largest;
  return {
    by,
    unit: name,
    decimals,
    given: {
      by: chosen[0],
      unit: chosen[1],
      decimals: chosen[0] > 1 ? 1 : amount < 100 ? 2 : amount < 1000 ? 1 : 0,
    },
  };
}
