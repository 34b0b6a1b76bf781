/** How sure a result is: a measure under other terms, or over many scenarios. */
import { h, type Child } from '../../charts/markup.ts';
import type { SheetPlan } from '../../sheet/index.ts';
import { segments } from '../views/view.ts';
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

/** The button that begins a simulation or ends it; null where the other view is open. */
export function riskFooter(asked: Asked, simulations: Simulations): Child {
  const { risk } = asked.view.state.questions;
  if (risk.by !== 'simulation') return null;
  const t = sayIn(asked);
  const simulating = simulatingOf(asked);
  if (simulating?.phase === 'running')
    return h(
      'button',
      { type: 'button', id: 'cancel-simulation', class: 'block', onclick: () => simulations.cancel() },
      t('cancel'),
    );
  const start = (): void => {
    const { asked: simulation } = fieldsOf(asked);
    if (simulation) simulations.start(asked.run, simulation);
    else setRisk(asked, { tried: true });
  };
  return h(
    'button',
    { type: 'button', id: 'simulate', class: 'primary block', onclick: start },
    t(simulating ? 'again' : 'simulate'),
  );
}
