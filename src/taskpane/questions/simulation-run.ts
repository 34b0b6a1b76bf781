/** One simulation at a time, of the run that is shown. */
import { simulate } from '../../client/simulate.ts';
import type { SimulationAsked } from '../../client/simulation-messages.ts';
import { say } from '../../i18n/index.ts';
import { simulationTexts } from '../../i18n/simulation.ts';
import type { Simulating } from '../model/questions.ts';
import type { Run } from '../model/state.ts';
import type { Desk } from '../service-watch.ts';

export interface Simulations {
  start(run: Run, asked: Omit<SimulationAsked, 'request'>): void;
  cancel(): void;
}

export function createSimulations(desk: Desk): Simulations {
  const { store, service } = desk;
  let control: AbortController | null = null;

  /** Puts what is known of a simulation in the pane; null where another or a new run took its place there. */
  function set(asked: SimulationAsked, change: Partial<Simulating>): Simulating | null {
    const { simulating } = store.get().questions.risk;
    if (simulating?.asked !== asked) return null;
    const next = { ...simulating, ...change };
    store.set((s) => ({
      ...s,
      questions: { ...s.questions, risk: { ...s.questions.risk, simulating: next } },
    }));
    return next;
  }

  async function start(run: Run, asked: Omit<SimulationAsked, 'request'>): Promise<void> {
    control?.abort();
    const own = (control = new AbortController());
    const { locale } = store.get();
    const whole: SimulationAsked = { request: run.body, ...asked };
    const simulating: Simulating = {
      run: run.id,
      asked: whole,
      phase: 'running',
      since: Date.now(),
      simulated: null,
      faults: [],
    };
    store.set((s) => ({
      ...s,
      questions: { ...s.questions, risk: { ...s.questions.risk, tried: true, simulating } },
    }));
    desk.announce(say(simulationTexts.running, locale));
    desk.focus('cancel');
    let isShown = false;
    let last: Simulating | null;
    try {
      const outcome = await simulate(service, whole, locale, own.signal, (simulated) => {
        // Nobody sees it any more, and there is no button to end it.
        if (!set(whole, { simulated })) return own.abort();
        if (isShown || !simulated.result?.scenarios) return;
        isShown = true;
        desk.show('simulated');
      });
      last = set(whole, {
        phase: outcome.kind,
        faults: outcome.kind === 'refused' ? outcome.faults.map(({ message }) => message) : [],
      });
    } catch {
      last = set(whole, { phase: 'refused', faults: [say(simulationTexts.failed, locale)] });
    }
    if (!last) return;
    const { phase } = last;
    desk.announce(say(simulationTexts[phase === 'refused' ? 'failed' : phase], locale));
    desk.focus('simulate');
    if (phase === 'refused') desk.show('simulation-faults');
    else if (!isShown) desk.show('simulated');
  }

  return {
    start: (run, asked) => void start(run, asked),
    cancel: () => control?.abort(),
  };
}
