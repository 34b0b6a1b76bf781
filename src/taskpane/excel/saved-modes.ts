/** Modes in the settings of the workbook, each under a key of its own: what a co-author saves meanwhile is not overwritten. */
import { ownPreset } from '../../engine/index.ts';
import { MODE_SETTING, ownId, savedModesIn, setSavedModes, type SavedMode } from '../../sheet/saved-modes.ts';
import { codeOf } from './refusals.ts';
import { RUN } from './run.ts';

const modesIn = ({ items }: Excel.SettingCollection): SavedMode[] =>
  savedModesIn(items.map(({ key, value }) => ({ key, value: value as unknown })));

const show = (modes: readonly SavedMode[]): void =>
  setSavedModes(modes.map(({ key, name, definition }) => ownPreset(ownId(key), name, definition)));

/** The modes that the workbook keeps; from here on the pane and formulas know them. */
export async function readSavedModes(): Promise<SavedMode[]> {
  const modes = await Excel.run(RUN, async (context) => {
    const { settings } = context.workbook;
    settings.load({ key: true, value: true });
    await context.sync();
    return modesIn(settings);
  });
  show(modes);
  return modes;
}

export type Kept = 'kept' | 'changed' | 'gone' | 'full';

/**
 * Keeps a mode, new or changed.
 * @param before what was kept of it when its author began, as `keptText` tells; null for a new one, undefined to overwrite
 * @returns `changed`, `gone`: somebody else did so meanwhile, and nothing is written
 */
export async function keepMode(mode: SavedMode, before: string | null | undefined): Promise<Kept> {
  const answer = await Excel.run(RUN, async (context): Promise<Kept> => {
    const { settings } = context.workbook;
    const setting = settings.getItemOrNullObject(MODE_SETTING + mode.key);
    setting.load({ value: true });
    await context.sync();
    const now = setting.isNullObject ? null : String(setting.value);
    if (before !== undefined && now !== before) return now === null ? 'gone' : 'changed';
    settings.add(MODE_SETTING + mode.key, keptText(mode));
    try {
      await context.sync();
    } catch (error) {
      // This is how Excel says that there is no room.
      if (codeOf(error) !== 'InvalidArgument') throw error;
      return 'full';
    }
    return 'kept';
  });
  await readSavedModes();
  return answer;
}

/** A mode as it stands in the settings. */
export const keptText = (mode: SavedMode): string => JSON.stringify(mode);

/** Somebody else may have deleted it already. */
export async function forgetMode(key: string): Promise<void> {
  await Excel.run(RUN, async (context) => {
    const setting = context.workbook.settings.getItemOrNullObject(MODE_SETTING + key);
    setting.load({ key: true });
    await context.sync();
    if (setting.isNullObject) return;
    setting.delete();
    await context.sync();
  });
  await readSavedModes();
}
