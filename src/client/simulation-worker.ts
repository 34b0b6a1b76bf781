/** Simulates on a thread of the page, telling from time to time what came so far. */
import { readRequest } from '../document/index.ts';
import {
  parseSimulationRun,
  parseUncertainty,
  simulation,
  tally,
  type Issue,
  type SimulationResult,
} from '../engine/index.ts';
import { issueMessage, pathText, type Locale } from '../i18n/index.ts';
import type { SimulationAsked } from './simulate.ts';

export type WorkerReply =
  | { readonly kind: 'soFar' | 'done'; readonly result: SimulationResult }
  | {
      readonly kind: 'refused';
      readonly faults: readonly { readonly path: string; readonly message: string }[];
    };

const TELL_EVERY = 200;

self.onmessage = ({ data }: MessageEvent<{ asked: SimulationAsked; locale: Locale }>): void => {
  const tell = (reply: WorkerReply): void => postMessage(reply);
  const refuse = (issues: readonly Issue[]): void =>
    tell({
      kind: 'refused',
      faults: issues.map((issue) => ({
        path: pathText(issue.path),
        message: issueMessage(issue, data.locale),
      })),
    });
  const request = readRequest(data.asked.request);
  if (!request.ok) return refuse(request.issues);
  const { definition, flows } = request.value;
  const [uncertainty, asked] = [
    parseUncertainty(data.asked.uncertainty, definition, flows),
    parseSimulationRun(data.asked),
  ];
  if (!uncertainty.ok) return refuse(uncertainty.issues);
  if (!asked.ok) return refuse(asked.issues);
  const plan = { definition, flows, uncertainty: uncertainty.value, ...asked.value };
  const [scenarios, sum] = [simulation(plan), tally(plan)];
  let told = performance.now();
  for (let block = 0; block < scenarios.blocks; block++) {
    sum.add(block, scenarios.run(block));
    if (performance.now() - told < TELL_EVERY) continue;
    tell({ kind: 'soFar', result: sum.result() });
    told = performance.now();
  }
  tell({ kind: 'done', result: sum.result() });
};
