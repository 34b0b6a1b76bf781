import { CommandType, DOCS_NORMAL_EDITOR_UNIT_ID_KEY, ICommandService } from '@univerjs/presets';
import {
  IEditorBridgeService,
  IEditorService,
  InsertCommand,
  IShortcutService,
  KeyCode,
  RichTextEditingMutation,
  SetCellEditVisibleOperation,
  SetTextSelectionsOperation,
} from '@univerjs/preset-sheets-core';
import type { Core } from './core.ts';
import { pageBox } from './sheets.ts';
import type { Box, CellPlace } from './types.ts';

/** What stands in a cell while it is edited. */
export interface Typed {
  readonly cell: CellPlace;
  readonly text: string;
  /** Characters before the caret. */
  readonly caret: number;
  /** What the cell and its editor, which may be larger, take of the page, in pixels. */
  readonly box: Box;
}

export type PromptKey = 'up' | 'down' | 'take' | 'close';

const keys: readonly (readonly [KeyCode, PromptKey])[] = [
  [KeyCode.ARROW_UP, 'up'],
  [KeyCode.ARROW_DOWN, 'down'],
  [KeyCode.TAB, 'take'],
  [KeyCode.ESC, 'close'],
];
const changes = new Set([
  RichTextEditingMutation.id,
  SetTextSelectionsOperation.id,
  SetCellEditVisibleOperation.id,
]);
/** The editor's own keys, and those of its selecting of ranges, come after a list that is open. */
const FIRST = 1000;

/** The editor of cells and the formula bar, as one who is typed into. */
export class Typing {
  readonly #core: Core;
  readonly #listeners = new Set<() => void>();
  #asked = 0;

  constructor(core: Core) {
    this.#core = core;
    core.api.addEvent(core.api.Event.CommandExecuted, ({ id }) => {
      if (!changes.has(id)) return;
      // Several come for one key, and the editor's caret follows the last of them.
      this.#asked ||= window.setTimeout(() => {
        this.#asked = 0;
        for (const listener of this.#listeners) listener();
      });
    });
  }

  /** Null while no cell is edited, or characters are selected in it. */
  get now(): Typed | null {
    const { injector } = this.#core;
    const bridge = injector.get(IEditorBridgeService);
    const editor = injector.get(IEditorService).getFocusEditor();
    const at = bridge.getEditLocation();
    if (!bridge.isVisible().visible || !editor?.isSheetEditor() || !at) return null;
    const caret = editor.getCursorPosition();
    if (caret < 0) return null;
    const text = (editor.getDocumentData().body?.dataStream ?? '').replace(/\r\n$/, '');
    const cell = { sheet: at.sheetId, row: at.row, column: at.column };
    const box = pageBox(this.#core, cell.sheet, cell.row, cell.column);
    const grown = editor.getEditorId() === DOCS_NORMAL_EDITOR_UNIT_ID_KEY ? editor.editorDOM : null;
    return { cell, text, caret, box: around(box, grown?.getBoundingClientRect()) };
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Puts text in the place of characters; the caret stands behind it. */
  replace(from: number, to: number, text: string): void {
    const editor = this.#core.injector.get(IEditorService).getFocusEditor();
    if (!editor) return;
    void this.#core.api.executeCommand(InsertCommand.id, {
      unitId: editor.getEditorId(),
      body: { dataStream: text },
      range: { startOffset: from, endOffset: to, collapsed: from === to },
      segmentId: '',
    });
  }

  /** Gives the keys of a list to it while it is open. Enter is none of them: it ends the formula. */
  useKeys(isOpen: () => boolean, press: (key: PromptKey) => void): void {
    const id = 'preview.operation.prompt-key';
    const { injector } = this.#core;
    injector.get(ICommandService).registerCommand({
      id,
      type: CommandType.OPERATION,
      handler: (_accessor, params?: { key: PromptKey }) => {
        press(params!.key);
        return true;
      },
    });
    for (const [binding, key] of keys)
      injector.get(IShortcutService).registerShortcut({
        id,
        binding,
        priority: FIRST,
        preconditions: isOpen,
        staticParameters: { key },
      });
  }
}

function around(box: Box, grown: DOMRect | undefined): Box {
  if (!grown?.width) return box;
  return {
    ...box,
    width: Math.max(box.left + box.width, grown.right) - box.left,
    height: Math.max(box.top + box.height, grown.bottom) - box.top,
  };
}
