/** Every batch waits while a cell is being edited; none is one undo group, since much of what is done here has no undo. */
export const RUN: Excel.RunOptions = { delayForCellEdit: true };
