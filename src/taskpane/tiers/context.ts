/** What the parts of the editor's view share: the draft, what the engine says of it, its words, its steps. */
import { partyName, tierName, type Definition, type Issue } from '../../engine/index.ts';
import { formatAmount, formatPercent, issueMessage, say, type TierInWords } from '../../i18n/index.ts';
import { tierTexts, type TierText } from '../../i18n/tier-editor.ts';
import type { View } from '../views/view.ts';
import type { Checked, Deal } from './checked.ts';
import type { Draft, Listed } from './draft.ts';
import type { Choice, Hint } from './field.ts';
import { isRecord, pathKey, valueAt, type Path } from './json.ts';
import type { Kind } from './new-tier.ts';
import type { Repair } from './repairs.ts';

export interface Editor {
  readonly view: View;
  readonly draft: Draft;
  readonly checked: Checked;
  readonly deal: Deal;
  /** Dates of the deal's timeline, the closing included. */
  readonly dates: number;
  readonly tiers: readonly Listed[];
  /** In words, by path; what cannot be read now as it could last. */
  readonly words: ReadonlyMap<string, TierInWords>;
  t(key: TierText, params?: Readonly<Record<string, string | number>>): string;
  change(step: (draft: Draft) => Draft): void;
  announce(text: string): void;
}

export const kindText = (kind: unknown): TierText | null =>
  kind === 'amount'
    ? 'fixedAmount'
    : typeof kind === 'string' && kind in tierTexts
      ? (kind as Exclude<Kind, 'amount'>)
      : null;

/** The name of a tier as it stands in the draft. */
export function nameOfTier({ t, view }: Editor, tier: unknown): string {
  const name = valueAt(tier, ['name']);
  if (typeof name === 'string' && name) return name;
  if (isRecord(name)) return String(name[view.locale]);
  const kind = valueAt(tier, ['kind']);
  // The engine's own name of the kind.
  if (kind === 'returnOfCapital') return say(tierName({ kind, id: '', to: [] }), view.locale);
  const text = kindText(kind);
  return text ? t(text) : String(kind);
}

export function tierCalled(editor: Editor, id: string): string {
  const found = editor.tiers.find(({ tier }) => tier.id === id);
  return found ? nameOfTier(editor, found.tier) : id;
}

const unnamed: Pick<Definition, 'classes' | 'parties'> = { classes: [], parties: [] };

export const nameOfParty = ({ checked, view }: Editor, id: string): string =>
  say(partyName(checked.sketch ?? unnamed, id), view.locale);

export function labelOf(
  editor: Editor,
  label: TierText | { readonly name: string },
  params?: Choice['params'],
): string {
  if (typeof label === 'object') {
    const isTier = editor.tiers.some(({ tier }) => tier.id === label.name);
    return isTier ? tierCalled(editor, label.name) : nameOfParty(editor, label.name);
  }
  const called = { ...params };
  if (typeof called.tier === 'string') called.tier = tierCalled(editor, called.tier);
  if (typeof called.party === 'string') called.party = nameOfParty(editor, called.party);
  return editor.t(label, called);
}

export function hintText({ t, view }: Editor, { text, rates = {} }: Hint): string {
  const percent = (rate: number) => formatPercent(rate, view.locale);
  const given = Object.fromEntries(Object.entries(rates).map(([key, rate]) => [key, percent(rate)]));
  return t(text, { none: percent(0), whole: percent(1), ...given });
}

const RATES = new Set(['share', 'carry', 'rate', 'promote', 'feeDiscount', 'taxRate', 'interest', 'escrow']);

/** Whether what stands at a path is a rate: its bounds are then told in percent. */
const isRate = (path: Path): boolean =>
  RATES.has(String(path.at(-1))) || path.at(-2) === 'shares' || path.at(-2) === 'split';

/** A fault in words; `label` is what its field is called. */
export function faultText(editor: Editor, issue: Issue, label?: string): string {
  const { t, view } = editor;
  const { code, path, received, params } = issue;
  const percent = (rate: number) => formatPercent(rate, view.locale);
  if (code === 'sharesDoNotSumToOne')
    return t('sharesSum', { sum: percent(Number(received)), whole: percent(1) });
  if (code === 'noSplitAtEnd') return t('splitAtEnd');
  if (code === 'notNumber' && typeof received === 'string') return t('notRead', { text: received });
  if (code === 'missing' && label !== undefined) return t('needed', { field: label });
  const isFraction = isRate(path) && typeof received === 'number';
  const named = { ...issue, params: { ...params, ...(isFraction ? { percent: 1 } : {}) } };
  return issueMessage(named, view.locale, label ?? whereText(editor, path));
}

/** A place that has no field: the tier's name, else the path. */
function whereText(editor: Editor, path: Path): string {
  const found = editor.tiers.find(({ path: tier }) => pathKey(path).startsWith(`${pathKey(tier)}.`));
  return found ? nameOfTier(editor, found.tier) : path.join('.');
}

export function repairText(editor: Editor, { label, party, tier, rate, other, field }: Repair): string {
  const { t, view } = editor;
  const percent = (value: number) => formatPercent(value, view.locale);
  if (label === 'endSplit') return t(label, { lp: percent(rate ?? 0), gp: percent(other ?? 0) });
  const value =
    rate !== undefined ? percent(rate) : other !== undefined ? formatAmount(other, view.locale) : '';
  return t(label, {
    party: party === undefined ? '' : nameOfParty(editor, party),
    name: party === undefined ? '' : nameOfParty(editor, party),
    value,
    field: field ? t(field) : '',
    id: tier ?? '',
  }).replace(/^[:：]\s*/, '');
}
