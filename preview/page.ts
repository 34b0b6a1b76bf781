import { ErrorCard } from './errors/error-card.ts';
import { Grid, type Language } from './grid/index.ts';
import type { FunctionsMetadata } from './host/functions/function-metadata.ts';
import { install } from './host/install.ts';
import type { FrameWindow } from './host/add-in-window.ts';
import type { Action } from './host/office-namespace.ts';
import { WorkbookHost } from './host/workbook-host.ts';
import { inspection, settled } from './inspect.ts';
import { keepLanguage, label } from './language.ts';
import { Prompt } from './prompt/prompt.ts';
import { dealBook, samples, type Sample } from './samples.ts';
import { texts } from './texts.ts';

const $ = <T extends HTMLElement>(selector: string) => document.querySelector<T>(selector)!;
const darkScheme = matchMedia('(prefers-color-scheme: dark)');
/** So long the pane may take to bring its functions before formulas are computed without them. */
const patience = 5000;

/** The page: one workbook, the add-in's pane beside it, a choice of samples and of the language. */
export class Page {
  readonly #grid: Grid;
  readonly #host: WorkbookHost;
  readonly #actions = new Map<string, Action>();
  #language: Language;
  #sample: Sample;
  #modified = false;
  #uninstall: () => void = () => undefined;
  readonly #texts = () => texts[this.#language];

  static async open(language: Language): Promise<Page> {
    const sample = samples[0]!;
    const options = { container: $('#grid'), language, dark: darkScheme.matches };
    return new Page(await Grid.start(options, dealBook(sample, language)), language, sample);
  }

  private constructor(grid: Grid, language: Language, sample: Sample) {
    this.#grid = grid;
    this.#host = new WorkbookHost(grid);
    this.#language = language;
    this.#sample = sample;
    $('#loading').remove();
    new Prompt($('#workbook'), grid, this.#texts);
    new ErrorCard($('#workbook'), this.#host, this.#texts);
    this.#controls();
    grid.on('edited', () => {
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
    this.#listSamples();
    select.addEventListener('change', () => {
      const sample = samples.find(({ id }) => id === select.value)!;
      if (this.#modified && !confirm(texts[this.#language].discard)) select.value = this.#sample.id;
      else this.#openSample(sample);
    });
    for (const radio of document.querySelectorAll<HTMLInputElement>('#language input')) {
      radio.checked = radio.value === this.#language;
      radio.addEventListener('change', () => void this.#speak(radio.value as Language));
    }
  }

  #listSamples(): void {
    $<HTMLSelectElement>('#sample').replaceChildren(
      ...samples.map(({ id, title }) => new Option(title[this.#language], id, false, id === this.#sample.id)),
    );
  }

  #openSample(sample: Sample): void {
    this.#sample = sample;
    this.#grid.open(dealBook(sample, this.#language));
    this.#modified = false;
    void this.#loadPane();
  }

  /** A workbook that was edited keeps its language; an untouched sample is opened again in the other language. */
  async #speak(language: Language): Promise<void> {
    this.#language = language;
    keepLanguage(language);
    label(language);
    this.#listSamples();
    await this.#grid.setLanguage(language);
    if (this.#modified) void this.#loadPane();
    else this.#openSample(this.#sample);
  }

  /** Another workbook or language is another window for the add-in, as in Excel. */
  async #loadPane(): Promise<void> {
    this.#uninstall();
    this.#uninstall = () => undefined;
    this.#actions.clear();
    const { functions } = this.#host;
    const frame = document.createElement('iframe');
    frame.title = texts[this.#language].pane;
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

async function readMetadata(language: Language): Promise<FunctionsMetadata> {
  const response = await fetch(language === 'en' ? '/functions.json' : '/functions.zh-CN.json');
  return response.ok ? ((await response.json()) as FunctionsMetadata) : { functions: [] };
}
