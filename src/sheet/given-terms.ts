import type { ReadTerm } from './reading.ts';

/** Values by id as `define` takes them: a rate with rows of later dates becomes its steps. */
export function givenTerms(terms: readonly ReadTerm[]): Record<string, unknown> {
  const changing = new Set(terms.flatMap((t) => (t.from === undefined ? [] : [t.id])));
  const given: Record<string, unknown> = {};
  for (const { id, value, from } of terms) {
    if (!changing.has(id)) given[id] = value;
    else
      given[id] = [
        ...((given[id] as readonly object[] | undefined) ?? []),
        { ...(from === undefined ? {} : { from }), rate: value },
      ];
  }
  return given;
}
