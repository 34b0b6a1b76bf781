import { ICanvasColorService } from '@univerjs/preset-sheets-core';
import { ThemeService } from '@univerjs/presets';
import type { Core } from './core.ts';

/** Colours of sheets and what they become in the dark; the same pairs as in the pane. */
const pairs: Readonly<Record<string, string>> = {
  '#FFFFFF': '#1F2124',
  '#000000': '#F0F2F4',
  '#1A1F25': '#F0F2F4',
  '#F1F3F5': '#2A2D31',
  '#F5F6F8': '#2A2D31',
  '#F8F9FA': '#2A2D31',
  '#DDE1E6': '#41464D',
  '#D9D9D9': '#41464D',
  '#D6D8DB': '#41464D',
  '#535C67': '#B5BDC7',
  '#0000FF': '#8FB4FF',
  '#00703C': '#83CE93',
  '#FFF9E3': '#3A2E15',
  '#0A6766': '#5CC4BF',
  '#084F4E': '#5CC4BF',
  '#E2F0EF': '#15393A',
  '#505A66': '#8E98A4',
  '#2A6CB5': '#6FA8EA',
  '#BC5310': '#EE9146',
  '#FCEDEB': '#402220',
  '#B3261E': '#FF9C92',
};

function channels(colour: string): [number, number, number] | null {
  const hex =
    /^#([0-9a-f]{6})$/i.exec(colour)?.[1] ?? /^#([0-9a-f]{3})$/i.exec(colour)?.[1]?.replace(/./g, '$&$&');
  if (hex) return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
  const parts = /^rgb\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\)$/i.exec(colour);
  return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : null;
}

const toHex = (rgb: readonly number[]) =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`.toUpperCase();

/** Keeps hue, turns light into dark within the pane's white and black. */
function flipped(rgb: readonly [number, number, number]): string {
  const [low, high] = [Math.min(...rgb), Math.max(...rgb)];
  const light = (low + high) / 510;
  const wanted = 0.94 - 0.81 * light;
  const reach = (at: number) => 1 - Math.abs(2 * at - 1) || 1e-6;
  const scale = Math.min(1, reach(wanted) / reach(light));
  return toHex(rgb.map((part) => Math.min(255, Math.max(0, wanted * 255 + (part - light * 255) * scale))));
}

/** The library inverts colours by a matrix, which leaves neither its greys nor our blue readable. */
export function useDarkColours({ injector }: Core): void {
  const theme = injector.get(ThemeService);
  const service = injector.get(ICanvasColorService);
  const others = service.getRenderColor.bind(service);
  const known = new Map<string, string>();
  service.getRenderColor = (colour) => {
    if (!theme.darkMode) return colour;
    const found = known.get(colour);
    if (found) return found;
    const rgb = channels(colour);
    const dark = rgb ? (pairs[toHex(rgb)] ?? flipped(rgb)) : others(colour);
    known.set(colour, dark);
    return dark;
  };
}

/** What a colour of the workbook is painted as. */
export const painted = ({ injector }: Core, colour: string) =>
  injector.get(ICanvasColorService).getRenderColor(colour);
