/** The modes that the workbook keeps, for formulas: read once, and again when its settings change. */
import { functionFaults } from '../i18n/functions.ts';
import { say } from '../i18n/index.ts';
import { ownId, onSavedModes, savedModesIn, setSavedModes } from '../sheet/saved-modes.ts';
import { language } from './cell.ts';

/** Excel refuses while it starts or saves. */
const AGAIN_AFTER_MS = 3000;

let state: 'unread' | 'read' | 'refused' = 'unread';
let reading: Promise<void> | undefined;

/** Whether what the workbook keeps is known. */
export const areModesRead = (): boolean => state === 'read';

/** Reads the modes of the workbook once; where Excel refuses it is asked again, and until then they are not known. */
export const readSavedModes = (): Promise<void> => (reading ??= begin());

async function begin(): Promise<void> {
  if (typeof Office !== 'undefined') await Office.onReady();
  // Nothing keeps modes without Excel.
  if (typeof Excel === 'undefined') return void (state = 'read');
  await read();
  onSavedModes(() => void calculateAll());
  if (state === 'refused') again();
  Excel.run({ delayForCellEdit: true }, async (context) => {
    context.workbook.settings.onSettingsChanged.add(() => read());
    await context.sync();
  }).catch(() => undefined);
}

function again(): void {
  setTimeout(
    () =>
      void read().then(() => {
        if (state === 'refused') again();
        else void calculateAll();
      }),
    AGAIN_AFTER_MS,
  );
}

async function read(): Promise<void> {
  try {
    const kept = await Excel.run({ delayForCellEdit: true }, async (context) => {
      const { settings } = context.workbook;
      settings.load({ key: true, value: true });
      await context.sync();
      return savedModesIn(settings.items.map(({ key, value }) => ({ key, value: value as unknown })));
    });
    // What reads a definition is loaded where there is one.
    const made = kept.length ? (await import('../engine/presets/own.ts')).ownPreset : null;
    setSavedModes(kept.map(({ key, name, definition }) => made!(ownId(key), name, definition)));
    state = 'read';
  } catch {
    if (state === 'unread') state = 'refused';
  }
}

/** Formulas name modes that now say something else. */
const calculateAll = (): Promise<void> =>
  Excel.run({ delayForCellEdit: true }, async (context) => {
    context.workbook.application.calculate(Excel.CalculationType.full);
    await context.sync();
  }).catch(() => undefined);

/** `#N/A` where a name may be that of a mode that could not be read yet. */
export function refuseUnread(): void {
  if (state === 'read') return;
  throw new CustomFunctions.Error(
    CustomFunctions.ErrorCode.notAvailable,
    say(functionFaults.modesUnread, language()),
  );
}
