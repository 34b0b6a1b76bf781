/** The flows that the figures of a draft are made with: of the deal that is read, else of an example. */
import { isReady, inputOf, type Input } from '../model/request.ts';
import { ownFlows } from '../model/own-request.ts';
import type { State } from '../model/state.ts';
import type { Deal } from './checked.ts';
import { isRecord, valueAt, type Json } from './json.ts';

const INVESTED = 10_000;
const CASH = [1000, 2000, 3000, 4000, 5000];

/** Ids of the pots of a definition, in their order; none where there is one list alone. */
const potsOf = ({ pots }: Json): string[] =>
  Array.isArray(pots) && pots.length > 1
    ? pots.flatMap((pot: unknown) => (isRecord(pot) ? [String(pot.id)] : []))
    : [];

/** The last cash comes into the last pot, as of a sale; all before it into the first. */
function example(definition: Json): unknown {
  const pots = potsOf(definition);
  return {
    timeline: { unit: 'year', periods: CASH.length },
    contributions: [{ at: 0, amount: INVESTED }],
    cash: CASH.map((amount, i) => ({
      at: i + 1,
      amount,
      ...(pots.length ? { pot: i === CASH.length - 1 ? pots.at(-1) : pots[0] } : {}),
    })),
  };
}

const isByDeal = (definition: Json): boolean => {
  const given = valueAt(definition, ['options', 'dealByDeal']);
  return given !== undefined && given !== 'none';
};

export function dealOf(state: State, definition: Json): Deal {
  const input = inputOf(state);
  const { unit } = input;
  if (input.origin === null || input.file?.custom || !canRun(input))
    return { kind: 'example', flows: example(definition), unit: undefined };
  const { preset } = input;
  const isAlike =
    JSON.stringify(preset.pots ?? []) === JSON.stringify(potsOf(definition)) &&
    (preset.byDeal ?? false) === isByDeal(definition);
  if (isAlike) return { kind: 'read', flows: ownFlows(input), unit };
  // Cash told apart is one line too: the sum.
  if (!potsOf(definition).length && !isByDeal(definition) && input.flows[0]?.period === 0)
    return { kind: 'read', flows: ownFlows({ ...input, sent: input.flows, deals: [] }), unit };
  return { kind: 'instead', flows: example(definition), unit: undefined };
}

/** Terms of the mode that are wrong do not matter to a definition of one's own. */
function canRun(input: Input): boolean {
  const [investment] = input.fields;
  const hasCash = input.sent.length > 0 && input.sent.every((f) => typeof f.amount === 'number');
  return isReady(input) || (hasCash && !input.lacksSources && typeof investment?.value === 'number');
}
