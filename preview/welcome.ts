import './welcome.css';
import type { PageTexts } from './texts.ts';

const key = 'waterfall.preview.welcome';

/** Three lines for who is here for the first time: what this is, which cells are its formulas, what to press. */
export class Welcome {
  readonly #box: HTMLElement;
  readonly #texts: () => PageTexts;
  #isWanted = localStorage.getItem(key) !== 'seen';

  constructor(box: HTMLElement, texts: () => PageTexts) {
    this.#box = box;
    this.#texts = texts;
  }

  /** @param formulas cells of the open sample with formulas of the add-in; null in any other workbook */
  show(formulas: readonly string[] | null): void {
    this.#box.hidden = !this.#isWanted || formulas === null;
    if (formulas === null || this.#box.hidden) return;
    const { welcome, hideWelcome } = this.#texts();
    const lines = document.createElement('ol');
    lines.append(
      ...welcome(formulas).map(([head, text]) => {
        const line = document.createElement('li');
        line.append(Object.assign(document.createElement('strong'), { textContent: head }), ` ${text}`);
        return line;
      }),
    );
    const close = Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'quiet',
      textContent: hideWelcome,
    });
    close.addEventListener('click', () => {
      this.#isWanted = false;
      localStorage.setItem(key, 'seen');
      this.#box.hidden = true;
    });
    this.#box.replaceChildren(lines, close);
  }
}
