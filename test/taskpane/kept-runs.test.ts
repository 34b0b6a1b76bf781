import assert from 'node:assert/strict';
import { calculate } from '../../src/document/index.ts';
import { figuresOf, firstDifference, hashOf } from '../../src/taskpane/model/kept-runs.ts';
import { readRuns } from '../../src/taskpane/excel/kept-runs.ts';
import type { Run } from '../../src/taskpane/model/state.ts';
import { withMemoryWorkbook } from '../preview/memory-workbook.ts';
import { requestOf } from './deals.ts';
import { openPane } from './pane.ts';

const figures = (amounts?: readonly number[]) => {
  const answer = calculate(requestOf('flat_principal_first', amounts));
  assert.ok(answer.ok);
  return figuresOf(answer.value);
};

describe('The receipt of a run', () => {
  it('names the first figure that differs, and none where all are the same', () => {
    assert.equal(firstDifference(figures(), figures()), null);
    assert.equal(firstDifference(figures(), figures([1000, 2000, 3000, 4000, 5001])), 'project.irr');
    const { carry: _carry, ...without } = figures();
    assert.equal(firstDifference(figures(), without), 'carry');
  });

  it('has one hash for equal data, whatever the order of keys', async () => {
    const one = await hashOf({ a: 1, b: { c: 2, d: [3, { e: 4, f: 5 }] } });
    assert.match(one, /^([0-9a-f]{8} ){7}[0-9a-f]{8}$/);
    assert.equal(one, await hashOf({ b: { d: [3, { f: 5, e: 4 }], c: 2 }, a: 1 }));
    assert.notEqual(one, await hashOf({ a: 1, b: { c: 2, d: [3, { e: 4, f: 6 }] } }));
  });
});

const lastCash = ({ body }: Pick<Run, 'body'>) =>
  (body as { cash_flows: { amount: number }[] }).cash_flows.at(-1)!.amount;

/** Excel answers nothing until it is let. */
function holdExcel(): () => void {
  let letIt!: () => void;
  const held = new Promise<void>((resolve) => (letIt = resolve));
  const now = Excel.run.bind(Excel) as (...given: unknown[]) => Promise<unknown>;
  Object.assign(Excel, { run: (...given: unknown[]) => held.then(() => now(...given)) });
  return letIt;
}

describe('A run that is being kept', () => {
  withMemoryWorkbook();

  it('is not in the workbook once it was deleted meanwhile, and is there again when it is taken back', async () => {
    const { store, kept, calculate, settled } = openPane();
    const letExcel = holdExcel();
    const run = await calculate([1000, 2000, 3000, 4000, 5000]);
    const deleted = kept.forget(run);
    letExcel();
    await Promise.all([deleted, settled()]);
    assert.deepEqual([await readRuns(), store.get().runs], [[], []]);
    await kept.takeBack();
    assert.deepEqual(
      (await readRuns()).map(({ key }) => key),
      store.get().runs.map(({ key }) => key),
    );
    assert.equal(store.get().runs[0]!.kept, true);
  });

  it('is in the workbook once, under the name it was given meanwhile', async () => {
    const { store, kept, calculate, settled } = openPane();
    const letExcel = holdExcel();
    const run = await calculate([1000, 2000, 3000, 4000, 5000]);
    const named = kept.keep({ ...run, name: 'Base case' });
    const shown = store.get().runs[0]!.name;
    letExcel();
    await Promise.all([named, settled()]);
    assert.deepEqual(
      (await readRuns()).map(({ name }) => name),
      ['Base case'],
    );
    assert.deepEqual(
      store.get().runs.map(({ name, kept: isKept }) => [name, isKept]),
      [['Base case', true]],
    );
    assert.equal(shown, 'Base case', 'in the pane at once');
  });
});

describe('A run that was deleted', () => {
  withMemoryWorkbook();

  it('is taken back beside those that were calculated since, below them, in the pane and in the workbook', async () => {
    const { store, kept, calculate, settled } = openPane();
    await calculate([1000, 2000, 3000, 4000, 5000]);
    await settled();
    await kept.forget(store.get().runs[0]!);
    await calculate([1000, 2000, 3000, 4000, 9000]);
    await settled();
    await kept.takeBack();
    assert.deepEqual(store.get().runs.map(lastCash), [9000, 5000]);
    assert.deepEqual((await readRuns()).map(lastCash).sort(), [5000, 9000]);
    const { runs, shown } = store.get();
    assert.equal(lastCash(runs.find((r) => r.id === shown)!), 9000);
  });
});
