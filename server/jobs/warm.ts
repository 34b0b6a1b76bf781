import type { Work } from '../threads/tasks.ts';
import type { Gather } from './gathering.ts';
import { simulate } from './kinds/simulate.ts';

/** A fund small enough to be done in a moment; it asks nothing of a random number. */
const SAMPLE = {
  kind: 'simulate',
  request: {
    basic_params: {
      investment_target: '',
      investment_amount: 100,
      investment_period: 40,
      period_unit: 'quarter',
      hurdle_rate: 8,
      carry_rate: 20,
    },
    cash_flows: Array.from({ length: 40 }, (_, i) => ({ year: i + 1, amount: 4 })),
    distribution_params: { mode: 'european', catch_up_share: 100 },
  },
  uncertainty: { cash: { distribution: 'lognormal', volatility: 20 } },
  scenarios: 10_000,
};
/** Side by side, so that several threads have some. */
const PIECES = 4;

/**
 * Does a small simulation for nobody, on the threads that do such work: what is compiled by then is not waited for
 * by the first who asks. @returns what it gave, as JSON
 */
export async function warm(work: Work, gather: Gather): Promise<string | undefined> {
  const plan = simulate.read(simulate.schema.parse(SAMPLE) as never);
  if (!plan.ok) return undefined;
  const gathering = gather('simulate', plan.value);
  try {
    const pieces = Array.from({ length: PIECES }, async (_, piece) => {
      const task = { kind: 'piece', job: 'warm', of: 'simulate', plan: plan.value, piece } as const;
      const part = await work(task, { id: 'warm' });
      if (part.ok) await gathering.add(piece, part.value);
    });
    await Promise.all(pieces);
    return await gathering.soFar();
  } finally {
    gathering.close();
  }
}
