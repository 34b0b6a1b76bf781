/** What Excel takes at most, held against plans and files as they are: counted by other means than the writers use. */
import { inflateRawSync } from 'node:zlib';
import type { SheetPlan } from '../../src/sheet/index.ts';
import { footerOf } from '../../src/sheet/write/excel-limits.ts';

const MOST = {
  formula: 8192,
  arguments: 255,
  levels: 64,
  text: 32_767,
  series: 255,
  columns: 16_384,
  rows: 1_048_576,
  footer: 255,
  name: 31,
} as const;

/** The deepest level and the most arguments of a formula, read character by character; texts and names of sheets are passed over. */
function shapeOf(formula: string): { readonly levels: number; readonly args: number } {
  let [levels, args] = [0, 0];
  const open: number[] = [];
  let quote: string | null = null;
  for (const character of formula) {
    if (quote) {
      if (character === quote) quote = null;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '(') {
      open.push(1);
      levels = Math.max(levels, open.length);
    } else if (character === ')') args = Math.max(args, open.pop() ?? 0);
    else if (character === ',' && open.length) open[open.length - 1]! += 1;
  }
  return { levels, args };
}

function beyondInFormula(formula: string): string[] {
  const { levels, args } = shapeOf(formula);
  return [
    ...(formula.length > MOST.formula ? [`a formula of ${formula.length} characters`] : []),
    ...(levels > MOST.levels ? [`${levels} levels in a formula`] : []),
    ...(args > MOST.arguments ? [`${args} arguments in a formula`] : []),
  ];
}

const over = (what: string, count: number, most: number): string[] =>
  count > most ? [`${what}: ${count}, at most ${most}`] : [];

/** What of a plan Excel would not take; none for any plan. */
export function beyondInPlan({ name, cells, charts, print }: SheetPlan): string[] {
  const footer = footerOf(print.footer);
  const texts = cells.flat().filter((cell) => typeof cell === 'string');
  const [formulas, plain] = [true, false].map((is) => texts.filter((t) => t.startsWith('=') === is));
  return [
    ...formulas!.flatMap(beyondInFormula),
    ...over('characters of a text', Math.max(0, ...plain!.map((t) => t.length)), MOST.text),
    ...over('columns', Math.max(0, ...cells.map((line) => line.length)), MOST.columns),
    ...over('rows', cells.length, MOST.rows),
    ...over('series', Math.max(0, ...charts.map((c) => c.series.length)), MOST.series),
    ...over(
      'characters of a footer',
      `&L${footer.left}&C${footer.center}&R${footer.right}`.length,
      MOST.footer,
    ),
    ...over('characters of a name', name.length, MOST.name),
  ];
}

const DIRECTORY = 0x02014b50;

/** The parts of an .xlsx, unpacked. */
export function partsOf(bytes: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = bytes.readUInt32LE(end + 16);
  while (bytes.readUInt32LE(at) === DIRECTORY) {
    const [method, size, label] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
    ];
    const from = bytes.readUInt32LE(at + 42);
    const start = from + 30 + bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28);
    const packed = bytes.subarray(start, start + size);
    parts.set(
      bytes.toString('utf8', at + 46, at + 46 + label),
      (method === 8 ? inflateRawSync(packed) : packed).toString('utf8'),
    );
    at += 46 + label + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const unescaped = (xml: string): string =>
  xml.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name]!);
const textsIn = (xml: string, tag: string): string[] =>
  [...xml.matchAll(new RegExp(`<${tag}(?: [^>]*)?>([^<]*)</${tag}>`, 'g'))].map((m) => unescaped(m[1]!));
const columnOf = (letters: string): number => [...letters].reduce((n, l) => 26 * n + l.charCodeAt(0) - 64, 0);

/** What of a file Excel would not take, and how much of it was looked at. */
export function beyondInFile(bytes: Buffer): {
  readonly found: string[];
  readonly formulas: number;
  readonly charts: number;
} {
  const parts = [...partsOf(bytes)];
  const sheets = parts.filter(([name]) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name)).map(([, xml]) => xml);
  const charts = parts.filter(([name]) => /^xl\/charts\/chart\d+\.xml$/.test(name)).map(([, xml]) => xml);
  const formulas = sheets.flatMap((xml) => textsIn(xml, 'f').map((f) => `=${f}`));
  const texts = parts.flatMap(([, xml]) => textsIn(xml, 't'));
  const columns = sheets.flatMap((xml) =>
    [...xml.matchAll(/<c r="([A-Z]+)\d+"/g)].map((m) => columnOf(m[1]!)),
  );
  const names = parts.flatMap(([name, xml]) =>
    name === 'xl/workbook.xml'
      ? [...xml.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map((m) => unescaped(m[1]!))
      : [],
  );
  const most = (counts: readonly number[]): number => counts.reduce((a, b) => Math.max(a, b), 0);
  return {
    formulas: formulas.length,
    charts: charts.length,
    found: [
      ...formulas.flatMap(beyondInFormula),
      ...over('characters of a text', most(texts.map((t) => t.length)), MOST.text),
      ...over('columns', most(columns), MOST.columns),
      ...over('series', most(charts.map((xml) => xml.split('<c:ser>').length - 1)), MOST.series),
      ...over(
        'characters of a footer',
        most(sheets.flatMap((xml) => textsIn(xml, 'oddFooter').map((f) => f.length))),
        MOST.footer,
      ),
      ...over('characters of a name', most(names.map((n) => n.length)), MOST.name),
    ],
  };
}
