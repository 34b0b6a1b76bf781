import type { Logger } from 'pino';
import { ENGINE_VERSION, templates } from '../../src/document/index.ts';
import { LIMITS } from '../../src/engine/index.ts';
import { CONFIG_APP, CONFIG_TEMPLATES, TTL } from './keys.ts';
import type { Hash, Store } from './store.ts';

/** The largest upload, in bytes. */
export const LARGEST_UPLOAD = 10 * 1024 * 1024;
const FILE_TYPES = ['xlsx', 'xlsm', 'xls'];
/** How often what an operator has set is read, ms. */
export const READ_EVERY = 60_000;

/** The program's own limits under the names of the design. Times in seconds, sizes in bytes, periods in years. */
export const OWN_LIMITS = {
  version: ENGINE_VERSION,
  max_investment_period: LIMITS.classicYears as number,
  max_file_size: LARGEST_UPLOAD,
  session_timeout: TTL.session / 1000,
  cache_timeout: TTL.calculation / 1000,
  supported_file_types: FILE_TYPES.join(),
};
export type Limits = Readonly<typeof OWN_LIMITS>;
type Name = Exclude<keyof Limits, 'version'>;
const NAMES = Object.keys(OWN_LIMITS).filter((name) => name !== 'version') as Name[];

/** The limits and modes that the store publishes under the names of the design; an operator may lower a limit there. */
export class PublishedLimits {
  readonly #store: Store;
  readonly #log: Logger;
  /** Refused values that were logged: each is told once. */
  readonly #told = new Set<string>();
  #current: Limits = OWN_LIMITS;

  constructor(store: Store, log: Logger) {
    this.#store = store;
    this.#log = log;
  }

  get current(): Limits {
    return this.#current;
  }

  /**
   * Publishes the modes, the version and every limit that is not there, and takes those that are.
   * @throws StoreUnavailable
   */
  async refresh(): Promise<void> {
    const found = (await this.#store.getHash(CONFIG_APP)) ?? {};
    const missing = NAMES.filter((name) => found[name] === undefined);
    const fields = ['version' as const, ...missing].map((name) => [name, String(OWN_LIMITS[name])]);
    await this.#store.setHash(CONFIG_APP, Object.fromEntries(fields) as Hash);
    await this.#store.setValue(CONFIG_TEMPLATES, Buffer.from(JSON.stringify(templates())));
    const taken = NAMES.map((name) => [name, this.#taken(name, found[name] ?? String(OWN_LIMITS[name]))]);
    this.#current = { ...OWN_LIMITS, ...(Object.fromEntries(taken) as Omit<Limits, 'version'>) };
  }

  /** A value of an operator's where it lowers the limit, else the program's own. */
  #taken(name: Name, text: string): number | string {
    const own = OWN_LIMITS[name];
    const value = typeof own === 'string' ? text : Number(text);
    const lowers =
      typeof value === 'string'
        ? text.split(',').every((type) => FILE_TYPES.includes(type))
        : Number.isInteger(value) && value > 0 && value <= Number(own);
    if (lowers) return value;
    if (!this.#told.has(`${name} ${text}`))
      this.#log.warn(
        { limit: name, at_most: own },
        'a limit in config:app is none, or above the program’s own',
      );
    this.#told.add(`${name} ${text}`);
    return own;
  }
}
