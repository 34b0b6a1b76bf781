import { say, type Locale, type Text } from '../i18n/text.ts';

const STEP: Text = { en: '{term} from {date}', 'zh-CN': '{term} 自 {date}' };

/** The label of a rate that stands from a moment on. */
export const stepLabel = (term: string, from: string | number, locale: Locale): string =>
  say(STEP, locale, { term, date: from });
