/** The cells that drive a sheet of formulas: terms of the mode, or every number of a definition of one's own. */
import {
  commonTerms,
  InvariantError,
  isoOf,
  presetOf,
  type Locale,
  type NominalRate,
  type RateStep,
  type Shares,
  type TermValue,
} from '../../engine/index.ts';
import { liveTexts as texts, say } from '../../i18n/index.ts';
import { stepLabel } from '../step-label.ts';
import { LINKS } from '../links.ts';
import { less, type Expr } from './expression.ts';

export interface LiveTerm {
  readonly id: string;
  readonly label: string;
  readonly format: 'rate' | 'amount' | 'number' | 'period' | 'date';
  readonly value: number;
  /** A term that follows from the others. */
  readonly formula?: Expr;
}

export interface Terms {
  readonly list: readonly LiveTerm[];
  /** What stands for a number of the definition: a link to the mode's terms, else a cell of its own. */
  of(key: string, label: string, value: number, format?: LiveTerm['format']): Expr;
  /** What stands for a rate: one cell, or one for each step. */
  rate(
    key: string,
    label: string,
    rate: NominalRate,
  ): readonly { readonly from: RateStep['from']; readonly cell: Expr }[];
  /** What stands for each share of a whole; the one that follows from the others comes last. */
  shares(
    key: string,
    label: (party: string) => string,
    shares: Shares,
  ): readonly (readonly [party: string, share: Expr])[];
  readonly investment: Expr;
}

/** @param investment paid in at the closing, where that is one sum; null where contributions have columns of their own. */
export function openTerms(
  mode: string,
  values: Readonly<Record<string, TermValue>>,
  investment: number | null,
  locale: Locale,
): Terms {
  const list: LiveTerm[] = [];
  const known = new Map<string, Expr>();
  const links = LINKS[mode] ?? {};
  const add = (term: LiveTerm): Expr => {
    const cell = `{${list.push(term) - 1}}`;
    known.set(term.id, cell);
    return cell;
  };
  if (investment !== null)
    add({
      id: 'investment_amount',
      label: say(commonTerms[0]!.label, locale),
      format: 'amount',
      value: investment,
    });
  for (const term of modeTerms(mode, values, locale)) add(term);
  const linked = (key: string, step = 0): Expr | undefined =>
    links[key]?.replace(/[a-z]\w*_\w+/g, (id) => known.get(id) ?? known.get(`${id}.${step}`) ?? id);
  const of: Terms['of'] = (key, label, value, format = 'rate') =>
    linked(key) ?? known.get(key) ?? add({ id: key, label, format, value });
  return {
    list,
    investment: investment === null ? '0' : '{0}',
    of,
    rate(key, label, rate) {
      if (typeof rate === 'number') return [{ from: undefined, cell: of(key, label, rate) }];
      if ('index' in rate) throw new InvariantError(`${key} floats`);
      return rate.map(({ from, rate: value }, i) => {
        const at = from && (from.date === undefined ? from.period : isoOf(from.date));
        const own = at === undefined ? label : stepLabel(label, at, locale);
        const id = `${key}.${i}`;
        return {
          from,
          cell: linked(key, i) ?? known.get(id) ?? add({ id, label: own, format: 'rate', value }),
        };
      });
    },
    shares(key, label, shares) {
      const parties = Object.keys(shares);
      if (parties.length === 1) return [[parties[0]!, '1']];
      const follows =
        parties.find((p) => Object.keys(links).length && !links[`${key}.${p}`]) ??
        (links[`${key}.${parties[0]!}`] ? undefined : parties.find((p) => p !== 'gp')!);
      const given = parties
        .filter((p) => p !== follows)
        .map((p) => [p, of(`${key}.${p}`, label(p), shares[p]!)] as const);
      if (follows === undefined) return given;
      const formula = less(
        '1',
        given.map(([, share]) => share),
      );
      const own = `${key}.${follows}`;
      const rest = Object.keys(links).length
        ? `(${formula})`
        : (known.get(own) ??
          add({ id: own, label: label(follows), format: 'rate', value: shares[follows]!, formula }));
      return [...given, [follows, rest]];
    },
  };
}

/** The terms of a mode that formulas read; what none reads would be a cell that does nothing. */
function modeTerms(mode: string, values: Readonly<Record<string, TermValue>>, locale: Locale): LiveTerm[] {
  const links = Object.values(LINKS[mode] ?? {});
  return (presetOf(mode)?.terms ?? []).flatMap(({ id, label, unit, optional }): LiveTerm[] => {
    const value = values[id];
    if (value === undefined || optional || !links.some((expr) => expr.includes(id))) return [];
    const format = unit === 'percent' ? 'rate' : 'amount';
    const name = say(label, locale);
    if (typeof value === 'number') return [{ id, label: name, format, value }];
    return value.map(({ from, rate }, i) => ({
      id: `${id}.${i}`,
      label: from === undefined ? name : stepLabel(name, from, locale),
      format,
      value: rate,
    }));
  });
}

/** `Hurdle · Rate` */
export const labelled = (name: string, what: keyof typeof texts, locale: Locale): string =>
  `${name} · ${say(texts[what], locale)}`;
