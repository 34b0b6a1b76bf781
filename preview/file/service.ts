import type { BookData, Language } from '../grid/index.ts';

/** What the service makes of a file. */
export interface OpenedFile {
  readonly name: string;
  readonly book: BookData;
  readonly not_kept: readonly { readonly what: string; readonly count: number }[];
}

/** A refusal in the service's own words; without any where it did not answer. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

const API = '/api/v1/workbooks';

/** @throws Refused */
export async function openFile(file: File, language: Language): Promise<OpenedFile> {
  const form = new FormData();
  form.append('file', file);
  const response = await asked('open', { body: form, headers: { 'Accept-Language': language } });
  return (await response.json()) as OpenedFile;
}

/** @throws Refused */
export async function saveBook(book: BookData, language: Language): Promise<Blob> {
  const headers = { 'Accept-Language': language, 'Content-Type': 'application/json' };
  return (await asked('save', { body: JSON.stringify(book), headers })).blob();
}

async function asked(what: 'open' | 'save', init: RequestInit): Promise<Response> {
  const response = await fetch(`${API}/${what}`, { ...init, method: 'POST' }).catch(() => {
    throw new Refused('');
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { title?: string; detail?: string };
  throw new Refused([problem.title, problem.detail].filter(Boolean).join(' · '));
}
