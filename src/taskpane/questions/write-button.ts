import { h, type VNode } from '../../charts/markup.ts';
import type { Asked } from './asked.ts';

interface WriteButton {
  readonly id: string;
  readonly text: string;
  readonly class?: string;
  readonly isReady?: boolean;
}

/** The button that writes an answer to a sheet, which is planned when it is pressed. */
export function writeButton(
  { view }: Asked,
  { id, text, class: of = 'block', isReady = true }: WriteButton,
  write: () => void,
): VNode {
  const can = isReady && view.state.host === 'excel' && view.state.phase === 'idle';
  return h(
    'button',
    {
      type: 'button',
      id,
      class: of,
      'aria-disabled': !can,
      title: view.state.host === 'excel' ? undefined : view.t('noOffice'),
      onclick: () => (can ? write() : undefined),
    },
    text,
  );
}
