/**
 * The modes that the open workbook keeps: what is kept of each, and those there are. An add-in
 * has one workbook; the service never has any of them.
 */
import { presets, type Preset } from '../engine/index.ts';

/** A mode as the workbook keeps it, under a key of its own, so that what co-authors save meanwhile is not overwritten. */
export interface SavedMode {
  readonly version: 1;
  readonly key: string;
  readonly name: string;
  /** The definition as JSON: fractions, ISO dates. */
  readonly definition: object;
}

/** Before the key of a mode, in the settings of the workbook. */
export const MODE_SETTING = 'waterfall.mode.';
/** Before the key of a mode, where an id of a mode stands. */
export const OWN = 'own:';

export const ownId = (key: string): string => OWN + key;

/** The modes among the settings of a workbook, by name; what another release keeps in another form is left alone. */
export function savedModesIn(
  settings: readonly { readonly key: string; readonly value: unknown }[],
): SavedMode[] {
  return settings
    .flatMap(({ key, value }) => (key.startsWith(MODE_SETTING) ? (savedMode(value) ?? []) : []))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.key < b.key ? -1 : 1));
}

function savedMode(value: unknown): SavedMode | null {
  try {
    const mode = JSON.parse(String(value)) as SavedMode | null;
    const isMode = typeof mode?.name === 'string' && typeof mode.key === 'string' && mode.definition !== null;
    return mode?.version === 1 && isMode && typeof mode.definition === 'object' ? mode : null;
  } catch {
    return null;
  }
}

/** A name as it is compared: in any case and width, spaces and dashes alike. */
export const sameName = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s·_-]+/g, ' ');

const presetNames = new Map(
  presets.flatMap((p) => [p.id, p.name.en, p.name['zh-CN']].map((name) => [sameName(name), p] as const)),
);

/** A preset by its id or its name in either language. */
export const presetCalled = (name: string): Preset | undefined => presetNames.get(sameName(name));

let modes: readonly Preset[] = [];
const listeners = new Set<() => void>();

/** The modes of the workbook that is open, as they were read last. */
export const savedModes = (): readonly Preset[] => modes;

/** Sets what was read; those who listen are told where it is something else than before. */
export function setSavedModes(next: readonly Preset[]): void {
  const told = (list: readonly Preset[]) => JSON.stringify(list.map((m) => [m.id, m.name.en, m.own?.json]));
  if (told(next) === told(modes)) return;
  modes = next;
  for (const listener of listeners) listener();
}

export function onSavedModes(listener: () => void): void {
  listeners.add(listener);
}
