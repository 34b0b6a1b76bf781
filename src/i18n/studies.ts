/** What SENSITIVITY, SOLVE and RECONCILE say in cells. */
import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

export const studyFaults = {
  unknownMeasure: t(
    '{received} is not a measure. Write a party and what of it: {known}.',
    '{received} 不是已知指标，请写参与方与指标：{known}。',
  ),
  unknownLever: t(
    '{received} is not a term of this mode that can change. Terms: {known}, exit, cash.',
    '{received} 不是该模式可变动的条款。条款：{known}、exit、cash。',
  ),
  oneLever: t('Rows and columns must be two different terms.', '行与列须为两个不同的条款。'),
  noValues: t('{range} holds no numbers.', '{range} 中没有数字。'),
  noClaims: t(
    'No claimed figures were found: a range with period, party and amount.',
    '未找到对方数字：应为含期次、参与方与金额的区域。',
  ),
  claimPeriod: t('{cell}: {received} is not a period of this deal.', '{cell}：{received} 不是该项目的期次。'),
  claimParty: t(
    '{cell}: {received} is not a party. Parties: {known}.',
    '{cell}：{received} 不是参与方。参与方：{known}。',
  ),
  claimTier: t(
    '{cell}: {received} is not a tier. Tiers: {known}.',
    '{cell}：{received} 不是分配层级。层级：{known}。',
  ),
  claimAmount: t('{cell}: {received} is not an amount.', '{cell}：{received} 不是金额。'),
} satisfies Record<string, Text>;
