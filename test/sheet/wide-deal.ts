/** Deals at the edge of what a sheet can hold: many classes and tiers, with titles and names that ask for quoting. */
import fc from 'fast-check';
import { parse } from '../../src/engine/index.ts';
import { detailSheet, statementSheets, type SheetPlan } from '../../src/sheet/index.ts';
import { about, documentFor, type LiveCase } from './live-deals.ts';

export const wideDeal: fc.Arbitrary<LiveCase> = fc
  .record({
    classes: fc.constantFrom(1, 2, 8, 25, 50),
    returns: fc.constantFrom(0, 1, 5, 12, 24),
    amounts: fc.nat(12),
    periods: fc.integer({ min: 1, max: 24 }),
    apportion: fc.constantFrom('none' as const, 'byContribution' as const),
    cash: fc.integer({ min: 1, max: 900_000 }),
    name: fc.constantFrom('Class', 'R&D "quoted" class of a very long name', '份额（含税）'),
  })
  .map(({ classes, returns, amounts, periods, apportion, cash, name }) => {
    const ids = Array.from({ length: classes }, (_, i) => `class${i + 1}`);
    const shares = Object.fromEntries(ids.map((id) => [id, 1 / classes]));
    const all = Array.from({ length: periods }, (_, k) => k + 1);
    const parsed = parse(
      {
        classes: ids.map((id, i) => ({ id, name: `${name} ${i + 1}`, share: 1 / classes })),
        tiers: [
          ...(apportion === 'none'
            ? Array.from({ length: amounts }, (_, i) => ({
                id: `cost${i + 1}`,
                kind: 'amount',
                to: 'gp',
                amount: 10 + i,
              }))
            : []),
          { id: 'capital', kind: 'returnOfCapital', to: ids },
          ...Array.from({ length: returns }, (_, i) => ({
            id: `pref${i + 1}`,
            kind: 'preferredReturn',
            to: ids,
            rate: 0.01 * (i + 1),
            compounding: 'annual',
          })),
          { id: 'rest', kind: 'split', shares },
        ],
        options: { apportion },
      },
      {
        timeline: { unit: 'year', periods },
        contributions: [{ at: 0, amount: 1_000_000 }],
        cash: all.map((at) => ({ at, amount: cash + at })),
      },
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    return { mode: 'custom', terms: {}, ...parsed.value };
  });

const TITLE = `R&D “Fund” 'III' & Co. ${'滨江一期及二期合并项目 '.repeat(30)}`;

/** The detail sheet of a deal and the statements over it, as pane and file write them. */
export function plansOf(deal: LiveCase): SheetPlan[] {
  const document = documentFor(deal);
  const own = about(deal.flows);
  const detail = detailSheet(document, { ...own, title: TITLE });
  const { locale, computedAt } = own;
  const linked = { sheet: detail.name, map: detail.map! };
  const statements = statementSheets(document, { title: TITLE, locale, computedAt, receipt: null, linked });
  return [detail, ...statements].map((plan, i) => ({
    ...plan,
    name: i ? `${i} ${plan.name}`.slice(0, 31) : plan.name,
  }));
}
