/** The door of the simulation: a deal under uncertainty, run in blocks and put together. */
export { simulation, type Simulation, type SimulationBlock } from './block.ts';
export { tally, type Tally } from './tally.ts';
export { parseSimulationRun, parseUncertainty } from './parse-uncertainty.ts';
export { uncertaintySchema } from './schema.ts';
export { blocksOf, scenarioWeight, type SimulationPlan } from './plan.ts';
export type { Distribution, PartyDistributions, SimulatedParty, SimulationResult } from './result.ts';
export type * from './uncertainty.ts';
