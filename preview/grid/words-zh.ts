import { mergeLocales, type ILanguagePack } from '@univerjs/presets';
import conditions from '@univerjs/presets/preset-sheets-conditional-formatting/locales/zh-CN';
import core from '@univerjs/preset-sheets-core/locales/zh-CN';
import drawing from '@univerjs/preset-sheets-drawing/locales/zh-CN';

/** The library's own words: menus, function help, messages. */
export const pack: ILanguagePack = mergeLocales(core, drawing, conditions);
