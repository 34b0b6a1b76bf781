/** A reconciliation as it is written to a sheet, and the words that pane and sheet share. */
import type { Reconciliation } from '../../engine/index.ts';
import { formatAmount } from '../../i18n/index.ts';
import { readingWords } from '../../i18n/readings.ts';
import { inSheet, type SheetPlan } from '../../sheet/index.ts';
import { reconciliationSheet } from '../../sheet/write/reconciliation.ts';
import { partyLabel } from '../../charts/bars.ts';
import type { Claimed } from '../model/questions.ts';
import { modeName } from '../views/results.ts';
import { originText } from '../views/view.ts';
import { periodName, type Asked } from './asked.ts';

export const money = ({ view }: Asked, value: number): string => formatAmount(value, view.locale, 2);

export function when(asked: Asked, period: number | undefined): string {
  const { study, t, view } = asked;
  if (period === undefined) return t('total');
  const day = study.flows.timeline.dates?.[period];
  if (day === undefined) return periodName(asked, period);
  const date = new Date((day - 25_569) * 864e5);
  return date.toLocaleDateString(view.locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  });
}

export function reconciliationSheetOf(
  asked: Asked,
  claimed: Claimed,
  { figures, matched, readings, tried }: Reconciliation,
): SheetPlan {
  const { base, run, view, t } = asked;
  const { unit, investment_target: target } = run.document;
  const source = inSheet(claimed.sheet, claimed.address);
  const off = (left: number) => t('off', { amount: money(asked, left) });
  const texts = new Set(claimed.texts);
  const exact = readings.filter((r) => r.matched === figures.length);
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
      theirs: claimed.claims[i]!.amount,
      cell: texts.has(claimed.cells[i]!) ? null : inSheet(claimed.sheet, claimed.cells[i]!),
      factor: claimed.factor,
    })),
    readings: {
      title: t('whichReading'),
      notes:
        matched === figures.length
          ? []
          : [
              t('tried', { n: tried }),
              ...(exact.length ? [] : [t(readings.length ? 'noReading' : 'noneNearer')]),
              ...(exact.length > 1 || exact[0]?.alike.length ? [t('cannotTell')] : []),
            ],
      lines: readings.map((reading) => ({
        words: [
          readingWords(reading.changes, view.locale),
          ...reading.alike
            .slice(0, 3)
            .map((changes) => t('alike', { words: readingWords(changes, view.locale) })),
        ],
        left:
          reading.matched === figures.length
            ? t('allOff', { n: figures.length, amount: money(asked, reading.off) })
            : off(reading.off),
      })),
    },
  });
}
