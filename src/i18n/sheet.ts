import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

/** Heads and labels of the tables that cells and sheets show. Custom functions carry these, and no others of a sheet. */
export const sheetTexts = {
  year: t('Year', '年度'),
  quarter: t('Quarter', '季度'),
  month: t('Month', '月份'),
  period: t('Period', '期次'),
  date: t('Date', '日期'),
  netCashFlow: t('Net cash flow', '净现金流'),
  fees: t('Management fee', '管理费'),
  recycled: t('Recycled', '循环投资'),
  borne: t('Borne by reserves', '准备金承担'),
  rate: t('Cash / invested', '分配率'),
  opening: t('Opening', '期初'),
  added: t('Added', '投入'),
  accrued: t('Accrued', '计提'),
  paid: t('Paid', '支付'),
  lapsed: t('Lapsed', '失效'),
  capitalised: t('Joined capital', '转入本金'),
  drawn: t('Drawn', '动用'),
  closing: t('Closing', '期末'),
  promote: t('of it promote', '其中绩效分成'),
  partyTotals: t('Party totals', '各方合计'),
  lessPaid: t('{all} less {part} already paid', '{all} 扣除已付 {part}'),
  check: t('Check', '核对'),
  total: t('Total', '合计'),
  party: t('Party', '参与方'),
  paidIn: t('Paid in', '投入'),
  received: t('Received', '分回'),
  profit: t('Profit', '收益'),
  irr: t('IRR', 'IRR'),
  dpi: t('DPI', 'DPI'),
  mode: t('Mode', '模式'),
  name: t('Name', '名称'),
  order: t('Order of payment', '分配顺序'),
} as const;
