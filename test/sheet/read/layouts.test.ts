import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Reading } from '../../../src/sheet/read/index.ts';
import { inWords } from './grids.ts';
import { difference, layOut, layout, readBack } from './layouts.ts';
import { answersTo, layOutParties, partyLayout, type LaidParties } from './party-layouts.ts';

describe('Any deal, laid out as analysts do', () => {
  it('is read back as it was, or asked, never otherwise', () => {
    let ready = 0;
    fc.assert(
      fc.property(layout, (drawn) => {
        const laid = layOut(drawn);
        const reading = readBack(drawn, laid);
        if (reading.status === 'ready') ready++;
        const wrong = difference(laid, reading);
        assert.equal(
          wrong,
          undefined,
          `${wrong}\n${laid.rows.map((row) => JSON.stringify(row)).join('\n')}\n${inWords(reading)}`,
        );
      }),
      { numRuns: 500 },
    );
    // A reader that always asks would hold the property too.
    assert.ok(ready > 350, `${ready} of 500 were read without a question`);
  });

  it('asks each question once: with all of them answered it is read', () => {
    fc.assert(
      fc.property(layout, (drawn) => {
        const laid = layOut(drawn);
        let answers: Readonly<Record<string, string>> = {};
        for (let round = 0; round < 8; round++) {
          const reading = readBack(drawn, laid, answers);
          if (reading.status === 'ready') return;
          assert.equal(reading.status, 'question', inWords(reading));
          for (const { id, choices, likely } of reading.questions) {
            assert.equal(answers[id], undefined, `${id} is asked again`);
            answers = { ...answers, [id]: likely ?? choices[0]!.id };
          }
        }
        assert.fail('questions without end');
      }),
      { numRuns: 200 },
    );
  });
});

describe('Any deal of several parties, with totals, rates and versions beside them', () => {
  const shown = (laid: LaidParties, reading: Reading): string =>
    `${laid.rows.map((row) => JSON.stringify(row)).join('\n')}\n${inWords(reading)}`;
  const isRight = (laid: LaidParties, { flows }: Reading): boolean =>
    JSON.stringify(flows.map((f) => f.amount)) === JSON.stringify(laid.amounts);

  it('is read as it was, or asked, never otherwise', () => {
    let ready = 0;
    fc.assert(
      fc.property(partyLayout, (drawn) => {
        const laid = layOutParties(drawn);
        const reading = readBack(drawn, laid);
        if (reading.status === 'question') return;
        assert.equal(reading.status, 'ready', shown(laid, reading));
        assert.ok(isRight(laid, reading), shown(laid, reading));
        ready++;
      }),
      { numRuns: 400 },
    );
    assert.ok(ready > 150, `${ready} of 400 were read without a question`);
  });

  it('is read as it was where its questions are answered', () => {
    fc.assert(
      fc.property(partyLayout, (drawn) => {
        const laid = layOutParties(drawn);
        let answers = {};
        for (let round = 0; round < 12; round++) {
          const reading = readBack(drawn, laid, answers);
          if (reading.status === 'ready') return assert.ok(isRight(laid, reading), shown(laid, reading));
          const more = answersTo(laid, reading);
          if (more === null) return;
          answers = { ...answers, ...more };
        }
        assert.fail('questions without end');
      }),
      { numRuns: 200 },
    );
  });
});
