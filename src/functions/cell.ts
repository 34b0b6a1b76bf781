/** What stands between the engine and a cell: language, addresses, errors with words, results remembered by input. */
import { cellIssueMessage, localeOf, say, type Locale, type Text } from '../i18n/index.ts';
import type { Rate } from '../engine/index.ts';
import { gridAt, type CellIssue, type CellValue, type Grid } from '../sheet/index.ts';

/** Language of the host; English where there is none. */
export function language(): Locale {
  const office = (globalThis as { Office?: { context?: { displayLanguage?: string } } }).Office;
  return localeOf(office?.context?.displayLanguage);
}

/** The range of parameter `index`, with the place it was read from where the host tells it. */
export function asGrid(
  values: unknown[][],
  invocation: CustomFunctions.Invocation | undefined,
  index: number,
): Grid {
  return gridAt(values as CellValue[][], invocation?.parameterAddresses?.[index] ?? '');
}

const MESSAGES = {
  guess: { en: 'The guess must be a rate above −100 %.', 'zh-CN': '估计值须为大于 −100% 的比率。' },
  notNumber: { en: '{cell}: {received} is not a number.', 'zh-CN': '{cell}：{received} 不是数字。' },
  notDate: { en: '{cell}: {received} is not a date.', 'zh-CN': '{cell}：{received} 不是日期。' },
  datesBackwards: { en: '{cell}: dates must ascend.', 'zh-CN': '{cell}：日期须递增。' },
  notLevel: {
    en: '{cell}: an index level must be a number above 0.',
    'zh-CN': '{cell}：指数点位须为大于 0 的数字。',
  },
  unknownParty: {
    en: '{received} is not a party of this mode. Parties: {known}.',
    'zh-CN': '{received} 不是该模式的参与方。参与方：{known}。',
  },
  unknownTier: {
    en: '{received} is not a tier of this mode. Tiers: {known}.',
    'zh-CN': '{received} 不是该模式的分配层级。层级：{known}。',
  },
  unknownPeriod: {
    en: '{received} is not a period of this deal: 0 to {last}.',
    'zh-CN': '{received} 不是该项目的期次，应为 0 至 {last}。',
  },
  unknownMode: {
    en: '{received} is not a mode. MODES() lists them.',
    'zh-CN': '{received} 不是已知模式，可用 MODES() 查看。',
  },
} satisfies Record<string, Text>;

export type Fault = keyof typeof MESSAGES;

/** `#VALUE!` with a sentence. */
export function fail(locale: Locale, code: Fault, params?: Record<string, string | number>): never {
  throw new CustomFunctions.Error(
    CustomFunctions.ErrorCode.invalidValue,
    say(MESSAGES[code], locale, params),
  );
}

/** `#VALUE!` that names every cell at fault. Excel shows no more than a few lines: the first three. */
export function failAt(issues: readonly CellIssue[]): never {
  const locale = language();
  const lines = issues.slice(0, 3).map((i) => (i.cell ? `${i.cell}: ` : '') + cellIssueMessage(i, locale));
  throw new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidValue, lines.join(' '));
}

/** `#NUM!`: there is no answer. Excel allows no text here. */
export function noAnswer(): never {
  throw new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidNumber);
}

/** The number or rate that was found; `#NUM!` where there is none, or none that a double holds. */
export function answer(found: number | Rate | null): number {
  const value = typeof found !== 'object' ? found : found?.ok ? found.rate : NaN;
  return Number.isFinite(value) ? value : noAnswer();
}

const REMEMBERED = 500;
const results = new Map<string, unknown>();

/**
 * The result for these inputs, computed once: inserting a row recalculates every formula below it with the same input.
 * While a formula is being typed and previewed nothing is remembered. Errors are not remembered: they carry addresses.
 */
export function cached<T>(
  invocation: CustomFunctions.Invocation | undefined,
  name: string,
  inputs: readonly unknown[],
  compute: () => T,
): T {
  if (invocation?.isInValuePreview) return compute();
  const key = name + JSON.stringify(inputs);
  const known = results.get(key);
  if (known !== undefined) return known as T;
  const result = compute();
  if (results.size >= REMEMBERED) results.delete(results.keys().next().value!);
  results.set(key, result);
  return result;
}
