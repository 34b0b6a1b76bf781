import assert from 'node:assert/strict';
import { isoOf } from '../../../src/engine/index.ts';
import { parsePeriod } from '../../../src/sheet/read/index.ts';

const read = (text: string): string => {
  const found = parsePeriod(text);
  if (!found) return 'none';
  if (found.kind === 'date') return `${isoOf(found.day)}${found.endOf ? ` (end of ${found.endOf})` : ''}`;
  if (found.kind === 'eitherOrder') {
    const shown = (day: number | null) => (day === null ? 'none' : isoOf(day));
    return `day first ${shown(found.dayFirst)}, month first ${shown(found.monthFirst)}`;
  }
  if (found.kind === 'year') return `${found.counted ? 'counted ' : ''}year ${found.year}`;
  return `${found.kind} ${found.number}${'year' in found && found.year ? ` of ${found.year}` : ''}`;
};

describe('Periods in text', () => {
  for (const [text, period] of [
    ['2020-12-31', '2020-12-31'],
    ['2020/12/31', '2020-12-31'],
    ['2020.12.31', '2020-12-31'],
    ['31/12/2020', 'day first 2020-12-31, month first none'],
    ['12/31/2020', 'day first none, month first 2020-12-31'],
    ['05/06/2020', 'day first 2020-06-05, month first 2020-05-06'],
    ['31-Dec-2020', '2020-12-31'],
    ['31 Dec 20', '2020-12-31'],
    ['1st Jan 2021', '2021-01-01'],
    ['December 31, 2020', '2020-12-31'],
    ['Dec 31 2020', '2020-12-31'],
    ['20201231', '2020-12-31'],
    ['2020-12-31 00:00:00', '2020-12-31'],
    ['2020-12-31T00:00:00', '2020-12-31'],
    ['2020年12月31日', '2020-12-31'],
    ['２０２０年１２月３１日', '2020-12-31'],
    ['Dec-20', '2020-12-31 (end of month)'],
    ['Feb 2021', '2021-02-28 (end of month)'],
    ['2020-12', '2020-12-31 (end of month)'],
    ['12/2020', '2020-12-31 (end of month)'],
    ['2020年12月', '2020-12-31 (end of month)'],
    ['2020', 'year 2020'],
    ['2020A', 'year 2020'],
    ['2024E', 'year 2024'],
    ['FY2024', 'year 2024'],
    ['FY24', 'year 2024'],
    ['2020年', 'year 2020'],
    ['2020年度', 'year 2020'],
    ['Year 1', 'counted year 1'],
    ['Yr 3', 'counted year 3'],
    ['Y0', 'counted year 0'],
    ['第1年', 'counted year 1'],
    ['第三年', 'counted year 3'],
    ['1年', 'counted year 1'],
    ['Q4 2020', 'quarter 4 of 2020'],
    ['Q4-20', 'quarter 4 of 2020'],
    ["Q4'20", 'quarter 4 of 2020'],
    ['2020Q4', 'quarter 4 of 2020'],
    ['2020 Q4', 'quarter 4 of 2020'],
    ['4Q20', 'quarter 4 of 2020'],
    ['4Q2020', 'quarter 4 of 2020'],
    ['2020年四季度', 'quarter 4 of 2020'],
    ['2020年第4季度', 'quarter 4 of 2020'],
    ['Q1', 'quarter 1'],
    ['Quarter 12', 'quarter 12'],
    ['第1季度', 'quarter 1'],
    ['一季度', 'quarter 1'],
    ['H1 2020', '2020-06-30 (end of half)'],
    ['H2 2020', '2020-12-31 (end of half)'],
    ["H2'20", '2020-12-31 (end of half)'],
    ['2H20', '2020-12-31 (end of half)'],
    ['1H2020', '2020-06-30 (end of half)'],
    ['1H 2020E', '2020-06-30 (end of half)'],
    ['1H FY20', '2020-06-30 (end of half)'],
    ['FY20 H1', '2020-06-30 (end of half)'],
    ['2020H1', '2020-06-30 (end of half)'],
    ['2020 1H', '2020-06-30 (end of half)'],
    ['HY1 2020', '2020-06-30 (end of half)'],
    ['Half 2, 2020', '2020-12-31 (end of half)'],
    ['First half of 2020', '2020-06-30 (end of half)'],
    ['2nd half 2020', '2020-12-31 (end of half)'],
    ['2020年上半年', '2020-06-30 (end of half)'],
    ['2020下半年', '2020-12-31 (end of half)'],
    ['2020年第二半年', '2020-12-31 (end of half)'],
    ['2020年度上半年', '2020-06-30 (end of half)'],
    ['H1', 'half 1'],
    ['2H', 'half 2'],
    ['Half-year 3', 'half 3'],
    ['上半年', 'half 1'],
    ['下半年度', 'half 2'],
    ['H3 2020', 'none'],
    ['Half of it', 'none'],
    ['Month 1', 'month 1'],
    ['M1', 'month 1'],
    ['Month 36', 'month 36'],
    ['第1月', 'month 1'],
    ['第12个月', 'month 12'],
    ['1月', 'month 1'],
    ['Jan', 'month 1'],
    ['Period 3', 'period 3'],
    ['第3期', 'period 3'],
    ['31/02/2020', 'none'],
    ['2020-13-01', 'none'],
    ['20-25', 'none'],
    ['Q5 2020', 'none'],
    ['Total', 'none'],
    ['soon', 'none'],
  ] as const)
    it(`“${text}” is ${period}`, () => assert.equal(read(text), period));
});
