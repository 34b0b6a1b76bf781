import { ENGINE_VERSION, templates } from '../../src/document/index.ts';
import { LIMITS } from '../../src/engine/index.ts';
import { CONFIG_APP, CONFIG_TEMPLATES, TTL } from './keys.ts';
import type { Hash, Store } from './store.ts';

/** The largest upload, in bytes. */
export const LARGEST_UPLOAD = 10 * 1024 * 1024;

/** The program's own limits under the names of the design. Times in seconds, sizes in bytes, periods in years. */
export const limits = {
  version: ENGINE_VERSION,
  max_investment_period: LIMITS.classicYears,
  max_file_size: LARGEST_UPLOAD,
  session_timeout: TTL.session / 1000,
  cache_timeout: TTL.calculation / 1000,
  supported_file_types: 'xlsx,xlsm,xls',
};

/**
 * Writes the program's own limits and modes where the design has them.
 * @throws StoreUnavailable
 */
export async function writeConfiguration(store: Store): Promise<void> {
  const fields = Object.entries(limits).map(([name, value]) => [name, String(value)]);
  await store.setHash(CONFIG_APP, Object.fromEntries(fields) as Hash);
  await store.setValue(CONFIG_TEMPLATES, Buffer.from(JSON.stringify(templates())));
}
