import { IUndoRedoService, type IUndoRedoItem } from '@univerjs/presets';
import { book, type Core } from './core.ts';

/** The list of steps that can be undone. The grid's service does not expose it and binds its methods early, hence the detour. */
function stackOf(core: Core): IUndoRedoItem[] {
  const service = core.injector.get(IUndoRedoService) as unknown as {
    _getUndoStack(unit: string, create: true): IUndoRedoItem[];
  };
  return service._getUndoStack(book(core).getId(), true);
}

/** While `collect` stands in, steps go there instead of onto the list. Gives the way back. */
function divert(stack: IUndoRedoItem[], collect: (item: IUndoRedoItem) => void): () => void {
  Object.defineProperty(stack, 'push', {
    configurable: true,
    value: (item: IUndoRedoItem) => {
      collect(item);
      return stack.length;
    },
  });
  return () => {
    delete (stack as { push?: unknown }).push;
  };
}

let gathering = false;

/**
 * Everything done while `work` runs is undone in one step. The library's own batching undoes in the order of doing,
 * which fails when a sheet is made and then filled, so the steps are gathered here and joined last first.
 */
export async function undoTogether<T>(core: Core, work: () => Promise<T>): Promise<T> {
  if (gathering) return work();
  gathering = true;
  const steps: IUndoRedoItem[] = [];
  const restore = divert(stackOf(core), (item) => steps.push(item));
  try {
    return await work();
  } finally {
    gathering = false;
    restore();
    if (steps.length)
      core.injector.get(IUndoRedoService).pushUndoRedo({
        unitID: book(core).getId(),
        undoMutations: steps.toReversed().flatMap((step) => step.undoMutations),
        redoMutations: steps.flatMap((step) => step.redoMutations),
      });
  }
}

/** What is done here cannot be undone: a drawing the host adds again by itself. */
export function withoutUndo(core: Core, work: () => void): void {
  const stack = stackOf(core);
  const outer = Object.getOwnPropertyDescriptor(stack, 'push');
  const restore = divert(stack, () => undefined);
  try {
    work();
  } finally {
    restore();
    if (outer) Object.defineProperty(stack, 'push', outer);
  }
}

export const undo = (core: Core): Promise<boolean> => core.api.undo();
