/** What the blocks above the tables of a detail sheet say: terms, conventions, measures, the run. */
import type { ResultDocument } from '../../document/result.ts';
import { total, type Result } from '../../engine/index.ts';
import { conventionText, detailTexts as texts, partyCalled, say, type Text } from '../../i18n/index.ts';
import type { LiveTerm } from '../live/index.ts';
import { stamp } from '../local-time.ts';
import type { MappedCell } from '../plan.ts';
import { FORMATS } from './canvas.ts';
import type { DetailAbout } from './detail-about.ts';
import type { Line } from './header-place.ts';

export interface Block<L extends Line = Line> {
  readonly title: string;
  readonly lines: readonly L[];
}

export interface MeasureLine extends Line {
  readonly what?: MappedCell;
  /** It is of the run once the clawback is paid. */
  readonly afterClawback?: true;
  /** Of a class, where it is not the project's. */
  readonly party?: string;
}

export interface HeaderLines {
  readonly terms: Block;
  readonly conventions: Block;
  readonly measures: Block<MeasureLine>;
  readonly run: Block<Line & { readonly what?: MappedCell }>;
}

/** Classes whose measures stand above the table; with more, the statement of all parties has them. */
const CLASSES = 8;

export function headerLines(
  document: ResultDocument,
  about: DetailAbout,
  terms: readonly LiveTerm[],
  amountFormat: string,
  live: boolean,
): HeaderLines {
  const { locale } = about;
  const result = document.tables;
  const word = (text: Text, params?: Record<string, string | number>) => say(text, locale, params);
  return {
    terms: {
      title: word(texts.terms),
      lines: terms.map(({ id, label, value, format }) => ({
        label,
        value,
        format: termFormat(format, amountFormat),
        after: about.termCells[id],
      })),
    },
    conventions: {
      title: word(texts.conventions),
      lines: result.conventions
        .filter((c) => !(c.topic === 'base' && c.choice === 'unreturned'))
        .map((c) => conventionText(c, locale))
        .map(({ topic, text }) => ({ label: topic, value: text })),
    },
    measures: { title: word(texts.measures), lines: measureLines(result, locale, amountFormat) },
    run: {
      title: word(texts.run),
      lines: [
        { label: word(texts.engine), value: document.engine_version },
        { label: word(texts.computed), value: stamp(about.computedAt) },
        { label: word(texts.source), value: about.source },
        { label: word(texts.contents), value: word(live ? texts.liveFormulas : texts.values) },
        {
          label: word(texts.checks),
          value: word(result.checks.every((c) => c.pass) ? texts.checksAllAt : texts.checksAt, {
            passed: result.checks.filter((c) => c.pass).length,
            all: result.checks.length,
          }),
          what: 'checks',
        },
        ...(result.clawback ? [{ label: word(texts.figures), value: word(texts.beforeClawback) }] : []),
        ...(live
          ? ([
              { label: word(texts.tiersCheck), value: 0, format: FORMATS.check, what: 'tiersCheck' },
              { label: word(texts.change), value: 0, format: amountFormat, what: 'change' },
            ] as const)
          : []),
      ],
    },
  };
}

export const termFormat = (format: LiveTerm['format'], amountFormat: string): string =>
  format === 'amount' ? amountFormat : { ...FORMATS, period: '0' }[format];

function measureLines(result: Result, locale: DetailAbout['locale'], amountFormat: string): MeasureLine[] {
  const { project, parties, clawback, definition } = result;
  const word = (text: Text, params?: Record<string, string | number>) => say(text, locale, params);
  const { rate, multiple, years } = FORMATS;
  const classes = parties.filter((p) => p.role === 'class' && p.measures.contributed > 0).slice(0, CLASSES);
  const after = new Map(clawback?.after.map((a) => [a.party, a.measures]));
  const carry = total(result.carry);
  return [
    { what: 'irr', label: word(texts.irr), value: project.irr, format: rate },
    { what: 'dpi', label: word(texts.dpi), value: project.dpi, format: multiple },
    { what: 'tvpi', label: word(texts.tvpi), value: project.tvpi, format: multiple },
    { what: 'payback', label: word(texts.paybackYears), value: project.payback, format: years },
    ...classes.map((p): MeasureLine => {
      const party = partyCalled(definition, p.id, locale);
      const label = word(clawback ? texts.irrBefore : texts.irrOf, { party });
      return { what: 'classIrr', label, value: p.measures.irr, format: rate, party: p.id };
    }),
    ...(clawback
      ? [
          ...classes.map((p): MeasureLine => {
            const label = word(texts.irrAfter, { party: partyCalled(definition, p.id, locale) });
            return { label, value: after.get(p.id)!.irr, format: rate, party: p.id, afterClawback: true };
          }),
          {
            label: word(texts.carryBefore),
            value: carry,
            format: amountFormat,
            afterClawback: true as const,
          },
          {
            label: word(texts.carryAfter),
            value: carry - clawback.total - clawback.interest,
            format: amountFormat,
            afterClawback: true as const,
          },
        ]
      : []),
  ];
}
