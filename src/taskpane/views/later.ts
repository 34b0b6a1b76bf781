/** A view whose file comes after the pane stands. */
import { h, type Child } from '../../charts/markup.ts';
import type { State } from '../model/state.ts';
import type { View } from './view.ts';

type Draw = (view: View) => Child;

/**
 * The view, and a note until it is here. It is fetched ahead, so that it works where the service has gone away since.
 * @param instead what is shown in its place where it cannot be fetched; chosen again, it is fetched again
 */
export function later(load: () => Promise<Draw>, instead: Partial<State>): Draw {
  let draw: Draw | undefined;
  let isAsked = false;
  setTimeout(() => load().catch(() => undefined));
  return (view) => {
    if (draw) return draw(view);
    const { store, t } = view;
    if (!isAsked) {
      isAsked = true;
      load().then(
        (loaded) => {
          draw = loaded;
          store.set((s) => ({ ...s }));
        },
        () => {
          isAsked = false;
          store.set({ ...instead, notice: { key: 'partMissing', tone: 'danger' } });
        },
      );
    }
    return h('p', { class: 'note' }, t('reading'));
  };
}
