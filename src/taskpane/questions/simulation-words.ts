/** Figures, events and draws of a simulation, in words. */
import {
  type Distribution,
  type Measure,
  type Pot,
  type Result,
  type SimulationResult,
} from '../../engine/index.ts';
import { partyLabel } from '../../charts/bars.ts';
import { percentSign, say, type Locale } from '../../i18n/index.ts';
import { simulationTexts, type SimulationText } from '../../i18n/simulation.ts';
import type { Risk, Simulating } from '../model/questions.ts';
import { isRate, leverName, type Asked } from './asked.ts';

export type Say = (key: SimulationText, params?: Readonly<Record<string, string | number>>) => string;
export const sayIn =
  ({ view }: Asked): Say =>
  (key, params) =>
    say(simulationTexts[key], view.locale, params);

/** Figures that are told, in the order in which people ask. */
export function toldMeasures({ base }: Asked): Measure[] {
  const investors = base.parties.filter((p) => p.role === 'class' && p.id !== 'gp').map((p) => p.id);
  const of = (who: string): Measure[] => [
    { of: who, what: 'irr' },
    { of: who, what: 'multiple' },
    { of: who, what: 'profit' },
  ];
  return [
    ...investors.flatMap(of),
    { of: 'gp', what: 'carry' },
    ...(base.clawback ? [{ of: 'gp', what: 'clawback' } as const] : []),
    ...of('project'),
  ];
}

/** How a measure came out; null where the simulation has none of it. */
export function spreadOf(result: SimulationResult, { of, what }: Measure): Distribution | null {
  if (what === 'carry') return result.carry;
  if (what === 'clawback') return result.clawback ?? null;
  const party = result.parties.find((p) => p.id === of);
  return party && what !== 'received' ? party[what] : null;
}

export const percentileName = ({ percentiles }: SimulationResult, i: number): string =>
  `P${Math.round(percentiles[i]! * 100)}`;

/** Who pays nothing in loses nothing. */
const paysIn = (base: Result, id: string): boolean =>
  id === 'project' || (base.parties.find((p) => p.id === id)?.measures.contributed ?? 0) > 0;

/** How likely the events are that people ask about, by name. */
export function likelihoods(asked: Asked, result: SimulationResult): [string, number][] {
  const { study, view, base } = asked;
  const t = sayIn(asked);
  const { probabilities, parties } = result;
  const tiers = study.definition.pots.flatMap((pot) => pot.tiers);
  const facts: [string, number | null | undefined][] = [
    ...probabilities.hurdles.map(({ tier, probability }): [string, number | null] => {
      const name = base.tiers.find((x) => x.id === tier)?.name;
      const known = tiers.some((x) => x.id === tier) && name ? say(name, view.locale) : tier;
      return [t('below', { tier: known }), probability === null ? null : 1 - probability];
    }),
    [t('carryPaid'), probabilities.carry],
    [t('clawbackDue'), probabilities.clawback],
    ...parties
      .filter(({ id }) => paysIn(base, id))
      .map((party): [string, number | null] => [
        t('loss', {
          who: party.id === 'project' ? asked.t('deal') : partyLabel(base, party.id, view.locale),
        }),
        (party.after ?? party).loss,
      ]),
  ];
  return facts.flatMap(([name, p]) => (p == null ? [] : [[name, p] as [string, number]]));
}

const potName = ({ id, name }: Pot, locale: Locale): string =>
  typeof name === 'object' ? say(name, locale) : (name ?? id);

/** What was drawn, in words. */
export function inputName(asked: Asked, input: string): string {
  const t = sayIn(asked);
  const { study } = asked;
  const { pots } = study.definition;
  if (input === 'market') return t('market');
  if (input === 'exit.period') return t('exitPeriod');
  if (input === 'exit.multiple') return t('exitMultiple');
  const pot = pots.find(({ id }) => input === `cash.${id}`);
  if (pot) return pots.length === 1 ? t('cash') : t('cashOf', { pot: potName(pot, asked.view.locale) });
  const deal = /^deals\.(.*?)(\.exit)?$/.exec(input);
  if (deal) return deal[2] ? t('dealExit', { deal: deal[1]! }) : deal[1]!;
  return leverName(asked, input);
}

interface Triple {
  readonly min: number;
  readonly mode: number;
  readonly max: number;
}

/** What is uncertain, as the fields make it. */
interface Uncertain {
  readonly cash?: {
    readonly volatility?: number;
    readonly history?: readonly number[];
    readonly over_time?: Risk['overTime'];
  };
  readonly exit?: { readonly period?: Triple; readonly multiple?: Triple };
  readonly deals?: {
    readonly write_offs: number;
    readonly recovery: number;
    readonly volatility: number;
    readonly correlation: number;
    readonly correlations?: readonly (readonly number[])[];
  };
  readonly terms?: Readonly<Record<string, Triple>>;
  readonly sampling?: Risk['sampling'];
}

/** What was entered for a simulation, each with its value. */
export function entryNames(asked: Asked, { asked: { uncertainty } }: Simulating): string[] {
  const t = sayIn(asked);
  const { locale } = asked.view;
  const { cash, exit, deals, terms = {}, sampling } = uncertainty as Uncertain;
  const number = (n: number) => n.toLocaleString(locale, { maximumFractionDigits: 6 }).replace('-', '\u2212');
  const percent = (n: number) => number(n) + percentSign(locale);
  const three = ({ min, mode, max }: Triple) => [min, mode, max].map(number).join(' / ');
  const isOfRate = (id: string) => asked.study.levers.some((lever) => lever.id === id && isRate(lever));
  const correlated = deals?.correlations?.[0]?.[1];
  const entries: [string, string | undefined][] = [
    [t('volatility'), cash?.volatility === undefined ? undefined : percent(cash.volatility)],
    [t('history'), cash?.history && t('changesDrawn', { n: cash.history.length })],
    [t('overTime'), cash?.over_time && t(cash.over_time)],
    [t('multiple'), exit?.multiple && three(exit.multiple)],
    [t('period'), exit?.period && three(exit.period)],
    [t('writeOffs'), deals && percent(deals.write_offs)],
    [t('recovery'), deals && percent(deals.recovery)],
    [t('dealVolatility'), deals && percent(deals.volatility)],
    [t('correlation'), deals && number(deals.correlation)],
    [t('between'), correlated === undefined ? undefined : number(correlated)],
    ...Object.entries(terms).map(([id, triple]): [string, string] => [
      leverName(asked, id),
      three(triple) + (isOfRate(id) ? percentSign(locale) : ''),
    ]),
    [t('sampling'), sampling && t(sampling)],
  ];
  return entries.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
}
