import type { Role } from '../sheet/read/index.ts';
import type { Text } from './text.ts';

/** Roles of the lines of a range. */
export const roleNames: Readonly<Record<Role, Text>> = {
  period: { en: 'Periods', 'zh-CN': '期次' },
  net: { en: 'Net cash flow', 'zh-CN': '净现金流' },
  paidIn: { en: 'Paid in', 'zh-CN': '出资' },
  paidOut: { en: 'Paid out', 'zh-CN': '分配' },
  cash: { en: 'Cash of one', 'zh-CN': '单项现金流' },
  derived: { en: 'Follows from others', 'zh-CN': '由其他行推出' },
  label: { en: 'Label', 'zh-CN': '标签' },
  note: { en: 'Note', 'zh-CN': '备注' },
  total: { en: 'Total', 'zh-CN': '合计' },
  leftOut: { en: 'Not used', 'zh-CN': '不使用' },
  unclear: { en: 'Not clear', 'zh-CN': '不明确' },
};
