/** Where in a formula the caret stands. */
export interface AtCaret {
  /** A name of a function that is being typed, up to the caret. */
  readonly name: Piece | null;
  /** The innermost call around the caret. */
  readonly call: {
    readonly name: string;
    /** Which of its parameters, from 0. */
    readonly parameter: number;
    readonly argument: Piece;
    /** All its arguments as they are typed, also behind the caret. */
    readonly given: readonly string[];
  } | null;
}

export interface Piece {
  readonly from: number;
  readonly to: number;
  /** What stands there before the caret. */
  readonly typed: string;
}

/** Null where no formula is typed, or the caret stands before it. */
export function atCaret(text: string, caret: number): AtCaret | null {
  if (!text.startsWith('=') || caret < 1) return null;
  const calls: { name: string; parameter: number; from: number; opened: number }[] = [];
  let quote = '';
  for (let at = 1; at < caret; at++) {
    const char = text[at]!;
    // A doubled quote inside a text ends it and begins it again.
    if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '(' || char === '{')
      calls.push({ name: nameBefore(text, at), parameter: 0, from: at + 1, opened: at + 1 });
    else if (char === ')' || char === '}') calls.pop();
    else if (char === ',' && calls.length) {
      const call = calls.at(-1)!;
      call.parameter += 1;
      call.from = at + 1;
    }
  }
  const call = calls.at(-1);
  return {
    name: quote ? null : nameAt(text, caret),
    call: call?.name
      ? {
          name: call.name,
          parameter: call.parameter,
          argument: argumentAt(text, call.from, caret),
          given: argumentsFrom(text, call.opened),
        }
      : null,
  };
}

/** The arguments of a call, from behind its bracket to the one that closes it or the end of what is typed. */
function argumentsFrom(text: string, opened: number): string[] {
  const given = [''];
  let depth = 0;
  let quote = '';
  for (const char of text.slice(opened)) {
    if (quote) quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '(' || char === '{') depth += 1;
    else if (char === ')' || char === '}') depth -= 1;
    if (depth < 0) break;
    if (char === ',' && depth === 0 && !quote) given.push('');
    else given[given.length - 1] += char;
  }
  return given.map((argument) => argument.trim());
}

const NAME = /[\p{L}_][\p{L}\p{N}_.]*$/u;
const nameBefore = (text: string, at: number): string => NAME.exec(text.slice(0, at))?.[0] ?? '';

function nameAt(text: string, caret: number): Piece | null {
  const typed = nameBefore(text, caret);
  // In the midst of a name, or before a bracket or a sheet's mark, nothing is being begun.
  if (!typed || /^[\p{L}\p{N}_.(!:]/u.test(text.slice(caret))) return null;
  return { from: caret - typed.length, to: caret, typed };
}

/** From the first character that is no space to the end of the argument. */
function argumentAt(text: string, start: number, caret: number): Piece {
  const typed = text.slice(start, caret).trimStart();
  const rest = /^[^",)}]*"?/.exec(text.slice(caret))![0];
  return { from: caret - typed.length, to: caret + rest.trimEnd().length, typed };
}
