import type { Config } from '../config.ts';
import type { Store } from '../store/store.ts';
import { DiskShelf } from './disk-storage.ts';
import { SharedShelf } from './store-storage.ts';
import type { Shelf } from './storage.ts';

/** Where the configuration wants files: a folder of this machine, or the shared store. */
export const openShelf = ({ files }: Pick<Config, 'files'>, store: Store): Shelf =>
  files.kind === 'disk' ? new DiskShelf(files.folder) : new SharedShelf(store);
