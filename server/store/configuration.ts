import { ENGINE_VERSION, templates } from '../../src/document/index.ts';
import { LIMITS } from '../../src/engine/index.ts';
import { CONFIG_APP, CONFIG_TEMPLATES, TTL } from './keys.ts';
import type { Store } from './store.ts';

/** The largest upload, 10 MiB, and what it may be. */
const UPLOAD = { bytes: 10 * 1024 * 1024, types: 'xlsx,xls' };

/**
 * Writes the program's own limits and modes where the design has them. Times in seconds, sizes in bytes.
 * @throws StoreUnavailable
 */
export async function writeConfiguration(store: Store): Promise<void> {
  await store.setHash(CONFIG_APP, {
    version: ENGINE_VERSION,
    max_investment_period: String(LIMITS.classicYears),
    max_file_size: String(UPLOAD.bytes),
    session_timeout: String(TTL.session / 1000),
    cache_timeout: String(TTL.calculation / 1000),
    supported_file_types: UPLOAD.types,
  });
  await store.setValue(CONFIG_TEMPLATES, Buffer.from(JSON.stringify(templates())));
}
