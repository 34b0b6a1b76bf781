/** The service's documents: the pane asks in them, the service and the pane itself answer in them. */
import {
  isoOf,
  overflowIn,
  presets,
  run,
  total,
  type Column,
  type Issue,
  type Parsed,
  type Preset,
  type Result,
} from '../engine/index.ts';
import { readRequest, type Request } from './request.ts';
import { descriptions } from './descriptions.ts';
import type { CashFlowDetail, ResultDocument } from './result.ts';

export type { CashFlowDetail, ResultDocument } from './result.ts';
export { periodIssues } from './cash-flows.ts';
export { suggest, type Suggestion, type SuggestionCode } from './suggest.ts';
export { changedBody, studyOfRequest } from './study.ts';
export { classicSchema, customSchema, readRequest, type Request } from './request.ts';

declare const VERSION: string | undefined;

/** Version of the rules: part of every cache key and of every result. */
export const ENGINE_VERSION: string = typeof VERSION === 'string' ? VERSION : 'development';

/** Runs a request document; the answer, or every fault with its path in the request. Warnings stand beside the answer. */
export function calculate(body: unknown): Parsed<ResultDocument> {
  const request = readRequest(body);
  return request.ok ? answerTo(request.value, request.warnings) : request;
}

/** Runs a request that has been read. Every number of the answer is finite: an `overflow` is refused. */
export function answerTo(request: Request, warnings: readonly Issue[]): Parsed<ResultDocument> {
  const started = performance.now();
  const result = run(request.definition, request.flows);
  const seconds = (performance.now() - started) / 1000;
  const document = documentOf(request, result, seconds);
  // The tables first: what they sum up to says less of where it began.
  const at = overflowIn({ tables: result }) ?? overflowIn({ ...document, tables: null });
  if (at) return { ok: false, issues: [overflow(request, at)] };
  const all = [...warnings, ...capitalStaysOut(request, result)];
  return { ok: true, warnings: all, value: { ...document, warnings: all } };
}

/** Where the money of a request stands in it. */
const moneyOf = ({ mode }: Request): readonly string[] =>
  mode === 'custom' ? ['distribution_params', 'flows', 'cash'] : ['cash_flows'];

/** The money ends and not all capital is back: a loss, or a deal that is not told to its end. */
function capitalStaysOut(request: Request, { unreturned, timeline, contributions }: Result): Issue[] {
  const amount = unreturned[timeline.periods]!;
  if (request.flows.nav.length || amount <= 1e-9 * total(contributions)) return [];
  return [{ code: 'capitalStaysOut', path: [...moneyOf(request)], received: amount }];
}

/** Time is what makes amounts grow, so the fault stands where the request tells it. */
const overflow = ({ mode }: Request, at: readonly (string | number)[]): Issue => ({
  code: 'overflow',
  path: mode === 'custom' ? ['distribution_params', 'flows', 'timeline'] : ['cash_flows'],
  params: {
    at: at
      .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
      .join('')
      .slice(1),
  },
});

/** A result in the design's shape, with the engine's tables beside it. */
export function documentOf(
  request: Pick<Request, 'mode' | 'modeName' | 'target' | 'unit' | 'options' | 'terms'>,
  result: Result,
  seconds = 0,
): ResultDocument {
  const { project } = result;
  const percent = project.irr === null ? null : project.irr * 100;
  return {
    engine_version: ENGINE_VERSION,
    mode: request.mode,
    ...(request.modeName === undefined ? {} : { mode_name: request.modeName }),
    investment_target: request.target,
    unit: request.unit,
    irr: percent,
    dpi: project.dpi,
    tvpi: project.tvpi,
    moic: project.moic,
    npv: project.npv,
    payback_period: project.payback,
    discounted_payback_period: project.discountedPayback,
    calculation_time: seconds,
    cash_flow_details: details(result),
    summary: {
      total_distributions: project.distributed,
      total_carry: total(result.carry),
      final_irr: percent,
    },
    options: { ...request.options },
    terms: { ...request.terms },
    warnings: [],
    tables: result,
  };
}

function details({ tiers, timeline, net, carry, unreturned }: Result): CashFlowDetail[] {
  const sum = (kinds: readonly string[], column: (t: Result['tiers'][number]) => Column, k: number) =>
    tiers.reduce((s, t) => (kinds.includes(t.kind) ? s + column(t)[k]! : s), 0);
  const rows: CashFlowDetail[] = [];
  for (let k = 1; k <= timeline.periods; k++)
    rows.push({
      year: k,
      ...(timeline.dates ? { date: isoOf(timeline.dates[k]!) } : {}),
      net_cash_flow: net[k]!,
      principal_repayment: sum(['returnOfCapital'], (t) => t.paid, k),
      remaining_principal: unreturned[k]!,
      hurdle_accrual: sum(['preferredReturn'], (t) => t.accrued, k),
      hurdle_distribution: sum(['preferredReturn'], (t) => t.paid, k),
      carry_lp: sum(['catchUp', 'hurdle', 'split'], (t) => t.paid, k) - carry[k]!,
      carry_gp: carry[k]!,
    });
  return rows;
}

/** The modes in the design's nested shape, with defaults and bounds of their terms, and the whole table of modes beside it. */
export function templates(): Record<string, unknown> {
  const bounds = ({ unit, default: usual, min, max }: Preset['terms'][number]) => ({
    unit,
    default: usual ?? null,
    min: min ?? null,
    max: max ?? null,
  });
  const required = (preset: Preset) => preset.terms.filter((t) => !t.optional).map((t) => t.id);
  const group = (name: Preset['group'], prefix: string) =>
    Object.fromEntries(
      presets
        .filter((p) => p.group === name)
        .map((p) => [
          p.id.slice(prefix.length),
          {
            id: p.id,
            name: p.name['zh-CN'],
            description: descriptions[p.id]!['zh-CN'],
            name_en: p.name.en,
            description_en: descriptions[p.id]!.en,
            required_params: required(p),
            params: Object.fromEntries(p.terms.map((t) => [t.id, bounds(t)])),
          },
        ]),
    );
  return {
    flat_structures: group('flat', 'flat_'),
    structured: group('structured', 'structured_'),
    modes: presets.map(({ id, group, name, order, terms, options }) => ({
      id,
      group,
      name,
      description: descriptions[id]!,
      order,
      terms,
      options,
    })),
  };
}
