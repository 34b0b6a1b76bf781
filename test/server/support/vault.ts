import { pino } from 'pino';
import { SessionKeys } from '../../../server/sessions/sealing.ts';
import { Vault } from '../../../server/sessions/session-store.ts';
import { Cache } from '../../../server/store/cache.ts';
import { Ledger, type LedgerLimits } from '../../../server/store/ledger.ts';
import type { Store } from '../../../server/store/store.ts';

const silent = pino({ level: 'silent' });
const MIB = 1024 * 1024;
export const ROOMY: LedgerLimits = {
  all: 2048 * MIB,
  ofAddress: 512 * MIB,
  ofSession: 64 * MIB,
  records: MIB,
  cache: 1024 * MIB,
};

export const ledgerOf = (store: Store, clock: () => number = Date.now, limits: Partial<LedgerLimits> = {}) =>
  new Ledger(store, { ...ROOMY, ...limits }, clock, silent);

export const cacheOf = (store: Store, bytes = MIB, clock: () => number = Date.now) =>
  new Cache(store, ledgerOf(store, clock), bytes, clock, silent);

export const ownerOf = (session: string, address = 'an address') => ({ session, address });

/** What a session holds in a store, sealed; `Of` is Vault or a class made of it. */
export const vaultOf = (store: Store, id: string, clock: () => number, Of = Vault) =>
  new Of(ownerOf(id), new SessionKeys(Buffer.alloc(32, 1), Buffer.alloc(32, 2)), {
    store,
    cache: cacheOf(store, MIB, clock),
    ledger: ledgerOf(store, clock),
    clock,
    log: silent,
    rejected: () => {},
  });
