import { mergeLocales, type ILanguagePack } from '@univerjs/presets';
import conditions from '@univerjs/presets/preset-sheets-conditional-formatting/locales/en-US';
import core from '@univerjs/preset-sheets-core/locales/en-US';
import drawing from '@univerjs/preset-sheets-drawing/locales/en-US';

/** The library's own words: menus, function help, messages. */
export const pack: ILanguagePack = mergeLocales(core, drawing, conditions);
