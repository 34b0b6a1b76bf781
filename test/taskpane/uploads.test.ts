import assert from 'node:assert/strict';
import { pane } from '../../src/i18n/pane.ts';
import { filesTexts } from '../../src/i18n/files.ts';
import { problemTexts } from '../../src/i18n/problems.ts';
import { createDownloads } from '../../src/taskpane/files/downloads.ts';
import { previewView, type Doors } from '../../src/taskpane/files/preview.ts';
import { createUploads, type Uploads } from '../../src/taskpane/files/uploads.ts';
import type { Asked, Call, Service } from '../../src/client/service.ts';
import { inputOf, requestBody } from '../../src/taskpane/model/request.ts';
import { createStore, type Store } from '../../src/taskpane/model/store.ts';
import type { Notice } from '../../src/taskpane/model/message.ts';
import { viewOf, type Actions } from '../../src/taskpane/views/view.ts';
import type { Desk, Watch } from '../../src/taskpane/service-watch.ts';
import { stateOf } from './deals.ts';

const READ = {
  status: 'ready',
  lines: [],
  questions: [],
  notes: [],
  sheet: 'Deal',
  mode: null,
  terms: [],
  flows: [{ year: 1, amount: 5, sheet: 'Deal', cell: 'A1' }],
  periodUnit: 'year',
  dateOrder: null,
  request: null,
  faults: [],
  faultsLeftOut: 0,
};
const file = (name: string, content: BlobPart = 'PK') => new File([content], name);
const answered = (status: number, body: unknown, renewed = false): Asked => ({
  kind: 'answered',
  reply: new Response(JSON.stringify(body), { status }),
  ms: 1,
  renewed,
});
const problem = (status: number, code: keyof typeof problemTexts) => answered(status, { code });

describe('An upload', () => {
  let store: Store;
  let uploads: Uploads;
  let calls: Call[];
  let told: Notice[];
  let away: string[];
  let answer: (call: Call) => Promise<Asked>;
  let desk: Desk;
  let watch: Watch;

  beforeEach(() => {
    calls = [];
    told = [];
    away = [];
    answer = () => Promise.resolve(answered(201, { file_id: 'one', parsed_data: READ }));
    store = createStore(stateOf(), () => undefined);
    const ask = (call: Call) => {
      calls.push(call);
      return answer(call);
    };
    desk = {
      store,
      service: { ask } as Service,
      tell: (notice) => void told.push(notice),
      announce: () => undefined,
      keep: () => undefined,
      focus: () => undefined,
      show: () => undefined,
    };
    watch = {
      reached: () => undefined,
      goneAway: (reason) => void away.push(reason),
      tryAgain: async () => {},
    };
    uploads = createUploads(desk, watch);
  });
  /** The refusal shown, and that the input is untouched by it. */
  const refusedAs = () => {
    const { upload } = store.get();
    assert.ok(upload?.step === 'failed', upload?.step);
    assert.deepEqual(requestBody(inputOf(store.get())), requestBody(inputOf(stateOf())));
    return upload;
  };

  it('is shown first and used only then', async () => {
    await uploads.take([file('deal.xlsx')]);
    assert.deepEqual(store.get().upload, {
      step: 'read',
      said: false,
      name: 'deal.xlsx',
      id: 'one',
      reading: READ,
    });
    assert.equal(store.get().source, 'selection');
    const form = calls[0]!.body as FormData;
    assert.equal((form.get('file') as File).name, 'deal.xlsx');
    await uploads.use();
    assert.deepEqual(
      [store.get().source, store.get().upload, store.get().file?.name],
      ['file', null, 'deal.xlsx'],
    );
    uploads.look();
    assert.equal(store.get().upload?.step, 'read');
  });

  it('can be left after it was read, and changes nothing then', async () => {
    await uploads.take([file('deal.xlsx')]);
    uploads.leave();
    assert.deepEqual([store.get().upload, store.get().source, store.get().file], [null, 'selection', null]);
  });

  it('with a fault is not used', async () => {
    const faults = [
      { severity: 'error', code: 'x', sheet: 'Deal', cell: 'A1', message: { en: 'no', 'zh-CN': '否' } },
    ];
    answer = () => Promise.resolve(answered(201, { file_id: 'one', parsed_data: { ...READ, faults } }));
    await uploads.take([file('deal.xlsx')]);
    await uploads.use();
    assert.deepEqual([store.get().source, store.get().upload?.step], ['selection', 'read']);
  });

  it('with a question is used once it is answered, and the answer goes to the service', async () => {
    const message = { en: 'Is B2 8 % or 800 %?', 'zh-CN': 'B2 是 8% 还是 800%？' };
    const question = { id: 'percentMeant B2', code: 'percentMeant', range: 'Deal!B2', message, choices: [] };
    const faults = [{ severity: 'error', code: 'percentMeant', sheet: 'Deal', cell: 'B2', message }];
    answer = ({ path }) =>
      Promise.resolve(
        path.endsWith('/reading')
          ? answered(200, { parsed_data: READ })
          : answered(201, {
              file_id: 'one',
              parsed_data: { ...READ, status: 'question', questions: [question], faults },
            }),
      );
    await uploads.take([file('deal.xlsx')]);
    await uploads.use();
    assert.equal(store.get().upload?.step, 'read', 'it is not used while the question is open');
    const shown = JSON.stringify(previewView(viewOf(store.get(), store, {} as Actions), {} as Doors));
    assert.equal(shown.split(message.en).length, 2, 'the question is asked once');
    await uploads.answer('percentMeant B2', 'percent');
    assert.deepEqual(
      [calls.at(-1)!.path, calls.at(-1)!.body],
      ['/api/v1/files/one/reading', { answers: [{ question: 'percentMeant B2', choice: 'percent' }] }],
    );
    await uploads.use();
    assert.deepEqual([store.get().source, store.get().upload], ['file', null]);
  });

  it('is used with what was said of it just before, and is not shown again after that', async () => {
    await uploads.take([file('deal.xlsx')]);
    let read = (_: Asked) => {};
    answer = () => new Promise((resolve) => (read = resolve));
    const said = uploads.setRole('Deal!B1:B9', 'leftOut');
    await new Promise(setImmediate);
    const used = uploads.use();
    read(answered(200, { parsed_data: { ...READ, periodUnit: 'quarter' } }));
    await Promise.all([said, used]);
    const { source, upload, file: now } = store.get();
    assert.deepEqual([source, upload, now!.read.periodUnit, now!.said], ['file', null, 'quarter', true]);
  });

  for (const status of [200, 422])
    it(`that is left while what was said of it is answered with ${status} stays away`, async () => {
      await uploads.take([file('deal.xlsx')]);
      const asked = answered(status, { parsed_data: READ });
      assert.ok(asked.kind === 'answered');
      const body = await asked.reply.json();
      asked.reply.json = () => {
        uploads.leave();
        return Promise.resolve(body);
      };
      answer = () => Promise.resolve(asked);
      await uploads.setRole('Deal!B1:B9', 'leftOut');
      assert.equal(store.get().upload, null);
    });

  it('with very many faults says how many are not listed', async () => {
    const faults = [
      { severity: 'warning', code: 'x', sheet: 'Deal', cell: 'A1', message: { en: 'odd', 'zh-CN': '存疑' } },
    ];
    answer = () =>
      Promise.resolve(answered(201, { file_id: 'one', parsed_data: { ...READ, faults, faultsLeftOut: 12 } }));
    await uploads.take([file('deal.xlsx')]);
    const shown = () => JSON.stringify(previewView(viewOf(store.get(), store, {} as Actions), {} as Doors));
    assert.match(shown(), /12 more are not listed\./);
    store.set({ locale: 'zh-CN' });
    assert.match(shown(), /另有 12 处未列出。/);
  });

  it('of the wrong type, empty or too large is refused without being sent', async () => {
    const cases = [
      [file('deal.pdf'), problemTexts.FILE_TYPE.title],
      [file('deal.xlsx', ''), filesTexts.emptyFile],
      [file('deal.xls', new Uint8Array(10 * 2 ** 20 + 1)), problemTexts.FILE_TOO_LARGE.title],
    ] as const;
    for (const [one, title] of cases) {
      await uploads.take([one]);
      assert.equal(refusedAs().title.key, title);
    }
    assert.deepEqual(calls, []);
  });

  it('of two files at once is refused', async () => {
    await uploads.take([file('a.xlsx'), file('b.xlsx')]);
    assert.equal(refusedAs().title.key, filesTexts.severalFiles);
    assert.deepEqual(calls, []);
  });

  it('that cannot be opened says so, not that the service is away', async () => {
    const gone = file('gone.xlsx');
    gone.arrayBuffer = () => Promise.reject(new DOMException('moved', 'NotReadableError'));
    await uploads.take([gone]);
    assert.equal(refusedAs().title.key, filesTexts.notOpened);
    assert.deepEqual(away, []);
  });

  it('gives way to the next one, whichever is answered first', async () => {
    const answers: ((asked: Asked) => void)[] = [];
    answer = () => new Promise((resolve) => answers.push(resolve));
    const first = uploads.take([file('first.xlsx')]);
    await new Promise(setImmediate);
    const second = uploads.take([file('second.xlsx')]);
    await new Promise(setImmediate);
    assert.deepEqual(store.get().upload, { step: 'sending', name: 'second.xlsx', instead: 'first.xlsx' });
    assert.ok(calls[0]!.cancel.aborted && !calls[1]!.cancel.aborted);
    answers[1]!(answered(201, { file_id: 'one', parsed_data: READ }));
    await second;
    answers[0]!(problem(422, 'FILE_DAMAGED'));
    await first;
    assert.deepEqual(store.get().upload, {
      step: 'read',
      said: false,
      name: 'second.xlsx',
      id: 'one',
      reading: READ,
    });
  });

  it('can be cancelled on its way', async () => {
    answer = ({ cancel }) =>
      new Promise((resolve) => cancel.addEventListener('abort', () => resolve({ kind: 'cancelled' })));
    const waiting = uploads.take([file('deal.xlsx')]);
    await new Promise(setImmediate);
    uploads.cancel();
    await waiting;
    assert.equal(store.get().upload, null);
    assert.equal(told[0]!.key, 'cancelled');
  });

  for (const code of ['FILE_DAMAGED', 'FILE_ENCRYPTED', 'STORAGE_FULL'] as const)
    it(`is told in the pane's language why the service refused it (${code})`, async () => {
      answer = () => Promise.resolve(problem(422, code));
      await uploads.take([file('deal.xlsx')]);
      const { title, detail } = refusedAs();
      assert.deepEqual([title.key, detail.key], [problemTexts[code].title, problemTexts[code].detail]);
    });

  it('without the service says why and can be sent again', async () => {
    answer = () => Promise.resolve({ kind: 'away', reason: 'network' });
    await uploads.take([file('deal.xlsx')]);
    assert.deepEqual([refusedAs().title.key, refusedAs().again, away], ['away', true, ['network']]);
    answer = () => Promise.resolve(answered(201, { file_id: 'one', parsed_data: READ }, true));
    uploads.again();
    for (let i = 0; i < 5; i++) await new Promise(setImmediate);
    assert.equal(store.get().upload?.step, 'read');
    assert.equal(pane[told.at(-1)!.key as keyof typeof pane], pane.renewed);
  });

  it('that was kept and not read says so', async () => {
    answer = () => Promise.resolve(answered(201, { file_id: 'one', parsed_data: null }));
    await uploads.take([file('deal.xlsx')]);
    assert.deepEqual([refusedAs().title.key, refusedAs().again], [filesTexts.notRead, true]);
  });

  it('waits for a run that is under way', async () => {
    store.set({ phase: 'computing' });
    await uploads.take([file('deal.xlsx')]);
    assert.deepEqual([calls, told[0]!.key], [[], 'busy']);
  });

  it('and a template tell alike when the service refuses or is away', async () => {
    const { template } = createDownloads(desk, watch);
    answer = () => Promise.resolve(problem(422, 'INVALID'));
    await template('flat_periodic');
    answer = () => Promise.resolve({ kind: 'away', reason: 'busy' });
    await template('flat_periodic');
    assert.deepEqual(
      told.map((n) => n.key),
      [problemTexts.INVALID.detail, filesTexts.downloadLater],
    );
    assert.ok(calls.every((call) => call.open));
    assert.equal(store.get().exporting, null);
  });
});
