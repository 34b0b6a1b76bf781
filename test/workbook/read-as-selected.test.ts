/** What analysts keep is read of a file as it is of a selection. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readWorkbook as readFile } from '../../server/workbook/import/read-in-child.ts';
import type { WorkbookReading } from '../../src/sheet/index.ts';
import { readWorkbook, type ReadableGrid } from '../../src/sheet/read/index.ts';
import { sheetOf } from '../sheet/read/grids.ts';
import { layOut, layout } from '../sheet/read/layouts.ts';
import { workbooks } from '../sheet/read/workbooks.ts';
import { workbookOfSheets } from './written.ts';

async function uploaded(sheets: readonly ReadableGrid[], strict = false): Promise<WorkbookReading> {
  const outcome = await readFile({ bytes: workbookOfSheets(sheets, { strict }), kind: 'xlsx' });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.reading;
}

/** Cash of one deal or pot, without the investment. */
const cashOf = (amounts: readonly (number | null)[], isDeal: boolean) =>
  amounts.filter((amount, k) => k > 0 && !(isDeal && amount === amounts.find((a) => a !== 0)));

for (const language of ['en', 'zh-CN'] as const)
  describe(`Twenty workbooks of analysts, uploaded (${language})`, () => {
    for (const book of workbooks(language))
      it(`${book.title}: ${book.status}, as it is selected`, async () => {
        const upload = await uploaded(book.sheets, book.title.includes('Strict'));
        const selected = readWorkbook(book.sheets);
        const told = JSON.stringify([upload.faults, upload.questions]);
        assert.equal(upload.status, book.status, told);
        assert.deepEqual(upload.lines, selected.lines);
        assert.deepEqual(upload.questions, selected.questions);
        assert.equal(upload.mode, book.mode ?? null);
        if (book.terms)
          assert.deepEqual(Object.fromEntries(upload.terms.map((t) => [t.id, t.value])), book.terms);
        if (selected.sources.length === 0) {
          assert.deepEqual(
            upload.flows.map((f) => f.amount),
            book.flows,
          );
          assert.deepEqual(
            upload.flows.flatMap((f) => f.date ?? []),
            book.dates ?? [],
          );
        }
        for (const { name, pot, flows } of selected.sources)
          assert.deepEqual(
            upload.flows.flatMap((f) => ((pot ? f.pot === pot : f.deal === name) ? [f.amount] : [])),
            cashOf(
              flows.map((f) => f.amount),
              pot === undefined,
            ),
          );
        if (book.status !== 'ready') assert.equal(upload.request, null);
      });
  });

describe('Any deal, laid out as analysts do and uploaded', () => {
  it('is read as it is selected', async () => {
    await fc.assert(
      fc.asyncProperty(layout, async (drawn) => {
        const grid = sheetOf('S', layOut(drawn).rows);
        const upload = await uploaded([grid]);
        const selected = readWorkbook([grid]);
        // What a workbook says of its own: it may be one of the service's making, or lack what its mode needs.
        assert.deepEqual(
          [upload.status, upload.questions.map((q) => q.id), upload.lines.map((l) => [l.range, l.role])],
          [
            selected.status,
            selected.questions.map((q) => q.id),
            selected.lines.map((l) => [l.range, l.role]),
          ],
        );
        if (selected.sources.length === 0)
          assert.deepEqual(
            upload.flows.map((f) => [f.amount, f.cell]),
            selected.flows.map((f) => [f.amount, f.cell]),
          );
        if (upload.status !== 'ready') assert.equal(upload.request, null);
      }),
      { numRuns: 100 },
    );
  });
});
