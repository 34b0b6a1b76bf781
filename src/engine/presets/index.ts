/**
 * The distribution modes: plain functions from terms to a definition, composed of public tiers,
 * with no logic of their own. This one table is what the pane, `TERMS()`, the API's templates and the docs show.
 * Rates and ratios are fractions here.
 */
import { classicModes } from './classic.ts';
import { fundPresets } from './funds.ts';
import type { Preset } from './parts.ts';

export const presets: readonly Preset[] = [...classicModes, ...fundPresets];

export const presetOf = (id: string): Preset | undefined => presets.find((p) => p.id === id);
