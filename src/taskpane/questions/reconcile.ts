/** Reconcile: other figures, such as the administrator's, against the run's, and the reading of the contract that gives theirs. */
import { reconcile, serialOf, type Claim, type Reconciliation } from '../../engine/index.ts';
import { formatAmount, say } from '../../i18n/index.ts';
import { readingWords } from '../../i18n/readings.ts';
import { cellAddress, inSheet, type CellValue, type Grid } from '../../sheet/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import type { Claimed } from '../model/questions.ts';
import type { Asked } from './asked.ts';
import { icons } from '../views/icons.ts';
import { partyLabel } from '../../charts/bars.ts';
import { readAmount } from '../model/entry.ts';
import { sectionHead } from '../views/view.ts';
import { differenceText, setQuestions } from './what-if.ts';

const normal = (text: CellValue): string =>
  String(text ?? '')
    .normalize('NFKC')
    .trim()
    .toLowerCase();
const isBlank = (value: CellValue): boolean => value === null || value === '';
const TOTAL = /^(total|all|sum|合计|总计|全部)$/i;
const PERIOD = /^(period|year|date|quarter|month|期次|期|年度|年份|日期)/i;
const PARTY = /^(party|investor|partner|参与方|投资人|主体)/i;
const AMOUNT = /^(amount|paid|distribution|distributions|金额|分配|分配金额)/i;

/** The party a head names; `null` for the sum of all. */
function partyNamed({ base }: Asked, value: CellValue): string | null | undefined {
  const wanted = normal(value);
  if (TOTAL.test(wanted)) return null;
  return base.parties.find(({ id, name }) => [id, name.en, name['zh-CN']].some((n) => normal(n) === wanted))
    ?.id;
}

/** The period a cell names: a number, a date of the timeline; `null` for the sum of all. */
function periodNamed({ study }: Asked, value: CellValue): number | null | undefined {
  if (isBlank(value) || TOTAL.test(normal(value))) return null;
  const { dates, periods } = study.flows.timeline;
  const number =
    typeof value === 'number'
      ? value
      : (serialOf(String(value)) ?? Number(String(value).replace(/[^\d.]/g, '') || NaN));
  const k = dates && number > periods ? dates.indexOf(Math.floor(number)) : number;
  return Number.isInteger(k) && k >= 0 && k <= periods ? k : undefined;
}

const amountIn = (value: CellValue): number | null =>
  typeof value === 'number' ? value : typeof value === 'string' ? readAmount(value) : null;

/**
 * Claimed figures of a range: rows of period, party and amount, or a column for each party. Every cell that is neither
 * blank nor placed is a fault.
 */
export function claimsIn(asked: Asked, { values, row, column, sheet }: Grid, address: string): Claimed {
  const [heads = []] = values;
  const at = (r: number, c: number) => cellAddress(row + r, column + c);
  const claims: Claim[] = [];
  const cells: string[] = [];
  const result = (fault?: Claimed['fault']): Claimed => ({
    sheet,
    address,
    claims,
    cells,
    factor: 1,
    ...(fault ? { fault } : {}),
  });
  const headAt = (pattern: RegExp) => heads.findIndex((v) => pattern.test(normal(v)));
  const add = (amount: number, period: number | null, party: string | null, cell: string) => {
    claims.push({ amount, ...(period === null ? {} : { period }), ...(party === null ? {} : { party }) });
    cells.push(cell);
  };
  const [periodAt, partyAt, amountAt] = [headAt(PERIOD), headAt(PARTY), headAt(AMOUNT)];
  const parties = heads.map((v) => partyNamed(asked, v));
  const isWide = partyAt < 0 && parties.some((p) => typeof p === 'string');
  for (const [r, line] of values.entries()) {
    if (r === 0) continue;
    if (line.every(isBlank)) continue;
    const period = periodAt < 0 && !isWide ? null : periodNamed(asked, line[Math.max(0, periodAt)] ?? null);
    if (period === undefined) return result({ cell: at(r, Math.max(0, periodAt)), what: 'period' });
    if (isWide) {
      for (const [c, party] of parties.entries()) {
        if (party === undefined || isBlank(line[c] ?? null)) continue;
        const amount = amountIn(line[c]!);
        if (amount === null) return result({ cell: at(r, c), what: 'amount' });
        add(amount, period, party, at(r, c));
      }
      continue;
    }
    const [who, what] = [partyAt < 0 ? 0 : partyAt, amountAt < 0 ? line.length - 1 : amountAt];
    const party = partyNamed(asked, line[who] ?? null);
    if (party === undefined) return result({ cell: at(r, who), what: 'party' });
    if (isBlank(line[what] ?? null)) continue;
    const amount = amountIn(line[what]!);
    if (amount === null) return result({ cell: at(r, what), what: 'amount' });
    add(amount, period, party, at(r, what));
  }
  return claims.length ? result() : result({ cell: at(0, 0), what: 'empty' });
}

let last:
  { readonly study: object; readonly claimed: Claimed; readonly found: Reconciliation | null } | undefined;

function reconciled(asked: Asked, claimed: Claimed): Reconciliation | null {
  const { study } = asked;
  if (last?.study !== study || last.claimed !== claimed) {
    const claims = claimed.claims.map((c) => ({ ...c, amount: c.amount * claimed.factor }));
    const found = reconcile({ definition: study.definition, flows: study.flows }, claims);
    last = { study, claimed, found: found.ok ? found.value : null };
  }
  return last.found;
}

export function reconcileView(asked: Asked, useSelection: () => void): Child {
  const { view, t, run } = asked;
  const { claimed } = view.state.questions;
  const found = claimed && !claimed.fault ? reconciled(asked, claimed) : null;
  return [
    h(
      'section',
      { 'aria-label': t('theirFigures') },
      sectionHead(
        t('theirFigures'),
        h('button', { type: 'button', id: 'use-claimed', onclick: useSelection }, t('useSelection')),
      ),
      claimed
        ? h(
            'p',
            null,
            h(
              'button',
              {
                type: 'button',
                class: 'link',
                onclick: () => view.act.selectCell(claimed.address, claimed.sheet),
              },
              inSheet(claimed.sheet, claimed.address),
            ),
            ` · ${t('claimsRead', { n: claimed.claims.length })} · ${run.document.unit ?? ''}`,
          )
        : h('p', { class: 'quiet' }, t('selectTheirs')),
      claimed?.fault ? faultRow(asked, claimed) : null,
    ),
    claimed && found
      ? [verdict(asked, claimed, found), readingsOf(asked, found), byFigure(asked, claimed, found)]
      : null,
  ];
}

const FAULTS = {
  period: 'claimFaultPeriod',
  party: 'claimFaultParty',
  amount: 'claimFaultAmount',
  empty: 'claimFaultEmpty',
} as const;

const faultRow = ({ view, t }: Asked, { fault, sheet }: Claimed): VNode =>
  h(
    'p',
    { class: 'hint bad', role: 'alert' },
    h(
      'button',
      { type: 'button', class: 'cell', onclick: () => view.act.selectCell(fault!.cell, sheet) },
      fault!.cell,
    ),
    ` ${t(FAULTS[fault!.what])}`,
  );

const money = ({ view }: Asked, value: number): string => formatAmount(value, view.locale, 2);

function when({ study, t, view }: Asked, period: number | undefined): string {
  if (period === undefined) return t('total');
  const day = study.flows.timeline.dates?.[period];
  if (day === undefined) return t(study.flows.timeline.unit === 'year' ? 'year' : 'period', { k: period });
  const date = new Date((day - 25_569) * 864e5);
  return date.toLocaleDateString(view.locale, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  });
}

function verdict(asked: Asked, claimed: Claimed, found: Reconciliation): VNode {
  const { base, view, t } = asked;
  const { figures, matched, first, factor } = found;
  if (!first)
    return h(
      'section',
      { class: 'card ok', role: 'status' },
      icons.check(),
      h('b', null, t('allMatch', { n: matched })),
    );
  const who = first.party === undefined ? t('total') : partyLabel(base, first.party, view.locale);
  const tier = base.tiers.find((x) => x.id === first.tier);
  const at = figures.findIndex(
    (f) => f.period === first.period && f.party === first.party && f.amount === first.amount,
  );
  const row = (name: string, cell: string | null, value: string) =>
    h(
      'tr',
      null,
      h('th', { scope: 'row' }, name),
      h(
        'td',
        null,
        cell
          ? h(
              'button',
              { type: 'button', class: 'link', onclick: () => view.act.selectCell(cell, claimed.sheet) },
              cell,
            )
          : null,
      ),
      h('td', null, value),
    );
  return h(
    'section',
    { class: 'card warn', role: 'status' },
    h(
      'p',
      null,
      icons.warning(),
      h('b', null, t('someMatch', { n: matched, all: figures.length, rest: figures.length - matched })),
    ),
    factor !== null
      ? h(
          'p',
          null,
          t('factor', { factor }),
          ' ',
          h(
            'button',
            {
              type: 'button',
              onclick: () =>
                setQuestions(asked, { claimed: { ...claimed, factor: claimed.factor * factor } }),
            },
            t('useFactor', { factor }),
          ),
        )
      : [
          h('p', { class: 'quiet' }, t('partFirst')),
          h(
            'p',
            null,
            h(
              'b',
              null,
              [
                when(asked, first.period),
                who,
                ...(tier ? [t('fromTier', { tier: say(tier.name, view.locale) })] : []),
              ].join(' · '),
            ),
          ),
          h(
            'table',
            { class: 'does' },
            h(
              'tbody',
              null,
              row(t('ours'), null, money(asked, first.ours)),
              row(t('theirs'), claimed.cells[at] ?? null, money(asked, first.amount)),
              row(
                t('theirsLessOurs'),
                null,
                differenceText(first.difference, (x) => money(asked, x)),
              ),
            ),
          ),
        ],
  );
}

function readingsOf(asked: Asked, { first, figures, readings, tried, factor }: Reconciliation): VNode | null {
  const { view, t } = asked;
  if (!first || factor !== null) return null;
  const exact = readings.filter((r) => r.matched === figures.length);
  const words = (changes: (typeof readings)[number]['changes']) => readingWords(changes, view.locale);
  return h(
    'section',
    { 'aria-label': t('whichReading') },
    sectionHead(t('whichReading')),
    h('p', { class: 'quiet' }, t('tried', { n: tried })),
    exact.length ? null : h('p', null, t('noReading')),
    exact.length > 1 || exact[0]?.alike.length ? h('p', { class: 'quiet' }, t('cannotTell')) : null,
    h(
      'ol',
      { class: 'card flush readings' },
      readings.map((reading, i) => {
        const isExact = reading.matched === figures.length;
        return h(
          'li',
          { key: String(i), class: isExact ? 'exact' : undefined },
          isExact ? icons.check() : h('span', { class: 'rank' }, String(i + 1)),
          h(
            'div',
            null,
            h('b', null, words(reading.changes)),
            reading.alike.length
              ? h(
                  'small',
                  null,
                  reading.alike
                    .slice(0, 3)
                    .map((c) => t('alike', { words: words(c) }))
                    .join(' · '),
                )
              : null,
          ),
          h(
            'span',
            { class: 'off' },
            isExact
              ? t('allOff', { n: figures.length, amount: money(asked, reading.off) })
              : t('off', { amount: money(asked, reading.off) }),
          ),
        );
      }),
    ),
  );
}

/** Their figures less the run's, a row a period and a column a party; what is zero on both sides is left out. */
function byFigure(asked: Asked, claimed: Claimed, { figures, factor }: Reconciliation): VNode | null {
  const { base, view, t, run } = asked;
  if (factor !== null) return null;
  const shown = figures.filter((f) => f.amount !== 0 || Math.abs(f.ours) > 0.005);
  const columns = [...new Set(shown.map((f) => f.party))];
  const rows = [...new Set(shown.map((f) => f.period))].sort((a, b) => (a ?? Infinity) - (b ?? Infinity));
  return h(
    'section',
    { 'aria-label': t('figureByFigure') },
    sectionHead(
      t('figureByFigure'),
      `${t('theirsLessOurs')}${run.document.unit ? `, ${run.document.unit}` : ''}`,
    ),
    h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('figureByFigure') },
      h(
        'table',
        { class: 'does' },
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            h('th', { scope: 'col' }, ''),
            columns.map((c) =>
              h('th', { scope: 'col' }, c === undefined ? t('total') : partyLabel(base, c, view.locale)),
            ),
          ),
        ),
        h(
          'tbody',
          null,
          rows.map((period) =>
            h(
              'tr',
              { key: String(period) },
              h('th', { scope: 'row' }, when(asked, period)),
              columns.map((party) => {
                const i = figures.findIndex((f) => f.period === period && f.party === party);
                const figure = figures[i];
                return h(
                  'td',
                  null,
                  figure
                    ? h(
                        'button',
                        {
                          type: 'button',
                          class: 'link',
                          onclick: () => view.act.selectCell(claimed.cells[i]!, claimed.sheet),
                        },
                        differenceText(figure.matches ? 0 : figure.difference, (x) => money(asked, x)),
                      )
                    : null,
                );
              }),
            ),
          ),
        ),
      ),
    ),
  );
}
