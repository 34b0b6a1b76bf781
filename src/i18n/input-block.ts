/** A block of inputs for a mode: what stands in it, and what the pane says of it. Fetched when one is written. */
import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

export const inputBlockTexts = {
  example: t('Example, overwrite: the figures in blue are made up.', '示例，请覆盖：蓝色数字均为虚构。'),
  sheet: t('Inputs', '输入'),
  unit: t('USD', '万元'),
  mode: t('Distribution mode', '分配模式'),
  year: t('Year', '年度'),
  date: t('Date', '日期'),
  net: t('Net cash flow', '净现金流'),
  calls: t('Contributions', '出资'),
  cash: t('Distributions', '分配'),
  deal: t('Deal {letter}', '项目{letter}'),
  written: t(
    'Example inputs are in {range}. Overwrite the blue figures, or run them as they are.',
    '示例已写入 {range}，请覆盖蓝色数字，或直接测算。',
  ),
  inTheWay: t(
    'Nothing was written: {cells} on {sheet} would be overwritten. Select a cell with room below and to its right, or take a new sheet.',
    '未写入，“{sheet}”中以下单元格已有内容：{cells}。请选中下方及右侧有空位的单元格，或写入新工作表。',
  ),
  more: t('{cells} … ({n} cells)', '{cells} 等 {n} 格'),
  noRoom: t(
    'Nothing was written: the sheet ends before the block does. Select a cell with room below and to its right, or take a new sheet.',
    '未写入：此处空间不足，已到工作表边缘。请选中下方及右侧有空位的单元格，或写入新工作表。',
  ),
} as const;
