import type { Convention } from '../engine/index.ts';
import { say, type Locale, type Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

interface Topic {
  readonly topic: Text;
  readonly choices: Readonly<Record<string, Text>>;
}

/** The statement of conventions that every result prints. */
const TOPICS: Readonly<Record<string, Topic>> = {
  dayCount: {
    topic: t('Day count', '计息基准'),
    choices: {
      act365: t('Actual/365 Fixed; whole years where no dates are given', '实际天数/365；无日期时按整年'),
      act360: t('Actual/360', '实际天数/360'),
      '30360': t('30/360 US', '30/360（美国）'),
      '30E360': t('30E/360', '30E/360'),
      actact: t('Actual/Actual ISDA', '实际/实际（ISDA）'),
      periods: t('Whole periods', '整期'),
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
      call: t('A call, pro rata', '视为按比例追加出资'),
      reserve: t('Taken from the reserve', '由储备金承担'),
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
    topic: t('Rounding', '取整'),
    choices: {
      none: t('None; shown to two decimals', '不取整，显示两位小数'),
      decimals: t(
        'Payments to {decimals} decimals, largest remainder',
        '支付取 {decimals} 位小数，按最大余额分摊',
      ),
    },
  },
};

export function conventionText(
  { topic, choice, params }: Convention,
  locale: Locale,
): { topic: string; text: string } {
  const entry = TOPICS[topic];
  const words = entry?.choices[choice];
  return {
    topic: entry ? say(entry.topic, locale) : topic,
    text: words ? say(words, locale, params) : choice,
  };
}
