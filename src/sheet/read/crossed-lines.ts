/** The lines of a block of years and parts of a year that hold no cash: its years, totals and notes. */
import { readingText } from '../../i18n/reading.ts';
import { isEmpty, rangeOf, wordsIn } from './cells.ts';
import { isSum, type Crossed } from './crossed.ts';
import type { Findings } from './findings.ts';
import type { Line, ReadLine, Role } from './model.ts';

export function besideCrossed(
  { years, totals, notes }: Crossed,
  periods: Line,
  findings: Findings,
): ReadLine[] {
  const filled = (line: Line) => line.filter((c) => !isEmpty(c));
  const headIn = (line: Line) => line.map((c) => wordsIn(c)).find((w) => w !== null) ?? '';
  const read = (line: Line, role: Role, why: ReadLine['why'], across: boolean): ReadLine => ({
    range: rangeOf(filled(line)),
    head: headIn(line),
    role,
    why,
    across,
  });
  for (const { line, sums } of totals) {
    const isTotal = sums.every(isSum);
    findings.note(
      isTotal ? 'totalLeftOut' : 'totalDiffers',
      { address: rangeOf(filled(line)) },
      {},
      isTotal ? 'info' : 'warning',
    );
  }
  const other = rangeOf(periods.filter((c) => !isEmpty(c)));
  return [
    read(years, 'period', readingText('whyOverPeriods', { other }), false),
    ...totals.map(({ line }) => read(line, 'total', readingText('whyTotal'), true)),
    ...notes.map((line) => read(line, 'note', readingText('whyText'), true)),
  ];
}
