/** What is asked after the first result: a part of its own, fetched when it is first opened. */
import { calculate, changedBody, readRequest } from '../../document/index.ts';
import type { Grid, SheetPlan } from '../../sheet/index.ts';
import type { Child } from '../../charts/markup.ts';
import { addRun, newKey, nextId, type Run } from '../model/state.ts';
import type { WriteSheets } from '../detail-sheets.ts';
import type { Desk } from '../service-watch.ts';
import type { QuestionPart } from '../views/view.ts';
import { ask, changesName, type Asked } from './asked.ts';
import { MOST_NAME, receiptOf, type Keeping } from './receipt.ts';
import './questions.css';
import { reconcileView } from './reconcile.ts';
import { riskFooter, riskView } from './risk.ts';
import { historyIn } from './simulation-more.ts';
import { createSimulations } from './simulation-run.ts';
import { solveView } from './solve-for.ts';
import { whatIfFooter } from './what-if-footer.ts';
import { whatIfView } from './what-if.ts';
import { writeComparison } from './write-comparison.ts';
import { setRisk } from './measure-rows.ts';

export function createQuestions(
  desk: Desk,
  /** The selected cells and their address; null where nothing can be read. */
  selected: () => Promise<{ readonly grid: Grid; readonly address: string } | null>,
  keeping: Keeping,
  writeSheets: (work: WriteSheets) => void,
): QuestionPart {
  const { store } = desk;
  const write = (plan: SheetPlan): void =>
    writeSheets(async (course) => (await import('../lazy.ts')).writePlan(plan, undefined, course));

  async function useClaimed(): Promise<void> {
    const read = await selected();
    if (read) store.set((s) => ({ ...s, questions: { ...s.questions, theirs: { ...read, factor: 1 } } }));
  }

  async function useHistory(): Promise<void> {
    const read = await selected();
    if (read && lastAsked) setRisk(lastAsked, { history: historyIn(read.grid, read.address) });
  }

  /** A scenario as a run of its own, computed here: it can be written, explained and downloaded. */
  function openAsRun(asked: Asked): void {
    const { run, study, changes } = asked;
    const request = readRequest(run.body);
    const body = request.ok ? changedBody(run.body, request.value, study, changes) : null;
    const answer = body && calculate(body);
    if (!answer?.ok) return desk.tell({ key: 'noEngine', tone: 'danger' });
    const made: Run = {
      id: nextId(),
      key: newKey(),
      at: new Date(),
      document: answer.value,
      where: 'here',
      cached: false,
      ms: answer.value.calculation_time * 1000,
      taken: run.taken,
      body,
      // Its cells give the run it came from.
      name: changesName(asked, changes).slice(0, MOST_NAME),
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
          return riskView(asked, write, () => void useHistory());
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
      return whatIfFooter(
        asked,
        () => writeSheets((course) => writeComparison(asked, course)),
        () => openAsRun(asked),
      );
    },
  };
}
