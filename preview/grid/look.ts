/** Looks of cells as data and as the library has them. */
import {
  BooleanNumber,
  BorderStyleTypes,
  HorizontalAlign,
  VerticalAlign,
  WrapStrategy,
  type IStyleData,
  type Nullable,
} from '@univerjs/presets';
import type { StyleData } from './book-data.ts';

const sides = { top: 't', bottom: 'b', left: 'l', right: 'r' } as const;
const lines: Readonly<Record<NonNullable<StyleData['top']>['style'], BorderStyleTypes>> = {
  thin: BorderStyleTypes.THIN,
  medium: BorderStyleTypes.MEDIUM,
  thick: BorderStyleTypes.THICK,
  double: BorderStyleTypes.DOUBLE,
  dashed: BorderStyleTypes.DASHED,
  dotted: BorderStyleTypes.DOTTED,
  hair: BorderStyleTypes.HAIR,
};
const horizontal = {
  left: HorizontalAlign.LEFT,
  center: HorizontalAlign.CENTER,
  right: HorizontalAlign.RIGHT,
};
const vertical = { top: VerticalAlign.TOP, center: VerticalAlign.MIDDLE, bottom: VerticalAlign.BOTTOM };

const keyOf = <K extends string, V>(
  map: Readonly<Record<K, V>>,
  value: V | null | undefined,
): K | undefined => (Object.keys(map) as K[]).find((key) => map[key] === value);
const hex = (colour: Nullable<string>): string | undefined =>
  /^#[0-9a-f]{6}$/i.test(colour ?? '') ? colour!.toUpperCase() : undefined;

export function lookOf(data: StyleData): IStyleData {
  const borders = (Object.keys(sides) as (keyof typeof sides)[]).flatMap((side) => {
    const line = data[side];
    return line ? [[sides[side], { s: lines[line.style], cl: { rgb: line.color } }] as const] : [];
  });
  return {
    ...(data.format ? { n: { pattern: data.format } } : {}),
    ...(data.bold ? { bl: BooleanNumber.TRUE } : {}),
    ...(data.italic ? { it: BooleanNumber.TRUE } : {}),
    ...(data.underline ? { ul: { s: BooleanNumber.TRUE } } : {}),
    ...(data.size ? { fs: data.size } : {}),
    ...(data.font ? { ff: data.font } : {}),
    ...(data.color ? { cl: { rgb: data.color } } : {}),
    ...(data.fill ? { bg: { rgb: data.fill } } : {}),
    ...(data.align ? { ht: horizontal[data.align] } : {}),
    ...(data.vertical ? { vt: vertical[data.vertical] } : {}),
    ...(data.wrap ? { tb: WrapStrategy.WRAP } : {}),
    ...(borders.length ? { bd: Object.fromEntries(borders) } : {}),
  };
}

export function dataOfLook(look: IStyleData): StyleData {
  const all = {
    format: look.n?.pattern && look.n.pattern !== 'General' ? look.n.pattern : undefined,
    bold: look.bl === BooleanNumber.TRUE || undefined,
    italic: look.it === BooleanNumber.TRUE || undefined,
    underline: look.ul?.s === BooleanNumber.TRUE || undefined,
    size: look.fs ?? undefined,
    // A list of fonts is the page's own, and none that a file can name.
    font: look.ff && !look.ff.includes(',') ? look.ff : undefined,
    color: hex(look.cl?.rgb),
    fill: hex(look.bg?.rgb),
    align: keyOf(horizontal, look.ht),
    vertical: keyOf(vertical, look.vt),
    wrap: look.tb === WrapStrategy.WRAP || undefined,
    ...Object.fromEntries(
      (Object.keys(sides) as (keyof typeof sides)[]).map((side) => {
        const found = look.bd?.[sides[side]];
        const style = keyOf(lines, found?.s);
        return [side, style && { style, color: hex(found?.cl.rgb) ?? '#000000' }];
      }),
    ),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
