/** What led from one request to another: each changed input on its own, and what it did to the result. */
import { calculate } from './index.ts';
import type { ResultDocument } from './result.ts';
import { rowName } from './row-name.ts';

export interface ChangedInput {
  /** `mode`, a term or option by its id, or the cash of a period, `cash 2` or `cash 2024-12-31`. */
  readonly id: string;
  /** As the requests have it: rates in percent; undefined where one of them has none. */
  readonly from: unknown;
  readonly to: unknown;
}

/** Inputs that only make sense together are one step. `after` is the result with this and all steps before it. */
export interface Step {
  readonly inputs: readonly ChangedInput[];
  readonly before: ResultDocument;
  readonly after: ResultDocument;
}

type Data = Readonly<Record<string, unknown>>;
const record = (value: unknown): Data => (value !== null && typeof value === 'object' ? (value as Data) : {});
const list = (value: unknown): readonly Data[] => (Array.isArray(value) ? (value as Data[]) : []);
const alike = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

interface Change extends ChangedInput {
  /** Whole parts of a request that are exchanged at once, each with what it becomes. */
  apply(body: Data): Data;
}

/**
 * The steps from a request to another, in the order of their inputs or in a given one; null where one of both is refused.
 * In another order the parts differ and the sum does not.
 * @param placeOf where an input stands among the others; what has no place keeps its order behind them
 */
export function stepsBetween(
  from: unknown,
  to: unknown,
  placeOf: (input: ChangedInput) => number = () => 0,
): readonly Step[] | null {
  const first = calculate(from);
  const last = calculate(to);
  if (!first.ok || !last.ok) return null;
  const changes = changesBetween(record(from), record(to))
    .map((change) => ({ change, place: placeOf(change) }))
    .sort((a, b) => a.place - b.place);
  const steps: Step[] = [];
  let body = record(from);
  let before = first.value;
  let waiting: ChangedInput[] = [];
  for (const [i, { change }] of changes.entries()) {
    body = change.apply(body);
    waiting.push({ id: change.id, from: change.from, to: change.to });
    // What remains of the request besides its inputs, such as its title, is that of the last.
    const after = i === changes.length - 1 ? last : calculate(body);
    if (!after.ok) continue;
    steps.push({ inputs: waiting, before, after: after.value });
    before = after.value;
    waiting = [];
  }
  return steps;
}

/** What is printed and never computed with. */
const PRINTED = ['investment_target', 'unit', 'name'];

function changesBetween(from: Data, to: Data): Change[] {
  const mode = (body: Data) => record(body.distribution_params).mode;
  const keys = (part: string) =>
    [...new Set([...Object.keys(record(from[part])), ...Object.keys(record(to[part]))])].filter(
      (key) => !PRINTED.includes(key),
    );
  const inPart = (part: string): Change[] =>
    keys(part).flatMap((key) => {
      const [a, b] = [record(from[part])[key], record(to[part])[key]];
      const apply = (body: Data) => ({ ...body, [part]: withKey(record(body[part]), key, b) });
      return alike(a, b) ? [] : [{ id: key, from: a, to: b, apply }];
    });
  const terms =
    mode(from) === mode(to)
      ? inPart('distribution_params')
      : [
          {
            id: 'mode',
            from: mode(from),
            to: mode(to),
            apply: (body: Data) => ({ ...body, distribution_params: to.distribution_params }),
          },
        ];
  const rest = ['deals'].flatMap((key): Change[] =>
    alike(from[key], to[key])
      ? []
      : [{ id: key, from: from[key], to: to[key], apply: (body) => withKey(body, key, to[key]) }],
  );
  return [...inPart('basic_params'), ...terms, ...rest, ...cashChanges(from, to)];
}

function withKey(data: Data, key: string, value: unknown): Data {
  const { [key]: _old, ...others } = data;
  return value === undefined ? others : { ...others, [key]: value };
}

const whenOf = ({ year, date, pot, deal }: Data): string => rowName(year ?? date, pot, deal);

/** Cash by its period, and by pot or deal where it has one; rows of one place are exchanged together. */
function cashChanges(from: Data, to: Data): Change[] {
  const [a, b] = [list(from.cash_flows), list(to.cash_flows)];
  const rowsAt = (rows: readonly Data[], when: string) => rows.filter((row) => whenOf(row) === when);
  const sumOf = (rows: readonly Data[]) =>
    rows.length ? rows.reduce((sum, { amount }) => sum + Number(amount), 0) : undefined;
  return [...new Set([...b, ...a].map(whenOf))].flatMap((when) => {
    const [before, after] = [rowsAt(a, when), rowsAt(b, when)];
    if (alike(before, after)) return [];
    const apply = (body: Data): Data => {
      const others = list(body.cash_flows).filter((row) => whenOf(row) !== when);
      const order = [...b.map(whenOf), ...others.map(whenOf)];
      const rows = [...others, ...after];
      return {
        ...body,
        cash_flows: rows.sort((x, y) => order.indexOf(whenOf(x)) - order.indexOf(whenOf(y))),
      };
    };
    return [{ id: `cash ${when}`, from: sumOf(before), to: sumOf(after), apply }];
  });
}
