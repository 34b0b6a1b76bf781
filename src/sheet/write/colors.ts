/** Colours of sheets: hue says who is paid, tint says why. Excel's own background is white whatever the theme. */
export const INK = {
  input: '#0000FF',
  inputFill: '#FFF9E3',
  formula: '#000000',
  link: '#00703C',
  muted: '#535C67',
  rule: '#767F8A',
  line: '#DDE1E6',
  head: '#F1F3F5',
  danger: '#FCEDEB',
} as const;

/** Parties and project cash that have a hue of their own. */
export const HUES: Readonly<Record<string, string>> = {
  cash: '#505A66',
  lp: '#2A6CB5',
  gp: '#BC5310',
  senior: '#1B3F73',
  mezzanine: '#B868C8',
  subordinated: '#1F9A7C',
};
const OTHERS = ['#2A6CB5', '#1F9A7C', '#B868C8', '#1B3F73'];

/** The hue of a party; parties without one of their own take turns. */
export function hueOf(party: string, index = 0): string {
  return HUES[party] ?? OTHERS[index % OTHERS.length]!;
}

const TINT = { capital: 1, return: 0.52, residual: 0.18 } as const;

/** The hue mixed over white: capital solid, return or hurdle 52 %, residual 18 %. */
export function tintOf(hue: string, why: keyof typeof TINT): string {
  const part = TINT[why];
  const channel = (i: number) => parseInt(hue.slice(1 + 2 * i, 3 + 2 * i), 16);
  const mixed = [0, 1, 2].map((i) => Math.round(channel(i) * part + 255 * (1 - part)));
  return `#${mixed.map((v) => v.toString(16).padStart(2, '0').toUpperCase()).join('')}`;
}
