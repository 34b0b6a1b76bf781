/** A list of the detail sheets of a workbook, each with a link to it. */
import type { Locale } from '../../engine/definition.ts';
import { presetOf } from '../../engine/index.ts';
import { contentsTexts as texts, formatAmount, formatPercent, say } from '../../i18n/index.ts';
import { stamp } from '../local-time.ts';
import type { PlanCell, SheetPlan } from '../plan.ts';
import { Canvas, FORMATS, plain } from './canvas.ts';
import { INK } from './colors.ts';
import { textWidth } from './widths.ts';

export interface ContentsEntry {
  readonly sheet: string;
  readonly title: string;
  /** Id of the mode. */
  readonly mode: string;
  readonly source: string;
  /** ISO date and time. */
  readonly at: string;
  /** The request of the run. */
  readonly body: unknown;
  /** As a fraction, and in money; missing in sheets that an older release wrote. */
  readonly irr?: number | null;
  readonly carry?: number;
}

/** Row of the first entry, zero-based. */
export const CONTENTS_FROM = 3;

export function contentsSheet(entries: readonly ContentsEntry[], locale: Locale): SheetPlan {
  const canvas = new Canvas();
  const heads = [
    texts.sheet,
    texts.deal,
    texts.mode,
    texts.differs,
    texts.irr,
    texts.carry,
    texts.source,
    texts.computed,
  ].map((text) => say(text, locale));
  canvas.put(0, 0, say(texts.title, locale), { bold: true, size: 14 });
  heads.forEach((head, c) => canvas.put(CONTENTS_FROM - 1, c, head));
  canvas.style(CONTENTS_FROM - 1, 0, 1, heads.length, { bold: true, fill: INK.head });
  const differing = differences(entries, locale);
  const widths = heads.map((head) => textWidth(head) + 2);
  entries.forEach(({ sheet, title, mode, source, at, irr, carry }, i) => {
    const row = CONTENTS_FROM + i;
    const name = presetOf(mode)?.name;
    const texted = [sheet, title, name ? say(name, locale) : mode, differing[i]!];
    const cells: PlanCell[] = [
      linkTo(sheet),
      ...texted.slice(1).map(plain),
      irr ?? '–',
      carry ?? '–',
      plain(source),
      plain(stamp(new Date(at))),
    ];
    cells.forEach((cell, c) => canvas.put(row, c, cell));
    canvas.style(row, 0, 1, 1, { color: INK.link });
    canvas.style(row, 4, 1, 1, { numberFormat: FORMATS.rate, align: 'right' });
    canvas.style(row, 5, 1, 1, { numberFormat: FORMATS.amount, align: 'right' });
    const shown = [...texted, '', carry === undefined ? '' : formatAmount(carry, locale, 2), source, at];
    shown.forEach((text, c) => (widths[c] = Math.min(48, Math.max(widths[c]!, textWidth(text) + 2))));
  });
  canvas.style(CONTENTS_FROM - 1, 4, 1, 2, { align: 'right' });
  const rows = CONTENTS_FROM + entries.length;
  return {
    name: say(texts.name, locale),
    cells: canvas.rectangle(),
    styles: canvas.styles,
    names: [],
    widths,
    freeze: { rows: CONTENTS_FROM, columns: 0 },
    charts: [],
    print: {
      area: { row: 0, column: 0, rows, columns: heads.length },
      titleRows: [CONTENTS_FROM - 1, CONTENTS_FROM - 1],
      footer: { left: say(texts.name, locale), center: '' },
    },
    table: null,
    map: null,
  };
}

/** The terms that are not the same in all sheets, in words; of a mode that another has not, all. */
function differences(entries: readonly ContentsEntry[], locale: Locale): string[] {
  const all = entries.map(({ mode, body }) => termsOf(mode, body));
  return entries.map(({ mode }, i) =>
    (presetOf(mode)?.terms ?? [])
      .flatMap(({ id, label, unit }) => {
        const value = all[i]!.get(id);
        if (value === undefined || all.every((terms) => terms.get(id) === value)) return [];
        const text = unit === 'percent' ? formatPercent(value / 100, locale) : formatAmount(value, locale);
        return [`${say(label, locale)} ${text}`];
      })
      .join(locale === 'en' ? ', ' : '，'),
  );
}

/** Terms of a request that are one number each, by id; rates in percent. */
function termsOf(mode: string, body: unknown): ReadonlyMap<string, number> {
  const { basic_params: basic = {}, distribution_params: own = {} } = Object(body) as {
    basic_params?: Record<string, unknown>;
    distribution_params?: Record<string, unknown>;
  };
  const usual = presetOf(mode)?.terms ?? [];
  return new Map(
    usual.flatMap(({ id, default: value, unit }) => {
      const given = own[id] ?? basic[id];
      if (typeof given === 'number') return [[id, given] as const];
      return given === undefined && typeof value === 'number'
        ? [[id, unit === 'percent' ? value * 100 : value] as const]
        : [];
    }),
  );
}

const quotes = (text: string) => text.replace(/"/g, '""');

const linkTo = (sheet: string): string =>
  `=HYPERLINK("#'${quotes(sheet.replace(/'/g, "''"))}'!A1","${quotes(sheet)}")`;
