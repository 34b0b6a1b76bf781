/** The choice of the mode, what can be written for it, and why the cash does not fit it. */
import { presets, type Preset } from '../../engine/index.ts';
import type { PaneText } from '../../i18n/pane.ts';
import { say } from '../../i18n/index.ts';
import { h, type VNode } from '../../charts/markup.ts';
import { savedModes } from '../../sheet/saved-modes.ts';
import type { Input } from '../model/request.ts';
import { chooseMode } from '../model/state.ts';
import { sectionHead, type View } from './view.ts';

/** Modes in the groups people look for them in. */
const GROUPS: readonly { readonly name: PaneText; readonly holds: (preset: Preset) => boolean }[] = [
  { name: 'flat', holds: (p) => p.group === 'flat' },
  { name: 'structured', holds: (p) => p.group === 'structured' },
  { name: 'funds', holds: (p) => p.group === 'other' && !p.own && !isVenture(p) },
  { name: 'ventures', holds: isVenture },
  { name: 'savedModes', holds: (p) => p.own !== undefined },
];
function isVenture({ id }: Preset): boolean {
  return id.startsWith('jv_') || id.startsWith('re_');
}

/** Writes inputs for the mode at the cursor, or on a new sheet. */
const inputsButton = ({ state, act, t }: View, name: 'writeInputs' | 'newSheet'): VNode =>
  h(
    'button',
    {
      type: 'button',
      class: name === 'newSheet' ? 'small' : 'link',
      id: name,
      hidden: state.host !== 'excel',
      onclick: () => act.writeInputs(name === 'newSheet'),
    },
    t(name),
  );

export function modeChoice(view: View, input: Input): VNode {
  const { locale, state, store, t } = view;
  return h(
    'section',
    { 'aria-label': t('mode') },
    sectionHead(t('mode'), inputsButton(view, 'writeInputs')),
    h(
      'select',
      {
        id: 'mode',
        'aria-label': t('mode'),
        value: input.preset.id,
        onchange: (e: Event) => {
          const { value } = e.target as HTMLSelectElement;
          store.set((s) => chooseMode(s, value));
          view.act.refresh();
        },
      },
      GROUPS.map(({ name, holds }) => {
        const held = [...presets, ...savedModes()].filter(holds);
        return (
          held.length > 0 &&
          h(
            'optgroup',
            { label: t(name), key: name },
            held.map((p) =>
              h(
                'option',
                { value: p.id, selected: p.id === input.preset.id, key: p.id },
                say(p.name, locale),
              ),
            ),
          )
        );
      }),
    ),
    state.noPlace
      ? h(
          'div',
          { class: 'note warn', role: 'status' },
          t(state.noPlace.key, state.noPlace.params),
          inputsButton(view, 'newSheet'),
        )
      : null,
    input.lacksSources
      ? h(
          'p',
          { class: 'note warn', role: 'status' },
          input.file
            ? view.act.files()!.fitsNot(view, input.file)
            : input.preset.pots
              ? t(input.preset.own ? 'needsOwnPots' : 'needsPots', {
                  n: input.preset.pots.length,
                  names: input.preset.pots.join(t('listComma')),
                })
              : t('needsDeals'),
        )
      : null,
    view.act.tiers(!!(input.preset.own || view.state.draft))?.aside(view, input),
  );
}
