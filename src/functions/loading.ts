/** What the functions of a deal load: on first use, and ahead of it once the page is idle. */
import { areModesRead, readSavedModes } from './saved-modes.ts';
import type * as choices from './choices.ts';
import type * as simulation from './simulate.ts';
import type * as studies from './studies.ts';
import type * as waterfall from './waterfall.ts';

type Waterfall = typeof waterfall;
let loaded: Waterfall | undefined;

/** Loads what runs a deal: on first use, and ahead of it once the page is idle. */
export const loadWaterfall = async (): Promise<Waterfall> => {
  const [waterfall] = await Promise.all([import('./waterfall.ts'), readSavedModes()]);
  return (loaded ??= waterfall);
};
setTimeout(() => void loadWaterfall(), 1000);

/** What a function answers: at once when all is loaded, else a promise, which Excel awaits even though the type does not say so. */
export const onFirstUse = <T>(compute: (waterfall: Waterfall) => T): T =>
  loaded ? compute(loaded) : (loadWaterfall().then(compute) as T);

/** Answers at once when the modes of the workbook are known. */
export const withModes = <T>(compute: () => T): T =>
  areModesRead() ? compute() : (readSavedModes().then(compute) as T);

/** Loads what streams a simulation into cells. */
export const loadSimulation = async (): Promise<typeof simulation> => {
  const [part] = await Promise.all([import('./simulate.ts'), readSavedModes()]);
  return part;
};

let loadedChoices: typeof choices | undefined;
/** The choices of a list for a mode; none until they are loaded. */
function choicesOf(list: string, mode?: string): unknown[] {
  if (loadedChoices) return loadedChoices.choicesOf(list, mode);
  void import('./choices.ts').then(
    (part) => (loadedChoices = part),
    // Asked again with the next letter.
    () => undefined,
  );
  return [];
}
// Not for formulas, so functions.json does not name it: a host that completes what is typed may ask. Excel does not.
if (typeof CustomFunctions !== 'undefined') CustomFunctions.associate('CHOICES', choicesOf);

type Studies = typeof studies;
let loadedStudies: Studies | undefined;

/** Loads what answers the second question: what if, solve for, reconcile. */
export const loadStudies = async (): Promise<Studies> => {
  const [studies] = await Promise.all([import('./studies.ts'), readSavedModes()]);
  return (loadedStudies ??= studies);
};

export const onFirstQuestion = <T>(compute: (studies: Studies) => T): T =>
  loadedStudies ? compute(loadedStudies) : (loadStudies().then(compute) as T);
