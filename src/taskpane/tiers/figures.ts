/** Figures beside what is typed: of the open tier, and of the parties. */
import { total } from '../../engine/index.ts';
import { explainTurn, formatAmount } from '../../i18n/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { sectionHead } from '../views/view.ts';
import { tierFigures, type Figures } from './checked.ts';
import { faultText, nameOfParty, type Editor } from './context.ts';
import { isRecord, jsonIn, type Json } from './json.ts';

/** Figures of the last draft that had any: they stay, in lighter ink, while a fault is being mended. */
let last: Figures | null = null;

export const forgetFigures = (): void => void (last = null);

function figuresNow({ checked, draft }: Editor): { figures: Figures | null; isOld: boolean } {
  if (checked.figures) last = checked.figures;
  const isText = draft.whole !== null && !isRecord(jsonIn(draft.whole));
  return { figures: checked.figures ?? last, isOld: !checked.figures || isText };
}

/** What the open tier pays, and the arithmetic of the turn in which it pays most. */
export function tierFigure(editor: Editor, tier: Json): Child {
  const { t, view, deal } = editor;
  const { locale } = view;
  const { figures, isOld } = figuresNow(editor);
  const found = figures && tierFigures(figures, String(tier.id));
  if (!figures || !found) return null;
  const money = (amount: number) => formatAmount(amount, locale);
  const { turn } = found;
  return h(
    'div',
    { class: isOld ? 'figures old' : 'figures', key: 'figures' },
    h('strong', null, t(deal.kind === 'read' ? 'withDeal' : 'withExample')),
    isOld ? h('p', { class: 'quiet' }, t('lastGood')) : null,
    found.parties.length
      ? h(
          'p',
          null,
          t('tierPays', {
            amount: money(found.total),
            parties: found.parties
              .map(({ id, amount }) =>
                t('partyGets', { party: nameOfParty(editor, id), amount: money(amount) }),
              )
              .join(view.t('listComma')),
          }),
        )
      : h('p', null, t('tierPaysNothing')),
    turn
      ? h(
          'p',
          { class: 'quiet' },
          t('inPeriod', { k: String(turn.period), words: explainTurn(turn, figures.definition, locale) }),
        )
      : null,
  );
}

/** What each party receives with the whole list, and whose figures these are. */
export function partyFigures(editor: Editor): VNode {
  const { t, view, deal, checked } = editor;
  const { locale } = view;
  const { figures, isOld } = figuresNow(editor);
  const note = { read: null, example: 'exampleIs', instead: 'exampleInstead' } as const;
  const said = note[deal.kind];
  const misfit = checked.misfits[0];
  return h(
    'section',
    { 'aria-label': t('withDeal'), class: isOld ? 'figures-all old' : 'figures-all' },
    sectionHead(t(deal.kind === 'read' ? 'withDeal' : 'withExample'), deal.unit),
    said ? h('p', { class: 'quiet', key: 'said' }, t(said)) : null,
    misfit
      ? h('p', { class: 'warn', key: 'misfit' }, t('doesNotFit', { why: faultText(editor, misfit) }))
      : null,
    isOld ? h('p', { class: 'quiet', key: 'old' }, t(figures ? 'lastGood' : 'figuresWait')) : null,
    figures
      ? h(
          'table',
          { key: 'table' },
          h(
            'thead',
            null,
            h(
              'tr',
              null,
              h('th', { scope: 'col' }, t('party')),
              h('th', { scope: 'col' }, t('received')),
              h('th', { scope: 'col' }, t('irr')),
            ),
          ),
          h(
            'tbody',
            null,
            figures.result.parties.map(({ id, received, measures }) =>
              h(
                'tr',
                { key: id },
                h('th', { scope: 'row' }, nameOfParty(editor, id)),
                h('td', null, formatAmount(total(received), locale, 2)),
                h('td', null, view.percent(measures.irr)),
              ),
            ),
          ),
          h(
            'tfoot',
            null,
            h(
              'tr',
              null,
              h('th', { scope: 'row' }, t('carryAll')),
              h('td', null, formatAmount(total(figures.result.carry), locale, 2)),
              h('td', null, ''),
            ),
          ),
        )
      : null,
  );
}
