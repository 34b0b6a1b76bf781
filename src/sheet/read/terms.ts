/** Terms of a block: labels and the values that fit them. What fits none is listed as not used and refuses nothing. */
import { commonTerms, presets, type Text } from '../../engine/index.ts';
import { formatPercent } from '../../i18n/text.ts';
import { quotedText, readingText } from '../../i18n/reading.ts';
import { modeById } from '../mode.ts';
import { savedModes } from '../saved-modes.ts';
import { isEmpty, isPercentFormat, textIn, transpose } from './cells.ts';
import type { Findings } from './findings.ts';
import { nearlyTerm, stepLabel, termLabel, type KnownLabel } from './labels.ts';
import type { Cell, Line, Term } from './model.ts';
import { fits, isUpright, pairsIn, termCount, type Pair } from './term-rows.ts';
import { isOfPart, rateOfPart } from './part-rates.ts';
import { termValue, type TermValue } from './term-value.ts';
import { scaleBetween, scaled } from './units.ts';
import { headSays, moneyUnit } from './words.ts';

const LABELS: ReadonlyMap<string, Text> = new Map(
  [...commonTerms, ...presets.flatMap((p) => [...p.terms, ...p.options])].map((t) => [t.id, t.label]),
);
const nameOf = (id: string): Text => LABELS.get(id) ?? { en: id, 'zh-CN': id };
const percent = (value: number): Text => ({
  en: formatPercent(value, 'en'),
  'zh-CN': formatPercent(value, 'zh-CN'),
});

interface Taken extends Term {
  readonly label: string;
  /** Unit of money that stands in its label or beside it. */
  readonly money?: string;
}

/** Another rate right behind the first, as `Base | Alternative` have it: it is asked which one holds. */
function secondValue(
  known: KnownLabel,
  { label, text, value }: Pair,
  line: readonly Cell[],
): Pair | undefined {
  const next = line[line.indexOf(value) + 1];
  const isOther =
    (known.kind === 'rate' || known.kind === 'either') &&
    line.includes(value) &&
    next !== undefined &&
    // Desktop Excel hands blanks over as 0.
    [value, next].every((c) => c.value !== 0 && termValue(known, c, null).kind === 'value') &&
    next.value !== value.value;
  return isOther ? { label, text, value: next, unit: null } : undefined;
}

const isPercentValue = (cell: Cell): boolean =>
  (typeof cell.value === 'number' && isPercentFormat(cell.format)) ||
  (cell.parsed?.kind === 'number' && cell.parsed.percent);

/** Terms gathered from all the blocks of a sheet. */
export class TermReader {
  private readonly taken: Taken[] = [];
  private readonly asked = new Set<string>();
  private readonly unused: { label: Cell; text: string; sheet: string }[] = [];
  constructor(private readonly findings: Findings) {}

  read(lines: readonly Line[], sheet: string): void {
    const upright = isUpright(lines);
    const rows = upright ? transpose(lines) : lines;
    const isTerms = termCount(lines) > 0;
    const isResults =
      rows[0]?.some((c) => /^(?:results?|outputs?|returns?|测算结果|结果|输出)$/i.test(textIn(c) ?? '')) ??
      false;
    for (const line of rows)
      for (const pair of pairsIn(line)) {
        const step = stepLabel(pair.text);
        const known = termLabel(pair.text) ?? rateOfPart(pair.text);
        if (step) this.takeStep(step, pair, sheet);
        else if (known?.kind === 'text' && line.filter((c) => !isEmpty(c)).length > 3) continue;
        else if (known && !(isResults && known.kind === 'either')) {
          this.take(known, pair, sheet);
          const second = secondValue(known, pair, line);
          if (second) this.take(known, second, sheet);
        } else this.unknown(pair, sheet, isTerms && !isResults);
      }
  }

  private takeStep(step: { id: string; from: string | number | null }, pair: Pair, sheet: string): void {
    if (step.from === null)
      this.findings.fault('notDate', pair.label, { received: quotedText(pair.text) }, sheet);
    else this.take({ id: step.id, kind: 'rate' }, pair, sheet, step.from);
  }

  private take(known: KnownLabel, pair: Pair, sheet: string, from?: string | number): void {
    const { findings } = this;
    const found = termValue(known, pair.value, pair.unit);
    const received = textIn(pair.value) ?? String(pair.value.value ?? pair.value.error ?? '');
    const term = nameOf(known.id);
    const at = { term, received };
    if (found.kind === 'blank') return;
    if (found.kind === 'unfit') return void this.unused.push({ label: pair.label, text: pair.text, sheet });
    if (found.kind === 'fault')
      return findings.fault(
        found.code,
        pair.value,
        { ...at, received: found.code === 'notNumber' ? quotedText(received) : received },
        sheet,
      );
    if (found.kind === 'unknownMode') {
      const choices = [...presets, ...savedModes()].map((p) => ({ id: p.id, label: p.name }));
      const answer = findings.ask(
        'modeUnknown',
        pair.value,
        { received: quotedText(received) },
        [...choices, { id: 'none', label: readingText('notTerm') }],
        undefined,
        sheet,
      );
      if (answer && answer !== 'none') this.push(known.id, answer, pair, sheet, from);
      return;
    }
    if (found.kind === 'ask') {
      const value = this.askPercent(known, found, pair, sheet, term, received);
      if (value !== undefined) this.push(known.id, value, pair, sheet, from);
      return;
    }
    if (isOfPart(known, pair) && this.askYearly(pair, sheet, term, received) !== 'percent') return;
    if (found.asText && known.kind === 'amount')
      findings.note('numberAsText', pair.value, { received: Number(found.value) }, 'warning', sheet);
    this.push(known.id, found.value, pair, sheet, from);
  }

  /** A rate whose label or unit says that it is one of a quarter or a month. */
  private askYearly(pair: Pair, sheet: string, term: Text, received: string): string | undefined {
    const shown =
      typeof pair.value.value === 'number' && isPercentFormat(pair.value.format)
        ? percent(pair.value.value)
        : received;
    return this.findings.ask(
      'percentMeant',
      pair.value,
      { term, received: shown, label: quotedText(pair.text) },
      [
        { id: 'percent', label: readingText('yearlyValue', { value: shown }) },
        { id: 'notUsed', label: readingText('notTerm') },
      ],
      undefined,
      sheet,
      'rateYearly',
    );
  }

  private askPercent(
    known: KnownLabel,
    found: Extract<TermValue, { kind: 'ask' }>,
    pair: Pair,
    sheet: string,
    term: Text,
    received: string,
  ): number | undefined {
    const { asPercent, asFraction, mayBeAmount } = found;
    // An amount under a label that stands elsewhere with its rate is a result.
    if (mayBeAmount && (this.asked.has(known.id) || this.taken.some((t) => t.id === known.id))) {
      this.unused.push({ label: pair.label, text: pair.text, sheet });
      return undefined;
    }
    this.asked.add(known.id);
    if (asFraction !== undefined) {
      const answer = this.findings.ask(
        'percentMeant',
        pair.value,
        { term, received, percent: percent(asPercent), fraction: percent(asFraction) },
        [
          { id: 'fraction', label: readingText('thisValue', { value: percent(asFraction) }) },
          { id: 'percent', label: readingText('thisValue', { value: percent(asPercent) }) },
        ],
        'fraction',
        sheet,
        'percentOrFraction',
      );
      return answer === 'fraction' ? asFraction : answer === 'percent' ? asPercent : undefined;
    }
    const answer = this.findings.ask(
      'percentMeant',
      pair.value,
      { term, received, percent: percent(asPercent) },
      [
        { id: 'percent', label: readingText('yesValue', { value: percent(asPercent) }) },
        { id: 'notUsed', label: readingText('notTerm') },
      ],
      'percent',
      sheet,
    );
    return answer === 'percent' ? asPercent : undefined;
  }

  /** A slip is asked in a block of terms, where the value fits; anything else is not used. */
  private unknown(pair: Pair, sheet: string, isTerms: boolean): void {
    // A rate beside a label is a term, though the block has no other.
    const near = isTerms || isPercentValue(pair.value) ? nearlyTerm(pair.text) : undefined;
    const says = headSays(pair.text);
    if (
      near &&
      says !== 'total' &&
      fits(termValue(near, pair.value, pair.unit)) &&
      (near.kind !== 'mode' || termValue(near, pair.value, null).kind === 'value')
    ) {
      const answer = this.findings.ask(
        'slip',
        pair.label,
        { received: quotedText(pair.text), term: nameOf(near.id) },
        [
          { id: near.id, label: readingText('isTerm', { term: nameOf(near.id) }) },
          { id: 'notUsed', label: readingText('notTerm') },
        ],
        near.id,
        sheet,
      );
      if (answer === near.id) this.take(near, pair, sheet);
      return;
    }
    this.unused.push({ label: pair.label, text: pair.text, sheet });
  }

  private push(id: string, value: number | string, pair: Pair, sheet: string, from?: string | number): void {
    const unit = id === 'unit' ? moneyUnit(String(value)) : null;
    const money = moneyUnit(pair.text) ?? moneyUnit(pair.unit ?? '');
    this.taken.push({
      id,
      value: unit ?? value,
      ...(money === null ? {} : { money }),
      ...(from === undefined ? {} : { from }),
      sheet,
      cell: pair.value.address,
      label: pair.text,
    });
  }

  /**
   * The terms, each once, amounts in the unit of the cash; what was not used is told.
   * @param unit of the cash, where it names one
   */
  terms(cash: string | null = null): Term[] {
    const kept: Taken[] = [];
    for (const term of this.taken) {
      const other = kept.find((k) => k.id === term.id && k.from === term.from);
      if (!other) kept.push(term);
      else if (other.value !== term.value) this.askTwice(kept, other, term);
    }
    for (const { label, text, sheet } of this.unused)
      this.findings.note('termNotUsed', label, { received: quotedText(text) }, 'info', sheet);
    const unit = cash ?? kept.find((t) => t.id === 'unit')?.value;
    return kept.map(({ label: _, money, ...term }) => {
      if (typeof term.value !== 'number' || money === undefined || unit === undefined) return term;
      const [at, units] = [{ address: term.cell }, { first: money, second: String(unit) }];
      const scale = scaleBetween(money, units.second);
      if (scale === null) this.findings.fault('currenciesDiffer', at, units, term.sheet, 'termCurrency');
      else if (scale !== 1) this.findings.note('unitChanged', at, units, 'warning', term.sheet);
      return { ...term, value: scaled(term.value, scale ?? 1) };
    });
  }

  private askTwice(kept: Taken[], first: Taken, second: Taken): void {
    const shown = (t: Taken) =>
      typeof t.value === 'number' && t.value <= 1
        ? percent(t.value)
        : (modeById(String(t.value))?.name ?? String(t.value));
    const at = (t: Taken) => (t.sheet === first.sheet ? t.cell : `${t.sheet}!${t.cell}`);
    const answer = this.findings.askAt(
      'termTwice',
      at(second),
      {
        term: nameOf(first.id),
        first: shown(first),
        second: shown(second),
        cell: at(first),
        other: at(second),
      },
      [first, second].map((t) => ({
        id: at(t),
        label: readingText('valueAt', { value: shown(t), cell: at(t) }),
      })),
    );
    if (answer === at(second)) kept.splice(kept.indexOf(first), 1, second);
  }
}
