import type { Language } from './grid/index.ts';
import { texts } from './texts.ts';

const key = 'waterfall.preview.language';
const languageOf = (tag: string): Language => (/^zh/i.test(tag) ? 'zh-CN' : 'en');

/** The address says it, else the last choice, else the browser. */
export function startingLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('locale');
  return languageOf(asked ?? localStorage.getItem(key) ?? navigator.language);
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(key, language);
  const url = new URL(location.href);
  url.searchParams.set('locale', language);
  history.replaceState(null, '', url);
}

/** Words of the page itself; the library and the pane have their own. */
export function label(language: Language): void {
  document.documentElement.lang = language;
  document.title = texts[language].title;
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]'))
    element.textContent = texts[language][element.dataset['text'] as 'title'];
  document.querySelector<HTMLAnchorElement>('#help')!.href = texts[language].helpPage;
  document.querySelector('#workbook')!.setAttribute('aria-label', texts[language].workbook);
}
