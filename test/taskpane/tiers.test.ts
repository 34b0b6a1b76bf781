import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  define,
  definitionJson,
  parse,
  parseDefinition,
  presets,
  type Definition,
  type Issue,
} from '../../src/engine/index.ts';
import { tierSchema } from '../../src/engine/parse/schema.ts';
import { tierTexts } from '../../src/i18n/tier-editor.ts';
import {
  addTier,
  beginDraft,
  changeKind,
  duplicateTier,
  editAsText,
  isChanged,
  moveTier,
  openTier,
  removeTier,
  setValue,
  tiersIn,
  typeWhole,
  undo,
  withIds,
  type Draft,
} from '../../src/taskpane/tiers/draft.ts';
import type { Field } from '../../src/taskpane/tiers/field.ts';
import { nameFields, tierFields } from '../../src/taskpane/tiers/fields.ts';
import { jsonText, pathKey, valueAt, type Json, type Path } from '../../src/taskpane/tiers/json.ts';
import { classFields, optionFields, partyFields } from '../../src/taskpane/tiers/more-fields.ts';
import { KINDS } from '../../src/taskpane/tiers/new-tier.ts';
import { readTyped, shownText, type Typed } from '../../src/taskpane/tiers/typed.ts';
import { anyDeal as anyDrawn } from '../engine/any-deal.ts';

/** As it comes from a file or a setting. */
const anyDeal = anyDrawn.map(
  (deal) => JSON.parse(JSON.stringify(deal)) as { definition: Json; flows: unknown },
);

const RUNS = { numRuns: 300 };
const DATES = 6;

/** A preset's definition with its usual terms, as JSON. */
function jsonOf(id: string): Json {
  const preset = presets.find((p) => p.id === id)!;
  const defined = define(preset, Object.fromEntries(preset.terms.map((t) => [t.id, t.default])), {});
  assert.ok(defined.ok);
  return definitionJson(defined.value.definition);
}
const draftOf = (id: string): Draft => beginDraft(id, jsonOf(id));
const names = ({ definition }: Draft) => tiersIn(definition).map(({ tier }) => tier.id);
const read = (definition: unknown): Definition => {
  const parsed = parseDefinition(definition, null);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return parsed.value;
};
const faultsIn = (definition: unknown): readonly Issue[] => {
  const parsed = parseDefinition(definition, null);
  return parsed.ok ? [] : parsed.issues;
};

/** Every field of a definition. */
const allFields = (definition: Json): Field[] => [
  ...tiersIn(definition).flatMap(({ path }) => [...tierFields(definition, path, DATES), ...nameFields(path)]),
  ...(definition.classes as Json[]).flatMap((_, i) => classFields(definition, i)),
  ...((definition.parties ?? []) as Json[]).flatMap((_, i) => partyFields(i)),
  ...optionFields(definition),
];

describe('A definition in the tier editor', () => {
  it('goes in and comes out the same, whatever it is', () => {
    fc.assert(
      fc.property(anyDeal, ({ definition }) => {
        const draft = beginDraft('european', definition);
        assert.deepEqual(draft.definition, definition);
        assert.ok(!isChanged(draft));
        const asText = typeWhole(editAsText(draft, ''), jsonText(definition));
        assert.deepEqual(editAsText(asText, null).definition, definition);
        assert.deepEqual(JSON.parse(jsonText(definition)), definition);
      }),
      RUNS,
    );
  });

  it('means the same once its tiers have been given the ids that the engine would give them', () => {
    fc.assert(
      fc.property(anyDeal, ({ definition, flows }) => {
        const bare = JSON.parse(JSON.stringify(definition), (key, value: unknown) =>
          key === 'id' && /^p\dt\d$/.test(String(value)) ? undefined : value,
        ) as Json;
        const [given, made] = [parse(bare, flows), parse(withIds(bare), flows)];
        assert.deepEqual(made, given);
      }),
      RUNS,
    );
  });

  it('is written as JSON from what was read of it, and read the same', () => {
    fc.assert(
      fc.property(anyDeal, ({ definition }) => {
        const parsed = parseDefinition(definition, null);
        if (parsed.ok) assert.deepEqual(read(definitionJson(parsed.value)), parsed.value);
      }),
      RUNS,
    );
    for (const { id } of presets)
      assert.deepEqual(definitionJson(read(jsonOf(id))).tiers, jsonOf(id).tiers, id);
    // As short as its author would write it.
    assert.deepEqual(Object.keys((jsonOf('european').tiers as Json[])[1]!), [
      'kind',
      'id',
      'name',
      'to',
      'rate',
      'compounding',
    ]);
  });

  it('is left as it is by a field in which is typed what it shows', () => {
    fc.assert(
      fc.property(anyDeal, ({ definition }) => {
        for (const field of allFields(definition)) {
          const given = valueAt(definition, field.path);
          if (field.as === 'choice' || field.as === 'segments') {
            const { value } = field.choices[field.chosen]!;
            if (given !== undefined) assert.deepEqual(value, given, pathKey(field.path));
          } else if (!['flag', 'some', 'shares'].includes(field.as)) {
            const as = field.as as Typed;
            const back = readTyped(as, shownText(as, given, 'en'));
            // A third has more digits than a field shows.
            const isClose = typeof back === 'number' && Math.abs(back - Number(given)) < 1e-14;
            if (!isClose) assert.deepEqual(back, given, pathKey(field.path));
          }
        }
      }),
      RUNS,
    );
  });

  it('has a field for every key of every kind of tier', () => {
    interface Part {
      _zod: { def: { shape: Record<string, Part>; values: string[] } };
    }
    const { options } = tierSchema._zod.def as unknown as { options: Part[] };
    const values: Record<string, unknown> = {
      id: 't',
      name: 'T',
      to: ['lp'],
      rate: 0.08,
      metric: 'greaterOf',
      multiple: 2,
      amount: 1,
      when: { of: 'cash', min: 0 },
    };
    for (const option of options) {
      const { shape } = option._zod.def;
      const kind = KINDS.find((k) => shape.kind!._zod.def.values[0] === k);
      assert.ok(kind, 'a kind that the editor does not know');
      const keys = Object.keys(shape).filter((key) => key !== 'kind');
      for (const key of keys) {
        const tier = {
          kind,
          ...Object.fromEntries(keys.map((k) => [k, values[k] ?? (k === key ? 1 : undefined)])),
        };
        const definition: Json = { classes: [{ id: 'lp', share: 1 }], tiers: [tier] };
        const fields = [...tierFields(definition, ['tiers', 0], DATES), ...nameFields(['tiers', 0])];
        assert.ok(
          fields.some(({ path }) => path[2] === key),
          `${kind}.${key}`,
        );
      }
    }
  });

  it('has its words in the catalogue for every field, choice and bound', () => {
    for (const { id } of presets)
      for (const field of allFields(jsonOf(id))) {
        const labels = [field.label, ...('choices' in field ? field.choices.map((c) => c.label) : [])];
        for (const label of labels) if (typeof label === 'string') assert.ok(label in tierTexts, label);
        if (field.hint) assert.ok(field.hint.text in tierTexts, field.hint.text);
      }
  });
});

describe('A step in the tier editor', () => {
  it('is undone, whatever it was', () => {
    const path: Path = ['tiers', 1];
    const steps: Record<string, (d: Draft) => Draft> = {
      moves: (d) => moveTier(d, path, 3),
      adds: (d) => addTier(d, 'hurdle'),
      doubles: (d) => duplicateTier(d, path),
      removes: (d) => removeTier(d, path),
      sets: (d) => setValue(d, [...path, 'rate'], 0.1, '10'),
      'changes the kind': (d) => changeKind(d, path, 'hurdle'),
    };
    for (const [name, step] of Object.entries(steps)) {
      const draft = draftOf('european');
      const after = step(draft);
      assert.ok(isChanged(after), name);
      assert.deepEqual(undo(after).definition, draft.definition, name);
      assert.ok(!isChanged(undo(after)), name);
    }
  });

  it('takes what is typed into one field as one step', () => {
    let draft = draftOf('european');
    for (const text of ['1', '10', '10.', '10.5'])
      draft = setValue(draft, ['tiers', 1, 'rate'], readTyped('rate', text), text);
    assert.equal(valueAt(draft.definition, ['tiers', 1, 'rate']), 0.105);
    assert.ok(!isChanged(undo(draft)));
    draft = setValue(openTier(draft, null), ['tiers', 1, 'rate'], 0.11, '11');
    assert.equal(valueAt(undo(draft).definition, ['tiers', 1, 'rate']), 0.105);
  });

  it('keeps what cannot be read where it was typed, and the engine refuses it there', () => {
    const draft = setValue(draftOf('european'), ['tiers', 1, 'rate'], readTyped('rate', 'eight'), 'eight');
    const [fault] = faultsIn(draft.definition);
    assert.deepEqual([fault!.code, fault!.path], ['notNumber', ['tiers', 1, 'rate']]);
    // 0.08 may be meant as 8 % or as 0.08 %.
    assert.equal(readTyped('rate', '0.08'), '0.08');
    assert.equal(readTyped('rate', '0.08%'), 0.0008);
    assert.equal(readTyped('amount', '1.500'), '1.500');
    assert.equal(readTyped('number', ''), undefined);
  });

  it('moves a tier no further than its list, and the open tier stays open where it goes', () => {
    let draft = openTier(draftOf('european'), ['tiers', 1]);
    draft = moveTier(draft, ['tiers', 1], 0);
    assert.deepEqual([names(draft)[0], draft.open], ['preferred', 'tiers.0']);
    draft = moveTier(draft, ['tiers', 3], 0);
    assert.deepEqual([names(draft)[0], draft.open], ['split', 'tiers.1']);
    assert.equal(moveTier(draft, ['tiers', 0], -1), draft);
    assert.equal(moveTier(draft, ['tiers', 3], 9), draft);
  });

  it('adds a tier above the split at the end, which every kind goes with', () => {
    for (const kind of KINDS) {
      const draft = addTier(draftOf('european'), kind);
      assert.equal(tiersIn(draft.definition).at(-1)!.tier.kind, 'split', kind);
      const codes = faultsIn(draft.definition).map((f) => f.code);
      assert.deepEqual(codes, kind === 'split' ? ['splitNotLast'] : [], kind);
      for (const other of KINDS) {
        const [code] = faultsIn(changeKind(draft, draft.open!.split('.').map(numbered), other).definition);
        if (kind !== 'split' && other !== 'split') assert.equal(code, undefined, `${kind} as ${other}`);
      }
    }
  });

  it('changes a tier of several pots in all of them', () => {
    const draft = draftOf('re_operating_and_capital');
    const after = setValue(draft, ['pots', 1, 'tiers', 0, 'rate'], 0.09, '9');
    assert.equal(valueAt(after.definition, ['pots', 0, 'tiers', 0, 'rate']), 0.09);
    assert.deepEqual(faultsIn(after.definition), []);
  });

  it('lets references follow the id of a tier', () => {
    const definition = {
      classes: [{ id: 'lp', share: 1 }],
      tiers: [
        { kind: 'reserve', id: 'r', target: 1, covers: ['pref'] },
        {
          kind: 'returnOfCapital',
          id: 'c',
          to: 'lp',
          when: { of: { owed: 'pref' }, max: 0, sweepTo: 'pref' },
        },
        { kind: 'preferredReturn', id: 'pref', to: 'lp', rate: 0.08, compounding: 'annual' },
        { kind: 'split', id: 's', shares: { lp: 1 } },
      ],
    };
    const after = setValue(beginDraft('european', definition), ['tiers', 2, 'id'], 'return', 'return');
    assert.deepEqual(faultsIn(after.definition), []);
    assert.ok(!JSON.stringify(after.definition).includes('pref"'));
  });
});

const numbered = (part: string): string | number => (/^\d+$/.test(part) ? Number(part) : part);
