import assert from 'node:assert/strict';
import { readSelection, readWorkbook, type Reading } from '../../../src/sheet/read/index.ts';
import { amounts, dates, inWords, roles, terms } from './grids.ts';
import type { Language, Workbook } from './workbook.ts';
import { workbooks } from './workbooks.ts';

function check(book: Workbook, reading: Reading): void {
  const words = inWords(reading);
  assert.equal(reading.status, book.status, words);
  assert.deepEqual(amounts(reading), book.flows, words);
  assert.deepEqual(dates(reading), book.dates ?? [], words);
  if (book.unit) assert.equal(reading.timeline?.unit, book.unit);
  if (book.mode) assert.equal(reading.mode, book.mode);
  if (book.terms) assert.deepEqual(terms(reading), book.terms);
  if (book.roles) assert.deepEqual(roles(reading), book.roles);
  if (book.sources)
    assert.deepEqual(
      Object.fromEntries(reading.sources.map((s) => [s.name, s.flows.map((f) => f.amount)])),
      book.sources,
    );
  const told = new Set<string>(
    [...reading.questions, ...reading.faults, ...reading.notes].map((x) => x.code),
  );
  for (const code of book.told ?? []) assert.ok(told.has(code), `${code} is told\n${words}`);
  if (reading.status === 'ready')
    for (const line of reading.lines) assert.notEqual(line.role, 'unclear', words);
}

for (const language of ['en', 'zh-CN'] as const satisfies readonly Language[])
  describe(`Twenty workbooks of analysts (${language})`, () => {
    for (const book of workbooks(language)) {
      it(`${book.title}: ${book.status}, uploaded`, () =>
        check(book, readWorkbook(book.sheets, { language, ...book.options })));
      if (book.sheets.length === 1)
        it(`${book.title}: ${book.status}, selected`, () =>
          check(book, readSelection(book.sheets[0]!, { language, ...book.options })));
    }
  });
