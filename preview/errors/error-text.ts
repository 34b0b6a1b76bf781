import type { PageTexts } from '../texts.ts';

/** An error in words: a line that says which, and what to do about it. */
export interface ErrorText {
  readonly title: string;
  readonly text: string;
  /** The cell or range it names first. */
  readonly address: string | null;
}

const ADDRESS =
  /(?:(?:'(?:[^']|'')+'|[\p{L}\p{N}_.]+)!)?\$?[A-Z]{1,3}\$?[1-9]\d*(?::\$?[A-Z]{1,3}\$?[1-9]\d*)?/u;
const FIRST = new RegExp(`^(${ADDRESS.source})(?=[:：\\s])`, 'u');
const ALONE = new RegExp(`(?<![\\p{L}\\p{N}_.“"$:!])${ADDRESS.source}(?![\\p{L}\\p{N}_”"(:!])`, 'gu');

/**
 * @param message the add-in's words, undefined where it gave none
 * @param formula of the cell
 */
export function errorText(
  code: string,
  message: string | undefined,
  formula: string,
  texts: PageTexts,
): ErrorText | null {
  if (!message) {
    const known = texts.errors[code];
    return known && formula ? { title: `${code} · ${known.title}`, text: known.text, address: null } : null;
  }
  const [first, rest] = firstSentence(message);
  const address = addressIn(message, formula);
  return {
    title: `${code} · ${first}`,
    text: rest || (address ? texts.mendCell : texts.mendFormula),
    address,
  };
}

/** The address the message begins with, else one that the formula has, too: `Q4` in words may be a quarter. */
function addressIn(message: string, formula: string): string | null {
  const [, leading] = FIRST.exec(message) ?? [];
  if (leading) return leading;
  const given = new Set(formula.match(new RegExp(ALONE)));
  return (message.match(new RegExp(ALONE)) ?? []).find((found) => given.has(found)) ?? null;
}

/** Without the stop of the first; what is quoted from a cell is not taken apart. */
function firstSentence(message: string): [string, string] {
  for (let at = 0, quoted = false; at < message.length; at++) {
    const char = message[at]!;
    if (char === '“') quoted = true;
    else if (char === '”') quoted = false;
    else if (
      !quoted &&
      (char === '。' || (char === '.' && /^(?:\s+[\p{Lu}“"]|$)/u.test(message.slice(at + 1))))
    )
      return [message.slice(0, at), message.slice(at + 1).trim()];
  }
  return [message, ''];
}
