import type { Request } from 'express';
import type { Locale } from '../src/engine/index.ts';
import { localeOf } from '../src/i18n/index.ts';

/** The language asked for by Accept-Language: any Chinese is zh-CN, everything else English. */
export const languageOf = (req: Request): Locale =>
  localeOf(req.acceptsLanguages('en', 'zh-CN', 'zh') || 'en');
