/** What several questions share: their state, and rows of measures with differences. */
import { measured, type Result } from '../../engine/index.ts';
import { formatAmount } from '../../i18n/index.ts';
import type { Compared } from '../../sheet/write/comparison-source.ts';
import type { Questions, Risk } from '../model/questions.ts';
import { isMoney, measureId, measureName, measuresOf, measureText, type Asked } from './asked.ts';

export const setQuestions = ({ view }: Asked, change: Partial<Questions>): void =>
  view.store.set((s) => ({ ...s, questions: { ...s.questions, ...change } }));

/** A difference as text: a mark and a signed figure; `=` where there is none. */
export function differenceText(value: number, shown: (absolute: number) => string): string {
  const figure = shown(Math.abs(value));
  if (!/[1-9]/.test(figure)) return `= ${figure}`;
  return value > 0 ? `▲ +${figure}` : `▼ −${figure}`;
}

export type Kind = 'rate' | 'multiple' | 'amount' | 'factor';

export function difference(asked: Asked, what: Kind, a: number | null, b: number | null): string {
  if (a === null || b === null) return a === b ? '=' : '–';
  const { locale } = asked.view;
  if (what === 'rate')
    return differenceText((b - a) * 100, (x) => `${formatAmount(x, locale, 2)} ${asked.t('pointsUnit')}`);
  return differenceText(b - a, (x) => formatAmount(x, locale, 2) + (what === 'multiple' ? 'x' : ''));
}

export interface Row {
  readonly key: string;
  readonly name: string;
  readonly kind: Kind;
  readonly figure: Compared;
  readonly of: (result: Result) => number | null;
  readonly text: (value: number | null) => string;
}

export function measureRows(asked: Asked): Row[] {
  const { view, t } = asked;
  const rows = measuresOf(asked).map((m): Row => ({
    key: measureId(m),
    name: measureName(asked, m),
    kind: isMoney(m) ? 'amount' : m.what === 'irr' ? 'rate' : 'multiple',
    figure: { kind: 'measure', measure: m },
    of: (result) => measured(result, m),
    text: (value) => measureText(asked, m, value),
  }));
  return [
    ...rows,
    {
      key: 'carryOverProfit',
      name: t('carryOverProfit'),
      kind: 'rate',
      figure: { kind: 'effectiveCarry' },
      of: (result) => result.effectiveCarry,
      text: (value) => view.percent(value),
    },
    {
      key: 'payback',
      name: t('paybackYears'),
      kind: 'amount',
      figure: { kind: 'payback' },
      of: (result) => result.project.payback,
      text: (value) => (value === null ? '–' : formatAmount(value, view.locale, 2)),
    },
  ];
}

export const setRisk = (asked: Asked, change: Partial<Risk>): void =>
  setQuestions(asked, { risk: { ...asked.view.state.questions.risk, ...change } });
