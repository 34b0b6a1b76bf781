import { createHash, randomBytes } from 'node:crypto';
import type { Peppers } from '../config.ts';
import { Problem } from '../problem.ts';
import { SessionKeys } from '../sessions/sealing.ts';
import type { Session } from '../sessions/sessions.ts';
import { sessionValueKey, TTL } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import type { Download, Files } from './files.ts';

const TICKETS = 'tickets';
/** Tickets of one session that are open at once; each counts as one byte. */
const MOST_TICKETS = { bytes: 20, files: 1000 };

/** What the record of a ticket holds: the export, its own key, and what it is sent as. */
interface Ticket {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/**
 * Links that are good once and for five minutes, where a header cannot be sent. The ticket in the link opens a record that
 * has the export's own key; the store knows neither the ticket nor that key.
 */
export class Tickets {
  readonly #files: Files;
  readonly #store: Store;
  readonly #peppers: Peppers;
  readonly #clock: () => number;

  constructor(files: Files, store: Store, peppers: Peppers, clock: () => number) {
    this.#files = files;
    this.#store = store;
    this.#peppers = peppers;
    this.#clock = clock;
  }

  /**
   * A ticket for an export.
   * @throws Problem NO_FILE, TOO_MANY_TICKETS, SESSION_EXPIRED; StoreUnavailable
   */
  async issue(session: Session, id: string): Promise<{ ticket: string; expiresAt: number }> {
    const now = this.#clock();
    const file = await this.#files.find('exports', session, id);
    const key = file && (await this.#files.keyOf('exports', session, id));
    if (!file || !key || file.status === 'expired') throw new Problem('NO_FILE');
    const secret = randomBytes(32);
    const name = idOf(secret);
    // It opens a file, which it cannot outlive.
    const expiresAt = Math.min(now + TTL.ticket, Date.parse(file.expiry_time));
    const entry = { bytes: 1, expiresAt, status: 'open' };
    if ((await this.#store.addFile(session.id, TICKETS, name, entry, MOST_TICKETS, now)) !== 'entered')
      throw new Problem('TOO_MANY_TICKETS');
    const { original_name, mime_type, file_size } = file;
    const record = JSON.stringify({ id, key, name: original_name, type: mime_type, size: file_size });
    const sealed = new SessionKeys(secret, this.#peppers.current).seal(recordKey(session.id, name), record);
    const value = { name: `ticket:${name}`, value: sealed, ttl: expiresAt - now };
    if (!(await this.#store.writeSession(session.id, [value]))) throw new Problem('SESSION_EXPIRED');
    return { ticket: `${session.id}.${secret.toString('base64url')}`, expiresAt };
  }

  /**
   * The export a ticket is for, which is then used up; or, where it is only asked after, is not.
   * @param admit is told whose file it is and its bytes, before the ticket is used up.
   * @throws Problem TICKET_INVALID, NO_FILE; StoreUnavailable
   */
  async redeem(
    ticket: string,
    id: string,
    { uses, admit }: { uses: boolean; admit?: (session: string, bytes: number) => void },
  ): Promise<Download> {
    const [session = '', text = ''] = ticket.split('.');
    const secret = Buffer.from(text, 'base64url');
    if (!/^[0-9a-f]{64}$/.test(session) || secret.length !== 32) throw new Problem('TICKET_INVALID');
    const name = idOf(secret);
    const key = recordKey(session, name);
    const sealed = await this.#store.getValue(key);
    const opened = sealed && this.#open(secret, key, sealed);
    const entry = (await this.#store.filesOf(session, TICKETS))[name];
    if (!opened || !entry || entry.expiresAt <= this.#clock()) throw new Problem('TICKET_INVALID');
    const record = JSON.parse(opened) as Ticket;
    if (record.id !== id) throw new Problem('TICKET_INVALID');
    if (entry.status !== 'open') throw new Problem('TICKET_INVALID');
    admit?.(session, record.size);
    // Checked before the ticket is used: a missing file must not cost the user the link.
    const bytes = await this.#files.open('exports', session, id, record.key);
    if (!bytes) throw new Problem('NO_FILE');
    // One step in the store: of two requests with one ticket, one gets the file.
    if (uses && !(await this.#store.moveFile(session, TICKETS, name, ['open'], 'used', true)))
      throw new Problem('TICKET_INVALID');
    return { name: record.name, type: record.type, bytes };
  }

  /** Under the pepper of now, or the one it was issued under before the last change. */
  #open(secret: Buffer, key: string, sealed: Buffer): string | undefined {
    const { current, previous } = this.#peppers;
    const opened = new SessionKeys(secret, current).open(key, sealed);
    return opened ?? (previous && new SessionKeys(secret, previous).open(key, sealed)) ?? undefined;
  }
}

const idOf = (secret: Buffer): string => createHash('sha256').update(secret).digest('hex');
const recordKey = (session: string, name: string): string => sessionValueKey(session, `ticket:${name}`);
