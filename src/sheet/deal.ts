/** A deal as a formula has it: mode, a block of terms, cash and dates in ranges. Read into a definition and its flows. */
import {
  checkTogether,
  define,
  presets,
  type Definition,
  type Flows,
  type Issue,
  type Preset,
  type Timeline,
} from '../engine/index.ts';
import { pathText } from '../i18n/issues.ts';
import { areaOf, choicesIn, flowsApart, flowsFrom, type DealRanges } from './deal-flows.ts';
import type { RangeGrid } from './deal-ranges.ts';
import { readTermsBlock, type TermsRead } from './deal-terms.ts';
import { modeById, modesCalled } from './mode.ts';
import { modeNamed } from './read/labels.ts';
import { savedModes } from './saved-modes.ts';
import type { Term } from './read/index.ts';
import { givenTerms } from './given-terms.ts';
import type { CellIssue } from './reading.ts';
import { hasSources } from './sources.ts';

export interface Deal {
  readonly preset: Preset;
  readonly definition: Definition;
  readonly flows: Flows;
  readonly unit: string | undefined;
  /** Terms and options as `define` took them. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The deal, or every fault with its cell. */
export function readDeal(ranges: DealRanges): { ok: true; value: Deal } | { ok: false; issues: CellIssue[] } {
  const issues: CellIssue[] = [];
  const preset = presetFrom(ranges.mode, issues);
  const block = readTermsBlock(ranges.terms);
  const { terms } = block;
  issues.push(...block.issues);
  if (preset?.own) issues.push(...notTaken(preset, terms));
  const inFlows: CellIssue[] = [];
  const flows =
    preset && hasSources(preset)
      ? flowsApart(preset, ranges, terms, inFlows)
      : flowsFrom(ranges, terms, preset, inFlows);
  issues.push(...inFlows);
  const definition = preset && defineFrom(preset, block, flows?.timeline ?? null, ranges.terms, issues);
  if (preset?.own && definition && flows && !issues.length)
    for (const issue of checkTogether(definition, flows, { definition: [], flows: [] }).issues)
      issues.push(ofDefinition(issue));
  if (issues.length || !preset || !definition || !flows) return { ok: false, issues };
  const unit = terms.find((t) => t.id === 'unit')?.value;
  return {
    ok: true,
    value: {
      preset,
      definition,
      flows,
      unit: unit === undefined ? undefined : String(unit),
      given: givenTerms(terms),
      options: choicesIn(preset, terms),
    },
  };
}

/** The mode that is meant; where a saved mode has a name that is taken, neither. */
function presetFrom(mode: string, issues: CellIssue[]): Preset | undefined {
  const [found, ...others] = modesCalled(mode);
  const one = found ?? modeById(modeNamed(String(mode)) ?? '');
  const fault = (code: 'unknownMode' | 'modeTwice', params: CellIssue['params']) =>
    void issues.push({ severity: 'error', code, cell: '', received: mode, ...(params ? { params } : {}) });
  if (others.length) return fault('modeTwice', {});
  if (one) return one;
  return fault('unknownMode', {
    saved: savedModes()
      .map((m) => m.name.en)
      .join(', '),
    known: presets.map((p) => p.id).join(', '),
  });
}

/** Beside a definition of one's own a rate in the cells would say another thing than what is computed. */
const notTaken = ({ name }: Preset, terms: readonly Term[]): CellIssue[] =>
  terms.flatMap(({ id, cell }): CellIssue[] =>
    ['investment_amount', 'unit', 'investment_target', 'mode'].includes(id)
      ? []
      : [{ severity: 'error', code: 'termNotTaken', cell, params: { term: id, mode: name.en } }],
  );

const ofDefinition = ({ code, path, received, params }: Issue): CellIssue => ({
  severity: 'error',
  code,
  cell: '',
  received,
  params: { ...params, term: pathText(path) },
});

function defineFrom(
  preset: Preset,
  { terms, unread }: TermsRead,
  timeline: Timeline | null,
  grid: RangeGrid,
  issues: CellIssue[],
): Definition | undefined {
  const defined = define(preset, givenTerms(terms), choicesIn(preset, terms), undefined, timeline);
  if (defined.ok) return defined.value.definition;
  if (preset.own) return void issues.push(...defined.issues.map(ofDefinition));
  const area = areaOf(grid);
  for (const { code, path, received, params } of defined.issues) {
    // Of a rate in steps the path goes on to the step.
    const [id, step = 0] = path as readonly [string, number?];
    const cell = terms.filter((t) => t.id === id)[step]?.cell;
    // A term that could not be read has had its fault told at its own cell.
    if (!cell && unread.has(id)) continue;
    issues.push({
      severity: 'error',
      code: cell ? code : 'termMissing',
      cell: cell ?? area.split(':')[0]!,
      received,
      params: { ...params, term: id, range: area },
    });
  }
  return undefined;
}
