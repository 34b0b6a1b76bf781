import { ErrorCard } from './errors/error-card.ts';
import type { BookFile } from './file/book-file.ts';
import { listen, showFile } from './file/head.ts';
import { Keeper } from './file/keeper.ts';
import { keptBook, type KeptBook } from './file/kept.ts';
import { inWords, leftInPage, withoutNamedParts } from './file/left-behind.ts';
import { openFile, Refused, saveBook } from './file/service.ts';
import { Grid, type BookSource, type Language } from './grid/index.ts';
import type { FunctionsMetadata } from './host/functions/function-metadata.ts';
import { install } from './host/install.ts';
import type { FrameWindow } from './host/add-in-window.ts';
import type { Action } from './host/office-namespace.ts';
import { WorkbookHost } from './host/workbook-host.ts';
import { inspection, settled } from './inspect.ts';
import { keepLanguage, label } from './language.ts';
import { Notice } from './notice.ts';
import { Prompt } from './prompt/prompt.ts';
import { dealBook, formulaCells } from './sample-book.ts';
import { samples, titleOf, type Sample } from './samples.ts';
import { texts } from './texts.ts';
import { Welcome } from './welcome.ts';

const $ = <T extends HTMLElement>(selector: string) => document.querySelector<T>(selector)!;
const darkScheme = matchMedia('(prefers-color-scheme: dark)');
/** So long the pane may take to bring its functions before formulas are computed without them. */
const patience = 5000;

/** The page: one workbook, the add-in's pane beside it, files and samples to open, a choice of the language. */
export class Page {
  readonly #grid: Grid;
  readonly #host: WorkbookHost;
  readonly #keeper: Keeper;
  readonly #notice: Notice;
  readonly #welcome: Welcome;
  readonly #actions = new Map<string, Action>();
  #language: Language;
  #file: BookFile;
  /** Another than the one that was opened. */
  #modified: boolean;
  #uninstall: () => void = () => undefined;
  #unname: () => void = () => undefined;
  readonly #texts = () => texts[this.#language];

  static async open(language: Language): Promise<Page> {
    const kept = await keptBook();
    const options = { container: $('#grid'), language, dark: darkScheme.matches };
    const source = kept ? { snapshot: kept.snapshot } : dealBook(samples[0]!, language);
    return new Page(await Grid.start(options, source), language, kept);
  }

  private constructor(grid: Grid, language: Language, kept: KeptBook | null) {
    this.#grid = grid;
    this.#host = new WorkbookHost(grid);
    this.#language = language;
    this.#file = kept?.file ?? { kind: 'sample', sample: samples[0]!.id };
    this.#modified = kept !== null;
    if (kept) this.#host.restore(kept.state);
    $('#loading').remove();
    new Prompt($('#workbook'), grid, this.#texts);
    new ErrorCard($('#workbook'), this.#host, this.#texts);
    this.#notice = new Notice($('#notice'), this.#texts);
    this.#welcome = new Welcome($('#welcome'), this.#texts);
    this.#keeper = new Keeper(
      this.#host,
      () => this.#file,
      kept !== null,
      () => {
        this.#showFile();
      },
    );
    this.#controls();
    grid.on('changed', () => {
      this.#modified = true;
    });
    darkScheme.addEventListener('change', () => {
      grid.setDark(darkScheme.matches);
      this.#host.charts.redrawAll();
    });
    const ready = this.#loadPane().then(() => settled(this.#host));
    Object.assign(window, {
      previewHost: { install: (frame: FrameWindow) => this.#install(frame) },
      preview: inspection(this.#host, this.#actions, ready),
    });
  }

  #controls(): void {
    const select = $<HTMLSelectElement>('#sample');
    select.addEventListener('change', () => {
      const sample = samples.find(({ id }) => id === select.value);
      select.value = '';
      if (sample && this.#mayLeave()) void this.#openSample(sample);
    });
    for (const radio of document.querySelectorAll<HTMLInputElement>('#language input')) {
      radio.checked = radio.value === this.#language;
      radio.addEventListener('change', () => void this.#speak(radio.value as Language));
    }
    listen({
      open: (file) => void this.#openFile(file),
      save: () => void this.#save(),
      forget: () => void this.#openSample(samples[0]!),
    });
    this.#labelled();
  }

  #mayLeave = (): boolean => !this.#modified || confirm(this.#texts().discard);

  /** What the page says in its language of the workbook. */
  #labelled(): void {
    const { sample: words } = this.#texts();
    const select = $<HTMLSelectElement>('#sample');
    select.ariaLabel = words;
    const first = new Option(words, '', true, true);
    first.hidden = true;
    select.replaceChildren(first, ...samples.map((one) => new Option(titleOf(one, this.#language), one.id)));
    this.#showFile();
    this.#unname();
    this.#unname = this.#grid.nameParts(this.#texts().parts);
    const sample = this.#sample();
    this.#welcome.show(sample ? formulaCells(sample) : null);
  }

  #showFile(): void {
    showFile(this.#title(), this.#file, this.#keeper.state, this.#texts());
  }

  #title(): string {
    const file = this.#file;
    const sample = this.#sample();
    return file.kind === 'file' ? file.name : sample ? titleOf(sample, this.#language) : '';
  }

  /** The sample that is open. */
  #sample(): Sample | undefined {
    const file = this.#file;
    return file.kind === 'sample' ? samples.find(({ id }) => id === file.sample) : undefined;
  }

  async #openSample(sample: Sample): Promise<void> {
    await this.#open(dealBook(sample, this.#language), { kind: 'sample', sample: sample.id });
    this.#notice.hide();
  }

  /** What was kept is of the workbook before. */
  async #open(source: BookSource, file: BookFile): Promise<void> {
    this.#file = file;
    this.#grid.open(source);
    this.#modified = false;
    this.#labelled();
    void this.#loadPane();
    await this.#keeper.forget();
  }

  async #openFile(file: File): Promise<void> {
    if (!this.#mayLeave()) return;
    const { opening, opened, notOpened, serviceAway } = this.#texts();
    this.#notice.show('good', opening, '');
    try {
      const { name, book, not_kept: left } = await openFile(file, this.#language);
      await this.#open({ name, data: book }, { kind: 'file', name, at: Date.now() });
      this.#keeper.touch();
      const [title, text] = opened(book.sheets.length, inWords(left, this.#language));
      this.#notice.show(left.length ? 'warning' : 'good', title, text);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#notice.show('error', notOpened, error.message || serviceAway);
    }
  }

  async #save(): Promise<void> {
    const { saved, notSaved, serviceAway } = this.#texts();
    try {
      const { book, count } = withoutNamedParts(this.#grid.data());
      const left = [...leftInPage(this.#host), ...(count ? [{ what: 'formulas', count }] : [])];
      const name = `${this.#title().replace(/[\\/:*?"<>|]/g, ' ')}.xlsx`;
      download(await saveBook(book, this.#language), name);
      const [title, text] = saved(name, inWords(left, this.#language));
      this.#notice.show(left.length ? 'warning' : 'good', title, text);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#notice.show('error', notSaved, error.message || serviceAway);
    }
  }

  /** A workbook that was changed keeps its language; an untouched sample is opened again in the other language. */
  async #speak(language: Language): Promise<void> {
    this.#language = language;
    keepLanguage(language);
    label(language);
    this.#notice.hide();
    await this.#grid.setLanguage(language);
    const sample = this.#sample();
    if (sample && !this.#modified) return void this.#openSample(sample);
    this.#labelled();
    void this.#loadPane();
  }

  /** Another workbook or language is another window for the add-in, as in Excel. */
  async #loadPane(): Promise<void> {
    this.#uninstall();
    this.#uninstall = () => undefined;
    this.#actions.clear();
    const { functions } = this.#host;
    const frame = document.createElement('iframe');
    frame.title = this.#texts().pane;
    frame.src = `/preview/taskpane.html?locale=${this.#language}`;
    const loaded = new Promise((done) => {
      frame.addEventListener('load', done);
    });
    $('#pane').replaceChildren(frame);
    const metadata = await readMetadata(this.#language);
    functions.use(metadata);
    await loaded;
    const late = new Promise<void>((done) => setTimeout(done, metadata.functions.length ? patience : 0));
    const brought = await Promise.race([functions.registered.then(() => true), late.then(() => false)]);
    if (!brought) this.#grid.calculation.everything();
  }

  #install(frame: FrameWindow): void {
    this.#uninstall();
    this.#host.culture = this.#language === 'en' ? 'en-US' : 'zh-CN';
    this.#uninstall = install(frame, this.#host, {
      language: this.#language,
      dark: darkScheme.matches,
      actions: this.#actions,
    });
  }
}

function download(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(bytes);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}

async function readMetadata(language: Language): Promise<FunctionsMetadata> {
  const response = await fetch(language === 'en' ? '/functions.json' : '/functions.zh-CN.json');
  return response.ok ? ((await response.json()) as FunctionsMetadata) : { functions: [] };
}
