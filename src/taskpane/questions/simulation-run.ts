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

  /** Of a simulation that was begun since, nothing is changed. */
  function set(cancel: AbortSignal, change: Partial<Simulating>): void {
    if (control?.signal !== cancel) return;
    store.set((s) => {
      const { risk } = s.questions;
      const simulating = risk.simulating && { ...risk.simulating, ...change };
      return { ...s, questions: { ...s.questions, risk: { ...risk, simulating } } };
    });
  }

  async function start(run: Run, asked: Omit<SimulationAsked, 'request'>): Promise<void> {
    control?.abort();
    const cancel = (control = new AbortController()).signal;
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
    try {
      const outcome = await simulate(service, whole, locale, cancel, (simulated) => {
        set(cancel, { simulated });
        if (isShown || control?.signal !== cancel || !simulated.result?.scenarios) return;
        isShown = true;
        desk.show('simulated');
      });
      set(cancel, {
        phase: outcome.kind,
        faults: outcome.kind === 'refused' ? outcome.faults.map(({ message }) => message) : [],
      });
    } catch {
      set(cancel, { phase: 'refused', faults: [say(simulationTexts.failed, locale)] });
    }
    if (control?.signal !== cancel) return;
    const { phase } = store.get().questions.risk.simulating!;
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
