/**
 * Names of functions as files hold them. Excel writes a function of an add-in as `_xldudf_<namespace>_<name>`, dots as
 * underscores, and its own of later versions with `_xlfn.` before them ([MS-XLSX] 2.2.2); neither is ever typed.
 */
const PREFIX = '_xldudf_WATERFALL_';
const LATER = /_xlfn\.(?:_xlws\.)?|_xlpm\./g;

/** Functions since Excel 2010, which a file names with the prefix. */
const SINCE_2010 = new Set(
  `ACOT ACOTH AGGREGATE ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST BINOM.DIST.RANGE BINOM.INV BITAND BITLSHIFT BITOR
  BITRSHIFT BITXOR BYCOL BYROW CEILING.MATH CHISQ.DIST CHISQ.INV CHISQ.TEST CHOOSECOLS CHOOSEROWS COMBINA CONCAT
  CONFIDENCE.NORM CONFIDENCE.T COT COTH COVARIANCE.P COVARIANCE.S CSC CSCH DAYS DECIMAL DROP EXPAND EXPON.DIST F.DIST
  F.INV F.TEST FLOOR.MATH FORMULATEXT GAMMA GAMMA.DIST GAMMA.INV GAUSS HSTACK IFNA IFS ISFORMULA ISOMITTED ISOWEEKNUM
  LAMBDA LET LOGNORM.DIST LOGNORM.INV MAKEARRAY MAP MAXIFS MINIFS MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST
  NETWORKDAYS.INTL NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC PERCENTILE.INC
  PERMUTATIONA PERCENTRANK.EXC PERCENTRANK.INC POISSON.DIST QUARTILE.EXC QUARTILE.INC RANDARRAY RANK.AVG RANK.EQ REDUCE
  RRI SCAN SEC SECH SEQUENCE SHEET SHEETS SKEW.P SORTBY STDEV.P STDEV.S SWITCH T.DIST T.INV T.TEST TAKE TEXTAFTER
  TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW UNICHAR UNICODE UNIQUE VALUETOTEXT VAR.P VAR.S VSTACK WEIBULL.DIST
  WORKDAY.INTL WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST`.split(/\s+/),
);
const IN_ANOTHER_NAMESPACE = new Set(['FILTER', 'SORT']);

/** A formula as it is typed. */
export const typed = (formula: string): string =>
  outsideTexts(formula, (part) =>
    part
      .replace(LATER, '')
      .replace(
        /_xldudf_WATERFALL_([A-Z0-9_]+)/gi,
        (_, name: string) => `WATERFALL.${name.replaceAll('_', '.')}`,
      ),
  );

/** A formula as a file holds it. */
export const filed = (formula: string): string =>
  outsideTexts(formula, (part) =>
    part.replace(/(?<![\p{L}\p{N}_.])([A-Z][A-Z0-9.]*)(?=\()/giu, (name) => {
      const upper = name.toUpperCase();
      if (upper.startsWith('WATERFALL.'))
        return PREFIX + upper.slice('WATERFALL.'.length).replaceAll('.', '_');
      if (IN_ANOTHER_NAMESPACE.has(upper)) return `_xlfn._xlws.${upper}`;
      return SINCE_2010.has(upper) ? `_xlfn.${upper}` : name;
    }),
  );

/** What stands between quotes is a text or the name of a sheet, and stays as it is. */
export const outsideTexts = (formula: string, change: (part: string) => string): string =>
  formula
    .split(/("(?:[^"]|"")*"|'(?:[^']|'')*')/)
    .map((part, i) => (i % 2 ? part : change(part)))
    .join('');
