/** Sentences about a cell of the user's own sheet that holds one of our functions. */
import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

export const formulaTexts = {
  part: t('The cell computes with it: {formula}', '该单元格在其基础上继续计算：{formula}'),
  flows: t(
    '{n} flows: paid in {paidIn}, received {received}.',
    '共 {n} 笔现金流：投入 {paidIn}，收回 {received}。',
  ),
  perPeriod: t('By period: {parts}.', '逐期：{parts}。'),
  amountIn: t('{period}: {amount}', '{period}：{amount}'),
  differs: t(
    'The cell shows {shown}; its inputs now give {now}. Press F9 to calculate the sheet.',
    '单元格显示 {shown}，按当前输入应为 {now}。请按 F9 重新计算工作表。',
  ),
  computed: t(
    '{name} is a formula of its own, {formula}, which Excel computes from the cells it names.',
    '“{name}”本身是公式 {formula}，由 Excel 根据所引用的单元格计算。',
  ),
  noTable: t(
    '{name} names {table}: no table of this workbook has such cells, so they cannot be listed here.',
    '“{name}”引用 {table}：此工作簿的表中没有这些单元格，无法在此列出。',
  ),
  cash: t('Cash {n}', '现金 {n}'),
  more: t('{n} more turns of the run are left out here.', '另有 {n} 次分配，此处从略。'),

  busy: t('Excel is still computing this cell.', 'Excel 正在计算该单元格。'),
  name: t(
    'The add-in was not ready when Excel computed this cell. Press Repair formulas on the Data tab.',
    'Excel 计算该单元格时加载项尚未就绪，请点击“数据”选项卡中的“修复公式”。',
  ),
  spill: t(
    'The cells that the table needs are not empty. Clear them.',
    '表格所需的单元格不为空，请清空后重试。',
  ),
  reference: t('The formula names cells that are gone.', '公式所引用的单元格已不存在。'),
  noAnswer: t('There is no answer: {why}', '无解：{why}'),
  noSign: t(
    'the flows never change sign, so no rate brings them to 0.',
    '现金流没有正负变化，不存在使其合计为零的收益率。',
  ),
  noRoot: t('no rate brings these flows to 0.', '不存在使这些现金流合计为零的收益率。'),
  fault: t('The function refuses its input.', '函数不接受当前输入。'),
} satisfies Record<string, Text>;
