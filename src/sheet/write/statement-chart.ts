/** The chart of a statement: what was paid in below the axis, what each tier paid above it; and the rows it is drawn from. */
import { total } from '../../engine/index.ts';
import { detailTexts, say } from '../../i18n/index.ts';
import { statementTexts as texts } from '../../i18n/statement.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import type { ChartPlan } from '../plan.ts';
import { plain } from './canvas.ts';
import { putScale } from './chart-scale.ts';
import { HUES, INK, isLight } from './colors.ts';
import type { Row } from './statement-figures.ts';
import type { Statement } from './statement-place.ts';

const HEIGHT = 13;
/** Rows of the scale above the data. */
const SCALE = 5;

export interface StatementChart {
  /** First row below the chart. */
  readonly bottom: number;
  /** Writes the rows it is drawn from, below what is printed. */
  data(row: number): {
    readonly plan: ChartPlan;
    readonly folded: { readonly row: number; readonly rows: number };
  };
}

export function statementChart(statement: Statement, top: number): StatementChart {
  const { canvas, about, document, party, rows, tiers, columns, firstRow, totalRow, word } = statement;
  const slate = HUES['cash']!;
  const data: StatementChart['data'] = (row) => {
    canvas.put(row, 0, say(detailTexts.chartData, about.locale), { color: INK.muted, bold: true });
    const paid = rangeAddress(firstRow, 1, totalRow - firstRow, 1);
    const received = rangeAddress(firstRow, 2, totalRow - firstRow, tiers.length);
    const amount = Math.max(
      ...rows.flatMap(({ from, to }) => [
        total(party.contributed.slice(from, to + 1)),
        total(party.received.slice(from, to + 1)),
      ]),
    );
    const scale = putScale(
      canvas,
      { row: row + 1, column: 0 },
      { formula: `MAX(${paid},${received})`, amount },
      document.unit,
      about.locale,
    );
    const title = word(texts.byYear);
    const titleAt = { row: row + 1, column: 4 };
    canvas.put(titleAt.row, titleAt.column, `="${title}"&IF(${scale.unit}="",""," · "&${scale.unit})`);
    const head = row + SCALE + 1;
    [word(texts.paidIn), ...tiers.map((t) => t.name)].forEach((name, i) =>
      canvas.put(head, 1 + i, plain(name)),
    );
    const names = shortNames(rows);
    rows.forEach(({ label }, i) => {
      canvas.put(head + 1 + i, 0, plain(names[i] ?? label));
      for (let c = 1; c < 2 + tiers.length; c++)
        canvas.put(head + 1 + i, c, `=${c === 1 ? '-' : ''}N(${cellAddress(firstRow + i, c)})/${scale.by}`);
    });
    canvas.style(head, 0, rows.length + 1, 2 + tiers.length, { color: INK.muted, align: 'right' });
    canvas.style(head + 1, 1, rows.length, 1 + tiers.length, { numberFormat: '#,##0.00' });
    const { unit } = scale.given;
    return {
      plan: {
        title: { ...titleAt, text: unit ? `${title} · ${unit}` : title },
        legend: true,
        data: { row: head, column: 0, rows: rows.length + 1, columns: 2 + tiers.length },
        series: [
          { fill: INK.head, outline: slate },
          ...tiers.map(({ step }) => ({
            fill: step.fill,
            ...(isLight(step.fill) ? { outline: step.hue } : {}),
          })),
        ],
        at: { row: top, column: 0, rows: HEIGHT, columns },
      },
      folded: { row, rows: SCALE + 2 + rows.length },
    };
  };
  return { bottom: top + HEIGHT, data };
}

/** Above so many rows their names would run into each other below the bars. */
const MANY = 12;

/** The numbers in the names of many rows, where these tell them apart. */
function shortNames(rows: readonly Row[]): readonly string[] {
  const short = rows.map(({ label }) => /\d+/.exec(label)?.[0] ?? label);
  return rows.length > MANY && new Set(short).size === rows.length ? short : [];
}
