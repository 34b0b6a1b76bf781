/** Names that a mode of the workbook may have. */
import { modeNamed } from './read/labels.ts';
import { sameName, savedModes, type SavedMode } from './saved-modes.ts';

export const MODE_NAME_LENGTH = 60;

/**
 * Why a mode cannot have a name; null where it can. A name by which a preset is known, in either language and with words
 * in brackets or without, could be taken for that preset once the mode is gone.
 * @param others the modes beside it
 */
export function nameFault(
  name: string,
  others: readonly Pick<SavedMode, 'name'>[],
): 'nameMissing' | 'nameLong' | 'namePreset' | 'nameTaken' | null {
  const wanted = sameName(name);
  if (wanted === '') return 'nameMissing';
  if ([...name.trim()].length > MODE_NAME_LENGTH) return 'nameLong';
  const named = modeNamed(name);
  const isOwn = savedModes().some((m) => m.id === named);
  if (wanted === 'custom' || (named !== undefined && !isOwn)) return 'namePreset';
  return others.some((other) => sameName(other.name) === wanted) ? 'nameTaken' : null;
}
