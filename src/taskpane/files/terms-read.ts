import { commonTerms, presets } from '../../engine/index.ts';
import { fieldName, formatAmount, formatNumber, formatPercent, say, type Locale } from '../../i18n/index.ts';
import { filesTexts as texts } from '../../i18n/files.ts';
import { gridAt, inSheet, stepLabel, type WorkbookReading, type WorkbookTerm } from '../../sheet/index.ts';

/** A term as it is shown before it is used. */
export interface TermRead {
  readonly label: string;
  /** What stands in the cell, where that is not what is shown; 8 of 8 %. */
  readonly received: string | null;
  readonly value: string;
  readonly cell: string;
}

const UNITS = new Map([...commonTerms, ...presets.flatMap((p) => p.terms)].map((t) => [t.id, t.unit]));
const CHOICES = new Map(presets.flatMap((p) => p.options.map((o) => [o.id as string, o.choices])));

/** Every term with its value and its cell, but the mode; options of the engine beside the mode's own last. */
export function termsRead(read: WorkbookReading, locale: Locale): TermRead[] {
  const rowOf = ({ cell }: WorkbookTerm) => gridAt([], cell).row;
  const terms = read.terms
    .filter((term) => term.id !== 'mode')
    .sort((a, b) => rowOf(a) - rowOf(b))
    .map((term) => termRead(term, locale));
  const request = read.request as Request | null;
  const further = Object.entries(request?.distribution_params?.options ?? {}).filter(
    ([id]) => !CHOICES.has(id),
  );
  const named = (label: string, value: string): TermRead => ({ label, received: null, value, cell: '' });
  return [...terms, ...further.map(([id, value]) => named(`options.${id}`, JSON.stringify(value)))];
}

interface Request {
  readonly distribution_params?: { readonly options?: Readonly<Record<string, unknown>> };
}

function termRead({ id, value, from, received, sheet, cell }: WorkbookTerm, locale: Locale): TermRead {
  const name = fieldName([id], locale);
  const shown = shownAs(id, value, locale);
  const stood = typeof received === 'number' ? formatNumber(received, locale) : String(received ?? '').trim();
  return {
    label: from === undefined ? name : stepLabel(name, from, locale),
    received: bare(stood) === bare(shown) ? null : stood,
    value:
      id === 'investment_period' && typeof value === 'number'
        ? say(value === 1 ? texts.oneYear : texts.years, locale, { n: value })
        : shown,
    cell: inSheet(sheet, cell),
  };
}

function shownAs(id: string, value: number | string, locale: Locale): string {
  const choice = CHOICES.get(id)?.find((c) => [c.id, c.label.en, c.label['zh-CN']].includes(String(value)));
  if (choice) return say(choice.label, locale);
  if (typeof value === 'string') return value;
  return UNITS.get(id) === 'percent' ? formatPercent(value, locale) : formatAmount(value, locale);
}

/** Without what only dresses a number. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/\.0+(?=%|$)/, '');
