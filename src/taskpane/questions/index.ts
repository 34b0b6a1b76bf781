/** What is asked after the first result: a part of its own, fetched when it is first opened. */
import { calculate, changedBody, readRequest } from '../../document/index.ts';
import type { Grid, SheetPlan } from '../../sheet/index.ts';
import { h, type Child } from '../../charts/markup.ts';
import { shownRun, addRun, nextId, type Run } from '../model/state.ts';
import type { Desk } from '../service-watch.ts';
import type { QuestionPart } from '../views/view.ts';
import { ask, type Asked } from './asked.ts';
import { receiptOf, type Keeping } from './receipt.ts';
import './questions.css';
import { claimsIn } from './claims.ts';
import { reconcileView } from './reconcile.ts';
import { riskFooter, riskView } from './risk.ts';
import { createSimulations } from './simulation-run.ts';
import { solveView } from './solve-for.ts';
import { whatIfView } from './what-if.ts';
import { setQuestions } from './measure-rows.ts';
import { canKeep, keep, keptOf } from './scenarios.ts';

export function createQuestions(
  desk: Desk,
  /** The selected cells and their address; null where nothing can be read. */
  selected: () => Promise<{ readonly grid: Grid; readonly address: string } | null>,
  keeping: Keeping,
  write: (plan: SheetPlan) => void,
): QuestionPart {
  const { store } = desk;

  async function useClaimed(): Promise<void> {
    const read = await selected();
    const run = shownRun(store.get());
    if (!read || !run) return;
    const asked = lastAsked;
    if (asked) setQuestions(asked, { claimed: claimsIn(asked, read.grid, read.address) });
  }

  /** A scenario as a run of its own, computed here: it can be written, explained and downloaded. */
  function openAsRun({ run, study, changes }: Asked): void {
    const request = readRequest(run.body);
    const body = request.ok ? changedBody(run.body, request.value, study, changes) : null;
    const answer = body && calculate(body);
    if (!answer?.ok) return desk.tell({ key: 'noEngine', tone: 'danger' });
    const made: Run = {
      id: nextId(store.get()),
      at: new Date(),
      document: answer.value,
      where: 'here',
      cached: false,
      ms: answer.value.calculation_time * 1000,
      taken: run.taken,
      body,
    };
    store.set((s) => ({ ...addRun(s, made), questions: { ...s.questions, sub: 'overview', texts: {} } }));
    desk.keep(made);
    desk.focus('view-results');
  }

  const simulations = createSimulations(desk);
  let lastAsked: Asked | null = null;
  return {
    receipt: (view, run) => receiptOf(view, run, keeping),
    view(view, run): Child {
      const asked = (lastAsked = ask(view, run));
      if (!asked) return null;
      switch (view.state.questions.sub) {
        case 'whatIf':
          return whatIfView(asked);
        case 'solveFor':
          return solveView(asked);
        case 'risk':
          return riskView(asked, write);
        case 'reconcile':
          return reconcileView(asked, () => void useClaimed(), write);
        case 'overview':
          return null;
      }
    },
    footer(view, run): Child {
      const asked = ask(view, run);
      if (asked && view.state.questions.sub === 'risk') return riskFooter(asked, simulations);
      if (!asked || view.state.questions.sub !== 'whatIf') return null;
      const { changes, t } = asked;
      const isChanged = Object.keys(changes).length > 0;
      const full = !canKeep(asked);
      const several = keptOf(asked).length > 0 || isChanged;
      return [
        h(
          'button',
          {
            type: 'button',
            id: 'keep',
            class: 'primary block',
            'aria-disabled': !isChanged || full,
            'aria-describedby': 'keep-note',
            onclick: () => (isChanged && !full ? keep(asked) : undefined),
          },
          t('keep'),
        ),
        several
          ? h(
              'div',
              { class: 'pair' },
              h(
                'button',
                {
                  type: 'button',
                  onclick: () => setQuestions(asked, { comparing: !view.state.questions.comparing }),
                },
                t(view.state.questions.comparing ? 'backToFields' : 'compare'),
              ),
              isChanged
                ? h(
                    'button',
                    { type: 'button', id: 'open-as-run', onclick: () => openAsRun(asked) },
                    t('openAsRun'),
                  )
                : null,
            )
          : null,
        h('p', { class: 'note', id: 'keep-note' }, full ? t('keptFull') : t('here')),
      ];
    },
  };
}
