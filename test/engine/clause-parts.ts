/** Definitions and flows that the tests of clauses change, and what they say of issues. */
import assert from 'node:assert/strict';
import { parse, type Issue } from '../../src/engine/index.ts';
import { issueMessage, pathText } from '../../src/i18n/index.ts';

export const CLASSES = [{ id: 'lp', share: 1 }];
export const TWO = [
  { id: 'a', share: 0.5 },
  { id: 'b', share: 0.5 },
];
export const CAPITAL = { kind: 'returnOfCapital', id: 'capital', to: 'lp' };
export const PREFERRED = { kind: 'preferredReturn', id: 'pref', to: 'lp', rate: 0.08, compounding: 'simple' };
export const CATCH_UP = { kind: 'catchUp', id: 'catchUp', share: 1, carry: 0.2 };
export const SPLIT = { kind: 'split', id: 'split', shares: { lp: 0.8, gp: 0.2 } };
export const TO_BOTH = { kind: 'split', id: 'split', shares: { a: 0.4, b: 0.4, gp: 0.2 } };
export const FLOWS = {
  timeline: { unit: 'year', periods: 3 },
  contributions: [{ at: 0, amount: 100 }],
  cash: [{ at: 3, amount: 150 }],
};
/** Year ends of 2020 to 2023. */
export const DATED = {
  ...FLOWS,
  timeline: { dates: ['2020-12-31', '2021-12-31', '2022-12-31', '2023-12-31'] },
};
export const fund = (...tiers: object[]) => ({ classes: CLASSES, tiers: [...tiers, SPLIT] });
export const having = (options: object, ...tiers: object[]) => ({ ...fund(...tiers), options });
export const rate = (of: unknown) => fund({ ...PREFERRED, rate: of });
export const byContribution = (...classes: object[]) => ({
  classes,
  tiers: [{ ...CAPITAL, to: ['a', 'b'] }, { ...PREFERRED, to: ['a', 'b'] }, CATCH_UP, TO_BOTH],
  options: { apportion: 'byContribution' },
});
export const letter = (...terms: object[]) => byContribution({ ...TWO[0], terms }, TWO[1]!);

export type Case = [why: string, definition: unknown, flows: unknown, expected: string[]];

export const told = (issues: readonly Issue[]) => issues.map((i) => `${pathText(i.path)} ${i.code}`).sort();
export const parsed = (definition: unknown, flows: unknown) =>
  parse(definition, flows, { definition: [], flows: ['flows'] });

/** Both languages name the place and hold nothing that was not filled in. */
export function saysSo(issues: readonly Issue[]): void {
  for (const issue of issues)
    for (const locale of ['en', 'zh-CN'] as const) {
      const message = issueMessage(issue, locale);
      assert.ok(message.includes(pathText(issue.path)), message);
      assert.doesNotMatch(message, /[{}]|undefined|NaN|\[object/, message);
    }
}

/** A test for each case: all its faults, and each with words in both languages. */
export function refuses(cases: readonly Case[]): void {
  for (const [why, definition, flows, expected] of cases)
    it(why, () => {
      const answer = parsed(definition, flows);
      assert.ok(!answer.ok);
      assert.deepEqual(told(answer.issues), expected);
      saysSo(answer.issues);
    });
}
