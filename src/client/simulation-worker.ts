/** Simulates on a thread of the page, telling from time to time what came so far. */
import { readRequest } from '../document/index.ts';
import { parseSimulationRun, parseUncertainty, simulation, tally, type Issue } from '../engine/index.ts';
import { issueMessage, pathText, type Locale } from '../i18n/index.ts';
import type { SimulationAsked, WorkerAsked, WorkerReply } from './simulation-messages.ts';

const TELL_EVERY = 200;
const cancelled = new Set<number>();

self.onmessage = ({ data }: MessageEvent<WorkerAsked>): void => {
  if ('cancel' in data) cancelled.add(data.id);
  else void run(data.id, data.asked, data.locale);
};

const tell = (reply: WorkerReply): void => postMessage(reply);

/** Lets messages come in. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function run(id: number, given: SimulationAsked, locale: Locale): Promise<void> {
  const refuse = (issues: readonly Issue[]): void =>
    tell({
      id,
      kind: 'refused',
      faults: issues.map((issue) => ({
        path: pathText(issue.path),
        message: issueMessage(issue, locale),
      })),
    });
  const request = readRequest(given.request);
  if (!request.ok) return refuse(request.issues);
  const { definition, flows } = request.value;
  const [uncertainty, asked] = [
    parseUncertainty(given.uncertainty, definition, flows),
    parseSimulationRun(given),
  ];
  if (!uncertainty.ok) return refuse(uncertainty.issues);
  if (!asked.ok) return refuse(asked.issues);
  const plan = { definition, flows, uncertainty: uncertainty.value, ...asked.value };
  const [scenarios, sum] = [simulation(plan), tally(plan)];
  let told = performance.now();
  for (let block = 0; block < scenarios.blocks; block++) {
    sum.add(block, scenarios.run(block));
    await breathe();
    if (cancelled.delete(id)) return;
    if (performance.now() - told < TELL_EVERY) continue;
    tell({ id, kind: 'soFar', result: sum.result() });
    told = performance.now();
  }
  tell({ id, kind: 'done', result: sum.result() });
}
