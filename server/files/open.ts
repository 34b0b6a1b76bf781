import type { Config } from '../config.ts';
import type { Store } from '../store/store.ts';
import { DiskShelf } from './disk.ts';
import { SharedShelf } from './shared.ts';
import type { Shelf } from './shelf.ts';

/** Where the configuration wants files: a folder of this machine, or the shared store. */
export const openShelf = ({ files }: Pick<Config, 'files'>, store: Store): Shelf =>
  files.kind === 'disk' ? new DiskShelf(files.folder) : new SharedShelf(store);
