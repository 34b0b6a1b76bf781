/** A block of inputs for a mode, filled with an example that runs: the mode and its terms, below them periods with their cash. */
import { serialOf, type Locale, type Preset } from '../../engine/index.ts';
import { inputBlockTexts as texts } from '../../i18n/input-block.ts';
import { say, type Text } from '../../i18n/text.ts';
import { defaultTerms } from '../default-terms.ts';
import type { PlanCell, SheetPlan, Style } from '../plan.ts';
import { potNames } from '../pot-names.ts';
import { modeNamed } from '../read/labels.ts';
import { potOf } from '../read/sources.ts';
import { Canvas, FORMATS, plain } from './canvas.ts';
import { INK } from './colors.ts';
import { shownLength, textWidth } from './widths.ts';

/** A column of cash under its head, from the closing on. */
interface CashColumn {
  readonly head: string;
  readonly amounts: readonly number[];
}

const PERIODS = 6;
const FIRST_YEAR = 2025;
const INPUT: Style = { color: INK.input, fill: INK.inputFill, align: 'right' };
/** Between the numbers of a column and the next. */
const ROOM = 2;

/** As a sheet from A1; the pane puts the same cells where the cursor is. The reader takes it without a question. */
export function inputBlock(preset: Preset, locale: Locale): SheetPlan {
  const word = (text: Text) => say(text, locale);
  const canvas = new Canvas();
  canvas.put(0, 0, plain(word(texts.example)), { color: INK.muted });
  const terms = termRows(preset, locale);
  terms.forEach(([label, value, unit, format], r) => {
    canvas.put(1 + r, 0, plain(label));
    canvas.put(1 + r, 1, value, { ...INPUT, ...(format ? { numberFormat: format } : { align: 'left' }) });
    canvas.put(1 + r, 2, unit, { color: INK.muted });
  });
  const top = terms.length + 2;
  const columns = cashColumns(preset, locale);
  const isDated = preset.group === 'other';
  [word(isDated ? texts.date : texts.year), ...columns.map(({ head }) => head)].forEach((head, c) =>
    canvas.put(top, c, plain(head), { bold: true, fill: INK.head, align: c ? 'right' : 'left' }),
  );
  for (let period = 0; period < PERIODS; period++) {
    canvas.put(top + 1 + period, 0, isDated ? serialOf(`${FIRST_YEAR + period}-12-31`)! : period);
    columns.forEach(({ amounts }, c) => canvas.put(top + 1 + period, 1 + c, amounts[period]!));
  }
  canvas.style(top + 1, 0, PERIODS, 1, {
    ...INPUT,
    align: 'left',
    numberFormat: isDated ? FORMATS.date : '0',
  });
  canvas.style(top + 1, 1, PERIODS, columns.length, { ...INPUT, numberFormat: FORMATS.amount });
  const cells = canvas.rectangle();
  return {
    name: word(texts.sheet),
    cells,
    styles: canvas.styles,
    names: [],
    widths: widthsOf(cells.slice(1), isDated),
    freeze: { rows: 0, columns: 0 },
    charts: [],
    print: {
      area: { row: 0, column: 0, rows: cells.length, columns: cells[0]!.length },
      titleRows: [0, 0],
      footer: { left: word(texts.sheet), center: '' },
    },
    table: null,
    map: null,
  };
}

type TermRow = readonly [label: string, value: PlanCell, unit: string | null, format?: string];

/** The mode by its name, where that is known for it alone, then its terms. */
function termRows(preset: Preset, locale: Locale): TermRow[] {
  const name = say(preset.name, locale);
  const rows = defaultTerms(preset, locale).map(([label, value, unit]): TermRow => {
    // Of the unit of money an example stands in its place.
    if (value === '') return [label, plain(say(texts.unit, locale)), null];
    return [label, value, unit, FORMATS.rate];
  });
  return modeNamed(name) === preset.id ? [[say(texts.mode, locale), plain(name), null], ...rows] : rows;
}

/** What the mode tells apart stands in columns of its own; where returns count by dates, calls stand beside the cash. */
function cashColumns(preset: Preset, locale: Locale): CashColumn[] {
  const word = (text: Text) => say(text, locale);
  if (preset.pots) {
    const names = potNames(preset, locale);
    return preset.pots.map((id, p) => {
      const name = names?.[id] ?? id;
      const isLast = p === preset.pots!.length - 1;
      return {
        head: potOf(name, preset.pots!) === id ? name : id,
        amounts: isLast ? [-10_000, 0, 0, 0, 0, 12_500] : [0, 450, 480, 510, 540, 570],
      };
    });
  }
  if (preset.byDeal)
    return [
      [-5_000, 300, 400, 6_500, 0, 0],
      [-3_000, 0, 200, 200, 2_000, 0],
      [0, -2_000, 150, 150, 150, 5_600],
    ].map((amounts, d) => ({ head: say(texts.deal, locale, { letter: 'ABC'[d]! }), amounts }));
  if (preset.group !== 'other')
    return [{ head: word(texts.net), amounts: [-10_000, 1_000, 2_000, 3_000, 4_000, 5_000] }];
  return [
    { head: word(texts.calls), amounts: [6_000, 4_000, 0, 0, 0, 0] },
    { head: word(texts.cash), amounts: [0, 0, 1_000, 3_000, 5_000, 7_000] },
  ];
}

/** Numbers in full; a text may go on over the empty cells at its right, so that those of the first column alone count. */
function widthsOf(cells: readonly (readonly PlanCell[])[], isDated: boolean): number[] {
  return cells[0]!.map((_, c) =>
    Math.max(
      10,
      ...cells.map((line) => {
        const value = line[c]!;
        if (typeof value === 'number')
          return shownLength(value, c ? FORMATS.amount : isDated ? FORMATS.date : '0') + ROOM;
        return typeof value === 'string' && (c === 0 || line[c + 1] !== null) ? textWidth(value) + ROOM : 0;
      }),
    ),
  );
}
