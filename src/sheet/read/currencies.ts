/** Currencies by their signs, codes and names. */
const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  // Before those whose sign or word they hold.
  [/港[元币]|hkd|hk\$/, 'HKD'],
  [/sgd|(?<!u)s\$/, 'SGD'],
  [/aud|a\$/, 'AUD'],
  [/cad|c\$/, 'CAD'],
  [/美[元金]|usd|\$/, 'USD'],
  [/欧元|eur|€/, 'EUR'],
  [/英镑|gbp|£/, 'GBP'],
  [/日元|jpy/, 'JPY'],
  [/chf/, 'CHF'],
  [/人民币|cny|rmb|¥|元/, 'CNY'],
];
/** The code of the currency that a sign, a code or a name tells. */
export const currencyOf = (text: string): string | undefined =>
  CURRENCIES.find(([pattern]) => pattern.test(text.normalize('NFKC').toLowerCase()))?.[1];
