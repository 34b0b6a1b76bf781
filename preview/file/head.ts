import './head.css';
import type { Keeping } from './keeper.ts';
import type { BookFile } from './book-file.ts';
import type { PageTexts } from '../texts.ts';

const $ = <T extends HTMLElement>(selector: string) => document.querySelector<T>(selector)!;

/** What the head of the page asks for. */
export interface Asked {
  open(file: File): void;
  save(): void;
  forget(): void;
}

/** Buttons of the head: a file opened, the workbook saved, what is kept of it forgotten. */
export function listen(asked: Asked): void {
  const input = $<HTMLInputElement>('#file-input');
  $('#open').addEventListener('click', () => {
    input.click();
  });
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    // The same file may be chosen again.
    input.value = '';
    if (file) asked.open(file);
  });
  $('#save').addEventListener('click', () => {
    asked.save();
  });
  $('#forget').addEventListener('click', () => {
    asked.forget();
  });
}

/** The name of the workbook, since when it is open, and whether it is kept. */
export function showFile(title: string, file: BookFile, keeping: Keeping, texts: PageTexts): void {
  const { lang } = document.documentElement;
  const time = (at: number) =>
    new Date(at).toLocaleTimeString(lang, { hour: '2-digit', minute: '2-digit', hour12: false });
  const name = file.kind === 'file' ? `${file.name}.xlsx` : title;
  const said = texts.file(file.kind === 'file' ? time(file.at) : null, keeping);
  $('#file-name').textContent = name;
  $('#file-name').title = name;
  $('#file-said').textContent = said;
  $('#file').classList.toggle('refused', keeping === 'refused');
  $('#forget').hidden = keeping !== 'kept';
}
