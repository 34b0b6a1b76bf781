/** Each mode of the help: its order in words, its terms, and a worked deal. */
import { descriptions } from '../../src/document/descriptions.ts';
import {
  presetOf,
  presets,
  total,
  type Locale,
  type OptionSpec,
  type Preset,
  type Result,
  type TermSpec,
} from '../../src/engine/index.ts';
import { conventionText, describeTiers, say, sheetTexts } from '../../src/i18n/index.ts';
import { shownColumns, type DetailColumn } from '../../src/sheet/index.ts';
import { sampleDeal, workedDeal, type CashCells } from './deals.ts';
import { cell, code, escape, figure, table, type Cell } from './html.ts';
import { formatAmount, formatPercent, helpWord } from './words.ts';

/** The section of a mode, up to the words that say why. */
export function modeSection(id: string, locale: Locale): string {
  const preset = presetOf(id);
  if (!preset) throw new Error(`${id} is no mode`);
  const { cash, result } = workedDeal(id, locale);
  const name = say(preset.name, locale);
  const heading = (key: 'order' | 'why') => `<h3 id="${id}-${key}">${helpWord(key, locale)}</h3>`;
  return [
    `<h2 id="${id}">${escape(name)} <code>${id}</code></h2>`,
    `<p>${escape(say(descriptions[id]!, locale))}</p>`,
    heading('order'),
    tiersList(result, locale),
    termsTable(preset, locale),
    `<h3 id="${id}-worked">${escape(helpWord('worked', locale, { mode: name }))}</h3>`,
    ...(cash[0]!.length > 1 ? [cashTable(cash, locale)] : []),
    paymentsTable(result, locale),
    partiesTable(result, locale),
    heading('why'),
  ].join('\n');
}

const tiersList = ({ definition }: Result, locale: Locale): string =>
  `<ol>${describeTiers(definition, locale)
    .map(({ title, text }) => `<li><b>${escape(title)}</b> ${escape(text)}</li>`)
    .join('\n')}</ol>`;

function termsTable(preset: Preset, locale: Locale): string {
  const head = (['term', 'id', 'usual', 'bounds'] as const).map((key) => cell(helpWord(key, locale)));
  return table(
    helpWord('term', locale) + ': ' + say(preset.name, locale),
    [head],
    [
      ...preset.terms.map((term) => termRow(term, locale)),
      ...preset.options.map((option) => optionRow(option, locale)),
    ],
  );
}

function termRow(
  { id, label, default: usual, min, max, optional, stepped }: TermSpec,
  locale: Locale,
): Cell[] {
  const percent = (value: number) => formatPercent(value, locale);
  const bounds = helpWord('from', locale, { min: percent(min!), max: percent(max!) });
  const more = stepped ? `; ${helpWord('mayChange', locale)}` : '';
  return [
    cell(say(label, locale)),
    code(id),
    cell(optional ? helpWord('follows', locale) : percent(usual as number)),
    cell(locale === 'en' ? bounds + more : (bounds + more).replace('; ', '，')),
  ];
}

function optionRow({ id, label, choices, default: usual }: OptionSpec, locale: Locale): Cell[] {
  const named = choices.map((c) => ({ id: c.id, name: say(c.label, locale) }));
  return [
    cell(say(label, locale)),
    code(id),
    cell(named.find((c) => c.id === usual)?.name ?? helpWord('byTimeline', locale)),
    cell(named.map((c) => c.name).join(locale === 'en' ? '; ' : '；')),
  ];
}

const cashTable = ([heads, ...rows]: CashCells, locale: Locale): string =>
  table(
    helpWord('cashGiven', locale),
    [[cell(say(sheetTexts.year, locale)), ...heads!.map((h) => cell(String(h)))]],
    rows.map((row, year) => [
      cell(String(year)),
      ...row.map((c) => figure(typeof c === 'number' ? formatAmount(c, locale) : '')),
    ]),
    { captioned: true },
  );

function shown(value: number | null, { format }: DetailColumn, locale: Locale): Cell {
  if (value === null) return cell('');
  if (format === 'period') return cell(String(value));
  if (format === 'rate') return figure(formatPercent(value, locale, 2));
  return figure(value === 0 ? '–' : formatAmount(value, locale));
}

/** The columns that DISTRIBUTE shows as payments, with their tiers above them. */
function paymentsTable(result: Result, locale: Locale): string {
  const columns = shownColumns(result, locale, { which: 'payments', dated: false }).filter(
    (c) => c.key !== 'rate',
  );
  const groups: Cell[] = [];
  for (const [i, { group }] of columns.entries()) {
    const last = groups.at(-1);
    if (i > 0 && group !== '' && group === columns[i - 1]!.group)
      groups[groups.length - 1] = { ...last!, span: (last!.span ?? 1) + 1 };
    else groups.push({ ...cell(group), numeric: true });
  }
  const rows = columns[0]!.values.map((_, k) => columns.map((c) => shown(c.values[k]!, c, locale)));
  const totals = columns.map((c, i) =>
    i === 0 ? cell(say(sheetTexts.total, locale)) : shown(c.total, c, locale),
  );
  return table(
    helpWord('payments', locale),
    [groups, columns.map((c, i) => ({ ...cell(c.head), numeric: i > 0 }))],
    [...rows, totals],
    { captioned: true, totalled: true },
  );
}

function partiesTable({ parties, project, carry, clawback }: Result, locale: Locale): string {
  const { party, paidIn, received, profit, dpi, irr, total: sum } = sheetTexts;
  const row = (name: string, m: Result['project']): Cell[] => [
    cell(name),
    ...[m.contributed, m.distributed, m.profit].map((amount) => figure(formatAmount(amount, locale))),
    figure(m.dpi === null ? '–' : `${m.dpi.toFixed(2)}x`),
    figure(m.irr === null ? '–' : formatPercent(m.irr, locale, 2)),
  ];
  const amountRow = (name: string, amount: number) => [
    cell(name),
    cell(''),
    figure(formatAmount(amount, locale)),
  ];
  return table(
    helpWord('parties', locale),
    [
      [party, paidIn, received, profit, dpi, irr].map((t, i) => ({
        ...cell(say(t, locale)),
        numeric: i > 0,
      })),
    ],
    [
      ...parties.map((p) => row(say(p.name, locale), p.measures)),
      row(say(sum, locale), project),
      amountRow(helpWord('carry', locale), total(carry)),
      ...(clawback ? [amountRow(helpWord('clawback', locale), clawback.total)] : []),
    ],
    { captioned: true },
  );
}

/** How a year of a mode's worked deal came about, a sentence a tier. */
export const explanation = (id: string, year: number, locale: Locale): string =>
  `<p>${escape(helpWord('explained', locale, { n: year }))}</p>\n<ul>${workedDeal(id, locale)
    .explain(year)
    .map((line) => `<li>${escape(line)}</li>`)
    .join('\n')}</ul>`;

/** The conventions that a mode's worked deal names. */
export const conventionsList = (id: string, locale: Locale): string =>
  `<ul>${workedDeal(id, locale)
    .result.conventions.map((c) => conventionText(c, locale))
    .map(({ topic, text }) => `<li><b>${escape(topic)}</b> ${escape(text)}</li>`)
    .join('\n')}</ul>`;

/** The sample in every mode that takes one line of cash. */
export function comparison(locale: Locale): string {
  const head = (['mode', 'id', 'investors', 'carry', 'effective'] as const).map((key, i) => ({
    ...cell(helpWord(key, locale)),
    numeric: i > 1,
  }));
  const rows = presets
    .filter((p) => !p.byDeal && !p.pots)
    .map((preset) => {
      const { carry, effectiveCarry, project } = sampleDeal(preset.id, locale).result;
      return [
        { html: `<a href="modes.html#${preset.id}">${escape(say(preset.name, locale))}</a>` },
        code(preset.id),
        figure(formatAmount(project.distributed - total(carry), locale)),
        figure(formatAmount(total(carry), locale)),
        figure(formatPercent(effectiveCarry!, locale, 2)),
      ];
    });
  return table(helpWord('compared', locale), [head], rows);
}
