import assert from 'node:assert/strict';
import { documentOf } from '../../src/document/index.ts';
import { parse, run } from '../../src/engine/index.ts';
import { detailSheet } from '../../src/sheet/index.ts';
import { writeCells } from '../../src/taskpane/excel/fill-sheet.ts';
import { about } from '../sheet/live-deals.ts';
import { withOffice } from './office.ts';

const LIMIT = 5 * 1024 * 1024;

/** Stands in for Excel: takes anything, and weighs what is sent with each `sync`. */
function scales() {
  const sent: number[] = [];
  let bytes = 0;
  const weigh = (name: string, given: unknown) => {
    bytes += name.length + Buffer.byteLength(JSON.stringify(given) ?? '');
  };
  const anything: object = new Proxy(() => undefined, {
    get: (_, name) =>
      name === 'then' ? undefined : ({ standardWidth: 8.43, columnWidth: 48 }[String(name)] ?? anything),
    set(_, name, given) {
      weigh(String(name), given);
      return true;
    },
    apply(_, __, given: unknown[]) {
      weigh(
        'call',
        given.filter((g) => typeof g !== 'function'),
      );
      return anything;
    },
  });
  const sync = () => {
    sent.push(bytes);
    bytes = 0;
    return Promise.resolve();
  };
  return { sent, context: { sync } as Excel.RequestContext, sheet: anything as Excel.Worksheet };
}

describe('A sheet of 1,200 periods and 50 classes', () => {
  withOffice();

  it('is sent in several requests, each below what Excel on the web takes', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => `class${i + 1}`);
    const parsed = parse(
      {
        classes: ids.map((id) => ({ id, share: 0.02 })),
        pots: [
          {
            id: 'cash',
            tiers: [
              { id: 'capital', kind: 'returnOfCapital', to: ids },
              { id: 'pref', kind: 'preferredReturn', to: ids, rate: 0.08, compounding: 'annual' },
              { id: 'rest', kind: 'split', shares: Object.fromEntries(ids.map((id) => [id, 0.02])) },
            ],
          },
        ],
      },
      {
        timeline: { unit: 'month', periods: 1200 },
        contributions: [{ at: 0, amount: 1_000_000 }],
        cash: Array.from({ length: 1200 }, (_, k) => ({ at: k + 1, amount: 7001.37 + k })),
      },
    );
    assert.ok(parsed.ok, JSON.stringify(parsed));
    const { definition, flows } = parsed.value;
    const document = documentOf(
      { mode: 'custom', target: null, unit: null, options: {}, terms: {} },
      run(definition, flows),
    );
    const { sent, context, sheet } = scales();
    await writeCells(context, sheet, detailSheet(document, about(null)));
    assert.ok(sent.filter((bytes) => bytes > 100_000).length > 1, sent.join());
    for (const bytes of sent) assert.ok(bytes < LIMIT, sent.join());
  });
});
