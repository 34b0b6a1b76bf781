import assert from 'node:assert/strict';
import { calculate, readRequest } from '../../src/document/index.ts';
import { presets } from '../../src/engine/index.ts';
import type { CellValue, WorkbookReading } from '../../src/sheet/index.ts';
import { isUsable, rangeOf, usedFile } from '../../src/taskpane/files/read-file.ts';
import { nameIn } from '../../src/taskpane/files/saving.ts';
import { termsRead } from '../../src/taskpane/files/terms-read.ts';
import {
  inputOf,
  isReady,
  isStale,
  requestBody,
  standsAt,
  takenFrom,
} from '../../src/taskpane/model/request.ts';
import {
  chooseMode,
  chooseOption,
  chooseSource,
  typeTerm,
  useFile,
  type State,
} from '../../src/taskpane/model/state.ts';
import { gridsOf } from '../../server/workbook/import/grids.ts';
import { understand } from '../../server/workbook/import/understand.ts';
import { exportWorkbook } from '../../server/workbook/export/write.ts';
import { customRequest, requests } from '../workbook/deals.ts';
import { sheetOf as sheet } from '../workbook/ragged.ts';
import { stateOf } from './deals.ts';

const AT = new Date(Date.UTC(2026, 10, 21));

const answerTo = (body: unknown) => {
  const answer = calculate(body);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
};
/** What the service reads of the workbook it has written for a request. */
const exported = async (body: unknown): Promise<WorkbookReading> =>
  understand(await gridsOf(await exportWorkbook(body, answerTo(body), 'zh-CN', AT), 'xlsx'));

const TERMS: CellValue[][] = [
  ['Mode', 'Capital first'],
  ['Hurdle rate', '8%'],
  ['Carry rate', '20%'],
];
const CASH: CellValue[][] = [
  ['Year', 'Cash'],
  [0, -10_000],
  ...[1, 2, 3, 4, 5].map((year) => [year, 1000 * year]),
];

let uploads = 0;
function withFile(read: WorkbookReading, state: State = stateOf()): State {
  const parsed = read.mode === 'custom' ? readRequest(read.request) : null;
  return useFile(
    state,
    usedFile(
      read,
      { name: 'deal.xlsx', id: 'one', said: false, upload: ++uploads },
      parsed?.ok ? parsed.value.definition : null,
    ),
  );
}

describe('A workbook in the pane', () => {
  for (const [i, { id }] of presets.entries())
    it(`${id}: what was exported is asked for again to the same figures`, async () => {
      const read = await exported(requests[i]);
      assert.ok(isUsable(read));
      const input = inputOf(withFile(read));
      assert.ok(isReady(input), JSON.stringify(input.fields));
      assert.deepEqual(answerTo(requestBody(input)).tables, answerTo(requests[i]).tables);
    });

  it('in quarters or months is run so, from a workbook of our own or of another', async () => {
    for (const unit of ['quarter', 'month'] as const) {
      const body = { ...requests[0]!, basic_params: { ...requests[0]!.basic_params, period_unit: unit } };
      const own = inputOf(withFile(await exported(body)));
      assert.deepEqual(answerTo(requestBody(own)).tables, answerTo(body).tables);
      const heads = [0, 1, 2, 3, 4, 5].map((n) =>
        unit === 'quarter' ? `Q${(n % 4) + 1} ${2024 + Math.floor(n / 4)}` : n,
      );
      const read = understand([
        sheet('Deal', [
          ...TERMS,
          [],
          [unit === 'quarter' ? 'Quarter' : 'Month', 'Cash'],
          ...CASH.slice(1).map(([, amount], i) => [heads[i]!, amount!]),
        ]),
      ]);
      assert.equal(read.periodUnit, unit, JSON.stringify(read.faults));
      const sent = requestBody(inputOf(withFile(read)));
      assert.deepEqual(answerTo(sent).tables, answerTo(read.request).tables);
      assert.equal((sent as { basic_params: { period_unit?: string } }).basic_params.period_unit, unit);
    }
  });

  it('with a definition of its own is run as it stands', async () => {
    const read = await exported(customRequest);
    const state = withFile(read);
    assert.ok(isUsable(read) && isReady(inputOf(state)));
    assert.ok(inputOf(state).definition, 'its order of payment can be told');
    assert.deepEqual(requestBody(inputOf(state)), read.request);
  });

  it('keeps dates, options of the engine and a longer period', async () => {
    const body = {
      basic_params: { investment_amount: 100, investment_period: 4, hurdle_rate: 8, carry_rate: 20 },
      cash_flows: [
        { date: '2024-12-31', amount: -100 },
        { date: '2025-12-31', amount: 60 },
        { date: '2026-12-31', amount: 70 },
      ],
      distribution_params: { mode: 'flat_principal_first', options: { rounding: 2 } },
    };
    const sent = requestBody(inputOf(withFile(await exported(body))));
    assert.deepEqual(sent, body);
  });

  it('leaves the selection, the form and their choices as they were', async () => {
    const before = chooseOption(chooseMode(stateOf(), 'flat_periodic'), 'shortfall', 'lapse');
    const read = await exported(requests[2]);
    const state = typeTerm(chooseMode(withFile(read, before), 'structured_mezzanine'), 'hurdle_rate', '3');
    assert.deepEqual(requestBody(inputOf(chooseSource(state, 'selection'))), requestBody(inputOf(before)));
    assert.equal(inputOf(chooseSource(state, 'file')).preset.id, 'structured_mezzanine');
  });

  it('takes terms typed over it, says what its cell holds, and sends a fault to the field', async () => {
    const state = typeTerm(withFile(await exported(requests[0])), 'carry_rate', '30');
    const input = inputOf(state);
    const field = input.fields.find((f) => f.spec.id === 'carry_rate')!;
    assert.deepEqual([field.value, field.cell], [0.3, '参数!B10']);
    assert.match(field.held ?? '', /^20.25 %$/);
    const at = standsAt({ at: 'term', id: 'hurdle_rate' }, input);
    assert.ok(at && 'field' in at);
    assert.ok(takenFrom(input).terms.every((term) => !('cell' in term)));
  });

  it('whose cash is told apart is not run in a mode that takes one line, nor the other way round', async () => {
    const american = presets.findIndex((p) => p.byDeal);
    const deals = withFile(await exported(requests[american]));
    const plain = withFile(await exported(requests[0]));
    for (const state of [chooseMode(deals, 'flat_periodic'), chooseMode(plain, 'american')]) {
      assert.ok(inputOf(state).lacksSources);
      assert.ok(!isReady(inputOf(state)));
    }
    assert.ok(isReady(inputOf(chooseMode(plain, 'flat_periodic'))));
  });

  it('that names no mode is used in the mode chosen in the pane', () => {
    const read = understand([sheet('Deal', [...CASH, [], ...TERMS.slice(1)])]);
    assert.equal(read.request, null);
    assert.ok(isUsable(read));
    const state = chooseMode(withFile(read), 'flat_periodic');
    assert.equal(answerTo(requestBody(inputOf(state))).mode, 'flat_periodic');
  });

  it('with a fault, or without flows, is not used', () => {
    const broken = CASH.map((line, i) => (i === 3 ? [2, '#REF!'] : line));
    assert.ok(!isUsable(understand([sheet('Deal', [...broken, [], ...TERMS])])));
    assert.ok(!isUsable(understand([sheet('Notes', [['Dear all']])])));
  });

  it('gives runs that are stale once a term is changed, and not when another file comes', async () => {
    const state = withFile(await exported(requests[0]));
    const taken = takenFrom(inputOf(state));
    assert.equal(isStale(state, taken), false);
    assert.equal(isStale(typeTerm(state, 'hurdle_rate', '1'), taken), true);
    assert.equal(isStale(withFile(await exported(requests[1]), state), taken), false);
    assert.equal(isStale(chooseSource(state, 'selection'), taken), false);
  });
});

describe('What is shown of a workbook before it is used', () => {
  const read = understand([sheet('Deal', TERMS), sheet('Cash', CASH)]);

  it('is each term with what stands in its cell, where it was read as something else', () => {
    assert.deepEqual(termsRead(read, 'en'), [
      { label: 'Hurdle rate', received: null, value: '8 %', cell: 'Deal!B2' },
      { label: 'Carry rate', received: null, value: '20 %', cell: 'Deal!B3' },
    ]);
  });

  it('tells a fraction from the percent it means, and a text from the number it was read as', () => {
    const other = understand([
      sheet('Deal', [
        ['分配模式', '优先还本'],
        ['门槛收益率', 0.08],
        ['业绩报酬比例', 0.2],
        ['投资金额', '１０，０００'],
      ]),
      sheet('Cash', [['Year', 'Cash'], ...CASH.slice(2)]),
    ]);
    const shown = Object.fromEntries(termsRead(other, 'zh-CN').map((t) => [t.cell, [t.received, t.value]]));
    assert.deepEqual(shown['Deal!B2'], ['0.08', '8%']);
    assert.deepEqual(shown['Deal!B4'], [null, '10,000']);
  });

  it('is the block its amounts stand in', () => {
    assert.equal(rangeOf(read), 'B2:B7');
    assert.equal(rangeOf({ ...read, flows: [] }), null);
  });
});

describe('The name of a download', () => {
  const named = (header: string) => nameIn(new Response('', { headers: { 'Content-Disposition': header } }));
  it('is the one in UTF-8 where the answer has one', () => {
    assert.equal(
      named(`attachment; filename="????.xlsx"; filename*=UTF-8''%E4%BC%98%E5%85%88%E8%BF%98%E6%9C%AC.xlsx`),
      '优先还本.xlsx',
    );
    assert.equal(named('attachment; filename="Capital first.xlsx"'), 'Capital first.xlsx');
  });
  it('is left to others where it is missing or broken', () => {
    assert.equal(named('attachment'), null);
    assert.equal(named("attachment; filename*=UTF-8''%E4%BC"), null);
  });
});
