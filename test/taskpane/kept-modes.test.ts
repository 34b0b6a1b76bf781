import assert from 'node:assert/strict';
import { MODE_SETTING, savedModes, setSavedModes, type SavedMode } from '../../src/sheet/saved-modes.ts';
import { forgetMode, keepMode, keptText, readSavedModes } from '../../src/taskpane/excel/saved-modes.ts';
import { until } from '../support/until.ts';
import { withMemoryWorkbook } from '../preview/memory-workbook.ts';

const mode = (key: string, name: string, share = 0.8): SavedMode => ({
  version: 1,
  key,
  name,
  definition: {
    classes: [{ id: 'lp', share: 1 }],
    tiers: [{ kind: 'split', id: 's', shares: { lp: share, gp: 1 - share } }],
  },
});
const names = () => savedModes().map((m) => m.name.en);

describe('Modes in the settings of a workbook', () => {
  withMemoryWorkbook();
  afterEach(() => setSavedModes([]));

  /** What another person does in the same workbook. */
  const elsewhere = (work: (settings: Excel.SettingCollection) => void) =>
    Excel.run(async (context) => {
      work(context.workbook.settings);
      await context.sync();
    });

  it('are kept each under a key of its own, read by name, and forgotten', async () => {
    assert.equal(await keepMode(mode('b', 'Harbour'), null), 'kept');
    assert.equal(await keepMode(mode('a', 'Riverside'), null), 'kept');
    assert.deepEqual(names(), ['Harbour', 'Riverside']);
    setSavedModes([]);
    assert.deepEqual(await readSavedModes(), [mode('b', 'Harbour'), mode('a', 'Riverside')]);
    await forgetMode('b');
    assert.deepEqual(names(), ['Riverside']);
  });

  it('are not written over what somebody else changed or deleted meanwhile, unless that is wanted', async () => {
    const [mine, theirs] = [mode('a', 'Harbour', 0.7), mode('a', 'Harbour', 0.9)];
    const before = mode('a', 'Harbour');
    await keepMode(before, null);
    await elsewhere((settings) => void settings.add(`${MODE_SETTING}a`, keptText(theirs)));
    assert.equal(await keepMode(mine, keptText(before)), 'changed');
    assert.deepEqual(savedModes()[0]!.own!.json, theirs.definition);
    assert.equal(await keepMode(mine, undefined), 'kept');
    assert.deepEqual(savedModes()[0]!.own!.json, mine.definition);
    await elsewhere((settings) => settings.getItem(`${MODE_SETTING}a`).delete());
    assert.equal(await keepMode(mine, keptText(mine)), 'gone');
    assert.deepEqual(names(), []);
  });

  it('for which there is no room are not kept, and those there stay', async () => {
    await keepMode(mode('a', 'Harbour'), null);
    await elsewhere((settings) => void settings.add('other', 'x'.repeat(998_000)));
    const large = { ...mode('b', 'Large'), definition: { classes: [], note: 'x'.repeat(3000) } };
    assert.equal(await keepMode(large, null), 'full');
    assert.deepEqual(names(), ['Harbour']);
  });

  it('tell those who listen to the settings of every change, and not of a mode that was gone', async () => {
    let told = 0;
    await Excel.run(async (context) => {
      context.workbook.settings.onSettingsChanged.add(() => Promise.resolve(void (told += 1)));
      await context.sync();
    });
    await keepMode(mode('a', 'Harbour'), null);
    await forgetMode('a');
    await forgetMode('a');
    await until('both changes were told', () => told === 2);
  });
});
