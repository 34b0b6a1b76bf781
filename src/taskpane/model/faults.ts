/** Where a fault of a request document stands in the pane. */
export type Place =
  | { readonly at: 'term'; readonly id: string }
  | { readonly at: 'option'; readonly id: string }
  | { readonly at: 'flow'; readonly index: number }
  | { readonly at: 'mode' }
  | { readonly at: 'whole' };

/** One fault that refused a run, in the language it was asked for. */
export interface Fault {
  readonly place: Place;
  readonly code: string;
  readonly message: string;
}

/** `cash_flows[2].amount`, `/cash_flows/2/amount` or `['cash_flows', 2, 'amount']` to its place. */
export function placeOf(path: string | readonly (string | number)[]): Place {
  const parts = typeof path === 'string' ? path.split(/[.[\]/]+/).filter(Boolean) : path.map(String);
  const [block, key, third, fourth] = parts;
  if (block === 'cash_flows') return key === undefined ? { at: 'whole' } : { at: 'flow', index: Number(key) };
  if (key === undefined) return { at: 'whole' };
  if (block === 'basic_params')
    return key === 'investment_period' ? { at: 'whole' } : { at: 'term', id: key };
  if (block !== 'distribution_params') return { at: 'whole' };
  if (key === 'flows')
    return third === 'cash' && fourth !== undefined ? { at: 'flow', index: Number(fourth) } : { at: 'whole' };
  if (key === 'definition') return { at: 'whole' };
  if (key === 'mode') return { at: 'mode' };
  if (key === 'options') return third === undefined ? { at: 'whole' } : { at: 'option', id: third };
  return { at: 'term', id: key };
}

interface Listed {
  readonly path: string | readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

/**
 * Faults with their places. Of a deal that is too long only that is told, not each year beyond; and a message that
 * stands beside its place does without the path in the request.
 */
export function faultsIn(listed: readonly Listed[]): Fault[] {
  const ends = (path: Listed['path'], key: string) => String(path).endsWith(key);
  const isTooLong = listed.some((l) => l.code === 'tooLarge' && ends(l.path, 'investment_period'));
  return listed
    .filter((l) => !(isTooLong && l.code === 'tooLarge' && ends(l.path, 'year')))
    .map(({ path, code, message }) => ({
      place: placeOf(path),
      code,
      message: message.replace(/ ?[(（]cash_flows[^)）]*[)）]/, ''),
    }));
}

/** The faults of an `application/problem+json` answer; one for the whole when it lists none. */
export function faultsOf(problem: unknown): Fault[] {
  const { errors, detail, title, code } = (problem ?? {}) as Record<string, unknown>;
  const listed = Array.isArray(errors) ? (errors as Record<string, unknown>[]) : [];
  if (listed.length)
    return faultsIn(
      listed.map((e) => ({
        path: Array.isArray(e.path) ? (e.path as (string | number)[]) : String(e.path ?? ''),
        code: String(e.code ?? ''),
        message: String(e.message ?? e.code ?? ''),
      })),
    );
  return [
    { place: { at: 'whole' }, code: String(code ?? ''), message: String(detail ?? title ?? code ?? '') },
  ];
}
