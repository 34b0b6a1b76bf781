/** Cells by their addresses in formulas. */

/** A cell, or the cells of a range line by line. */
export function rectangle<T>(
  from: string,
  to: string | undefined,
  at: (row: number, column: number) => T,
): T | T[] {
  const [top, left] = placeOf(from);
  if (to === undefined) return at(top, left);
  const [bottom, right] = placeOf(to);
  const values: T[] = [];
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) values.push(at(row, column));
  return values;
}

function placeOf(address: string): [row: number, column: number] {
  let column = 0;
  let row = 0;
  for (let i = 0; i < address.length; i++) {
    const code = address.charCodeAt(i);
    if (code >= 65) column = column * 26 + code - 64;
    else if (code >= 48) row = row * 10 + code - 48;
  }
  return [row - 1, column - 1];
}
