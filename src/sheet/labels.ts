import { editDistance } from '../document/edit-distance.ts';
import { commonTerms, isoOf, presets } from '../engine/index.ts';
import { say, type Locale, type Text } from '../i18n/text.ts';
import { dateInText } from './cells.ts';

/** Labels people use beside the catalogue's own names. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  investment_amount: ['investment amount', 'capital invested', '投资额', '投资总额', '投资本金'],
  investment_target: ['investment target', 'project', 'deal', '投资标的', '项目名称', '项目'],
  hurdle_rate: ['hurdle', 'preferred return', 'pref', '门槛收益', '优先回报率', '优先收益率'],
  carry_rate: ['carry', 'carried interest', '业绩报酬', '管理人业绩报酬', '超额收益分成比例'],
  periodic_rate: ['current return', 'periodic rate', '期间分配率', '期间收益'],
  senior_ratio: ['senior share', '优先级占比', '优先级'],
  mezzanine_ratio: ['mezzanine share', '夹层级占比', '夹层比例', '夹层级'],
  subordinate_ratio: ['subordinate ratio', 'subordinated share', '劣后级占比', '劣后比例', '劣后级'],
  mezzanine_rate: ['mezzanine return', '夹层收益率'],
  subordinate_rate: ['subordinate rate', 'subordinated return', '劣后收益率'],
  unit: ['currency', '货币单位', '币种'],
  mode: ['distribution mode', '分配模式', '模式'],
};

const allTerms = [...commonTerms, ...presets.flatMap((p) => [...p.terms, ...p.options])];

const normal = (label: string): string =>
  label
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_:：%()-]+/g, '');

const BY_LABEL: ReadonlyMap<string, string> = new Map(
  [
    ...Object.entries(ALIASES).flatMap(([id, labels]) => [id, ...labels].map((l) => [l, id] as const)),
    ...allTerms.flatMap((t) => [t.id, t.label.en, t.label['zh-CN']].map((l) => [l, t.id] as const)),
  ].map(([label, id]) => [normal(label), id]),
);

/** Term id of a label in the API's, the English or the Chinese name; spaces, case and punctuation do not matter. */
export const termOf = (label: string): string | undefined => BY_LABEL.get(normal(label));

const STEPPED = new Set(allTerms.flatMap((t) => ('stepped' in t && t.stepped ? [t.id] : [])));
const STEP: Text = { en: '{term} from {date}', 'zh-CN': '{term} 自 {date}' };

/** The label of a rate that stands from a moment on. */
export const stepLabel = (term: string, from: string | number, locale: Locale): string =>
  say(STEP, locale, { term, date: from });

/**
 * A term that may change over time, and when: `Hurdle rate from 2026-01-01`, or the number of a period. `from` is null
 * where neither stands.
 */
export function stepOf(label: string): { id: string; from: string | number | null } | undefined {
  const match = /^(.+?)(?:\s+from\s+|\s*自\s*)(.*?)\s*起?$/i.exec(label.normalize('NFKC').trim());
  const id = match ? termOf(match[1]!) : undefined;
  if (!match || id === undefined || !STEPPED.has(id)) return undefined;
  if (/^\d{1,4}$/.test(match[2]!)) return { id, from: Number(match[2]) };
  const day = dateInText(match[2]!);
  return { id, from: day === null ? null : isoOf(day) };
}

/** The term whose label is nearest, for an unknown one that is close enough to be a slip. */
export function nearestTerm(label: string): string | undefined {
  const wanted = normal(label);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const [known, id] of BY_LABEL) {
    // `actual` stands beside many an amount, and is no slip.
    if (known === 'accrual') continue;
    const distance = editDistance(wanted, known, least);
    if (distance < least) [best, least] = [id, distance];
  }
  return best;
}
