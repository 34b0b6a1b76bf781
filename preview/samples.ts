import type { BookSource, CellEntry, Language, StyleData } from './grid/index.ts';

/** A deal to open: what stands in the sheet, in the page's language. */
export interface Sample {
  readonly id: string;
  readonly title: Texts;
  readonly mode: string;
  /** Net cash flows from period 0 on. */
  readonly flows: readonly number[];
  readonly terms: readonly { readonly label: Texts; readonly value: string | number }[];
}
type Texts = Readonly<Record<Language, string>>;

const t = (en: string, zh: string): Texts => ({ en, 'zh-CN': zh });

const hurdleRate = t('Hurdle rate', '门槛收益率');
const carryRate = t('Carry rate', '业绩报酬比例');
const seniorRatio = t('Senior ratio', '优先级比例');
const unit = t('Unit', '单位');

export const samples: readonly Sample[] = [
  {
    id: 'riverside',
    title: t('Riverside Logistics Park · 万元', '宏远物流园一期 · 万元'),
    mode: 'flat_principal_first',
    flows: [-10000, 1000, 2000, 3000, 4000, 5000],
    terms: [
      { label: hurdleRate, value: 0.08 },
      { label: carryRate, value: 0.2 },
      { label: unit, value: '万元' },
    ],
  },
  {
    id: 'garden',
    title: t('Garden Court rental homes · 元', '锦园长租公寓 · 元'),
    mode: 'flat_principal_first',
    flows: [-86500000, 5190000, 5536000, 6228000, 6920000, 7439000, 98610000],
    terms: [
      { label: hurdleRate, value: 0.065 },
      { label: carryRate, value: 0.15 },
      { label: unit, value: '元' },
    ],
  },
  {
    id: 'harbor',
    title: t('Harbor Credit Partners · USD', '海港信用基金 · USD'),
    mode: 'structured_senior_subordinate',
    flows: [-25000000, 2250000, 3100000, 4800000, 7400000, 16900000],
    terms: [
      { label: hurdleRate, value: 0.07 },
      { label: carryRate, value: 0.2 },
      { label: seniorRatio, value: 0.7 },
      { label: unit, value: 'USD' },
    ],
  },
];

const input = '#0000FF';
const quiet = '#535C67';
const head = '#F1F3F5';
const amounts = '#,##0.00;-#,##0.00';
const paidAmounts = '#,##0.00;-#,##0.00;0.00';
const rates = '0.00%';
const multiples = '0.00"x"';

/**
 * The sheet `Deal`: cash flows at B2, terms at B11 or below, measures at E2, the parties' summary spilled at E14.
 * Every figure beside the inputs is a live formula.
 */
export function dealBook(
  sample: Sample,
  language: Language,
): Extract<BookSource, { readonly data: unknown }> {
  const word = (en: string, zh: string) => (language === 'en' ? en : zh);
  const lastFlow = 3 + sample.flows.length - 1;
  const firstTerm = Math.max(11, lastFlow + 3);
  const lastTerm = firstTerm + sample.terms.length - 1;
  const flows = `C3:C${lastFlow}`;
  const terms = `B${firstTerm}:C${lastTerm}`;
  const cells: CellEntry[] = [];
  const styles: StyleData[] = [];
  /** A text beginning with `=` is a formula. */
  const put = (address: string, { value, ...style }: StyleData & { value?: string | number }) =>
    cells.push({
      row: Number(address.slice(1)) - 1,
      column: address.charCodeAt(0) - 65,
      style: styles.push(style) - 1,
      ...(typeof value === 'string' && value.startsWith('=')
        ? { formula: value }
        : value === undefined
          ? {}
          : { value }),
    });

  put('B2', { value: word('Year', '年度'), bold: true, fill: head, align: 'left' });
  put('C2', { value: word('Net cash flow', '净现金流'), bold: true, fill: head, align: 'right' });
  sample.flows.forEach((amount, period) => {
    put(`B${period + 3}`, { value: period, align: 'left', format: '0' });
    put(`C${period + 3}`, { value: amount, color: input, format: amounts });
  });
  sample.terms.forEach(({ label, value }, i) => {
    put(`B${firstTerm + i}`, { value: label[language] });
    put(`C${firstTerm + i}`, {
      value,
      color: input,
      align: 'right',
      ...(typeof value === 'number' ? { format: rates } : {}),
    });
  });

  put('E2', { value: word('Measure', '指标'), bold: true, fill: head });
  put('F2', { value: word('Value', '数值'), bold: true, fill: head, align: 'right' });
  put('G2', { value: word('Formula', '公式'), bold: true, fill: head });
  put('H2', { fill: head });
  const measures = [
    { name: word('IRR', '内部收益率'), formula: `=WATERFALL.IRR(${flows})`, format: rates },
    { name: 'DPI', formula: `=WATERFALL.DPI(${flows})`, format: multiples },
    { name: word('Payback, years', '回收期（年）'), formula: `=WATERFALL.PAYBACK(${flows})`, format: '0.00' },
    {
      name: word('GP carry', 'GP 业绩报酬'),
      formula: `=WATERFALL.CARRY(F12,${terms},${flows})`,
      format: amounts,
    },
  ];
  measures.forEach(({ name, formula, format }, i) => {
    put(`E${3 + i}`, { value: name });
    put(`F${3 + i}`, { value: formula, format, align: 'right' });
    // FORMULATEXT keeps the words beside the figure true when the user edits it.
    put(`G${3 + i}`, { value: `=FORMULATEXT(F${3 + i})`, color: quiet });
  });

  put('E12', { value: word('Mode', '模式') });
  put('F12', { value: sample.mode, color: input });
  put('E14', { value: `=WATERFALL.SUMMARY(F12,${terms},${flows})`, bold: true, fill: head });
  for (const column of 'FGHIJ') put(`${column}14`, { bold: true, fill: head, align: 'right' });
  for (let row = 15; row <= 19; row++)
    for (const [column, format] of Object.entries({
      F: paidAmounts,
      G: paidAmounts,
      H: paidAmounts,
      I: multiples,
      J: rates,
    }))
      put(`${column}${row}`, { format, align: 'right' });

  return {
    name: sample.title[language],
    data: {
      sheets: [
        {
          name: 'Deal',
          hidden: false,
          gridlines: true,
          cells,
          widths: [40, 124, 124, 40, 124, 140, 180, 96, 76, 82].map((pixels, at) => ({
            first: at,
            last: at,
            pixels,
          })),
          heights: [{ first: 0, last: ROWS - 1, pixels: 26 }],
          merges: [],
          freeze: { rows: 0, columns: 0 },
        },
      ],
      styles,
      names: [],
      active: 0,
    },
    select: { row: 1, column: 1, rows: lastTerm - 1, columns: 2 },
  };
}

/** Cells with the formulas of the add-in, for a newcomer. */
export const formulaCells = ['F3:F6', 'E14'];
const ROWS = 200;
