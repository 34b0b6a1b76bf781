import { presetOf, type Preset } from '../engine/index.ts';
import { presetCalled, sameName, savedModes } from './saved-modes.ts';

/** A mode by its id: a preset, or one that the workbook keeps. */
export const modeById = (id: string): Preset | undefined =>
  presetOf(id) ?? savedModes().find((m) => m.id === id);

/** Every mode that a name may mean, in any case: more than one where a saved mode was given a name that is taken. */
export function modesCalled(name: string): readonly Preset[] {
  const wanted = sameName(String(name));
  const preset = presetOf(String(name).trim()) ?? presetCalled(wanted);
  return [
    ...(preset ? [preset] : []),
    ...savedModes().filter((m) => m.id === name || sameName(m.name.en) === wanted),
  ];
}

/** A mode by its id or its name in either language; undefined where there is none, or more than one. */
export function modeOf(name: string): Preset | undefined {
  const [found, ...others] = modesCalled(name);
  return others.length ? undefined : found;
}
