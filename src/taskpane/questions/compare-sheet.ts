/** The sheet that a comparison is written to. */
import type { SheetPlan } from '../../sheet/index.ts';
import { comparisonSheet, type ComparedFormat } from '../../sheet/write/comparison.ts';
import { modeName } from '../views/results.ts';
import { originText } from '../views/view.ts';
import type { Asked } from './asked.ts';
import { comparedOf, type ComparedRow } from './compare.ts';

const formatOf = ({ kind, isTerm }: ComparedRow): ComparedFormat =>
  kind === 'factor' ? 'number' : kind === 'rate' && isTerm ? 'term' : kind;

export function comparisonSheetOf(asked: Asked): SheetPlan {
  const { view, run, t } = asked;
  const { unit, investment_target: target } = run.document;
  const { changes, sections } = comparedOf(asked);
  const mode = modeName(run.document, view);
  return comparisonSheet({
    name: t('compared'),
    title: t('comparedOf', { deal: target ?? mode }),
    notes: [
      [target, mode, originText(run.taken.origin, view), unit].filter(Boolean).join(' · '),
      // In Sweden dates are written as everywhere else on these sheets: 2026-11-29 19:36.
      t('comparedNote', { when: run.at.toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' }) }),
    ],
    heads: { name: t('measure'), difference: t('difference'), points: t('pointsUnit') },
    columns: [[t('run')], ...changes],
    sections: sections.map(({ title, rows }) => ({
      title,
      figures: rows.map((row) => ({ name: row.name, format: formatOf(row), values: row.values })),
    })),
  });
}
