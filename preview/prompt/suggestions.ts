import type { FunctionHelp, Grid, Typed } from '../grid/index.ts';
import { atCaret, type AtCaret, type Piece } from './at-caret.ts';

/** What may be put in the place of what is typed. */
export interface Suggestion {
  readonly text: string;
  readonly words: string;
}

/** What is said of the formula where the caret stands. */
export interface Suggestions {
  readonly list: readonly Suggestion[];
  /** What a suggestion takes the place of. */
  readonly piece: Piece;
  /** The call around the caret, and which of its parameters is typed. */
  readonly about: { readonly help: FunctionHelp; readonly parameter: number } | null;
}

/** More than fit are found by typing on. */
const MOST_NAMES = 50;

export function suggestionsFor(grid: Grid, { text, caret }: Typed): Suggestions | null {
  const at = atCaret(text, caret);
  if (!at) return null;
  const help = at.call && grid.functions.help(at.call.name);
  const about = help && at.call ? { help, parameter: parameterOf(help, at.call.parameter) } : null;
  const choices = about && at.call ? matching(about, at.call) : [];
  if (at.call && choices.length) return { list: choices, piece: at.call.argument, about };
  const names = at.name ? grid.functions.from(at.name.typed).slice(0, MOST_NAMES) : [];
  if (at.name && names.length)
    return {
      list: names.map(({ name, description }) => ({ text: `${name}(`, words: description })),
      piece: at.name,
      about,
    };
  return about && { list: [], piece: at.call!.argument, about };
}

/** The last parameter stands for all that follow where it repeats. */
const parameterOf = ({ parameters }: FunctionHelp, place: number): number =>
  place >= parameters.length && parameters.at(-1)?.repeats ? parameters.length - 1 : place;

/** Choices whose value begins with what is typed, or whose words hold it; none once one is complete. */
function matching(
  { help, parameter }: NonNullable<Suggestions['about']>,
  { given, argument: { typed } }: NonNullable<AtCaret['call']>,
): Suggestion[] {
  const choices = help.parameters[parameter]?.choices(given) ?? [];
  if (choices.some(({ text }) => text === typed)) return [];
  const wanted = typed.replace(/^"/, '').toLowerCase();
  return choices.filter(
    ({ text, words }) =>
      text.toLowerCase().replace(/^"/, '').startsWith(wanted) || words.toLowerCase().includes(wanted),
  );
}
