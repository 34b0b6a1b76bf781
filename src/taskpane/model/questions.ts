/** What is asked of a run after its first result. */
import type { SimulationAsked } from '../../client/simulation-messages.ts';
import type { Simulated } from '../../client/simulate.ts';
import type { Claim } from '../../engine/index.ts';
import type { Grid } from '../../sheet/index.ts';

export const SUBS = ['overview', 'whatIf', 'solveFor', 'risk', 'reconcile'] as const;
export type Sub = (typeof SUBS)[number];

/** Values by lever in place of the run's. */
export interface Scenario {
  /** Run it was made of. */
  readonly run: number;
  readonly changes: Readonly<Record<string, number>>;
}

/** Somebody else's figures as they stand in the sheet. */
export interface Theirs {
  readonly grid: Grid;
  readonly address: string;
  /** What they are multiplied by to be in the deal's sign and unit. */
  readonly factor: number;
}

/** These as they are read for one run: its periods and parties. */
export interface Claimed {
  readonly sheet: string;
  readonly address: string;
  readonly claims: readonly Claim[];
  /** Cell of each claim. */
  readonly cells: readonly string[];
  /** Those of them that hold a text, which a formula would not compute with as it was read. */
  readonly texts: readonly string[];
  readonly factor: number;
  /** A cell that could not be read, and why. */
  readonly fault?: { readonly cell: string; readonly what: 'period' | 'party' | 'amount' | 'empty' };
}

/** A simulation that was asked for. */
export interface Simulating {
  /** Run it is of. */
  readonly run: number;
  readonly asked: SimulationAsked;
  readonly phase: 'running' | 'done' | 'cancelled' | 'refused';
  /** When it began, epoch ms. */
  readonly since: number;
  readonly simulated: Simulated | null;
  /** Why it was refused, in words. */
  readonly faults: readonly string[];
}

export interface History {
  /** With its sheet. */
  readonly range: string;
  readonly changes: readonly number[];
  readonly fault?: 'historyPercent' | 'historyFew' | 'historyBeyond';
  /** Where the fault is. */
  readonly cell?: string;
}

export interface Risk {
  readonly by: 'sensitivity' | 'simulation';
  readonly measure: string;
  /** Texts typed into fields of the simulation. */
  readonly texts: Readonly<Record<string, string>>;
  readonly overTime: 'cumulative' | 'independent';
  /** Ids of the terms that vary. */
  readonly terms: readonly string[];
  /** Changes of cash to draw from in place of a volatility, in percent, or why a range holds none. */
  readonly history: History | null;
  readonly sampling: 'random' | 'sobol';
  /** Missing and wrong entries are marked once it was tried. */
  readonly tried: boolean;
  readonly simulating: Simulating | null;
}

export interface Questions {
  readonly sub: Sub;
  /** Texts typed in place of the run's values, by lever. */
  readonly texts: Readonly<Record<string, string>>;
  readonly kept: readonly Scenario[];
  readonly comparing: boolean;
  readonly solve: { readonly measure: string; readonly target: string; readonly lever: string };
  readonly grid: {
    readonly measure: string;
    readonly across: string;
    readonly acrossValues: string;
    readonly down: string;
    readonly downValues: string;
  };
  readonly theirs: Theirs | null;
  readonly risk: Risk;
}

export const noQuestions: Questions = {
  sub: 'overview',
  texts: {},
  kept: [],
  comparing: false,
  solve: { measure: '', target: '', lever: '' },
  grid: { measure: '', across: '', acrossValues: '', down: '', downValues: '' },
  theirs: null,
  risk: {
    by: 'sensitivity',
    measure: '',
    texts: { volatility: '20', scenarios: '10000', seed: '42' },
    overTime: 'cumulative',
    terms: [],
    history: null,
    sampling: 'random',
    tried: false,
    simulating: null,
  },
};
