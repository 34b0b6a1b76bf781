import type { Kind } from '../kind.ts';
import type { WorkbookHost } from '../workbook-host.ts';

interface Setting {
  readonly key: string;
}

const settingKind: Kind<Setting> = {
  name: 'Setting',
  properties: {
    key: { get: ({ key }) => key },
    value: {
      get: ({ key }, host) => structuredClone(host.settings.get(key)),
      set: ({ key }, value: unknown, host) => {
        host.keepSetting(key, value);
      },
    },
  },
  methods: {
    delete: ({ key }, host) => {
      host.forgetSetting(key);
    },
  },
};

const find = (host: WorkbookHost, _: WorkbookHost, key: string) => (host.settings.has(key) ? { key } : null);

export const settingsKind: Kind<WorkbookHost> = {
  name: 'SettingCollection',
  objects: {
    add: {
      kind: () => settingKind as Kind<never>,
      at: (host, _, key: string, value: unknown): Setting => {
        host.keepSetting(key, value);
        return { key };
      },
    },
    getItem: { kind: () => settingKind as Kind<never>, at: find },
    getItemOrNullObject: { kind: () => settingKind as Kind<never>, at: find, orNull: true },
  },
  methods: { getCount: (host) => host.settings.size },
  events: { onSettingsChanged: (host, _, fire) => host.onSettings(() => fire({ settings: {} })) },
  items: {
    kind: () => settingKind as Kind<never>,
    of: (host) => [...host.settings.keys()].map((key) => ({ key })),
  },
};
