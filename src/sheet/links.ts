/**
 * How the parameters of a preset's tiers follow from its terms, as a spreadsheet writes it: term ids stand for cells.
 * Keys: `class.<id>` a class's share, `<tier>.rate` a tier's rate, `<tier>.<party>` a party's share of a split;
 * the party without a key takes what the others leave. A mode without links is driven by the numbers of its definition.
 * The recalculated sheets of the tests hold these to the presets.
 */
export const LINKS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  flat_principal_first: {
    'class.lp': '1',
    'hurdle.rate': 'hurdle_rate',
    'split.gp': 'carry_rate',
  },
  flat_periodic: {
    'class.lp': '1',
    'current.rate': 'periodic_rate',
    'hurdle.rate': 'MAX(0,hurdle_rate-periodic_rate)',
    'split.gp': 'carry_rate',
  },
  structured_senior_subordinate: {
    'class.senior': 'senior_ratio',
    'class.subordinated': '(1-senior_ratio)',
    'senior_return.rate': 'hurdle_rate',
    'split.gp': 'carry_rate',
  },
  structured_mezzanine: {
    'class.senior': 'senior_ratio',
    'class.mezzanine': 'mezzanine_ratio',
    'class.subordinated': '(1-senior_ratio-mezzanine_ratio)',
    'senior_return.rate': 'hurdle_rate',
    'mezzanine_return.rate': 'mezzanine_rate',
    'split.gp': 'carry_rate',
  },
  structured_interest_principal: {
    'class.senior': 'senior_ratio',
    'class.subordinated': '(1-senior_ratio)',
    'senior_return.rate': 'hurdle_rate',
    'subordinated_return.rate': 'subordinate_rate',
    'split.gp': 'carry_rate',
  },
  european: {
    'preferred.rate': 'hurdle_rate',
    'catch_up.share': 'catch_up_share',
    'catch_up.carry': 'carry_rate',
    'split.gp': 'carry_rate',
  },
  american: {
    'preferred.rate': 'hurdle_rate',
    'catch_up.share': 'catch_up_share',
    'catch_up.carry': 'carry_rate',
    'split.gp': 'carry_rate',
  },
  european_hard_hurdle: {
    'preferred.rate': 'hurdle_rate',
    'split.gp': 'carry_rate',
  },
  european_no_hurdle: {
    'split.gp': 'carry_rate',
  },
  jv_irr_hurdles: {
    'class.lp': '(1-gp_ratio)',
    'class.gp': 'gp_ratio',
    'first.rate': 'first_hurdle',
    'first.lp': '(1-gp_ratio)',
    'second.rate': 'second_hurdle',
    'second.lp': '(1-gp_ratio)*(1-first_promote)',
    'second.promote': '(1-gp_ratio)*first_promote',
    'split.lp': '(1-gp_ratio)*(1-second_promote)',
    'split.promote': '(1-gp_ratio)*second_promote',
  },
  re_operating_and_capital: {
    'class.lp': '(1-gp_ratio)',
    'class.gp': 'gp_ratio',
    'preferred.rate': 'hurdle_rate',
    'operating_split.gp': 'operating_carry_rate',
    'capital_split.gp': 'carry_rate',
  },
};
