import assert from 'node:assert/strict';
import { readSelection, readWorkbook, type Reading } from '../../../src/sheet/read/index.ts';
import { english } from './analysts-en.ts';
import { chinese } from './analysts-zh.ts';
import { amounts, dates, faults, inWords, questions, roles, sheetOf, terms } from './grids.ts';
import type { Block } from './workbook.ts';

function check(block: Block, reading: Reading): void {
  const words = inWords(reading);
  if (block.asked) {
    assert.notEqual(reading.status, 'ready', words);
    return assert.ok([...questions(reading), ...faults(reading)].includes(block.asked), words);
  }
  assert.equal(reading.status, 'ready', words);
  assert.deepEqual(amounts(reading), block.flows, words);
  if (block.dates) assert.deepEqual(dates(reading), block.dates);
  if (block.terms) assert.deepEqual(terms(reading), block.terms);
  if (block.roles) assert.deepEqual(roles(reading), block.roles);
  if (block.unit) assert.equal(reading.unit, block.unit);
  for (const line of reading.lines) assert.notEqual(line.role, 'unclear', words);
}

for (const [language, blocks] of [
  ['en', english],
  ['zh-CN', chinese],
] as const)
  describe(`Blocks as analysts keep them (${language})`, () => {
    for (const block of blocks)
      it(`${block.title}: ${block.asked ? 'is asked or refused' : 'is read'}, selected and uploaded`, () => {
        check(block, readSelection(sheetOf('S', block.rows), { language }));
        check(block, readWorkbook([sheetOf('Notes', [['hello']]), sheetOf('S', block.rows)], { language }));
      });
  });
