import { commonTerms, presetOf, presets, type Issue } from '../engine/index.ts';
import { editDistance } from './edit-distance.ts';

/** What the author of a request may have meant. Nothing is changed for it: the numbers are the author's. */
export interface Suggestion {
  readonly code: SuggestionCode;
  readonly path: readonly (string | number)[];
  readonly received: unknown;
  /** What could stand there instead. */
  readonly suggested: string | number;
}

export type SuggestionCode = 'percentMeant' | 'fractionMeant' | 'knownName' | 'numberMeant' | 'periodMeant';

const percentTerms = new Set(
  [...commonTerms, ...presets.flatMap((p) => p.terms)].filter((t) => t.unit === 'percent').map((t) => t.id),
);

/** Suggestions for a request document and the faults found in it. */
export function suggest(body: unknown, issues: readonly Issue[]): Suggestion[] {
  return [...inPercent(body), ...issues.flatMap((issue) => forIssue(body, issue))];
}

/** The document's rates are in percent: 0.08 is 0.08 %, which few mean. In definitions they are fractions: 8 is refused. */
function inPercent(body: unknown): Suggestion[] {
  const found: Suggestion[] = [];
  for (const block of ['basic_params', 'distribution_params'])
    for (const [id, value] of Object.entries(member(body, block) ?? {}))
      if (percentTerms.has(id) && typeof value === 'number' && value > 0 && value < 1)
        found.push({
          code: 'percentMeant',
          path: [block, id],
          received: value,
          suggested: tidy(value * 100),
        });
  return found;
}

function forIssue(body: unknown, { code, path, received, params }: Issue): Suggestion[] {
  const note = (as: SuggestionCode, suggested: string | number | undefined): Suggestion[] =>
    suggested === undefined ? [] : [{ code: as, path, received, suggested }];
  switch (code) {
    case 'unknownKey':
      return note('knownName', nearest(String(path[path.length - 1]), namesAt(body, path)));
    case 'notChoice':
      return note('knownName', nearest(String(received), String(params?.choices ?? '').split(', ')));
    case 'notNumber':
      return note('numberMeant', numberIn(received));
    case 'tooLarge': {
      const inFraction = typeof received === 'number' && params?.max === 1 && received <= 100;
      return note('fractionMeant', inFraction ? tidy(received / 100) : undefined);
    }
    case 'outOfTimeline': {
      const years = path[0] === 'cash_flows' && typeof received === 'number';
      if (!years) return [];
      const at = ['basic_params', 'investment_period'];
      return [{ code: 'periodMeant', path: at, received: params?.last, suggested: received }];
    }
    default:
      return [];
  }
}

/** Names that could stand where an unknown one stands. */
function namesAt(body: unknown, path: Issue['path']): string[] {
  const mode = member(body, 'distribution_params')?.mode;
  const preset = typeof mode === 'string' ? presetOf(mode) : undefined;
  if (path[0] === 'basic_params')
    return [
      'investment_target',
      'unit',
      'investment_amount',
      'investment_period',
      'hurdle_rate',
      'carry_rate',
    ];
  if (path[1] === 'options') return (preset?.options ?? []).map((o) => o.id);
  if (path[0] === 'distribution_params')
    return ['mode', 'options', ...(preset?.terms ?? []).map((t) => t.id)];
  if (path[0] === 'cash_flows') return ['year', 'date', 'amount'];
  return ['basic_params', 'cash_flows', 'distribution_params'];
}

function nearest(given: string, known: readonly string[]): string | undefined {
  if (given.length > 60) return undefined;
  let best: string | undefined;
  let least = Math.max(1, Math.floor(given.length / 3)) + 1;
  for (const name of known) {
    const distance = editDistance(given.toLowerCase(), name.toLowerCase(), least);
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** 1,000 and 8 % written as text; a percentage stays a number of percent. */
function numberIn(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\s*-?\d[\d,]*(\.\d+)?\s*%?\s*$/.test(value)) return undefined;
  return Number(value.replace(/[\s,%]/g, ''));
}

/** 7.000000000000001 is meant as 7. */
const tidy = (value: number): number => Number(value.toPrecision(12));

function member(value: unknown, key: string): Record<string, unknown> | undefined {
  const inner =
    value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined;
  return inner !== null && typeof inner === 'object' ? (inner as Record<string, unknown>) : undefined;
}
