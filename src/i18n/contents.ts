import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

/** The list of detail sheets in a workbook. */
export const contentsTexts = {
  name: t('Contents', '目录'),
  title: t('Detail sheets of this workbook', '本工作簿的明细表'),
  sheet: t('Sheet', '工作表'),
  deal: t('Deal', '项目'),
  mode: t('Mode', '分配模式'),
  differs: t('Terms that differ', '有别的条款'),
  irr: t('IRR', 'IRR'),
  carry: t('GP carry', 'GP 业绩报酬'),
  source: t('Source', '数据来源'),
  computed: t('Computed', '测算时间'),
} as const;
