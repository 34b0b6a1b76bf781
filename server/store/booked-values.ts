import type { Booking, Ledger, Owner } from './ledger.ts';
import { Increment, type Hash, type SessionValue, type Store } from './store.ts';

const sizeOf = (value: SessionValue['value']): number => {
  if (Buffer.isBuffer(value)) return value.length;
  if (value instanceof Increment) return 0;
  return Object.values(value).reduce((sum, { length }) => sum + length, 0);
};

export const bytesOf = (values: readonly SessionValue[]): number =>
  values.reduce((sum, { value }) => sum + sizeOf(value), 0);

/**
 * Writes values of a session that are booked in the ledger first; false when the session is not active.
 * @throws StoreFull, StoreUnavailable
 */
export async function writeBooked(
  store: Store,
  ledger: Ledger,
  owner: Owner,
  values: readonly SessionValue[],
  fields: Hash,
  now: number,
): Promise<boolean> {
  const booking = (value: SessionValue): Booking => ({
    owner,
    stored: 'values',
    bytes: bytesOf([value]),
    expiresAt: now + value.ttl,
  });
  const booked: Booking[] = [];
  let written = false;
  try {
    for (const value of values) {
      const each = booking(value);
      await ledger.book(each);
      booked.push(each);
    }
    written = await store.writeSession(owner.session, values, fields);
    return written;
  } finally {
    if (!written) for (const each of booked) ledger.release(each);
  }
}
