import type { Frame } from './add-in-window.ts';
import { requirements } from './requirements.ts';
import type { WorkbookHost } from './workbook-host.ts';

export type Action = (event: { completed: () => void; source: { id: string } }) => unknown;

/** What of the page the add-in may ask. */
export interface Surroundings {
  readonly language: 'en' | 'zh-CN';
  readonly dark: boolean;
  readonly actions: Map<string, Action>;
}

const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const ok = <T>(value: T) => ({ status: 'succeeded', value, error: undefined, asyncContext: undefined });

/** `Office`: the common API, as far as a shared-runtime add-in of Excel needs it. */
export function officeNamespace(frame: Frame, host: WorkbookHost, around: Surroundings): object {
  const info = { host: 'Excel', platform: 'PC', addin: { isSharedRuntime: true } };
  const strict = strictOf(frame);
  let startup = 'None';
  return strict('', {
    context: contextOf(frame, host, around),
    initialize: undefined,
    onReady: async (callback?: (info: object) => unknown) => {
      if (callback) await callback(info);
      return info;
    },
    isSetSupported: isSupported,
    actions: strict('actions', {
      associate: (name: string, action: Action) => {
        around.actions.set(name, action);
      },
    }),
    addin: strict('addin', {
      showAsTaskpane: () => Promise.resolve(),
      hide: () => Promise.resolve(),
      getStartupBehavior: () => Promise.resolve(startup),
      setStartupBehavior: (behavior: string) => {
        startup = behavior;
        return Promise.resolve();
      },
      onVisibilityModeChanged: () => Promise.resolve(() => Promise.resolve()),
    }),
    HostType: { Excel: 'Excel' },
    PlatformType: { PC: 'PC', OfficeOnline: 'OfficeOnline', Mac: 'Mac' },
    AsyncResultStatus: { Succeeded: 'succeeded', Failed: 'failed' },
    EventType: { DocumentSelectionChanged: 'documentSelectionChanged' },
    StartupBehavior: { None: 'None', Load: 'Load' },
    VisibilityMode: { Hidden: 'Hidden', Taskpane: 'Taskpane' },
  });
}

const strictOf =
  (frame: Frame) =>
  <T extends object>(name: string, members: T): T =>
    frame.strict(`Office.${name}`, members);

/** Answers as the common API does: later, to a callback. */
const laterOf =
  ({ window }: Frame) =>
  (callback: unknown, result: object): void => {
    if (typeof callback === 'function') window.setTimeout(() => void callback(result));
  };

function contextOf(frame: Frame, host: WorkbookHost, around: Surroundings): object {
  const { window } = frame;
  const strict = strictOf(frame);
  const culture = around.language === 'en' ? 'en-US' : 'zh-CN';
  const colours = around.dark
    ? ['#1F2124', '#F0F2F4', '#2A2D31', '#F0F2F4']
    : ['#FFFFFF', '#1A1F25', '#F5F6F8', '#1A1F25'];
  return strict('context', {
    host: 'Excel',
    platform: 'PC',
    displayLanguage: culture,
    contentLanguage: culture,
    touchEnabled: false,
    partitionKey: undefined,
    diagnostics: { host: 'Excel', platform: 'PC', version: '16.0.preview' },
    officeTheme: {
      bodyBackgroundColor: colours[0],
      bodyForegroundColor: colours[1],
      controlBackgroundColor: colours[2],
      controlForegroundColor: colours[3],
      isDarkTheme: around.dark,
    },
    requirements: strict('context.requirements', {
      isSetSupported: (name: string, version: string | number = '1.1') => isSupported(name, String(version)),
    }),
    document: documentOf(frame, host),
    ui: strict('context.ui', {
      openBrowserWindow: (url: string) => {
        window.open(url, '_blank', 'noopener');
      },
    }),
  });
}

function documentOf(frame: Frame, host: WorkbookHost): object {
  const later = laterOf(frame);
  const handlers = new Map<unknown, () => void>();
  const document = strictOf(frame)('context.document', {
    settings: settingsOf(frame, host),
    url: '',
    mode: 'readWrite',
    addHandlerAsync: (
      type: string,
      handler: (event: object) => void,
      options?: unknown,
      callback: unknown = options,
    ) => {
      if (type !== 'documentSelectionChanged') throw frame.notImplemented(`Office.EventType ${type}`);
      handlers.set(
        handler,
        host.grid.on('selected', () => {
          handler({ type, document });
        }),
      );
      later(callback, ok(undefined));
    },
    removeHandlerAsync: (_type: string, options?: { handler?: unknown }, callback?: unknown) => {
      for (const [handler, stop] of handlers) if (!options?.handler || options.handler === handler) stop();
      later(callback, ok(undefined));
    },
  });
  return document;
}

function settingsOf(frame: Frame, host: WorkbookHost): object {
  const later = laterOf(frame);
  const settings = strictOf(frame)('context.document.settings', {
    get: (name: string) => (host.settings.has(name) ? structuredClone(host.settings.get(name)) : null),
    set: (name: string, value: unknown) => {
      host.keepSetting(name, value);
    },
    remove: (name: string) => {
      host.forgetSetting(name);
    },
    saveAsync: (options: unknown, callback: unknown = options) => {
      later(callback, ok(undefined));
    },
    refreshAsync: (callback: unknown) => {
      later(callback, ok(settings));
    },
  });
  return settings;
}

function isSupported(name: string, version = '1.1'): boolean {
  const [wantedMajor = 1, wantedMinor = 0] = version.split('.').map(Number);
  const [major = 0, minor = 0] = (requirements[name] ?? '0.0').split('.').map(Number);
  return wantedMajor < major || (wantedMajor === major && wantedMinor <= minor);
}

/** Enumerations of Office.js spell their values as their members, with a capital. */
export const enumeration = () =>
  new Proxy({} as Record<string, string>, {
    get: (_, name) => (typeof name === 'string' ? pascal(name) : undefined),
  });
