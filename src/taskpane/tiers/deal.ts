/** The flows that the figures of a draft are made with: of the deal that is read, else of an example. */
import { presets, type Preset } from '../../engine/index.ts';
import { inputOf, type Input } from '../model/request.ts';
import { ownFlows } from '../model/own-request.ts';
import { chooseMode, type State } from '../model/state.ts';
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

/** The input as a mode takes it that tells cash apart as the definition does; null where no preset does. */
function inputFor(state: State, definition: Json): Input | null {
  const takes = ({ pots = [], byDeal = false }: Pick<Preset, 'pots' | 'byDeal'>) =>
    JSON.stringify([pots, byDeal]);
  const wanted = takes({ pots: potsOf(definition), byDeal: isByDeal(definition) });
  const input = inputOf(state);
  if (takes(input.preset) === wanted) return input;
  const other = presets.find((preset) => takes(preset) === wanted);
  return other ? inputOf(chooseMode(state, other.id)) : null;
}

export function dealOf(state: State, definition: Json): Deal {
  const own = inputOf(state);
  if (own.origin === null || own.file?.custom)
    return { kind: 'example', flows: example(definition), unit: undefined };
  const input = inputFor(state, definition);
  if (input && canRun(input)) return { kind: 'read', flows: ownFlows(input), unit: input.unit };
  const isRead = own.flows.some((f) => typeof f.amount === 'number' && f.period > 0);
  return { kind: isRead ? 'instead' : 'example', flows: example(definition), unit: undefined };
}

/** Terms of the mode that are wrong do not matter to a definition of one's own. */
function canRun(input: Input): boolean {
  const [investment] = input.fields;
  const hasCash = input.sent.length > 0 && input.sent.every((f) => typeof f.amount === 'number');
  return hasCash && !input.questions && !input.lacksSources && typeof investment?.value === 'number';
}
