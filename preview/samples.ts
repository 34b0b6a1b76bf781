import type { Language } from './grid/index.ts';

/** A deal to open: what stands in the sheet, in the page's language. */
export interface Sample {
  readonly id: string;
  readonly name: Texts;
  readonly mode: string;
  /** Cash from period 0 on: the net cash flow, or a column for each deal or pot that the mode tells apart. */
  readonly columns: readonly Column[];
  readonly terms: readonly { readonly label: Texts; readonly value: Texts | string | number }[];
}
interface Column {
  readonly head: Texts;
  readonly amounts: readonly number[];
}
export type Texts = Readonly<Record<Language, string>>;

const t = (en: string, zh: string): Texts => ({ en, 'zh-CN': zh });

const hurdleRate = t('Hurdle rate', '门槛收益率');
const carryRate = t('Carry rate', '业绩报酬比例');
const seniorRatio = t('Senior ratio', '优先级比例');
const unit = t('Unit', '单位');
const catchUp = { label: t('Catch-up share', '追赶比例'), value: 1 };
const gpRatio = { label: t('GP ratio', 'GP 出资比例'), value: 0.1 };
export const netCashFlow = t('Net cash flow', '净现金流');

const net = (...amounts: number[]): Column[] => [{ head: netCashFlow, amounts }];
/** Beside its cash a mode is read with it. */
const named = (en: string, zh: string) => ({ label: distributionMode, value: t(en, zh) });
export const distributionMode = t('Distribution mode', '分配模式');

export const samples: readonly Sample[] = [
  {
    id: 'riverside',
    name: t('Riverside Logistics Park', '宏远物流园一期'),
    mode: 'flat_principal_first',
    columns: net(-10000, 1000, 2000, 3000, 4000, 5000),
    terms: [
      { label: hurdleRate, value: 0.08 },
      { label: carryRate, value: 0.2 },
      { label: unit, value: '万元' },
    ],
  },
  {
    id: 'garden',
    name: t('Garden Court rental homes', '锦园长租公寓'),
    mode: 'flat_principal_first',
    columns: net(-86500000, 5190000, 5536000, 6228000, 6920000, 7439000, 98610000),
    terms: [
      { label: hurdleRate, value: 0.065 },
      { label: carryRate, value: 0.15 },
      { label: unit, value: '元' },
    ],
  },
  {
    id: 'harbor',
    name: t('Harbor Credit Partners', '海港信用基金'),
    mode: 'structured_senior_subordinate',
    columns: net(-25000000, 2250000, 3100000, 4800000, 7400000, 16900000),
    terms: [
      { label: hurdleRate, value: 0.07 },
      { label: carryRate, value: 0.2 },
      { label: seniorRatio, value: 0.7 },
      { label: unit, value: 'USD' },
    ],
  },
  {
    id: 'northfield',
    name: t('Northfield Growth Fund, deal by deal', '北辰成长基金，逐项目'),
    mode: 'american',
    columns: [
      { head: t('Logistics', '物流'), amounts: [-4000, 250, 300, 6200, 0, 0, 0] },
      { head: t('Clinics', '诊所'), amounts: [-3000, 0, 150, 180, 210, 1900, 0] },
      { head: t('Software', '软件'), amounts: [0, -2500, 0, 0, 300, 400, 6800] },
    ],
    terms: [
      named('American, deal by deal', '美式（逐项目核算）'),
      { label: hurdleRate, value: 0.08 },
      { label: carryRate, value: 0.2 },
      catchUp,
      { label: t('Tax rate on carry', '业绩报酬税率'), value: 0 },
      { label: unit, value: t('USD', '万元') },
    ],
  },
  {
    id: 'linden',
    name: t('Linden Square offices, operations and sale', '林荫广场写字楼，运营与退出'),
    mode: 're_operating_and_capital',
    columns: [
      { head: t('Operations', '运营'), amounts: [0, 620, 650, 680, 710, 740] },
      { head: t('Sale', '退出'), amounts: [-12_000, 0, 0, 1500, 0, 15_500] },
    ],
    terms: [
      named('Real estate, operations and sale', '不动产（运营与退出）'),
      gpRatio,
      { label: hurdleRate, value: 0.08 },
      { label: t('Promote on operations', '运营绩效分成'), value: 0.2 },
      { label: carryRate, value: 0.2 },
      { label: unit, value: t('USD', '万元') },
    ],
  },
  {
    id: 'quayside',
    name: t('Quayside joint venture', '滨江合资项目'),
    mode: 'jv_irr_hurdles',
    columns: net(-9000, -1500, 600, 1800, 3200, 13_400),
    terms: [
      named('Joint venture, IRR hurdles', '合资项目（IRR 门槛）'),
      gpRatio,
      { label: t('First IRR hurdle', '第一档 IRR'), value: 0.08 },
      { label: t('First promote', '第一档绩效分成'), value: 0.2 },
      { label: t('Second IRR hurdle', '第二档 IRR'), value: 0.15 },
      { label: t('Second promote', '第二档绩效分成'), value: 0.3 },
      { label: unit, value: t('USD', '万元') },
    ],
  },
];

/** Its name and its unit, as the page lists it. */
export function titleOf({ name, terms }: Sample, language: Language): string {
  const { value } = terms.find(({ label }) => label === unit)!;
  return `${name[language]} · ${typeof value === 'object' ? value[language] : value}`;
}
