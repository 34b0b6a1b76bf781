/** Runs definitions over flows. */
import type { Definition } from '../definition.ts';
import type { Flows } from '../flows.ts';
import { compile, type Program } from './program.ts';
import type { Recorded } from './columns.ts';
import { tracer } from './trace.ts';
import type { Trace } from './turn.ts';

export type { Recorded } from './columns.ts';
export { compile, type Program } from './program.ts';
export type { Said, Trace, Turn, What } from './turn.ts';
export { operandsOf, valueOf, type Expression, type Factor } from './expression.ts';

const programs = new WeakMap<Definition, { readonly flows: Flows; readonly program: Program }>();

/** The program of a definition over a timeline; kept, so that other amounts and rates run on it. */
export function programOf(definition: Definition, flows: Flows): Program {
  const known = programs.get(definition);
  if (known && known.flows.timeline === flows.timeline && sameDeals(known.flows, flows)) return known.program;
  const program = compile(definition, flows);
  programs.set(definition, { flows, program });
  return program;
}

const sameDeals = (a: Flows, b: Flows): boolean =>
  a.deals === b.deals ||
  (a.deals?.length === b.deals?.length && (a.deals ?? []).every((d, i) => d.id === b.deals![i]!.id));

/**
 * Runs a parsed definition over its flows. Total: for parsed input it does not throw, and returns finite numbers unless
 * its rates compound beyond what a double holds (see overflow.ts). The record is good until the program's next run.
 */
export function distribute(definition: Definition, flows: Flows): Recorded {
  const program = programOf(definition, flows);
  program.load(flows);
  program.run(null);
  return program.record;
}

/** Every turn of every tier of a run. */
export function traceOf(definition: Definition, flows: Flows): Trace {
  const program = compile(definition, flows, 'turns');
  program.load(flows);
  const trace: Trace = [];
  program.run(tracer(definition, program.record.parties, program.state, trace));
  return trace;
}
