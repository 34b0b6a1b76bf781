/** The blocks around the table of a detail sheet: title, terms, conventions, measures, the run, and the key of colours. */
import type { Text } from '../../engine/definition.ts';
import { detailTexts as texts, formatAmount, say, whyNotTexts } from '../../i18n/index.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import { guessing, type LiveMeasures } from '../live/measures.ts';
import { stamp } from '../local-time.ts';
import type { DatedMeasures } from '../moments.ts';
import type { MappedCell, PlanCell } from '../plan.ts';
import { FORMATS, heading, plain } from './canvas.ts';
import { INK } from './colors.ts';
import type { Sheet } from './detail-place.ts';
import { linkedTo } from './detail-rows.ts';
import type { ChartBlock } from './native-charts.ts';

const word = ({ about }: Sheet, text: Text, params?: Record<string, string | number>): string =>
  say(text, about.locale, params);

export function titleBlock(sheet: Sheet): void {
  const { canvas, about, document, result, columns, deal } = sheet;
  const title = about.title
    ? word(sheet, texts.title, { target: about.title })
    : word(sheet, texts.titleAlone);
  canvas.put(0, 0, plain(title), { bold: true, size: 14 });
  if (document.unit)
    canvas.put(0, columns.length - 1, word(sheet, texts.unitOf, { unit: document.unit }), { align: 'right' });
  canvas.put(1, 0, plain(`${about.mode} (${document.mode})`), { color: INK.muted });
  if (!result.clawback) return;
  const amount = formatAmount(result.clawback.total, about.locale);
  const isValue = deal ? [word(sheet, texts.clawbackIsValue)] : [];
  const between = about.locale === 'zh-CN' ? '' : ' ';
  canvas.put(2, 0, [word(sheet, texts.beforeClawback, { amount }), ...isValue].join(between));
}

export function termsBlock(sheet: Sheet): void {
  const { canvas, about, deal, writer, terms, mapped } = sheet;
  heading(canvas, 0, 4, word(sheet, texts.terms));
  terms.forEach((term, i) => {
    const row = 4 + i;
    canvas.put(row, 0, plain(term.label), { color: INK.muted });
    mapped[cellAddress(row, 2)] = ['term', term.label];
    const input = deal !== null && term.formula === undefined;
    const elsewhere = input ? about.inputs?.terms.get(term.id) : undefined;
    const follows = writer && term.formula !== undefined ? writer.written(term.formula, 0) : elsewhere;
    canvas.put(row, 2, follows ? `=${follows}` : term.value, {
      numberFormat: { ...FORMATS, period: '0' }[term.format],
      ...(elsewhere ? { color: INK.link } : input ? { color: INK.input, fill: INK.inputFill } : {}),
    });
    const source = about.termCells[term.id];
    if (source) canvas.put(row, 3, plain(source), { color: INK.muted });
  });
}

export function conventionsBlock(sheet: Sheet): void {
  const { canvas, conventions } = sheet;
  heading(canvas, 4, 6, word(sheet, texts.conventions));
  conventions.forEach(({ topic, text }, i) => {
    canvas.put(4 + i, 4, plain(topic), { color: INK.muted });
    canvas.put(4 + i, 6, plain(text));
  });
}

export function measuresBlock(
  sheet: Sheet,
  measured: LiveMeasures | null,
  dated: DatedMeasures | null,
  charts: ChartBlock,
): void {
  const { canvas, result, measuresAt, blockRows, mapped } = sheet;
  const { project } = result;
  const irr = dated ? guessing(dated.rateOf(null), project.irr) : measured && measured.irr;
  heading(canvas, measuresAt, 3, word(sheet, texts.measures));
  const measures: [MappedCell, string, PlanCell, string][] = [
    ['irr', word(sheet, texts.irr), measured ? irr : project.irr, FORMATS.rate],
    ['dpi', word(sheet, texts.dpi), measured ? measured.dpi : project.dpi, FORMATS.multiple],
    ['tvpi', word(sheet, texts.tvpi), measured ? measured.tvpi : project.tvpi, FORMATS.multiple],
    ['payback', word(sheet, texts.paybackYears), measured ? charts.payback : project.payback, FORMATS.years],
    ...charts.classRates.map(({ name, formula, value }): (typeof measures)[number] => [
      'classIrr',
      word(sheet, texts.irrOf, { party: name }),
      measured ? formula : value,
      FORMATS.rate,
    ]),
  ];
  measures.slice(0, blockRows).forEach(([what, label, value, numberFormat], i) => {
    mapped[cellAddress(4 + i, measuresAt + 2)] = [what, label];
    canvas.put(4 + i, measuresAt, plain(label), { color: INK.muted });
    canvas.put(4 + i, measuresAt + 2, value ?? '–', { numberFormat, bold: true, align: 'right' });
  });
}

const checksText = (sheet: Sheet, passed: number, all: number): string =>
  word(sheet, passed === all ? texts.checksAllAt : texts.checksAt, { passed, all });

/** The same words, with the numbers counted in the cells that are checked. */
function checksFormula(sheet: Sheet, checked: string): string {
  const passed = `SUMPRODUCT(--(ABS(${checked})<0.005))`;
  const all = `ROWS(${checked})`;
  const said = (text: Text) => `"${word(sheet, text, { passed: `"&${passed}&"`, all: `"&${all}&"` })}"`;
  return `=IF(${passed}=${all},${said(texts.checksAllAt)},${said(texts.checksAt)})`;
}

export function runBlock(sheet: Sheet, measured: LiveMeasures | null): void {
  const { canvas, about, document, result, columns, firstRow, periods, runAt, mapped } = sheet;
  heading(canvas, runAt, 3, word(sheet, texts.run));
  const checked = rangeAddress(firstRow, columns.length - 1, periods + 1, 1);
  const rows: (readonly [string, PlanCell, MappedCell?])[] = [
    [word(sheet, texts.engine), plain(document.engine_version)],
    [word(sheet, texts.computed), plain(stamp(about.computedAt))],
    [word(sheet, texts.source), plain(about.source)],
    [word(sheet, texts.contents), word(sheet, measured ? texts.liveFormulas : texts.values)],
    [
      word(sheet, texts.checks),
      measured
        ? checksFormula(sheet, checked)
        : plain(checksText(sheet, result.checks.filter((c) => c.pass).length, result.checks.length)),
      'checks',
    ],
    ...(measured
      ? ([
          [word(sheet, texts.tiersCheck), measured.tiersCheck, 'tiersCheck'],
          [word(sheet, texts.change), measured.change, 'change'],
        ] as const)
      : []),
  ];
  rows.forEach(([label, value, what], i) => {
    canvas.put(4 + i, runAt, label, { color: INK.muted });
    canvas.put(4 + i, runAt + 2, value, {
      align: 'right',
      ...(i > 4 ? { numberFormat: FORMATS.check } : {}),
      ...(what === 'tiersCheck' ? { alarmFill: INK.danger } : {}),
    });
    if (what) mapped[cellAddress(4 + i, runAt + 2)] = [what, label];
  });
}

export function keyBlock(sheet: Sheet): void {
  const { canvas, about, columns, deal, writer, terms, totalRow, reason } = sheet;
  const row = totalRow + 2;
  canvas.put(row, 6, word(sheet, texts.keyCheck), { color: INK.muted });
  if (!deal) {
    canvas.put(row, 0, word(sheet, reason ? whyNotTexts[reason] : texts.keyValues));
    return;
  }
  const hasOwn =
    terms.some((term) => term.formula === undefined && !about.inputs?.terms.has(term.id)) ||
    columns.some(
      (c) => c.input && c.values.some((_, k) => !linkedTo(sheet, c)?.has(k) && !writer?.cell(c.key, k)),
    );
  const keys = [
    ...(hasOwn ? [[word(sheet, texts.keyInput), INK.input] as const] : []),
    ...(about.inputs ? [[word(sheet, texts.keyElsewhere), INK.link] as const] : []),
  ];
  keys.forEach(([text, color], i) => canvas.put(row + i, 0, text, { color }));
  canvas.put(row, 4, word(sheet, texts.keyFormula));
}
