/** Somebody else's figures in a range: which period and party each is of. */
import { serialOf, type Claim } from '../../engine/index.ts';
import { cellAddress, type CellValue } from '../../sheet/index.ts';
import { readAmount } from '../model/entry.ts';
import type { Claimed, Theirs } from '../model/questions.ts';
import type { Asked } from './asked.ts';

const normal = (text: CellValue): string =>
  String(text ?? '')
    .normalize('NFKC')
    .trim()
    .toLowerCase();
const isBlank = (value: CellValue): boolean => value === null || value === '';
const TOTAL = /^(total|all|sum|合计|总计|全部)$/i;
const PERIOD = /^(period|year|date|quarter|month|期次|期|年度|年份|日期)/i;
const PARTY = /^(party|investor|partner|参与方|投资人|主体)/i;
const AMOUNT = /^(amount|paid|distribution|distributions|金额|分配|分配金额)/i;

/** The party a head names; `null` for the sum of all. */
function partyNamed({ base }: Asked, value: CellValue): string | null | undefined {
  const wanted = normal(value);
  if (TOTAL.test(wanted)) return null;
  return base.parties.find(({ id, name }) => [id, name.en, name['zh-CN']].some((n) => normal(n) === wanted))
    ?.id;
}

/** The period a cell names: a number, a date of the timeline; `null` for the sum of all. */
function periodNamed({ study }: Asked, value: CellValue): number | null | undefined {
  if (isBlank(value) || TOTAL.test(normal(value))) return null;
  const { dates, periods } = study.flows.timeline;
  const number =
    typeof value === 'number'
      ? value
      : (serialOf(String(value)) ?? Number(String(value).replace(/[^\d.]/g, '') || NaN));
  const k = dates && number > periods ? dates.indexOf(Math.floor(number)) : number;
  return Number.isInteger(k) && k >= 0 && k <= periods ? k : undefined;
}

const amountIn = (value: CellValue): number | null =>
  typeof value === 'number' ? value : typeof value === 'string' ? readAmount(value) : null;

/**
 * Claimed figures of a range: rows of period, party and amount, or a column for each party. Every cell that is neither
 * blank nor placed is a fault.
 */
export function claimsIn(asked: Asked, { grid, address, factor }: Theirs): Claimed {
  const { values, row, column, sheet } = grid;
  const [heads = []] = values;
  const at = (r: number, c: number) => cellAddress(row + r, column + c);
  const claims: Claim[] = [];
  const cells: string[] = [];
  const texts: string[] = [];
  const result = (fault?: Claimed['fault']): Claimed => ({
    sheet,
    address,
    claims,
    cells,
    texts,
    factor,
    ...(fault ? { fault } : {}),
  });
  const headAt = (pattern: RegExp) => heads.findIndex((v) => pattern.test(normal(v)));
  const add = (period: number | null, party: string | null, r: number, c: number): boolean => {
    const value = values[r]![c] ?? null;
    const amount = amountIn(value);
    if (amount === null) return false;
    claims.push({ amount, ...(period === null ? {} : { period }), ...(party === null ? {} : { party }) });
    cells.push(at(r, c));
    if (typeof value === 'string') texts.push(at(r, c));
    return true;
  };
  const [periodAt, partyAt, amountAt] = [headAt(PERIOD), headAt(PARTY), headAt(AMOUNT)];
  const parties = heads.map((v) => partyNamed(asked, v));
  const isWide = partyAt < 0 && parties.some((p) => typeof p === 'string');
  for (const [r, line] of values.entries()) {
    if (r === 0) continue;
    if (line.every(isBlank)) continue;
    const period = periodAt < 0 && !isWide ? null : periodNamed(asked, line[Math.max(0, periodAt)] ?? null);
    if (period === undefined) return result({ cell: at(r, Math.max(0, periodAt)), what: 'period' });
    if (isWide) {
      for (const [c, party] of parties.entries()) {
        if (party === undefined || isBlank(line[c] ?? null)) continue;
        if (!add(period, party, r, c)) return result({ cell: at(r, c), what: 'amount' });
      }
      continue;
    }
    const [who, what] = [partyAt < 0 ? 0 : partyAt, amountAt < 0 ? line.length - 1 : amountAt];
    const party = partyNamed(asked, line[who] ?? null);
    if (party === undefined) return result({ cell: at(r, who), what: 'party' });
    if (isBlank(line[what] ?? null)) continue;
    if (!add(period, party, r, what)) return result({ cell: at(r, what), what: 'amount' });
  }
  return claims.length ? result() : result({ cell: at(0, 0), what: 'empty' });
}
