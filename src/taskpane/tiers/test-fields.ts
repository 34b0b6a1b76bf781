/** The fields of a coverage test: what it reads, its bounds, what happens while it fails. */
import { choice, party, tierIds, type Choice, type Field } from './field.ts';
import { isRecord, valueAt, type Json, type Path } from './json.ts';
import { classesIn } from './new-tier.ts';

/** A test as it begins: the cash of the period, at least 0. */
export const NEW_TEST: Json = { of: 'cash', min: 0 };

const ONE = 1;

/** What may stand on one side of a test. */
function operands(definition: Json, given: unknown): Choice[] {
  const classes = classesIn(definition);
  const tiers = tierIds(definition);
  return [
    { value: 'cash', label: 'ofCash' },
    ...tiers.map((id): Choice => ({ value: { owed: id }, label: 'ofOwed', params: { tier: id } })),
    ...classes.map((id): Choice => ({
      value: { unreturned: id },
      label: 'ofUnreturned',
      params: { party: id },
    })),
    ...(classes.length > 1
      ? [{ value: { unreturned: classes }, label: 'ofAllUnreturned' } satisfies Choice]
      : []),
    ...tierIds(definition, (tier) => tier.kind === 'reserve').map((id): Choice => ({
      value: { reserve: id },
      label: 'ofReserve',
      params: { tier: id },
    })),
    { value: typeof given === 'number' ? given : ONE, label: 'ofNumber' },
  ];
}

export function testFields(definition: Json, path: Path): Field[] {
  const at = [...path, 'when'];
  const when = valueAt(definition, at);
  if (!isRecord(when)) return [{ path: at, label: 'test', as: 'json' }];
  const { of, over, sweepTo } = when;
  const number = (key: string, value: unknown): Field[] =>
    typeof value === 'number' ? [{ path: [...at, key], label: 'theNumber', as: 'number' }] : [];
  return [
    choice([...at, 'of'], 'testOf', of, operands(definition, of)),
    ...number('of', of),
    choice([...at, 'over'], 'testOver', over, [
      { value: undefined, label: 'overNothing' },
      ...operands(definition, over),
    ]),
    ...number('over', over),
    { path: [...at, 'min'], label: 'atLeast', as: 'number', hint: { text: 'boundTest' } },
    { path: [...at, 'max'], label: 'atMost', as: 'number', hint: { text: 'boundTest' } },
    choice([...at, 'sweepTo'], 'whileItFails', sweepTo, [
      { value: undefined, label: 'skipped' },
      ...tierIds(definition)
        .filter((id) => id !== valueAt(definition, [...path, 'id']))
        .map((id): Choice => ({ ...party(id), label: 'sweptTo', params: { tier: id } })),
    ]),
  ];
}
