/** What the service holds of this session, by kind, in words. */
import { say, type Locale } from '../../i18n/index.ts';
import { filesTexts as texts } from '../../i18n/files.ts';
import { h, type Child } from '../../charts/markup.ts';
import type { Holdings } from '../model/holdings.ts';
import { clock, type View } from '../views/view.ts';

interface FileDocument {
  readonly original_name: string;
  readonly expiry_time: string;
}

/** Line by line; a session that was only begun holds none. */
export function linesOf({ values }: Holdings, locale: Locale): string[] {
  const t = (key: keyof typeof texts, params: Record<string, string | number> = {}) =>
    say(texts[key], locale, params);
  const names = Object.keys(values);
  const count = (prefix: string) => names.filter((name) => name.startsWith(prefix)).length;
  const counted = (prefix: string, key: 'heldResults' | 'heldReadings' | 'heldSeries') =>
    count(prefix) ? [t(key, { n: count(prefix) })] : [];
  const files = (area: string, key: 'heldUpload' | 'heldExport') =>
    names
      .filter((name) => name.startsWith(`document:${area}:`))
      .map((name) => values[name] as FileDocument)
      .map(({ original_name: name, expiry_time: time }) => t(key, { name, time: clock(new Date(time)) }));
  return [
    ...(names.includes('params') ? [t('heldLast')] : []),
    ...counted('calc:', 'heldResults'),
    ...files('uploads', 'heldUpload'),
    ...counted('file:', 'heldReadings'),
    ...files('exports', 'heldExport'),
    ...counted('index:', 'heldSeries'),
    // Each has a record; what it is to do lies beside it.
    ...(names.some((name) => /^job:[^:]+$/.test(name))
      ? [t('heldJobs', { n: names.filter((name) => /^job:[^:]+$/.test(name)).length })]
      : []),
  ];
}

/** @param save offers all of it as a file */
export function holdingsView(view: View, held: Holdings, save: () => void): Child {
  const { locale, t } = view;
  const lines = linesOf(held, locale);
  const { created_at: begun, last_accessed: used } = held.session;
  return h(
    'div',
    { id: 'held', tabindex: -1 },
    h(
      'p',
      { class: 'quiet' },
      t(texts.heldSession, { begun: clock(new Date(begun)), used: clock(new Date(used)) }),
    ),
    lines.length
      ? h(
          'ul',
          { class: 'held' },
          lines.map((line) => h('li', null, line)),
        )
      : h('p', null, t(texts.heldNothing)),
    h('button', { type: 'button', class: 'small', onclick: save }, t(texts.heldSave)),
  );
}
