/** A reconciliation as it is written to a sheet, and the words that pane and sheet share. */
import type { Reconciliation } from '../../engine/index.ts';
import { formatAmount } from '../../i18n/index.ts';
import { readingWords } from '../../i18n/readings.ts';
import { inSheet, type SheetPlan } from '../../sheet/index.ts';
import { reconciliationSheet } from '../../sheet/write/reconciliation.ts';
import { h, type VNode } from '../../charts/markup.ts';
import { partyLabel } from '../../charts/bars.ts';
import type { Claimed } from '../model/questions.ts';
import { modeName } from '../views/results.ts';
import { originText } from '../views/view.ts';
import type { Asked } from './asked.ts';

export const money = ({ view }: Asked, value: number): string => formatAmount(value, view.locale, 2);

export function when({ study, t, view }: Asked, period: number | undefined): string {
  if (period === undefined) return t('total');
  const day = study.flows.timeline.dates?.[period];
  if (day === undefined) return t(study.flows.timeline.unit === 'year' ? 'year' : 'period', { k: period });
  const date = new Date((day - 25_569) * 864e5);
  return date.toLocaleDateString(view.locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  });
}

export function writing(
  { view, ...asked }: Asked,
  claimed: Claimed,
  found: Reconciliation,
  write: (plan: SheetPlan) => void,
): VNode {
  const can = view.state.host === 'excel' && view.state.phase === 'idle';
  return h(
    'button',
    {
      type: 'button',
      id: 'write-reconciliation',
      class: 'block',
      'aria-disabled': !can,
      title: view.state.host === 'excel' ? undefined : view.t('noOffice'),
      onclick: () => (can ? write(sheetOf({ view, ...asked }, claimed, found)) : undefined),
    },
    asked.t('writeReconciliation'),
  );
}

function sheetOf(asked: Asked, claimed: Claimed, { figures, matched, readings }: Reconciliation): SheetPlan {
  const { base, run, view, t } = asked;
  const { unit, investment_target: target } = run.document;
  const source = inSheet(claimed.sheet, claimed.address);
  const off = (left: number) => t('off', { amount: money(asked, left) });
  return reconciliationSheet({
    name: t('reconcile'),
    title: t('reconciliationOf', { source }),
    notes: [
      [target, modeName(run.document, view), originText(run.taken.origin, view), unit]
        .filter(Boolean)
        .join(' · '),
      matched === figures.length
        ? t('allMatch', { n: matched })
        : t('someMatch', { n: matched, all: figures.length, rest: figures.length - matched }),
    ],
    heads: {
      when: t('whenHead'),
      party: t('partyHead'),
      ours: t('ours'),
      theirs: t('theirs'),
      difference: t('theirsLessOurs'),
      total: t('offInAll'),
    },
    figures: figures.map(({ period, party, ours }, i) => ({
      when: when(asked, period),
      party: party === undefined ? t('total') : partyLabel(base, party, view.locale),
      ours,
      theirs: inSheet(claimed.sheet, claimed.cells[i]!),
      factor: claimed.factor,
    })),
    readings: {
      title: t('whichReading'),
      lines:
        matched === figures.length
          ? []
          : readings.map((reading) => ({
              words: [reading.changes, ...reading.alike.slice(0, 3)]
                .map((changes) => readingWords(changes, view.locale))
                .join(view.locale === 'en' ? ' = ' : '，等同：'),
              left:
                reading.matched === figures.length
                  ? t('allOff', { n: figures.length, amount: money(asked, reading.off) })
                  : off(reading.off),
            })),
    },
  });
}
