/** How sure a result is: a measure under other terms, or over many scenarios. */
import { h, type Child } from '../../charts/markup.ts';
import type { SheetPlan } from '../../sheet/index.ts';
import { formatAmount } from '../../i18n/index.ts';
import type { Simulating } from '../model/questions.ts';
import { progress, segments } from '../views/view.ts';
import type { Asked } from './asked.ts';
import { sensitivityView } from './sensitivity.ts';
import type { Simulations } from './simulation-run.ts';
import { simulationSheetOf } from './simulation-sheet.ts';
import { setRisk } from './measure-rows.ts';
import { fieldsOf } from './simulation-form.ts';
import { sayIn } from './simulation-words.ts';
import { simulatingOf, simulationView } from './simulation.ts';

export function riskView(asked: Asked, write: (plan: SheetPlan) => void, useHistory: () => void): Child {
  const { risk } = asked.view.state.questions;
  const t = sayIn(asked);
  return [
    segments(
      'risk-by',
      t('which'),
      [
        { id: 'sensitivity', label: t('sensitivity') },
        { id: 'simulation', label: t('simulation') },
      ],
      risk.by,
      (by) => setRisk(asked, { by }),
    ),
    risk.by === 'sensitivity'
      ? sensitivityView(asked, write)
      : simulationView(asked, (simulating) => write(simulationSheetOf(asked, simulating)), useHistory),
  ];
}

/** The button that begins a simulation, or how far it is; null where the other view is open. */
export function riskFooter(asked: Asked, simulations: Simulations): Child {
  const { risk } = asked.view.state.questions;
  if (risk.by !== 'simulation') return null;
  const t = sayIn(asked);
  const simulating = simulatingOf(asked);
  if (simulating?.phase === 'running') return progressOf(asked, simulating, () => simulations.cancel());
  const start = (): void => {
    const { asked: simulation, faults } = fieldsOf(asked);
    if (simulation) return simulations.start(asked.run, simulation);
    setRisk(asked, { tried: true });
    asked.view.act.focus(`risk-${Object.keys(faults)[0]}`);
  };
  return h(
    'button',
    { type: 'button', id: 'simulate', class: 'primary block', key: 'simulate', onclick: start },
    t(simulating ? 'again' : 'simulate'),
  );
}

function progressOf(
  asked: Asked,
  { since, asked: { scenarios }, simulated }: Simulating,
  cancel: () => void,
): Child {
  const t = sayIn(asked);
  const { view } = asked;
  const done = simulated?.done ?? 0;
  const all = simulated?.scenarios ?? scenarios;
  const seconds = done > 0 ? ((Date.now() - since) / 1000) * (all / done - 1) : 0;
  const whole = (n: number) => formatAmount(n, view.locale, 0);
  return progress(
    view,
    cancel,
    [
      t('ofScenarios', { done: whole(done), all: whole(all) }),
      ...(seconds < 1 ? [] : [t('left', { s: whole(Math.ceil(seconds)) })]),
    ].join(view.locale === 'en' ? ', ' : '，'),
    { done, of: all },
  );
}
