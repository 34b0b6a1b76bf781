import './prompt.css';
import type { Grid, PromptKey, Typed } from '../grid/index.ts';
import type { PageTexts } from '../texts.ts';
import { beside } from '../beside.ts';
import { suggestionsFor, type Suggestions } from './suggestions.ts';

/** Under the cell being typed in: the function with the parameter in bold, what it is, and what may stand there. */
export class Prompt {
  readonly #grid: Grid;
  readonly #texts: () => PageTexts;
  readonly #box = document.createElement('div');
  readonly #list = document.createElement('ul');
  readonly #keys = document.createElement('p');
  #shown: Suggestions | null = null;
  #chosen = 0;
  /** Where a list begins that was closed: it stays so until another begins. */
  #closedAt = -1;

  constructor(workbook: HTMLElement, grid: Grid, texts: () => PageTexts) {
    this.#grid = grid;
    this.#texts = texts;
    this.#box.id = 'prompt';
    this.#box.hidden = true;
    this.#list.role = 'listbox';
    this.#list.tabIndex = 0;
    this.#list.addEventListener('scroll', () => {
      this.#sayKeys();
    });
    workbook.append(this.#box);
    // The editor would lose the keyboard.
    for (const event of ['mousedown', 'pointerdown'] as const)
      this.#box.addEventListener(event, (pressed) => {
        pressed.preventDefault();
        pressed.stopPropagation();
      });
    grid.typing.onChange(() => {
      this.#update();
    });
    grid.typing.useKeys(
      () => (this.#shown?.list.length ?? 0) > 0,
      (key) => {
        this.#press(key);
      },
    );
  }

  #update(): void {
    const typed = this.#grid.typing.now;
    const found = typed && suggestionsFor(this.#grid, typed);
    if (!typed) this.#closedAt = -1;
    const isClosed = found?.piece.from === this.#closedAt;
    this.#show(found && isClosed ? { ...found, list: [] } : found, typed);
  }

  #show(found: Suggestions | null, typed: Typed | null): void {
    const isSame =
      found?.piece.from === this.#shown?.piece.from &&
      found?.list.length === this.#shown?.list.length &&
      found?.about?.parameter === this.#shown?.about?.parameter;
    if (!isSame) this.#chosen = 0;
    this.#shown = found;
    this.#box.hidden = !found || !(found.list.length || found.about);
    if (!found || !typed || this.#box.hidden) return;
    this.#box.replaceChildren(...this.#about(found), ...this.#choices(found));
    this.#place();
    // The editor grows after its text.
    requestAnimationFrame(() => {
      this.#place();
    });
    this.#choose(this.#chosen);
  }

  #place(): void {
    const typed = this.#grid.typing.now;
    if (typed) beside(this.#box, typed.box, ['below', 'above']);
  }

  #about({ about }: Suggestions): HTMLElement[] {
    if (!about) return [];
    const { name, parameters } = about.help;
    const signature = element('p', 'signature', `${name}(`);
    parameters.forEach((parameter, i) => {
      const shown = parameter.required ? parameter.name : `[${parameter.name}]`;
      signature.append(i ? ', ' : '', i === about.parameter ? element('strong', '', shown) : shown);
    });
    signature.append(')');
    const parameter = parameters[about.parameter];
    const said = parameter && this.#texts().parameter(parameter.name, parameter.detail);
    return [signature, ...(said ? [element('p', 'parameter', said)] : [])];
  }

  #choices({ list, piece }: Suggestions): HTMLElement[] {
    if (!list.length) return [];
    this.#list.ariaLabel = this.#texts().choices;
    this.#list.replaceChildren(
      ...list.map(({ text, words }, i) => {
        const option = element('li', '', '');
        option.role = 'option';
        option.append(element('span', 'value', text), element('span', 'words', words));
        option.title = words;
        option.addEventListener('click', () => {
          this.#choose(i);
          this.#take();
        });
        return option;
      }),
    );
    this.#list.className = piece.typed && list[0]!.text.endsWith('(') ? 'names' : 'values';
    return [this.#list, this.#keys];
  }

  #press(key: PromptKey): void {
    const last = (this.#shown?.list.length ?? 0) - 1;
    if (key === 'down') this.#choose(this.#chosen === last ? 0 : this.#chosen + 1);
    else if (key === 'up') this.#choose(this.#chosen === 0 ? last : this.#chosen - 1);
    else if (key === 'take') this.#take();
    else {
      this.#closedAt = this.#shown?.piece.from ?? -1;
      this.#update();
    }
  }

  #choose(place: number): void {
    this.#chosen = place;
    [...this.#list.children].forEach((option, i) => {
      option.ariaSelected = String(i === place);
    });
    this.#list.children[place]?.scrollIntoView({ block: 'nearest' });
    this.#sayKeys();
  }

  #sayKeys(): void {
    const { scrollTop, clientHeight } = this.#list;
    const below = [...this.#list.children].filter(
      (option) => (option as HTMLElement).offsetTop - this.#list.offsetTop >= scrollTop + clientHeight - 4,
    ).length;
    this.#keys.className = 'keys';
    this.#keys.textContent = this.#texts().keys(below);
  }

  /** What is typed may be further on than what is shown. */
  #take(): void {
    const suggestion = this.#shown?.list[this.#chosen];
    const typed = this.#grid.typing.now;
    const now = typed && suggestionsFor(this.#grid, typed);
    if (!suggestion || !now?.list.some(({ text }) => text === suggestion.text)) return;
    this.#grid.typing.replace(now.piece.from, now.piece.to, suggestion.text);
  }
}

function element(tag: string, className: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
