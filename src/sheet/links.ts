/**
 * How the parameters of a preset's tiers follow from its terms, as a spreadsheet writes it: term ids stand for cells.
 * Keys: `class.<id>` a class's share, `<tier>.rate` a tier's rate, `<tier>.<party>` a party's share of a split.
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
};
