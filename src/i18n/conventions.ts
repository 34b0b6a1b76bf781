import type { Convention } from '../engine/index.ts';
import { say, type Locale, type Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

interface Topic {
  readonly topic: Text;
  readonly choices: Readonly<Record<string, Text>>;
}

/** The statement of conventions that every result prints. */
export const conventionTopics: Readonly<Record<string, Topic>> = {
  dayCount: {
    topic: t('Day count', '计息基准'),
    choices: {
      act365: t('Actual/365 Fixed', '实际天数/365'),
      act360: t('Actual/360', '实际天数/360'),
      '30360': t('30/360 US', '30/360（美国）'),
      '30E360': t('30E/360', '30E/360'),
      actact: t('Actual/Actual ISDA', '实际/实际（ISDA）'),
      periods: t('Whole periods of the timeline', '按整期'),
      quarters: t('Quarters, each a fourth of a year', '按季，每季计四分之一年'),
      months: t('Months, each a twelfth of a year', '按月，每月计十二分之一年'),
    },
  },
  compounding: {
    topic: t('Return', '收益计算'),
    choices: {
      simple: t(
        'Simple interest on the capital open at the start of the period',
        '单利，以期初未还本金为基数',
      ),
      annual: t('Compounded annually', '按年复利'),
      semiannual: t('Compounded twice a year', '每半年复利'),
      quarterly: t('Compounded quarterly', '按季复利'),
      monthly: t('Compounded monthly', '按月复利'),
      daily: t('Compounded daily', '按日复利'),
      times: t('Compounded {m} times a year', '每年复利 {m} 次'),
      continuous: t('Compounded continuously', '连续复利'),
      perPeriod: t('Compounded at the dates of the timeline', '按各期日期复利'),
      calendarYear: t(
        'Simple inside a calendar year, capitalised on 31 December',
        '年内单利，12 月 31 日转入本金',
      ),
    },
  },
  base: {
    topic: t('Base', '计息基数'),
    choices: {
      unreturned: t('Unreturned capital', '未还本金'),
      original: t('Original contributions, until capital is back', '原始投入，至还本为止'),
    },
  },
  shortfall: {
    topic: t('Arrears', '欠付收益'),
    choices: {
      accrue: t('Carried forward, no interest unless compounding', '累计结转，除复利外不计息'),
      lapse: t('A return not paid in its period lapses', '当期未付收益不结转'),
      pik: t('Joins capital at the end of the period', '期末转入本金'),
    },
  },
  catchUp: {
    topic: t('Split', '分成'),
    choices: {
      none: t('After capital and return; no catch-up', '在本金与收益之后分成，无追赶'),
      parity: t('Catch-up until the carry is reached on all profit', '追赶至业绩报酬占全部收益的约定比例'),
      fixed: t('Catch-up until the carry is reached on the return', '追赶至优先回报对应的业绩报酬'),
    },
  },
  gpCapital: {
    topic: t('GP capital', 'GP 出资'),
    choices: {
      pariPassu: t('Its own slice first, free of carry', '先按出资比例分配，不计提业绩报酬'),
      allIn: t('Runs through the tiers', '随各层级一并分配'),
    },
  },
  counts: {
    topic: t('Catch-up measured on', '追赶衡量口径'),
    choices: {
      investors: t("The investors' profit", '投资人收益'),
      all: t("All profit, the general partner's own included", '全部收益（含 GP 自有收益）'),
    },
  },
  apportion: {
    topic: t('Classes', '投资类别'),
    choices: {
      none: t('One list of tiers for all classes', '各类别共用一套分配层级'),
      byContribution: t(
        'Cash is split by contributions first; each class has its own tiers and carry',
        '现金先按出资比例划分，各类别分别适用自身层级与业绩报酬',
      ),
    },
  },
  cliff: {
    topic: t('Once a hurdle is reached', '达到门槛后'),
    choices: {
      marginal: t('Only what goes beyond is shared otherwise', '仅超出部分改按下层分配'),
      cliff: t('All cash passes below, and the tier is closed', '全部现金进入下层，本层关闭'),
    },
  },
  neverNegative: {
    topic: t('Beyond a hurdle', '超过门槛部分'),
    choices: {
      runsOn: t('Set against later years', '抵减以后年度'),
      restarts: t('Not set against later years', '不抵减以后年度'),
    },
  },
  promote: {
    topic: t('Counted as carry', '计为业绩报酬'),
    choices: {
      pariPassu: t(
        'All that the general partner gets in hurdles and splits; its capital has its own slice',
        'GP 在门槛与分成层所得的全部，自有出资另行分配',
      ),
      allIn: t(
        'What the general partner gets in hurdles and splits beyond its part of the capital',
        'GP 在门槛与分成层所得中超出其出资比例的部分',
      ),
      stated: t("The promote stated for the tier, of the tier's cash", '按该层约定比例计算的部分'),
    },
  },
  dealByDeal: {
    topic: t('Deals', '项目核算'),
    choices: {
      none: t('The whole fund together', '全部项目合并核算'),
      carryforward: t(
        'Deal by deal; realised losses, write-downs and expenses are made good first',
        '逐项目核算，先弥补已实现亏损、减值与费用',
      ),
      strict: t('Each deal on its own balances', '各项目单独核算'),
    },
  },
  clawback: {
    topic: t('Clawback', '回拨'),
    choices: {
      none: t('None: carry paid is kept', '无，已付业绩报酬不返还'),
      due: t(
        'Carry beyond that of the whole fund comes back, at most what a tax of {tax} % leaves',
        '超出整体基金口径的业绩报酬应返还，以扣除 {tax}% 税款后的余额为限',
      ),
    },
  },
  lateCall: {
    topic: t('Calls after the closing', '交割后的出资'),
    choices: {
      stand: t('New capital from their dates on', '自出资日起计为新的本金'),
      recompute: t('Counted as capital to return from the start', '自始计入应还本金'),
    },
  },
  recycling: {
    topic: t('Recycling', '循环投资'),
    choices: {
      none: t('None', '无'),
      kept: t(
        '{share} % of cash is kept to be invested again, up to {cap} % of the commitment',
        '留存现金的 {share}% 用于再投资，以承诺出资的 {cap}% 为限',
      ),
    },
  },
  fees: {
    topic: t('Management fee', '管理费'),
    choices: {
      none: t('Off the top, before the tiers', '先于各层级，从现金总额中支付'),
      byContribution: t(
        "Before the tiers, each class's out of its own cash",
        '先于各层级，由各类别的现金分别承担',
      ),
    },
  },
  hurdleOn: {
    topic: t('Hurdle measured on', '门槛衡量口径'),
    choices: {
      investors: t("The class's own flows", '该类别自身现金流'),
      project: t("The project's flows", '项目现金流'),
    },
  },
  negativeCash: {
    topic: t('Negative cash', '负现金流'),
    choices: {
      call: t('A capital call, shared pro rata', '视为追加出资，按比例分摊'),
      reserve: t('Taken from the reserve', '由准备金承担'),
      refuse: t('Refused', '不接受'),
    },
  },
  payback: {
    topic: t('Payback', '回收期'),
    choices: {
      linear: t('End-of-period flows, linear inside the period', '期末现金流，期内线性插值'),
      whole: t('Whole periods', '按整期'),
    },
  },
  rounding: {
    topic: t('Rounding', '舍入'),
    choices: {
      none: t('None; shown to two decimals', '不舍入，显示两位小数'),
      decimals: t(
        'Payments to {decimals} decimals, largest remainder',
        '支付舍入至 {decimals} 位小数，尾差按最大余额分摊',
      ),
    },
  },
};

export function conventionText(
  { topic, choice, params }: Convention,
  locale: Locale,
): { topic: string; text: string } {
  const entry = conventionTopics[topic];
  const words = entry?.choices[choice];
  return {
    topic: entry ? say(entry.topic, locale) : topic,
    text: words ? say(words, locale, params) : choice,
  };
}
