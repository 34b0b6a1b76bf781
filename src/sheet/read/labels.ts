/** Labels of terms and names of modes, as people write them in either language. */
import { editDistance } from '../../document/edit-distance.ts';
import { commonTerms, isoOf, presetOf, presets } from '../../engine/index.ts';
import { parseDate } from './dates.ts';
import { sameName, savedModes } from '../saved-modes.ts';
import { EITHER, MODES, OTHERS, RATES } from './term-names.ts';

/** What a term takes. `either`: its label may also stand beside an amount, and then names a result. */
export type TermKind = 'rate' | 'either' | 'amount' | 'text' | 'mode' | 'option';

export interface KnownLabel {
  readonly id: string;
  readonly kind: TermKind;
  /** Which party a label of a split names first. */
  readonly order?: 'lpFirst' | 'gpFirst';
}

const squeeze = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_:：%()（）[\]\-\u2010-\u2015,.、/·&']+/g, '');
const withoutBrackets = (text: string): string => text.normalize('NFKC').replace(/[([][^()[\]]*[)\]]/g, ' ');

const allTerms = [...commonTerms, ...presets.flatMap((p) => p.terms)];
const allOptions = presets.flatMap((p) => p.options);

const orderIn = (label: string): Pick<KnownLabel, 'order'> => {
  const [lp, gp] = [/lp|有限/.exec(label)?.index, /gp|普通/.exec(label)?.index];
  return lp === undefined || gp === undefined ? {} : { order: lp < gp ? 'lpFirst' : 'gpFirst' };
};

const entries = (
  lists: Readonly<Record<string, readonly string[]>>,
  kindOf: (id: string) => TermKind,
): [string, KnownLabel][] =>
  Object.entries(lists).flatMap(([id, labels]) =>
    labels.map((l): [string, KnownLabel] => [squeeze(l), { id, kind: kindOf(id), ...orderIn(l) }]),
  );

const KINDS = { percent: 'rate', amount: 'amount', text: 'text' } as const;
const LABELS: ReadonlyMap<string, KnownLabel> = new Map([
  ...allTerms.flatMap((t) =>
    [t.id, t.label.en, t.label['zh-CN']].map((l): [string, KnownLabel] => [
      squeeze(l),
      { id: t.id, kind: KINDS[t.unit] },
    ]),
  ),
  ...allOptions.flatMap((o) =>
    [o.id, o.label.en, o.label['zh-CN']].map((l): [string, KnownLabel] => [
      squeeze(l),
      { id: o.id, kind: 'option' },
    ]),
  ),
  ...entries(OTHERS, (id) => (id === 'mode' ? 'mode' : id === 'investment_amount' ? 'amount' : 'text')),
  ...entries(RATES, () => 'rate'),
  ...entries(EITHER, () => 'either'),
  [squeeze('investment_target'), { id: 'investment_target', kind: 'text' }],
]);

/** The term that a label names. Spaces, case, punctuation and what stands in brackets do not matter. */
export const termLabel = (label: string): KnownLabel | undefined =>
  LABELS.get(squeeze(label)) ?? LABELS.get(squeeze(withoutBrackets(label)));

const MODE_NAMES: ReadonlyMap<string, string> = new Map([
  ...presets.flatMap((p) =>
    [p.id, p.name.en, p.name['zh-CN']].map((n): [string, string] => [squeeze(n), p.id]),
  ),
  ...Object.entries(MODES).flatMap(([id, names]) => names.map((n): [string, string] => [squeeze(n), id])),
]);

/** The one saved mode of a name; of two that share it neither. */
function savedModeNamed(name: string): string | undefined {
  const [found, ...others] = savedModes().filter((m) => sameName(m.name.en) === sameName(name));
  return others.length ? undefined : found?.id;
}

/** Id of the mode that a text names. */
export const modeNamed = (name: string): string | undefined =>
  presetOf(name.trim())?.id ??
  MODE_NAMES.get(squeeze(name)) ??
  savedModeNamed(name) ??
  MODE_NAMES.get(squeeze(withoutBrackets(name)));

/** Id of an option's choice by its id or its name. */
export function choiceNamed(option: string, name: string): string | undefined {
  const wanted = squeeze(name);
  return allOptions
    .filter((o) => o.id === option)
    .flatMap((o) => o.choices)
    .find((c) => [c.id, c.label.en, c.label['zh-CN']].some((n) => squeeze(n) === wanted))?.id;
}

const STEPPED = new Set(allTerms.filter((t) => t.stepped).map((t) => t.id));

/** A rate from a moment on: `Hurdle rate from 2026-01-01`, or from a period. `from` is null where neither is told. */
export function stepLabel(label: string): { id: string; from: string | number | null } | undefined {
  const match = /^(.+?)(?:\s+from\s+|\s*自\s*)(.*?)\s*起?$/i.exec(label.normalize('NFKC').trim());
  const known = match ? termLabel(match[1]!) : undefined;
  if (!match || !known || !STEPPED.has(known.id)) return undefined;
  if (/^\d{1,4}$/.test(match[2]!)) return { id: known.id, from: Number(match[2]) };
  const day = parseDate(match[2]!);
  return { id: known.id, from: day?.kind === 'date' ? isoOf(day.day) : null };
}

/** One letter makes the GP's share the LP's. */
const namesOther = (a: string, b: string): boolean =>
  [/lp|limited/, /gp|general/].some((party) => party.test(a) !== party.test(b));

/** The term whose label is at most two letters away; short labels have room for one, the shortest for none. */
export function nearlyTerm(label: string): KnownLabel | undefined {
  const wanted = squeeze(label);
  const room = /[\u3400-\u9fff]/.test(wanted)
    ? wanted.length >= 4
      ? 1
      : 0
    : wanted.length >= 8
      ? 2
      : wanted.length >= 5
        ? 1
        : 0;
  let best: KnownLabel | undefined;
  let least = room + 1;
  for (const [known, term] of LABELS) {
    if (term.kind === 'text' || term.kind === 'option' || namesOther(wanted, known)) continue;
    const distance = editDistance(wanted, known, room + 1);
    if (distance < least) [best, least] = [term, distance];
  }
  return best;
}
