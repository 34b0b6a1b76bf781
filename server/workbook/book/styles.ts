/** Looks of cells as a file has them and as data has them. */
import { resolveThemeColor, type CellStyle } from 'hucre/xlsx';
import { borderStyles, type BookStyle } from './document.ts';

type Colour = NonNullable<NonNullable<CellStyle['font']>['color']>;
type Border = NonNullable<BookStyle['top']>;

/** Looks that occur, each once. */
export class Styles {
  readonly all: BookStyle[] = [];
  readonly #places = new Map<string, number>();
  readonly #theme: string[];

  /** @param theme colours in the order of the file, which has each dark one before its light one; cells count the other way */
  constructor([dark1, light1, dark2, light2, ...others]: readonly string[]) {
    this.#theme = dark1 && light1 && dark2 && light2 ? [light1, dark1, light2, dark2, ...others] : [];
  }

  /** Where a look stands in the list; undefined for the usual one. A date needs a format to be seen as one. */
  placeOf(style: CellStyle | undefined, isDate: boolean): number | undefined {
    const found = style ? this.#read(style) : {};
    if (isDate && !found.format) found.format = 'yyyy-mm-dd';
    if (!Object.keys(found).length) return undefined;
    const key = JSON.stringify(found);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.all.push(found) - 1);
    return this.all.length - 1;
  }

  #read({ font, fill, border, alignment, numFmt }: CellStyle): BookStyle {
    const isSolid = fill?.type === 'pattern' && fill.pattern === 'solid';
    const { horizontal, vertical, wrapText } = alignment ?? {};
    const align = HORIZONTAL[horizontal ?? ''];
    return given({
      format: numFmt && numFmt !== 'General' ? numFmt.slice(0, 255) : undefined,
      bold: font?.bold || undefined,
      italic: font?.italic || undefined,
      underline: font?.underline ? true : undefined,
      size: font?.size,
      font: font?.name,
      color: this.#colour(font?.color),
      fill: isSolid ? this.#colour(fill.fgColor) : undefined,
      align,
      vertical: vertical === 'top' || vertical === 'center' || vertical === 'bottom' ? vertical : undefined,
      wrap: wrapText || undefined,
      ...Object.fromEntries(
        SIDES.map((side) => {
          const line = border?.[side];
          const kind = line && borderKind(line.style);
          return [side, kind && { style: kind, color: this.#colour(line?.color) ?? '#000000' }];
        }),
      ),
    });
  }

  #colour(colour: Colour | undefined): string | undefined {
    if (!colour) return undefined;
    const hex =
      colour.theme === undefined ? colour.rgb : resolveThemeColor(this.#theme, colour.theme, colour.tint);
    // Eight digits begin with how opaque it is.
    const [, digits] = /^(?:[0-9A-F]{2})?([0-9A-F]{6})$/i.exec(hex ?? '') ?? [];
    return digits && `#${digits.toUpperCase()}`;
  }
}

const SIDES = ['top', 'bottom', 'left', 'right'] as const;
const HORIZONTAL: Readonly<Record<string, BookStyle['align']>> = {
  left: 'left',
  center: 'center',
  centerContinuous: 'center',
  right: 'right',
};

/** The nearest of the lines a grid draws. */
function borderKind(style: string): Border['style'] {
  const known = borderStyles.find((one) => one === style);
  if (known) return known;
  return style.startsWith('medium') ? 'medium' : 'dashed';
}

const given = (style: Record<string, unknown>): BookStyle =>
  Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined));

/** The same for a file. */
export function styleOfFile(style: BookStyle): CellStyle {
  const { bold, italic, underline, size, font, color, fill, align, vertical, wrap, format } = style;
  const sides = SIDES.flatMap((side) => {
    const line = style[side];
    return line ? [[side, { style: line.style, color: { rgb: line.color.slice(1) } }] as const] : [];
  });
  const hasFont = bold ?? italic ?? underline ?? size ?? font ?? color;
  return {
    ...(hasFont === undefined
      ? {}
      : {
          font: {
            name: font ?? 'Calibri',
            size: size ?? 11,
            ...(bold ? { bold } : {}),
            ...(italic ? { italic } : {}),
            ...(underline ? { underline } : {}),
            ...(color ? { color: { rgb: color.slice(1) } } : {}),
          },
        }),
    ...(fill ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: fill.slice(1) } } } : {}),
    ...(sides.length ? { border: Object.fromEntries(sides) } : {}),
    ...((align ?? vertical ?? wrap)
      ? {
          alignment: {
            ...(align ? { horizontal: align } : {}),
            ...(vertical ? { vertical } : {}),
            ...(wrap ? { wrapText: true } : {}),
          },
        }
      : {}),
    ...(format ? { numFmt: format } : {}),
  };
}
