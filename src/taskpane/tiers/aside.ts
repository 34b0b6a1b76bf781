/** Below the choice of the mode: what can be done with a saved one, and tiers that wait to be saved. */
import { issueMessage, fieldName, say } from '../../i18n/index.ts';
import { tierTexts, type TierText } from '../../i18n/tier-editor.ts';
import type { SavedMode } from '../../sheet/saved-modes.ts';
import { h, type Child } from '../../charts/markup.ts';
import { readingOf } from '../model/state.ts';
import type { Input } from '../model/request.ts';
import type { View } from '../views/view.ts';

interface AsideDoors {
  goOn(): void;
  discard(): void;
  rename(): void;
  duplicate(id: string): void;
  remove(id: string): void;
  restore(): void;
}

/** Terms in cells that say nothing of what a definition of one's own computes. */
const OTHER_TERMS = ['investment_amount', 'investment_target', 'unit', 'mode'];

export function modeAside(view: View, input: Input, deleted: SavedMode | null, doors: AsideDoors): Child {
  const { state, locale } = view;
  const t = (key: TierText, params?: Parameters<typeof say>[2]) => say(tierTexts[key], locale, params);
  const button = (id: string, label: string, onclick: () => void) =>
    h('button', { type: 'button', class: 'small', id, onclick }, label);
  const { preset } = input;
  const unused = [
    ...new Set(
      (readingOf(state)?.terms ?? []).map((term) => term.id).filter((id) => !OTHER_TERMS.includes(id)),
    ),
  ].map((id) => {
    const name = fieldName([id], locale);
    return locale === 'en' && !/^[A-Z]{2}/.test(name) ? name.toLowerCase() : name;
  });
  const read = preset.own?.parse(null);
  return [
    preset.own
      ? h(
          'div',
          { class: 'row modes', key: 'modes' },
          button('mode-rename', t('rename'), doors.rename),
          button('mode-duplicate', t('duplicate'), () => doors.duplicate(preset.id)),
          button('mode-delete', t('deleteMode'), () => doors.remove(preset.id)),
        )
      : null,
    read && !read.ok
      ? h(
          'p',
          { class: 'note danger', key: 'unread' },
          t('unreadable', { why: issueMessage(read.issues[0]!, locale) }),
        )
      : null,
    preset.own && unused.length
      ? h(
          'p',
          { class: 'note warn', key: 'unused' },
          t('termsNotTaken', { names: unused.join(view.t('listComma')) }),
        )
      : null,
    deleted
      ? h(
          'div',
          { class: 'note', role: 'status', key: 'deleted' },
          t('deleted', { name: deleted.name }),
          view.t('sentenceGap'),
          t('formulasOf'),
          ' ',
          button('mode-restore', t('undo'), doors.restore),
        )
      : null,
    state.draft
      ? h(
          'div',
          { class: 'card draft', key: 'draft' },
          h('p', null, t('waiting', { name: state.draft.name || t('unnamed') })),
          h(
            'div',
            { class: 'row' },
            button('tier-go-on', t('goOn'), doors.goOn),
            button('tier-discard', t('discard'), doors.discard),
          ),
        )
      : null,
  ];
}
