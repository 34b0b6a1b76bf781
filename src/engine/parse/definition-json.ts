/** A definition as its author would write it: what parses to it again, defaults and shorthand left out. */
import { isoOf } from '../dates.ts';
import type { Definition, NominalRate, Options, Tier } from '../definition.ts';
import { defaultOptions } from '../presets/parts.ts';

type Json = Record<string, unknown>;

/** The pot that plain `tiers` make. */
const ONLY_POT = 'cash';

/** JSON that `parseDefinition` reads as this definition. Every tier keeps its id. */
export function definitionJson({ classes, parties, pots, options }: Definition): Json {
  const [only, ...others] = pots;
  const isPlain = !others.length && only?.id === ONLY_POT && only.name === undefined;
  return {
    classes: classes.map(({ terms, ...rest }) => ({
      ...rest,
      ...(terms
        ? { terms: terms.map((t) => (t.rate === undefined ? t : { ...t, rate: rateJson(t.rate) })) }
        : {}),
    })),
    ...(parties.length ? { parties } : {}),
    ...(isPlain
      ? { tiers: only.tiers.map(tierJson) }
      : { pots: pots.map((pot) => ({ ...pot, tiers: pot.tiers.map(tierJson) })) }),
    ...optionsJson(options),
  };
}

const USUAL: Readonly<Record<string, unknown>> = {
  base: 'unreturned',
  shortfall: 'accrue',
  stop: 'parity',
  counts: 'investors',
  metric: 'irr',
  style: 'marginal',
  neverNegative: false,
};

function tierJson(tier: Tier): Json {
  const { kind, id, ...rest } = tier as Tier & Json;
  const made: Json = { kind, id };
  for (const [key, value] of Object.entries(rest)) if (value !== USUAL[key]) made[key] = value;
  if (tier.kind === 'preferredReturn' || tier.kind === 'hurdle') made.rate = rateJson(tier.rate);
  if (tier.kind === 'hurdle') {
    // A bound that the metric does not measure is 0 once read.
    if (tier.metric === 'multiple' && tier.rate === 0) delete made.rate;
    if (tier.metric === 'irr' && tier.multiple === 0) delete made.multiple;
  }
  if (tier.kind === 'reserve') {
    if (tier.opening === 0) delete made.opening;
    if (tier.covers.length === 0) delete made.covers;
  }
  if (tier.kind === 'amount') {
    const [first, ...later] = tier.schedule;
    if (first?.at === 0 && !later.length) {
      delete made.schedule;
      made.amount = first.amount;
    }
  }
  return made;
}

const rateJson = (rate: NominalRate): unknown =>
  typeof rate === 'number' || 'index' in rate
    ? rate
    : rate.map(({ from, rate }) =>
        from === undefined
          ? { rate }
          : { from: from.date === undefined ? from.period : isoOf(from.date), rate },
      );

function optionsJson(options: Options): Json {
  const made: Json = {};
  for (const [key, value] of Object.entries(options))
    if (JSON.stringify(value) !== JSON.stringify(defaultOptions[key as keyof Options])) made[key] = value;
  return Object.keys(made).length ? { options: made } : {};
}
