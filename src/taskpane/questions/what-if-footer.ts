/** What is done with a changed run: kept, compared, written to a sheet, opened as a run of its own. */
import { h, type Child } from '../../charts/markup.ts';
import { whyNoFormulas } from '../../sheet/index.ts';
import type { Asked } from './asked.ts';
import { setQuestions } from './measure-rows.ts';
import { canKeep, isComparing, isScenario, keep, keptOf } from './scenarios.ts';
import { writeButton } from './write-button.ts';

export function whatIfFooter(asked: Asked, writeComparison: () => void, openAsRun: () => void): Child {
  const { changes, faults, study, t } = asked;
  const comparing = isComparing(asked);
  const isNew = isScenario(asked);
  const isFaulty = !isNew && Object.keys({ ...changes, ...faults }).length > 0;
  const full = !canKeep(asked);
  const can = isNew && !full;
  return [
    comparing
      ? writeButton(
          asked,
          { id: 'write-comparison', text: t('writeComparison'), class: 'primary block' },
          writeComparison,
        )
      : h(
          'button',
          {
            type: 'button',
            id: 'keep',
            class: 'primary block',
            'aria-disabled': !can,
            'aria-describedby': 'keep-note',
            onclick: () => (can ? keep(asked) : undefined),
          },
          t('keep'),
        ),
    keptOf(asked).length > 0 || isNew
      ? h(
          'div',
          { class: 'pair' },
          h(
            'button',
            { type: 'button', onclick: () => setQuestions(asked, { comparing: !comparing }) },
            t(comparing ? 'backToFields' : 'compare'),
          ),
          isNew
            ? h('button', { type: 'button', id: 'open-as-run', onclick: openAsRun }, t('openAsRun'))
            : null,
        )
      : null,
    h(
      'p',
      { class: 'note', id: 'keep-note' },
      comparing
        ? t(whyNoFormulas(study.definition, study.flows) ? 'comparedAsValues' : 'comparedAsFormulas')
        : isFaulty
          ? t('mendFirst')
          : full
            ? t('keptFull')
            : t('here'),
    ),
  ];
}
