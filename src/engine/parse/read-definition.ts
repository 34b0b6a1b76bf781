/** A definition from its parsed JSON: every default resolved, every shorthand expanded, times as periods. */
import type { Definition, Hurdle, Options, Pot, SideTerm, Tier } from '../definition.ts';
import type { Timeline } from '../flows.ts';
import { below, periodAfterClosing, periodOf, type Path, type Say } from './moments.ts';
import { defaultOptions } from '../presets/parts.ts';
import { readRate } from './read-rates.ts';
import type { RawDefinition, RawOptions, RawTier } from './schema.ts';

export function readDefinition(raw: RawDefinition, timeline: Timeline | null, say: Say): Definition {
  if ((raw.tiers === undefined) === (raw.pots === undefined))
    say.refuse('optionConflict', ['tiers'], undefined, { with: 'pots' });
  const given: NonNullable<RawDefinition['pots']> = raw.pots ?? [{ id: 'cash', tiers: raw.tiers ?? [] }];
  const at = tiersAt(raw.pots !== undefined);
  return {
    classes: raw.classes.map(({ terms, ...rest }, i) => ({
      ...(rest as Definition['classes'][number]),
      ...(terms
        ? { terms: terms.map((t, k) => readSideTerm(t, timeline, below(say, 'classes', i, 'terms', k))) }
        : {}),
    })),
    parties: raw.parties as Definition['parties'],
    pots: given.map((pot, i): Pot => ({
      id: pot.id,
      ...(pot.name === undefined ? {} : { name: pot.name }),
      tiers: pot.tiers.map((tier, j) => {
        return readTier(
          tier,
          usualTierId(tier.kind, j, given.length > 1 ? pot.id : null),
          timeline,
          below(say, ...at(i), j),
        );
      }),
    })),
    options: { ...defaultOptions, ...readOptions(raw.options, timeline, below(say, 'options')) },
  };
}

/** Id of a tier that was given none; `pot` where there are several. */
export const usualTierId = (kind: string, index: number, pot: string | null): string =>
  `${pot === null ? '' : `${pot}.`}${kind}${index + 1}`;

/** Where the tiers of a pot stand in what was given: under `pots`, or under `tiers` alone. */
export const tiersAt =
  (inPots: boolean) =>
  (pot: number): Path =>
    inPots ? ['pots', pot, 'tiers'] : ['tiers'];

type RawSideTerm = NonNullable<RawDefinition['classes'][number]['terms']>[number];

function readSideTerm(raw: RawSideTerm, timeline: Timeline | null, say: Say): SideTerm {
  const { rate, ...rest } = raw;
  return {
    ...(rest as SideTerm),
    ...(rate === undefined ? {} : { rate: readRate(rate, timeline, ['rate'], say) }),
  };
}

/** The options that were given; what is left out keeps what the caller has. */
export function readOptions(given: RawOptions, timeline: Timeline | null, say: Say): Partial<Options> {
  const until = given.recycling?.until;
  const { trueUpAt = [] } = given.clawback ?? {};
  return {
    ...given,
    ...(given.clawback
      ? {
          clawback: {
            ...given.clawback,
            trueUpAt: trueUpAt.map((at, i) =>
              periodAfterClosing(at, timeline, ['clawback', 'trueUpAt', i], say.refuse),
            ),
          },
        }
      : {}),
    ...(given.recycling
      ? {
          recycling: {
            ...given.recycling,
            ...(until === undefined
              ? {}
              : { until: periodOf(until, timeline, ['recycling', 'until'], say.refuse) }),
          },
        }
      : {}),
  } as Partial<Options>;
}

const asList = (to: string | string[]): string[] => (typeof to === 'string' ? [to] : to);

function readTier(raw: RawTier, fallbackId: string, timeline: Timeline | null, say: Say): Tier {
  const id = raw.id ?? fallbackId;
  switch (raw.kind) {
    case 'returnOfCapital':
      return { ...raw, id, to: asList(raw.to) } as Tier;
    case 'preferredReturn':
      return {
        ...raw,
        id,
        to: asList(raw.to),
        rate: readRate(raw.rate, timeline, ['rate'], say),
      } as Tier;
    case 'hurdle': {
      if (raw.metric !== 'multiple' && raw.rate === undefined) say.refuse('missing', ['rate']);
      if (raw.metric !== 'irr' && raw.multiple === undefined) say.refuse('missing', ['multiple']);
      const rate = readRate(raw.rate ?? 0, timeline, ['rate'], say);
      return { ...raw, id, rate, multiple: raw.multiple ?? 0 } as Hurdle;
    }
    case 'catchUp':
    case 'split':
    case 'reserve':
      return { ...raw, id } as Tier;
    case 'amount': {
      if ((raw.amount === undefined) === (raw.schedule === undefined))
        say.refuse(raw.amount === undefined ? 'missing' : 'optionConflict', ['amount'], raw.amount, {
          with: 'schedule',
        });
      const schedule = raw.schedule?.map(({ at, amount }, i) => ({
        at: periodOf(at, timeline, ['schedule', i, 'at'], say.refuse),
        amount,
      })) ?? [{ at: 0, amount: raw.amount ?? 0 }];
      const { amount: _amount, ...rest } = raw;
      return { ...rest, id, schedule } as Tier;
    }
  }
}
