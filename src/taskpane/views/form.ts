/** The form, once its file is here: most deals are read from the sheet. */
import { h, type VNode } from '../../charts/markup.ts';
import type { View } from './view.ts';

const load = () => import('./form-card.ts');
let card: ((view: View) => VNode) | undefined;
let isAsked = false;

export function formCard(view: View): VNode {
  if (card) return card(view);
  const { store, t } = view;
  if (!isAsked) {
    isAsked = true;
    load().then(
      (part) => {
        card = part.formCard;
        store.set((s) => ({ ...s }));
      },
      () => {
        // Chosen again, it is fetched again.
        isAsked = false;
        store.set({ source: 'selection', notice: { key: 'partMissing', tone: 'danger' } });
      },
    );
  }
  return h('p', { class: 'note' }, t('reading'));
}

// Fetched ahead, once the pane stands: the form also works where the service has gone away since. What fails is told when
// the form is chosen.
setTimeout(() => load().catch(() => undefined));
