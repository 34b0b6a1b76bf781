/** A definition while it is edited: plain data, and what each step makes of it. */
import { usualTierId } from '../../engine/index.ts';
import { isRecord, isSame, pathKey, valueAt, withValue, type Json, type Path } from './json.ts';
import { newTier, otherKind, unusedId, type Kind } from './new-tier.ts';

/** What undo goes back to. */
interface Past {
  readonly definition: Json;
  readonly name: string;
  readonly texts: Draft['texts'];
  readonly open: string | null;
  /** The field that was typed into: typing on is one step. */
  readonly field: string | null;
}

export interface Draft {
  readonly name: string;
  /** Id of the mode it began with. */
  readonly from: string;
  /** Key of the saved mode that is changed; null for a new one. */
  readonly key: string | null;
  /** What the workbook kept of it when it was begun. */
  readonly kept: string | null;
  /** As it will be saved: fractions, ISO dates. What was typed and cannot be read stands in it as a text. */
  readonly definition: Json;
  /** Name and definition as they were begun or saved. */
  readonly begun: string;
  /** What was typed, by path, where the number alone would read otherwise. */
  readonly texts: Readonly<Record<string, string>>;
  /** Path of the tier that is open. */
  readonly open: string | null;
  /** The whole as a text, while it is edited so. */
  readonly whole: string | null;
  readonly past: readonly Past[];
}

const MOST_STEPS = 100;

const stamp = (name: string, definition: Json): string => JSON.stringify([name, definition]);

export function beginDraft(
  from: string,
  definition: Json,
  { name = '', key = null, kept = null }: Partial<Pick<Draft, 'name' | 'key' | 'kept'>> = {},
): Draft {
  const whole = withIds(definition);
  return {
    name,
    from,
    key,
    kept,
    definition: whole,
    begun: stamp(name, whole),
    texts: {},
    open: null,
    whole: null,
    past: [],
  };
}

export const isChanged = ({ name, definition, begun, whole }: Draft): boolean =>
  stamp(name, definition) !== begun || (whole !== null && !isRecord(tryJson(whole)));

/** What was typed while it was being saved, as a change of what was saved. */
export const changesOf = (
  draft: Draft,
  saved: { readonly name: string; readonly definition: Json; readonly key: string; readonly kept: string },
): Draft => ({ ...draft, key: saved.key, kept: saved.kept, begun: stamp(saved.name, saved.definition) });

const tryJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** Every tier with an id of its own, the one it would be given: others refer to it while it moves. */
export function withIds(definition: Json): Json {
  const named = (tiers: unknown, pot: string | null): unknown =>
    Array.isArray(tiers)
      ? tiers.map((tier: unknown, i) =>
          isRecord(tier) && tier.id === undefined && typeof tier.kind === 'string'
            ? { id: usualTierId(tier.kind, i, pot), ...tier }
            : tier,
        )
      : tiers;
  const { tiers, pots } = definition;
  const isSeveral = Array.isArray(pots) && pots.length > 1;
  return {
    ...definition,
    ...(tiers === undefined ? {} : { tiers: named(tiers, null) }),
    ...(Array.isArray(pots)
      ? {
          pots: pots.map((pot: unknown) =>
            isRecord(pot) ? { ...pot, tiers: named(pot.tiers, isSeveral ? String(pot.id) : null) } : pot,
          ),
        }
      : {}),
  };
}

/** A tier of the list: where it stands, and in which pot where there are several. */
export interface Listed {
  readonly path: Path;
  readonly tier: Json;
  readonly pot: Json | null;
}

/** Where the lists of tiers stand. */
export const listsIn = ({ tiers, pots }: Json): Path[] => [
  ...(tiers === undefined ? [] : [['tiers'] as Path]),
  ...(Array.isArray(pots) ? pots.map((_, i): Path => ['pots', i, 'tiers']) : []),
];

export function tiersIn(definition: Json): Listed[] {
  return listsIn(definition).flatMap((list): Listed[] => {
    const tiers = valueAt(definition, list);
    const pot = list.length > 1 ? valueAt(definition, list.slice(0, 2)) : null;
    if (!Array.isArray(tiers)) return [];
    return tiers.flatMap((tier: unknown, i): Listed[] =>
      isRecord(tier) ? [{ path: [...list, i], tier, pot: isRecord(pot) ? pot : null }] : [],
    );
  });
}

/** The draft after a step, with the way back. */
function step(draft: Draft, change: Partial<Draft>, field: string | null = null): Draft {
  const { definition, name, texts, open, past } = draft;
  const isSameField = field !== null && past.at(-1)?.field === field;
  return {
    ...draft,
    ...(field === null ? { texts: {} } : {}),
    ...change,
    past: isSameField ? past : [...past, { definition, name, texts, open, field }].slice(-MOST_STEPS),
  };
}

export function undo(draft: Draft): Draft {
  const last = draft.past.at(-1);
  if (!last) return draft;
  const { field: _, ...before } = last;
  return { ...draft, ...before, past: draft.past.slice(0, -1) };
}

export const setName = (draft: Draft, name: string): Draft => step(draft, { name }, 'name');

export const openTier = (draft: Draft, path: Path | null): Draft => ({
  ...draft,
  open: path && pathKey(path),
  // What is typed next is another step.
  past: draft.past.map((p, i) => (i === draft.past.length - 1 ? { ...p, field: null } : p)),
});

/** Path of the tier that a path leads into; null where it leads elsewhere. */
export function tierPathOf(path: Path): Path | null {
  const length = path[0] === 'tiers' ? 2 : path[0] === 'pots' ? 4 : 0;
  return length && path.length >= length && typeof path[length - 1] === 'number'
    ? path.slice(0, length)
    : null;
}

/**
 * Sets what stands at a path. A tier that stands in several pots is one tier: it changes in all of them. References follow
 * an id.
 * @param text what was typed, where the value comes from a text
 */
export function setValue(draft: Draft, path: Path, value: unknown, text?: string): Draft {
  const tier = tierPathOf(path);
  const before = tier && valueAt(draft.definition, tier);
  let definition = withValue(draft.definition, path, value);
  if (tier && isRecord(before)) {
    const after = valueAt(definition, tier);
    for (const other of tiersIn(draft.definition))
      if (pathKey(other.path) !== pathKey(tier) && isSame(other.tier, before))
        definition = withValue(definition, other.path, after);
    if (path.at(-1) === 'id' && path.length === tier.length + 1 && typeof before.id === 'string')
      definition = renamed(definition, before.id, value);
  }
  const key = pathKey(path);
  return step(
    draft,
    { definition, texts: text === undefined ? draft.texts : { ...draft.texts, [key]: text } },
    text === undefined ? null : key,
  );
}

/** Keys under which ids of tiers stand. */
const REFERENCES = new Set(['covers', 'owed', 'reserve', 'sweepTo', 'tier']);

function renamed(definition: Json, from: string, to: unknown): Json {
  const inValue = (value: unknown): unknown =>
    Array.isArray(value) ? value.map((v: unknown) => (v === from ? to : v)) : value === from ? to : value;
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isRecord(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        REFERENCES.has(key) ? walk(inValue(inner)) : walk(inner),
      ]),
    );
  };
  return walk(definition) as Json;
}

/** Several values at once, as one step: what a repair does. */
export const setDefinition = (draft: Draft, definition: Json): Draft => step(draft, { definition });

const place = (path: Path): { list: Path; at: number } => ({
  list: path.slice(0, -1),
  at: Number(path.at(-1)),
});

/** Moves a tier within its list; where it cannot go further it stays. */
export function moveTier(draft: Draft, path: Path, to: number): Draft {
  const { list, at } = place(path);
  const tiers = valueAt(draft.definition, list) as readonly unknown[];
  const goal = Math.max(0, Math.min(tiers.length - 1, to));
  if (goal === at) return draft;
  const others = tiers.filter((_, i) => i !== at);
  const next = [...others.slice(0, goal), tiers[at], ...others.slice(goal)];
  const isOpen = draft.open === pathKey(path);
  // Another tier that is open stays so where it goes.
  const openAt = tiers.findIndex((_, i) => draft.open === pathKey([...list, i]));
  const open = isOpen ? [...list, goal] : openAt < 0 ? null : [...list, next.indexOf(tiers[openAt])];
  return step(draft, {
    definition: withValue(draft.definition, list, next),
    open: open ? pathKey(open) : draft.open,
  });
}

function insert(draft: Draft, list: Path, at: number, tier: Json): Draft {
  const tiers = valueAt(draft.definition, list);
  const before = Array.isArray(tiers) ? (tiers as unknown[]) : [];
  const next = [...before.slice(0, at), tier, ...before.slice(at)];
  return step(draft, {
    definition: withValue(draft.definition, list, next),
    open: pathKey([...list, at]),
  });
}

/** A new tier below the one that is open, else above the split at the end. */
export function addTier(draft: Draft, kind: Kind): Draft {
  const lists = listsIn(draft.definition);
  const open = tiersIn(draft.definition).find(({ path }) => pathKey(path) === draft.open);
  const list = open ? place(open.path).list : (lists[0] ?? ['tiers']);
  const tiers = (valueAt(draft.definition, list) ?? []) as readonly Json[];
  const last = tiers.at(-1)?.kind === 'split' && kind !== 'split' ? tiers.length - 1 : tiers.length;
  const at = open && kind !== 'split' ? Math.min(place(open.path).at + 1, last) : last;
  return insert(draft, list, at, newTier(kind, draft.definition));
}

export function duplicateTier(draft: Draft, path: Path): Draft {
  const { list, at } = place(path);
  const tier = valueAt(draft.definition, path) as Json;
  return insert(draft, list, at + 1, {
    ...tier,
    id: unusedId(String(tier.id ?? tier.kind), draft.definition),
  });
}

export function removeTier(draft: Draft, path: Path): Draft {
  return step(draft, { definition: withValue(draft.definition, path, undefined), open: null });
}

export function changeKind(draft: Draft, path: Path, kind: Kind): Draft {
  const tier = valueAt(draft.definition, path) as Json;
  return step(draft, {
    definition: withValue(draft.definition, path, otherKind(tier, kind, draft.definition)),
  });
}

/** To the text and back; while it is no JSON the last definition stays. */
export const editAsText = (draft: Draft, text: string | null): Draft => ({
  ...draft,
  whole: text,
  ...(text === null ? { definition: withIds(draft.definition), texts: {}, open: null } : {}),
});

export function typeWhole(draft: Draft, text: string): Draft {
  const read = tryJson(text);
  const next = { ...draft, whole: text };
  return isRecord(read) ? { ...step(next, { definition: read }, 'whole'), texts: {} } : next;
}
