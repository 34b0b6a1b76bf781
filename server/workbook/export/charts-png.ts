/** The pane's charts of a run as one picture. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import type { Locale } from '../../../src/engine/index.ts';
import type { ResultDocument } from '../../../src/document/index.ts';
import { formatAmount, say } from '../../../src/i18n/index.ts';
import { detailTexts as texts } from '../../../src/i18n/detail.ts';
import { pane } from '../../../src/i18n/pane.ts';
import { HUES } from '../../../src/sheet/index.ts';
import { textWidth, waterfall, type Words } from '../../../src/charts/waterfall-chart.ts';
import { Problem } from '../../problem.ts';
import type { VNode } from '../../../src/charts/markup.ts';
import { capitalOpen, slicesOf, type Slice } from '../../../src/charts/bars.ts';
import { recovery, stack } from '../../../src/charts/time-charts.ts';

const WIDTH = 640;
const MARGIN = 24;
const TITLE = 34;
const SCALE = 2;

/**
 * A picture cannot ask for a font: one with Latin and Chinese letters comes with the service, and its usual letters alone,
 * which are drawn thirty times as fast, with the built one. The whole font has those that are missing there.
 */
const USUAL = path.join(import.meta.dirname, 'charts.ttf');
const WHOLE = fileURLToPath(
  import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
);
const FONTS = existsSync(USUAL) ? [USUAL, WHOLE] : [WHOLE];

/**
 * Letters of a picture. Once it has begun nothing can stop the library, and a letter of the whole font takes it more than
 * a millisecond; a picture with as many cannot be read either.
 */
const MOST_LETTERS = 6000;

/**
 * Where the cash went, the recovery, the split of each period and the capital left, one below the other, as a PNG.
 * @throws Problem TOO_HEAVY
 */
export function chartsPng(document: ResultDocument, locale: Locale): Buffer {
  const svg = chartsSvg(document, locale);
  if (lettersOf(svg) > MOST_LETTERS) throw new Problem('TOO_HEAVY');
  return pngOf(svg);
}

const lettersOf = (svg: string): number =>
  [...svg.matchAll(/<text[^>]*>([^<]*)/g)].reduce((sum, [, text]) => sum + text!.length, 0);

/** @param fonts files, of which each has the letters that those before it lack */
export const pngOf = (svg: string, fonts: readonly string[] = FONTS): Buffer =>
  new Resvg(svg, {
    font: { fontFiles: [...fonts], loadSystemFonts: false, defaultFontFamily: 'Noto Sans SC' },
    fitTo: { mode: 'zoom', value: SCALE },
    background: '#FFFFFF',
  })
    .render()
    .asPng();

export function chartsSvg({ tables, unit }: ResultDocument, locale: Locale): string {
  const slices = slicesOf(tables, locale);
  const cash = slices.reduce((sum, s) => sum + s.total, 0);
  const words: Words = {
    amount: (n) => formatAmount(n, locale),
    cash: say(pane.cash, locale),
    paidBack: (year) => say(pane.paidBack, locale, { year: formatAmount(year, locale, 2) }),
  };
  const periods = tables.cash.flatMap((c, k) => (k > 0 || c !== 0 ? [k] : []));
  const money = unit ? ` · ${unit}` : '';
  const open = capitalOpen(tables, locale);
  const charts: [title: string, chart: VNode, key?: readonly Slice[]][] = [
    [
      say(texts.whereCashWent, locale, { amount: words.amount(cash) }),
      waterfall(WIDTH, cash, slices, '', words),
    ],
    [
      say(texts.recovery, locale),
      recovery(WIDTH, tables.net, tables.years, tables.project.payback, '', words),
    ],
    [say(texts.splitOfPeriods, locale), stack(WIDTH, slices, periods, '', words), slices],
  ];
  if (open.length)
    charts.push([
      say(texts.remainingCapital, locale),
      stack(WIDTH, open, [...tables.net.keys()], '', words),
      open,
    ]);
  let y = MARGIN;
  const drawn = charts.map(([title, chart, key = []]) => {
    const keyTop = y + TITLE;
    const legend = legendOf(key, keyTop);
    const top = keyTop + legend.height;
    y = top + Number(chart.props.height) + MARGIN;
    return (
      `<text x="${MARGIN}" y="${keyTop - 14}" class="title">${escaped(title + money)}</text>${legend.svg}` +
      `<g transform="translate(${MARGIN} ${top})">${chart.children.map(written).join('')}</g>`
    );
  });
  const width = WIDTH + 2 * MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}"><style>${STYLE}</style>${drawn.join('')}</svg>`;
}

const KEY_ROW = 20;

/** What each hue stands for, in as many rows as it takes. */
function legendOf(slices: readonly Slice[], top: number): { svg: string; height: number } {
  let x = MARGIN;
  let row = 0;
  const keys = slices.map(({ hue, tint, legend }) => {
    const wide = 18 + textWidth(legend) * 1.08 + 16;
    if (x > MARGIN && x + wide > MARGIN + WIDTH) {
      x = MARGIN;
      row += 1;
    }
    const y = top + row * KEY_ROW;
    const svg = `<rect x="${x}" y="${y}" width="11" height="11" class="hue-${hue} ${tint}"/><text x="${x + 17}" y="${y + 10}">${escaped(legend)}</text>`;
    x += wide;
    return svg;
  });
  return { svg: keys.join(''), height: slices.length ? (row + 1) * KEY_ROW : 0 };
}

function written(node: VNode['children'][number]): string {
  if (!('tag' in node)) return escaped(node.text);
  const attributes = Object.entries(node.props)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return `<${node.tag}${attributes.join('')}>${node.children.map(written).join('')}</${node.tag}>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Control characters have no place in XML at all. */
const escaped = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"]/g, (c) => ENTITIES[c]!);

/** What the pane's style sheet says of its charts, on white. */
const STYLE = [
  'text{font-family:"Noto Sans SC";font-size:11px;fill:#1A1F25}',
  '.title{font-size:14px}.quiet{fill:#535C67}',
  '.boxed{paint-order:stroke;stroke:#fff;stroke-width:3px}',
  '.gridline{stroke:#DDE1E6}.axis{stroke:#767F8A}.connector{stroke:#767F8A;stroke-dasharray:2 2}',
  '.running,.halo{fill:none;stroke:#1A1F25;stroke-width:1.5px}.halo{stroke:#fff;stroke-width:4px}',
  '.point{fill:#fff;stroke:#1A1F25;stroke-width:1.5px}',
  ...Object.entries(HUES).map(
    ([name, hue]) =>
      `.hue-${name}{fill:${hue}}.hue-${name}.mid{fill-opacity:.52;stroke:${hue}}.hue-${name}.light{fill-opacity:.18;stroke:${hue}}`,
  ),
].join('');
