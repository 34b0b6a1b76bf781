/** An error as a value of a cell. */
export class CellError {
  constructor(readonly code: string) {}
}

/** What a cell shows while its function has not answered. */
export const gettingData = '#GETTING_DATA';
