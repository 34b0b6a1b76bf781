import '@univerjs/preset-sheets-core/lib/index.css';
import '@univerjs/preset-sheets-drawing/lib/index.css';
import '@univerjs/presets/lib/styles/preset-sheets-conditional-formatting.css';
import { createUniver, LifecycleStages, LocaleType, LogLevel, type ILanguagePack } from '@univerjs/presets';
import { UniverSheetsConditionalFormattingPreset } from '@univerjs/presets/preset-sheets-conditional-formatting';
import {
  CalculationMode,
  CellAlertManagerService,
  IEditorBridgeService,
  UniverSheetsCorePreset,
} from '@univerjs/preset-sheets-core';
import { UniverSheetsDrawingPreset } from '@univerjs/preset-sheets-drawing';
import type { Core } from './core.ts';
import { useDarkColours } from './dark.ts';
import { theme } from './theme.ts';

export type Language = 'en' | 'zh-CN';

const localeTypes: Record<Language, LocaleType> = { en: LocaleType.EN_US, 'zh-CN': LocaleType.ZH_CN };

export interface StartOptions {
  readonly container: HTMLElement;
  readonly language: Language;
  readonly dark: boolean;
}

async function words(language: Language): Promise<ILanguagePack> {
  const { pack } = language === 'en' ? await import('./words-en.ts') : await import('./words-zh.ts');
  return pack;
}

export async function start({ container, language, dark }: StartOptions): Promise<Core> {
  const locale = localeTypes[language];
  const { univer, univerAPI: api } = createUniver({
    locale,
    locales: { [locale]: await words(language) },
    theme,
    darkMode: dark,
    logLevel: LogLevel.SILENT,
    presets: [
      UniverSheetsCorePreset({
        container,
        header: true,
        toolbar: false,
        contextMenu: true,
        disableAutoFocus: true,
        footer: {
          sheetBar: true,
          statisticBar: true,
          menus: false,
          zoomSlider: false,
          addSheetButtonConfig: { show: false },
        },
        formula: {
          initialFormulaComputing: CalculationMode.NO_CALCULATION,
          // The library's prompts lag 0.3 s behind what is typed and take the Enter that ends a formula: it then
          // stays open, or names the function that was prompted (IRR for IRR.ALL).
          functionScreenTips: false,
        },
        sheets: { disableForceStringAlert: true, disableForceStringMark: true },
      }),
      UniverSheetsDrawingPreset(),
      UniverSheetsConditionalFormattingPreset(),
    ],
  });
  const core: Core = { univer, api, injector: univer.__getInjector() };
  useDarkColours(core);
  return core;
}

/** Cells have been painted: before this the selection and the editor are not there yet. */
export function rendered({ api }: Core): Promise<void> {
  if (api.getCurrentLifecycleStage() >= LifecycleStages.Rendered) return Promise.resolve();
  return new Promise((done) => {
    const listening = api.addEvent(api.Event.LifeCycleChanged, ({ stage }) => {
      if (stage < LifecycleStages.Rendered) return;
      listening.dispose();
      done();
    });
  });
}

/** The page says more of an error than the library does, in the same place. To be called when cells are painted. */
export function hideAlerts({ injector }: Core): void {
  injector.get(CellAlertManagerService).showAlert = () => undefined;
}

/**
 * A result for the cell that is typed into would put what the cell held before into the editor, between the letters. To be
 * called when cells are painted.
 */
export function keepWhatIsTyped({ injector }: Core): void {
  const bridge = injector.get(IEditorBridgeService);
  const refresh = bridge.refreshEditCellState.bind(bridge);
  bridge.refreshEditCellState = () => {
    if (!bridge.isVisible().visible) refresh();
  };
}

export async function setLanguage({ api }: Core, language: Language): Promise<void> {
  api.loadLocales(localeTypes[language], await words(language));
  api.setLocale(localeTypes[language]);
}
