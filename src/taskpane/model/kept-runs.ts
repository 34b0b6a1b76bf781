/** Runs as the workbook keeps them: what was asked, and the figures that came of it. */
import type { ResultDocument } from '../../document/index.ts';
import type { Run, Taken } from './state.ts';

export interface KeptRun {
  readonly version: 1;
  /** Names it in the workbook. */
  readonly key: string;
  readonly name?: string;
  /** ISO date and time of the run. */
  readonly at: string;
  readonly engine: string;
  readonly where: Run['where'];
  readonly body: unknown;
  readonly taken: Taken;
  readonly figures: Figures;
}

/** What a run says, by place; what is compared when it is verified. */
export type Figures = Readonly<Record<string, number | null>>;

/** Every party's total and return, what each tier paid, carry: enough that no other run has the same. */
export function figuresOf({ tables }: ResultDocument): Figures {
  const sum = (column: readonly number[]) => column.reduce((a, b) => a + b, 0);
  return Object.fromEntries([
    ['project.irr', tables.project.irr],
    ['project.distributed', tables.project.distributed],
    ['project.contributed', tables.project.contributed],
    ['carry', sum(tables.carry)],
    ['fees', sum(tables.fees)],
    ...tables.tiers.map((tier) => [`tier ${tier.id}`, sum(tier.paid)] as const),
    ...tables.parties.flatMap(({ id, measures }) => [
      [`${id}.received`, measures.distributed] as const,
      [`${id}.irr`, measures.irr] as const,
    ]),
  ]);
}

/** The first figure in which two differ by more than doubles lose; null where there is none. */
export function firstDifference(kept: Figures, now: Figures): string | null {
  const names = [...new Set([...Object.keys(kept), ...Object.keys(now)])];
  return (
    names.find((name) => {
      const [a = null, b = null] = [kept[name], now[name]];
      return a === null || b === null ? a !== b : Math.abs(a - b) > 1e-9 * (1 + Math.abs(a));
    }) ?? null
  );
}

export const keptOf = (run: Run): KeptRun => ({
  version: 1,
  key: run.key,
  ...(run.name === undefined ? {} : { name: run.name }),
  at: run.at.toISOString(),
  engine: run.document.engine_version,
  where: run.where,
  body: run.body,
  taken: run.taken,
  figures: run.figures ?? figuresOf(run.document),
});

/** A kept run as it is shown: its figures are computed again from the request. */
export const runOf = (kept: KeptRun, id: number, document: ResultDocument): Run => ({
  id,
  key: kept.key,
  kept: true,
  ...(kept.name === undefined ? {} : { name: kept.name }),
  at: new Date(kept.at),
  document,
  where: kept.where,
  cached: false,
  ms: document.calculation_time * 1000,
  taken: kept.taken,
  body: kept.body,
  engine: kept.engine,
  figures: kept.figures,
});

/** SHA-256 of plain data, in groups of eight, keys in order so that equal data have one text. */
export async function hashOf(value: unknown): Promise<string> {
  const text = JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const hex = [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, '0')).join('');
  return hex.match(/.{8}/g)!.join(' ');
}
