import type { Definition } from '../../engine/index.ts';
import type { Apart } from '../../sheet/apart.ts';
import type { Reading, WorkbookReading } from '../../sheet/index.ts';
import type { Message } from './message.ts';

/** A workbook on its way into the pane; nothing of it is used before the user says so. */
export type Upload =
  | { readonly step: 'sending'; readonly name: string; readonly instead: string | null }
  | {
      readonly step: 'failed';
      readonly name: string;
      readonly title: Message;
      readonly detail: Message;
      /** The same file may be sent again. */
      readonly again: boolean;
    }
  | {
      readonly step: 'read';
      readonly name: string;
      readonly id: string;
      readonly reading: WorkbookReading;
      /** Questions were answered or roles changed. */
      readonly said: boolean;
    };

/** A workbook in use: what was read of it, with the mode and the options that hold for it alone. */
export interface UsedFile {
  readonly name: string;
  /** Of the file at the service. */
  readonly id: string;
  /** Tells one upload from another of the same name. */
  readonly upload: number;
  readonly read: WorkbookReading;
  /** Questions were answered or roles changed. */
  readonly said: boolean;
  /** As a selection would be; cells with their sheets. */
  readonly reading: Reading;
  /** Its cash by deal or pot, where it is told apart. */
  readonly apart: Apart | null;
  readonly mode: string | null;
  readonly options: Readonly<Record<string, string>>;
  /** Options of the engine beside the mode's own. */
  readonly further: Readonly<Record<string, unknown>>;
  readonly period: number | null;
  /** A definition of its own is run as it stands. */
  readonly custom: { readonly body: object; readonly definition: Definition } | null;
}
