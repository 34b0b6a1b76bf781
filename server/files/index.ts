import type { Config } from '../config.ts';
import type { Store } from '../store/store.ts';
import { DiskStorage } from './disk-storage.ts';
import { StoreStorage } from './store-storage.ts';
import type { Storage } from './storage.ts';

/** Where the configuration wants files: a folder of this machine, or the shared store. */
export const openStorage = ({ files }: Pick<Config, 'files'>, store: Store): Storage =>
  files.kind === 'disk' ? new DiskStorage(files.folder) : new StoreStorage(store);
