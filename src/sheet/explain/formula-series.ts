/** A function of a series of flows: what was paid in and received, flow by flow. */
import { total } from '../../engine/index.ts';
import { formatAmount, say } from '../../i18n/index.ts';
import { formulaTexts } from '../../i18n/explain-formula.ts';
import { readLines } from '../deal-ranges.ts';
import { faultAt, flowCells, rangesOf, trimmed, type About, type Told } from './formula-about.ts';

/** Place of the flows among the arguments, and of their dates. */
export const SERIES: Readonly<Record<string, readonly [flows: number, dates?: number]>> = {
  IRR: [0, 1],
  'IRR.ALL': [0, 1],
  NPV: [1, 2],
  MIRR: [0],
  DPI: [0],
  RVPI: [0],
  TVPI: [0],
  MOIC: [0],
  PAYBACK: [0, 1],
  KSPME: [0],
  DIRECTALPHA: [0, 3],
  LNPME: [0, 2],
  PMEPLUS: [0, 3],
};

export function tellSeries(about: About): Told {
  const { cell, locale } = about;
  const [at, datesAt] = SERIES[cell.call.name]!;
  const [flows, dates] = [cell.grids[at], datesAt === undefined ? null : cell.grids[datesAt]];
  const inputs = rangesOf(about).filter(({ place }) => place !== at);
  if (!flows) return { sentences: [], inputs };
  const read = readLines([
    { grid: trimmed(flows), kind: 'amount' },
    ...(dates ? [{ grid: trimmed(dates), kind: 'date' as const }] : []),
  ]);
  if (!read.ok)
    return { sentences: [], inputs: rangesOf(about), why: read.issues.map((i) => faultAt(i, locale)) };
  const amounts = read.value.columns[0]!;
  const sum = (sign: number) => total(amounts.filter((amount) => amount * sign > 0));
  const cells = flowCells(flows, read.value, cell, locale, (i) =>
    say(formulaTexts.cash, locale, { n: i + 1 }),
  );
  const changes = sum(1) !== 0 && sum(-1) !== 0;
  return {
    sentences: [
      say(formulaTexts.flows, locale, {
        n: amounts.length,
        paidIn: formatAmount(-sum(-1), locale),
        received: formatAmount(sum(1), locale),
      }),
    ],
    inputs: [...cells, ...inputs],
    why: [say(changes ? formulaTexts.noRoot : formulaTexts.noSign, locale)],
  };
}
