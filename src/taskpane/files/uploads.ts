/** Workbooks on their way in: chosen or dropped, sent, looked at, taken into use. */
import { filesTexts as texts } from '../../i18n/files.ts';
import { problemTexts } from '../../i18n/problems.ts';
import type { Role, WorkbookReading } from '../../sheet/index.ts';
import type { Message } from '../model/message.ts';
import type { Upload } from '../model/uploaded-deal.ts';
import type { Desk, Watch } from '../service-watch.ts';
import { say } from '../../i18n/index.ts';
import { awayWords } from '../views/service-status.ts';
import { json } from '../../client/service.ts';
import { useFile } from '../model/state.ts';
import { flowCount, wordsOf } from '../views/view.ts';
import { isUsable, usedFile } from './read-file.ts';
import { refusal, refusalIn, type Refusal } from './words.ts';

type Shown = Extract<Upload, { step: 'read' }>;

const LARGEST = 10 * 1024 * 1024;
/** Ten megabytes over a slow line, and the reading of them. */
const PATIENCE_SECONDS = 90;

export interface Uploads {
  /** Takes the one file given; an upload still on its way is dropped for it. */
  take(files: readonly File[]): Promise<void>;
  /** Sends the last file again. */
  again(): void;
  /** Uploads the previewed file again, dropping the answers and roles given so far. */
  readAnew(): void;
  cancel(): void;
  /** Leaves what was read or refused; the pane is as it was. */
  leave(): void;
  use(): Promise<void>;
  /** Answers a question about what was read. */
  answer(question: string, choice: string): Promise<void>;
  /** Gives a line of what was read another role. */
  setRole(range: string, role: Role): Promise<void>;
  /** Shows again what was read of the file in use. */
  look(): void;
}

export function createUploads(desk: Desk, watch: Watch): Uploads {
  const { store } = desk;
  const call = createCall(desk);
  let last: File | undefined;
  /** By their ids at the service. */
  const sent = new Map<string, File>();

  async function take(files: readonly File[]): Promise<void> {
    const [file, ...more] = files;
    if (!file) return;
    const { phase, upload } = store.get();
    if (phase !== 'idle') return desk.tell({ key: 'busy', tone: 'warn' });
    call.cancel();
    const { name } = file;
    store.set({ tab: 'input', menu: false, notice: null });
    if (more.length) return showRefusal(desk, '', refusal(texts.severalFiles, texts.severalFilesHelp));
    const wrong = refusalOf(file);
    if (wrong) return showRefusal(desk, name, wrong);
    last = file;
    const instead = upload?.step === 'sending' ? upload.name : null;
    store.set({ upload: { step: 'sending', name, instead } });
    aloud(desk, { key: texts.sending, params: { name } });
    desk.focus('cancel-upload');
    const mine = call.begin();
    const body = await formOf(file);
    if (mine.aborted) return;
    if (!body) {
      call.cancel();
      return showRefusal(desk, name, refusal(texts.notOpened, texts.notOpenedHelp));
    }
    const asked = await call.send(mine, '/api/v1/files', body);
    if (!asked) return;
    if (asked.kind === 'away') {
      watch.goneAway(asked.reason);
      const title = awayWords(asked.reason, PATIENCE_SECONDS);
      return showRefusal(desk, name, { title, detail: { key: texts.readLater } }, true);
    }
    watch.reached();
    if (!asked.reply.ok) return showRefusal(desk, name, await refusalIn(asked.reply));
    const read = readOf(await json(asked.reply));
    if (!read) return showRefusal(desk, name, refusal(texts.notRead, texts.notReadHelp), true);
    sent.set(read.id, file);
    showRead(desk, name, read, false);
    if (asked.renewed) desk.tell({ key: 'renewed', tone: 'ok' });
  }

  let before: Promise<void> = Promise.resolve();
  /** Asks the service to read the file once more, with this and what was said before it, one after the other. */
  const tell = (body: object): Promise<void> =>
    (before = before.then(() => readAgain(desk, watch, call, body, last)));

  /** What was said of the file before is read first. */
  async function use(): Promise<void> {
    const { upload } = store.get();
    if (upload?.step === 'read') await before.then(() => useRead(desk, upload.id));
  }

  function leave(): void {
    call.cancel();
    store.set({ upload: null });
    desk.focus('upload');
  }

  return {
    take,
    again: () => void (last && take([last])),
    readAnew() {
      const { upload } = store.get();
      const file = upload?.step === 'read' && sent.get(upload.id);
      if (file) void take([file]);
    },
    cancel() {
      leave();
      desk.tell({ key: 'cancelled', tone: 'ok' });
    },
    leave,
    use,
    answer: (question, choice) => tell({ answers: [{ question, choice }] }),
    setRole: (range, role) => tell({ roles: [{ range, role }] }),
    look() {
      const { file } = store.get();
      if (file) showRead(desk, file.name, { id: file.id, reading: file.read }, file.said);
    },
  };
}

/** One call to the service at a time: a later one takes the place of one that is still on its way. */
function createCall({ store, service }: Desk) {
  let control: AbortController | null = null;
  return {
    isOpen: () => control !== null,
    begin(): AbortSignal {
      control = new AbortController();
      return control.signal;
    },
    cancel(): void {
      control?.abort();
      control = null;
    },
    /** What became of the call; null where it was cancelled or a later one has taken its place. */
    async send(mine: AbortSignal, path: string, body: unknown) {
      const { locale } = store.get();
      const asked = await service.ask({ path, body, locale, cancel: mine, seconds: PATIENCE_SECONDS });
      if (mine.aborted || asked.kind === 'cancelled') return null;
      control = null;
      return asked;
    },
  };
}

const aloud = ({ announce, store }: Desk, { key, params }: Message): void =>
  announce(say(wordsOf(key), store.get().locale, params));

function showRefusal({ store, focus }: Desk, name: string, { title, detail }: Refusal, again = false): void {
  store.set({ upload: { step: 'failed', name, title, detail, again } });
  focus('upload-failed');
}

const isShown = (upload: Upload | null, id: string): upload is Shown =>
  upload?.step === 'read' && upload.id === id;

async function readAgain(
  desk: Desk,
  watch: Watch,
  call: ReturnType<typeof createCall>,
  body: object,
  last: File | undefined,
): Promise<void> {
  const { upload } = desk.store.get();
  if (upload?.step !== 'read' || call.isOpen()) return;
  const { name, id } = upload;
  const asked = await call.send(call.begin(), `/api/v1/files/${id}/reading`, body);
  if (!asked) return;
  if (asked.kind === 'away') {
    watch.goneAway(asked.reason);
    return desk.tell({ ...awayWords(asked.reason, PATIENCE_SECONDS), tone: 'danger' });
  }
  watch.reached();
  const refused = asked.reply.ok ? null : await refusalIn(asked.reply);
  const read = refused ? null : readOf(await json(asked.reply), id);
  // It may have been left meanwhile.
  if (!isShown(desk.store.get().upload, id)) return;
  // The file is kept as long as the session; sent again, it is read again.
  if (refused) return showRefusal(desk, name, refused, last?.name === name);
  if (!read) return showRefusal(desk, name, refusal(texts.notRead, texts.notReadHelp), true);
  showRead(desk, name, read, true);
}

/** @param said whether the user has said something of it: the focus stays where that was */
function showRead(desk: Desk, name: string, { id, reading }: Read, said: boolean): void {
  const { store } = desk;
  store.set({ upload: { step: 'read', name, id, reading, said }, tab: 'input', choices: {} });
  // An answered question disappears; the select of a role stays and keeps the focus.
  if (!said) desk.focus('view-input');
  const errors = reading.faults.filter((f) => f.severity === 'error').length;
  const { locale } = store.get();
  const count = (n: number, one: Message['key'], many: Message['key']) =>
    say(wordsOf(n === 1 ? one : many), locale, { n });
  const open = reading.questions.length;
  if (open) {
    const questions = count(open, texts.oneQuestion, texts.questions);
    return aloud(desk, { key: texts.wasAsked, params: { name, questions } });
  }
  const flows = flowCount({ count }, reading.flows.length, {
    dated: reading.flows.some((f) => f.date !== undefined),
    unit: reading.periodUnit,
  });
  const faults = count(errors, texts.oneError, texts.errors);
  aloud(desk, { key: texts.wasRead, params: { name, flows, faults } });
}

async function useRead({ store, tell, focus }: Desk, id: string): Promise<void> {
  const { upload } = store.get();
  if (!isShown(upload, id) || !isUsable(upload.reading)) return;
  const { name, reading, said } = upload;
  const definition = reading.mode === 'custom' ? await definitionOf(reading.request) : null;
  store.set((s) => useFile(s, usedFile(reading, { name, id, said, upload: Date.now() }, definition)));
  tell({ key: texts.used, params: { name }, tone: 'ok' });
  focus('view-input');
}

/** What can be told of a file before it is sent. */
function refusalOf({ name, size }: File): Refusal | null {
  const { FILE_TYPE, FILE_TOO_LARGE } = problemTexts;
  if (!/\.xls[xm]?$/i.test(name)) return refusal(FILE_TYPE.title, FILE_TYPE.detail);
  if (size > LARGEST) return refusal(FILE_TOO_LARGE.title, FILE_TOO_LARGE.detail);
  return size === 0 ? refusal(texts.emptyFile, texts.emptyFileHelp) : null;
}

/** Its bytes as they are now; null where they cannot be read, which sending would take for a fault of the line. */
async function formOf(file: File): Promise<FormData | null> {
  try {
    const form = new FormData();
    form.set('file', new Blob([await file.arrayBuffer()]), file.name);
    return form;
  } catch {
    return null;
  }
}

interface Read {
  /** Of the file at the service. */
  readonly id: string;
  readonly reading: WorkbookReading;
}

/** @param known id of the file, where the answer does not name it */
function readOf(answer: unknown, known?: string): Read | null {
  const { parsed_data: reading, file_id: id = known } = (answer ?? {}) as {
    readonly parsed_data?: WorkbookReading | null;
    readonly file_id?: string;
  };
  return id && reading && Array.isArray(reading.flows) && Array.isArray(reading.faults)
    ? { id, reading }
    : null;
}

async function definitionOf(request: object | null) {
  const { readRequest } = await import('../lazy.ts');
  const parsed = readRequest(request);
  return parsed.ok ? parsed.value.definition : null;
}
