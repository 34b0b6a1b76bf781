import assert from 'node:assert/strict';
import fc from 'fast-check';
import { many } from '../support/many.ts';
import { parse, traceOf, type Definition, type Locale, type Turn } from '../../src/engine/index.ts';
import { explainTurn } from '../../src/i18n/index.ts';
import { anyDeal } from '../engine/any-deal.ts';

interface Read {
  readonly value: number;
  readonly operands: readonly number[];
}

/** Reads numbers, + - x / ^, min, max and parentheses, as a reader who knows nothing else would. */
function compute(text: string): Read {
  const tokens = text.match(/min|max|(?:\d[\d,]*\.?\d*(?:e[+-]?\d+)?|[-+×x/^();])/gi) ?? [];
  assert.equal(tokens.join(''), text.replace(/\s/g, ''), `only numbers and signs: ${text}`);
  const operands: number[] = [];
  let at = 0;
  const atom = (): number => {
    const token = tokens[at++];
    if (token === '-') return -power();
    if (token === '(') {
      const value = sum();
      assert.equal(tokens[at++], ')', text);
      return value;
    }
    if (token === 'min' || token === 'max') {
      assert.equal(tokens[at++], '(', text);
      const values = [sum()];
      while (tokens[at] === ';') {
        at++;
        values.push(sum());
      }
      assert.equal(tokens[at++], ')', text);
      return Math[token](...values);
    }
    const value = Number(token?.replaceAll(',', ''));
    assert.ok(Number.isFinite(value), `${token} in ${text}`);
    operands.push(Math.abs(value));
    return value;
  };
  const power = (): number => {
    const base = atom();
    if (tokens[at] !== '^') return base;
    at++;
    return base ** power();
  };
  const chain = (next: () => number, by: Readonly<Record<string, (a: number, b: number) => number>>) => {
    let value = next();
    for (let apply = by[tokens[at]!]; apply; apply = by[tokens[at]!]) {
      at++;
      value = apply(value, next());
    }
    return value;
  };
  const product = (): number => chain(power, { '×': (a, b) => a * b, '/': (a, b) => a / b });
  const sum = (): number => chain(product, { '+': (a, b) => a + b, '-': (a, b) => a - b });
  const value = sum();
  assert.equal(at, tokens.length, text);
  return { value, operands };
}

interface Sum extends Read {
  readonly text: string;
  readonly figure: string;
  readonly rounded: boolean;
}

/** Every `expression = figure` of a text. Sentences end, or are opened, by words or a mark. */
function sumsIn(said: string): Sum[] {
  const plain = said.replaceAll('−', '-');
  const sums = plain.matchAll(
    /(?:[:：]|by|at|达到|下限|上限) ?((?:min|max|[-\d,.e+×/^(); ])+) = (\(?-?[\d,.]*\d(?:e[+-]?\d+)?\)?)( \(rounded\)|（四舍五入）)?/g,
  );
  return [...sums].map(([, text, figure, rounded]) => ({
    ...compute(text!.trim()),
    text: text!,
    figure: figure!.replace(/[(),]/g, ''),
    rounded: rounded !== undefined,
  }));
}

const decimalsOf = (figure: string): number => /\.(\d+)/.exec(figure)?.[1]?.length ?? 0;

function holds(turn: Turn, definition: Definition, locale: Locale): number {
  const figures = turn.said.filter((s) => s.by);
  const full = explainTurn(turn, definition, locale, { full: true });
  const exact = sumsIn(full);
  assert.equal(exact.length, figures.length, `every figure is read back: ${full}`);
  exact.forEach(({ value, operands, figure }, i) => {
    // A double below zero may be no more than the sign of nothing.
    assert.equal(Number(figure), figures[i]!.figure + 0, full);
    assert.ok(operands.length >= 2, full);
    assert.ok(Math.abs(value - Number(figure)) <= 1e-9 * Math.max(...operands), `${value}: ${full}`);
  });
  const shown = explainTurn(turn, definition, locale);
  assert.doesNotMatch(shown, /\{\w+\}|NaN|undefined|Infinity/);
  const printed = sumsIn(shown);
  assert.equal(printed.length, figures.length, shown);
  for (const { value, figure, rounded } of printed) {
    if (rounded) continue;
    const unit = 10 ** -Math.max(2, decimalsOf(figure));
    assert.ok(Math.abs(value - Number(figure)) <= unit * 0.5000001, `${value}: ${shown}`);
  }
  return figures.length;
}

describe('Each figure of an explanation is what its expression gives', () => {
  for (const locale of ['en', 'zh-CN'] as const)
    it(`over ${many(1000)} random deals, read back from the text, in ${locale}`, function () {
      let [deals, figures] = [0, 0];
      const said = new Set<string>();
      fc.assert(
        fc.property(anyDeal, (given) => {
          const parsed = parse(given.definition, given.flows);
          if (!parsed.ok) return;
          deals++;
          const { definition, flows } = parsed.value;
          for (const turn of traceOf(definition, flows)) {
            figures += holds(turn, definition, locale);
            for (const { what } of turn.said) said.add(what);
          }
        }),
        { numRuns: many(1000), endOnFailure: true },
      );
      assert.ok(deals >= many(500), `${deals} deals parse`);
      assert.ok(figures >= many(100_000), `${figures} figures`);
      assert.ok(said.size >= (process.env.MUTATE ? 20 : 25), [...said].join());
    });
});
