/** The run that is asked about: its study, its levers in words, values as texts and back. */
import {
  CASH,
  EXIT,
  measured,
  presetOf,
  type Lever,
  type Measure,
  type Result,
  type Study,
} from '../../engine/index.ts';
import { readRequest, studyOfRequest } from '../../document/index.ts';
import { formatAmount, issueMessage, percentSign, say, type Locale } from '../../i18n/index.ts';
import { formTexts } from '../../i18n/form.ts';
import { questionTexts, type QuestionText } from '../../i18n/questions.ts';
import { tierTermName } from '../../i18n/tier-terms.ts';
import type { Run } from '../model/state.ts';
import type { View } from '../views/view.ts';
import { entryText, readAmount, readAmounts, readNumber, typedText } from '../model/entry.ts';
import { partyLabel } from '../../charts/bars.ts';

export interface Asked {
  readonly view: View;
  readonly run: Run;
  readonly study: Study;
  readonly base: Result;
  /** What is typed in What if, where it can be read; faults by lever. */
  readonly changes: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, string>>;
  t(key: QuestionText, params?: Readonly<Record<string, string | number>>): string;
}

let last: { readonly run: Run; readonly study: Study } | undefined;

/** The study of a run, made once; null where its request cannot be read any more. */
export function ask(view: View, run: Run): Asked | null {
  if (last?.run !== run) {
    const request = readRequest(run.body);
    const study = request.ok ? studyOfRequest(request.value) : request;
    if (!study.ok) return null;
    last = { run, study: study.value };
  }
  const { study } = last;
  const t: Asked['t'] = (key, params) => say(questionTexts[key], view.locale, params);
  const changes: Record<string, number> = {};
  const faults: Record<string, string> = {};
  for (const lever of study.levers) {
    const text = view.state.questions.texts[lever.id];
    if (text === undefined) continue;
    const value = readLever(text, lever);
    const at = (bound: number) => leverText(lever, bound, view.locale);
    if (value === null) faults[lever.id] = twoReadings(text, lever, view) ?? t('notNumber');
    else if (value < lever.min || value > (lever.max ?? Infinity))
      faults[lever.id] =
        lever.max === undefined
          ? t('notBelow', { min: at(lever.min) })
          : t('between', { min: at(lever.min), max: at(lever.max) });
    else if (value !== lever.value) changes[lever.id] = value;
  }
  return { view, run, study, base: run.document.tables, changes, faults, t };
}

/** Why terms do not go together, in words. */
export const whyNot = (asked: Asked, changes: Readonly<Record<string, number>>): string | null => {
  const found = asked.study.run(changes);
  if (found.ok) return null;
  const [issue] = found.issues;
  const id = String(issue!.path.at(-1) ?? '');
  const isLever = asked.study.levers.some((lever) => lever.id === id);
  return issueMessage(issue!, asked.view.locale, isLever ? leverName(asked, id) : undefined);
};

/** `year 3`, `period 3` where periods are no years. */
export const periodName = ({ study, t }: Asked, k: number): string =>
  t(study.flows.timeline.unit === 'year' ? 'year' : 'period', { k });

export function leverName(asked: Asked, id: string): string {
  const { view, run, study, t } = asked;
  const { locale } = view;
  if (id === CASH) return t('allCash');
  if (id === EXIT) {
    const k = study.exitPeriod ?? 0;
    return t('exit', { period: periodName(asked, k) });
  }
  const spec = presetOf(run.document.mode)?.terms.find((term) => term.id === id);
  const name = spec?.label ?? tierTermName(study.definition, id);
  return name ? say(name, locale) : id;
}

export const isRate = ({ unit }: Lever): boolean => unit === 'rate';

/** A value of a lever as its field shows it, without its unit. */
export const entryOf = (lever: Lever, value: number): string =>
  lever.unit === 'amount'
    ? typedText(value, 'amount')
    : entryText(value, isRate(lever) ? 'percent' : 'amount');

/** A value of a lever in a sentence. */
export const leverText = (lever: Lever, value: number, locale: Locale): string =>
  isRate(lever) ? `${entryOf(lever, value)}${percentSign(locale)}` : entryOf(lever, value);

/** What was typed for a lever; null where it is no number, or an amount that may mean two. */
export function readLever(text: string, lever: Lever): number | null {
  if (lever.unit === 'amount') return readAmount(text);
  const value = readNumber(text.normalize('NFKC').replace(/\s*[%×x]\s*$/i, ''));
  if (typeof value !== 'number') return null;
  return isRate(lever) ? Number((value / 100).toPrecision(12)) : value;
}

/** An amount such as 1.500, which is 1.5 or 1,500: both are named. */
function twoReadings(text: string, lever: Lever, { locale }: View): string | undefined {
  const either = lever.unit === 'amount' ? readAmounts([text])[0]!.either : undefined;
  return either && say(formTexts.amountEither, locale, { text, ...either });
}

/** A measure as one of a list: `lp.irr`. */
export const measureId = ({ of, what }: Measure): string => `${of}.${what}`;
/** Measures people ask about: of each investor, of the general partner, of the deal. */
export function measuresOf({ base }: Asked): Measure[] {
  const investors = base.parties.filter((p) => p.role === 'class' && p.id !== 'gp').map((p) => p.id);
  return [
    ...investors.flatMap((of): Measure[] => [
      { of, what: 'irr' },
      { of, what: 'multiple' },
      { of, what: 'received' },
    ]),
    { of: 'gp', what: 'carry' },
    ...(base.clawback ? [{ of: 'gp', what: 'clawback' } as const] : []),
    { of: 'project', what: 'irr' },
    { of: 'project', what: 'multiple' },
    { of: 'project', what: 'profit' },
  ];
}

export function measureName({ view, base, t }: Asked, { of, what }: Measure): string {
  if (what === 'carry') return t('gpCarry');
  if (what === 'clawback') return t('clawback');
  const who = of === 'project' ? t('deal') : partyLabel(base, of, view.locale);
  const name = t(
    ({ irr: 'irrOf', multiple: 'multipleOf', received: 'receivedOf', profit: 'profitOf' } as const)[what],
    { who },
  );
  // A space stands between Chinese and Latin, not between Chinese and Chinese.
  return name.replace(/(\p{Script=Han}) (?=\p{Script=Han})/gu, '$1');
}

export const isMoney = ({ what }: Measure): boolean => what !== 'irr' && what !== 'multiple';

export function measureText({ view }: Asked, { what }: Measure, value: number | null): string {
  if (value === null) return '–';
  if (what === 'irr') return view.percent(value);
  return what === 'multiple'
    ? `${formatAmount(value, view.locale, 2)}x`
    : formatAmount(value, view.locale, 2);
}

/** What a measure is under changes; null where it has none or the terms do not go together. */
export function measureAt(
  { study }: Asked,
  measure: Measure,
  changes: Readonly<Record<string, number>>,
): number | null {
  const found = study.run(changes);
  return found.ok ? measured(found.value, measure) : null;
}

/** Each change in words: `Hurdle rate 9 %`. */
export const changeNames = (asked: Asked, changes: Readonly<Record<string, number>>): string[] =>
  Object.entries(changes).map(([id, value]) => {
    const lever = asked.study.levers.find((l) => l.id === id)!;
    const name = leverName(asked, id);
    // Exit, year 5: 6,000.00
    return `${name}${/\d$/.test(name) ? ':' : ''} ${leverText(lever, value, asked.view.locale)}`;
  });

/** Changes in words: `Hurdle rate 9 %, All cash × 1.10`. */
export const changesName = (asked: Asked, changes: Readonly<Record<string, number>>): string =>
  changeNames(asked, changes).join(asked.view.locale === 'en' ? ', ' : '，');
