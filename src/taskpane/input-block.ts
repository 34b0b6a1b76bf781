/** A mode's own block of inputs: written at the cursor or on a new sheet, then read as the input. */
import { inputBlockTexts as texts } from '../i18n/input-block.ts';
import { say, type Locale } from '../i18n/text.ts';
import { inSheet, rangeAddress, type SheetPlan } from '../sheet/index.ts';
import { inputBlock } from '../sheet/write/input-block.ts';
import { selectCell } from './excel/excel.ts';
import { writeAtCursor, type Put } from './excel/write-block.ts';
import { writePlan, writtenNotice } from './excel/write-sheet.ts';
import type { Message } from './model/message.ts';
import { inputOf } from './model/request.ts';
import type { SelectedRange } from './selected-range.ts';
import type { Desk } from './service-watch.ts';
import { wordsOf } from './views/view.ts';
import type { WithExcel } from './with-excel.ts';

export async function writeInputs(
  { store, tell, announce, focus }: Desk,
  withExcel: WithExcel,
  selected: Pick<SelectedRange, 'use' | 'refresh'>,
  newSheet: boolean,
): Promise<void> {
  const state = store.get();
  const { locale } = state;
  if (state.phase !== 'idle') return tell({ key: 'busy', tone: 'warn' });
  const plan = inputBlock(inputOf(state).preset, locale);
  store.set({ phase: 'writing', notice: null, noPlace: null });
  const put = await withExcel('', () => (newSheet ? onNewSheet(plan) : writeAtCursor(plan)));
  store.set({ phase: 'idle' });
  // Cells that changed meanwhile were not read.
  void selected.refresh();
  if (!put) return;
  if (put.kind !== 'written') {
    const noPlace = why(put, locale);
    store.set({ noPlace });
    announce(say(wordsOf(noPlace.key), locale, noPlace.params));
    return focus('newSheet');
  }
  await selected.use();
  const { sheet, address, lacks } = put;
  tell(
    lacks.length
      ? writtenNotice({ name: sheet, lacks }, locale)
      : { key: texts.written, params: { range: inSheet(sheet, address) }, tone: 'ok' },
  );
}

async function onNewSheet(plan: SheetPlan): Promise<Put> {
  const { name, lacks } = await writePlan(plan);
  const address = rangeAddress(0, 0, plan.cells.length, plan.cells[0]!.length);
  await selectCell(name, address);
  return { kind: 'written', sheet: name, address, lacks };
}

/** So many cells are named; of more their number. */
const NAMED = 4;

function why(put: Exclude<Put, { kind: 'written' }>, locale: Locale): Message {
  if (put.kind === 'noRoom') return { key: texts.noRoom };
  const { sheet, cells } = put;
  const n = cells.length;
  const named = cells.slice(0, NAMED).join(locale === 'en' ? ', ' : '、');
  return {
    key: texts.inTheWay,
    params: { sheet, cells: n > NAMED ? say(texts.more, locale, { cells: named, n }) : named },
  };
}
