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
  const [block, key, third] = parts;
  if (block === 'cash_flows') return key === undefined ? { at: 'whole' } : { at: 'flow', index: Number(key) };
  if (key === undefined) return { at: 'whole' };
  if (block === 'basic_params')
    return key === 'investment_period' ? { at: 'whole' } : { at: 'term', id: key };
  if (block !== 'distribution_params') return { at: 'whole' };
  if (key === 'mode') return { at: 'mode' };
  if (key === 'options') return third === undefined ? { at: 'whole' } : { at: 'option', id: third };
  return { at: 'term', id: key };
}

/** The faults of an `application/problem+json` answer; one for the whole when it lists none. */
export function faultsOf(problem: unknown): Fault[] {
  const { errors, detail, title, code } = (problem ?? {}) as Record<string, unknown>;
  const listed = Array.isArray(errors) ? (errors as Record<string, unknown>[]) : [];
  if (listed.length)
    return listed.map((e) => ({
      place: placeOf(Array.isArray(e.path) ? (e.path as (string | number)[]) : String(e.path ?? '')),
      code: String(e.code ?? ''),
      message: String(e.message ?? e.code ?? ''),
    }));
  return [
    { place: { at: 'whole' }, code: String(code ?? ''), message: String(detail ?? title ?? code ?? '') },
  ];
}
