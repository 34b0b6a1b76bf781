/** The grid of a heat map, and the sheet it is written to. */
import { presetOf, type Lever, type Measure } from '../../engine/index.ts';
import { say } from '../../i18n/index.ts';
import { dealBlock } from '../../sheet/deal-block.ts';
import type { GridInputs } from '../../sheet/write/sensitivity-inputs.ts';
import type { SheetPlan } from '../../sheet/index.ts';
import { hueOf } from '../../charts/bars.ts';
import { HUES } from '../../sheet/write/colors.ts';
import { sensitivitySheet, type Axis } from '../../sheet/write/sensitivity.ts';
import { modeName } from '../views/results.ts';
import { originText } from '../views/view.ts';
import { isMoney, isRate, leverName, leverText, measureId, measureName, type Asked } from './asked.ts';

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
  /** On a grid that follows its heads no cell can be marked as that of the run. */
  const ownOf = () =>
    t('theRun', {
      values: [across.lever, down.lever]
        .map((lever) => leverText(lever, lever.value, view.locale))
        .join(view.t('listComma')),
    });
  const { unit, investment_target: target } = run.document;
  const inputs = inputsOf(asked, { measure, down, across, cells });
  // In Sweden dates are written as everywhere else on these sheets: 2026-11-29 19:36.
  const when = run.at.toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
  return sensitivitySheet({
    name: t('sensitivitySheet'),
    title: gridTitle(asked, { measure, down, across }),
    notes: [
      [target, modeName(run.document, view), originText(run.taken.origin, view), unit]
        .filter(Boolean)
        .join(' · '),
      ...(typeof inputs === 'string'
        ? [t('gridNote', { when }), t(inputs)]
        : [t('gridLive', { when }), ownOf()]),
    ],
    down: axis(down),
    across: axis(across),
    cells,
    format: isMoney(measure) ? 'amount' : measure.what === 'irr' ? 'rate' : 'multiple',
    inputs: typeof inputs === 'string' ? null : inputs,
    hue: (measure.of !== 'project' && HUES[hueOf(base, measure.of)]) || HUES.cash!,
  });
}

/** Cells of a spill. */
const MOST_CELLS = 2500;

/** The deal as the cells of a formula, or why the grid holds values. */
function inputsOf(
  asked: Asked,
  { measure, down, across }: Shown,
): GridInputs | 'gridTooLarge' | 'gridUnsaid' {
  const { run, study, t, view } = asked;
  if ((down.values.length + 1) * (across.values.length + 1) > MOST_CELLS) return 'gridTooLarge';
  const block = dealBlock(run.document, study.definition, study.flows, view.locale);
  // A rate above 1 would be taken for a percentage without its sign.
  const isTaken = [down, across].every(
    ({ lever, values }) => !isRate(lever) || values.every((value) => value <= 1),
  );
  if (!block || !isTaken) return 'gridUnsaid';
  const nameOf = ({ lever: { id } }: Shown['down']): string => {
    const spec = presetOf(run.document.mode)?.terms.find((term) => term.id === id);
    return spec ? say(spec.label, view.locale) : id;
  };
  return {
    block,
    measure: measureId(measure),
    down: nameOf(down),
    across: nameOf(across),
    words: {
      inputs: t('gridInputs'),
      measure: t('measure'),
      mode: t('gridMode'),
      downValues: t('values', { which: t('down') }),
      acrossValues: t('values', { which: t('across') }),
    },
  };
}
