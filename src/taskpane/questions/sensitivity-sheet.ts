/** The grid of a heat map, and the sheet it is written to. */
import type { Lever, Measure } from '../../engine/index.ts';
import type { SheetPlan } from '../../sheet/index.ts';
import { hueOf } from '../../charts/bars.ts';
import { HUES } from '../../sheet/write/colors.ts';
import { sensitivitySheet, type Axis } from '../../sheet/write/sensitivity.ts';
import { modeName } from '../views/results.ts';
import { originText } from '../views/view.ts';
import { isMoney, isRate, leverName, measureName, type Asked } from './asked.ts';

export interface Shown {
  readonly measure: Measure;
  readonly down: { readonly lever: Lever; readonly values: readonly number[] };
  readonly across: { readonly lever: Lever; readonly values: readonly number[] };
  readonly cells: readonly (readonly (number | null)[])[];
}

export const isOwn = (lever: Lever, value: number): boolean =>
  Math.abs(value - lever.value) <= 1e-9 * (1 + Math.abs(lever.value));

export const gridTitle = (
  asked: Asked,
  { measure, down, across }: Pick<Shown, 'measure' | 'down' | 'across'>,
): string =>
  asked.t('gridTitle', {
    measure: measureName(asked, measure),
    down: leverName(asked, down.lever.id),
    across: leverName(asked, across.lever.id),
  });

export function sensitivitySheetOf(asked: Asked, { measure, down, across, cells }: Shown): SheetPlan {
  const { view, run, base, t } = asked;
  const axis = ({ lever, values }: Shown['down']): Axis => ({
    name: leverName(asked, lever.id),
    values,
    format: isRate(lever) ? 'rate' : 'number',
    own: values.findIndex((value) => isOwn(lever, value)),
  });
  const { unit, investment_target: target } = run.document;
  return sensitivitySheet({
    name: t('sensitivitySheet'),
    title: gridTitle(asked, { measure, down, across }),
    notes: [
      [target, modeName(run.document, view), originText(run.taken.origin, view), unit]
        .filter(Boolean)
        .join(' · '),
      // In Sweden dates are written as everywhere else on these sheets: 2026-11-29 19:36.
      t('gridNote', { when: run.at.toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' }) }),
    ],
    down: axis(down),
    across: axis(across),
    cells,
    format: isMoney(measure) ? 'amount' : measure.what === 'irr' ? 'rate' : 'multiple',
    hue: (measure.of !== 'project' && HUES[hueOf(base, measure.of)]) || HUES.cash!,
  });
}
