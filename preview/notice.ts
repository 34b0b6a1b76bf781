import './notice.css';
import type { PageTexts } from './texts.ts';

/** A line above the cells about what was just done, until it is closed or another takes its place. */
export class Notice {
  readonly #box: HTMLElement;
  readonly #texts: () => PageTexts;

  constructor(box: HTMLElement, texts: () => PageTexts) {
    this.#box = box;
    this.#texts = texts;
  }

  show(kind: 'good' | 'warning' | 'error', title: string, text: string): void {
    const words = document.createElement('p');
    words.append(Object.assign(document.createElement('strong'), { textContent: title }), text && ` ${text}`);
    const close = Object.assign(document.createElement('button'), {
      type: 'button',
      className: 'quiet',
      textContent: this.#texts().close,
    });
    close.addEventListener('click', () => {
      this.hide();
    });
    this.#box.className = kind;
    this.#box.hidden = false;
    this.#box.replaceChildren(words, close);
  }

  hide(): void {
    this.#box.hidden = true;
    this.#box.replaceChildren();
  }
}
