import type { PaneText } from '../../i18n/pane.ts';
import type { Text } from '../../i18n/index.ts';

/** A sentence of the pane, worded when it is shown, so that it follows the language. */
export interface Message {
  /** Name of a text of the pane, or a text that is fetched later with what it belongs to. */
  readonly key: PaneText | Text;
  readonly params?: Readonly<Record<string, string | number>>;
}
export interface Notice extends Message {
  readonly tone: 'ok' | 'warn' | 'danger';
}
