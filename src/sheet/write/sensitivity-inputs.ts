/** Below a grid that recalculates: the deal as cells, the measure, and the values of its heads, all of which may be changed. */
import { cellAddress, rangeAddress } from '../grid.ts';
import type { Style } from '../plan.ts';
import type { DealBlock } from '../deal-block.ts';
import { FORMATS, plain, type Canvas } from './canvas.ts';
import { INK } from './colors.ts';

export interface GridInputs {
  readonly block: DealBlock;
  /** Party and measure, such as `lp.irr`. */
  readonly measure: string;
  /** The terms, as the function takes them: a label, an id, `exit` or `cash`. */
  readonly down: string;
  readonly across: string;
  readonly words: Readonly<Record<'inputs' | 'measure' | 'mode' | 'downValues' | 'acrossValues', string>>;
}

interface Values {
  readonly values: readonly number[];
  readonly format: keyof typeof FORMATS;
}

const INPUT: Style = { color: INK.input, fill: INK.inputFill };

/** Gives the formula over the cells, without its equals sign. */
export function putInputs(
  canvas: Canvas,
  top: number,
  { block, measure, down, across, words }: GridInputs,
  heads: { readonly down: Values; readonly across: Values },
): string {
  canvas.put(top, 0, plain(words.inputs), { bold: true });
  const line = (row: number, label: string, value: string): string => {
    canvas.put(row, 0, plain(label));
    canvas.put(row, 1, plain(value), { ...INPUT, align: 'left' });
    return cellAddress(row, 1);
  };
  const measureCell = line(top + 1, words.measure, measure);
  const varied = (row: number, label: string, term: string, { values, format }: Values): string => {
    const cell = line(row, label, term);
    values.forEach((value, c) => canvas.put(row, 2 + c, value));
    canvas.style(row, 2, 1, values.length, { ...INPUT, align: 'right', numberFormat: FORMATS[format] });
    return `${cell},${rangeAddress(row, 2, 1, values.length)}`;
  };
  const downArguments = varied(top + 2, words.downValues, down, heads.down);
  const acrossArguments = varied(top + 3, words.acrossValues, across, heads.across);
  const modeCell = line(top + 4, words.mode, block.mode);
  const terms = top + 5;
  block.terms.forEach(({ cells: [label, value, unit], isRate }, i) => {
    canvas.put(terms + i, 0, plain(label));
    canvas.put(terms + i, 1, typeof value === 'string' ? plain(value) || null : value, {
      ...INPUT,
      align: typeof value === 'string' ? 'left' : 'right',
      numberFormat: isRate ? FORMATS.term : FORMATS.number,
    });
    canvas.put(terms + i, 2, plain(unit) || null, { color: INK.muted });
  });
  const flows = putFlows(canvas, terms + block.terms.length + 1, block);
  const others = flows.contributions ? [flows.dates, flows.contributions] : [flows.dates].filter(Boolean);
  const deal = [modeCell, rangeAddress(terms, 0, block.terms.length, 3), flows.cash];
  return `WATERFALL.SENSITIVITY(${[measureCell, ...deal, downArguments, acrossArguments, ...others].join()})`;
}

/** The table of cash, and its parts as the function takes them. */
function putFlows(
  canvas: Canvas,
  head: number,
  { when, cash, hasHeads, contributions }: DealBlock,
): {
  readonly cash: string;
  readonly dates: string;
  readonly contributions: string;
} {
  const columns = [...cash, ...(contributions ? [contributions] : [])];
  canvas.put(head, 0, plain(when.head), { bold: true, fill: INK.head });
  columns.forEach(({ head: text, values }, c) => {
    canvas.put(head, 1 + c, plain(text), { bold: true, fill: INK.head, align: 'right' });
    values.forEach((value, k) => canvas.put(head + 1 + k, 1 + c, value));
  });
  const rows = when.values.length;
  when.values.forEach((value, k) => canvas.put(head + 1 + k, 0, value));
  canvas.style(head + 1, 0, rows, 1, {
    align: 'left',
    numberFormat: when.isDates ? FORMATS.date : '0',
    ...(when.isDates ? INPUT : {}),
  });
  canvas.style(head + 1, 1, rows, columns.length, { ...INPUT, align: 'right', numberFormat: FORMATS.amount });
  // The heads name deals and pots; ranges beside each other are as long as each other.
  const first = hasHeads ? head : head + 1;
  const part = (column: number, width: number) => rangeAddress(first, column, rows + head + 1 - first, width);
  return {
    cash: part(1, cash.length),
    dates: when.isDates ? part(0, 1) : '',
    contributions: contributions ? part(1 + cash.length, 1) : '',
  };
}
