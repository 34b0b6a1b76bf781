/** Texts of the Explain view. */
import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

export const explainViewTexts = {
  explainTitle: t('Where a number comes from', '数字溯源'),
  explainFollows: t(
    'Click a figure of a detail sheet, or a cell with a WATERFALL function: its tier, its arithmetic and the cells it came from are told here.',
    '点击明细表中的数字或含 WATERFALL 函数的单元格，此处显示其所属层级、计算过程与来源单元格。',
  ),
  explainPress: t(
    'Select a figure of a detail sheet or a cell with a WATERFALL function, then press the button.',
    '选中明细表中的数字或含 WATERFALL 函数的单元格，然后点击按钮。',
  ),
  explainNone: t(
    '{cell} has none of our functions, and is no figure of a detail sheet.',
    '{cell} 不含 WATERFALL 函数，也不是明细表中的数字。',
  ),
  explainNearest: t('The nearest that has one:', '最近的一处：'),
  explainCell: t('Explain the selected cell', '解释所选单元格'),
  explainWorking: t('Working of the formulas', '公式计算过程'),
  rule: t('Rule', '规则'),
  cameFrom: t('Came from', '来源'),
  changedSince: t(
    'Changed since the run: {cells}. The sentences give the figures of the run.',
    '测算后已变动：{cells}。以上为测算时的数字。',
  ),
  holdsNow: t('{cell} now holds {value}', '{cell} 现为 {value}'),
} satisfies Record<string, Text>;
