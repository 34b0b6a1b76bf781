import type { Logger } from 'pino';
import { Problem } from '../problem.ts';
import type { Session } from '../sessions/sessions.ts';
import { TTL } from '../store/keys.ts';
import { ifStoreAnswers } from '../store/store.ts';

const RESPONSE = 'response';

/**
 * What was too heavy is so again, and finding that out takes a thread all the time it may take. The refusal is therefore
 * kept for a while, as an answer of the session, and given to whoever asks for the same, on every instance. That the
 * service was busy is no such answer.
 */
export class Refusals {
  readonly #clock: () => number;
  readonly #log: Logger;

  constructor(clock: () => number, log: Logger) {
    this.#clock = clock;
    this.#log = log;
  }

  /**
   * What `work` gives, unless it was too heavy lately. The store being away is no reason to fail: the work is then done.
   * @param hash of all that the work depends on.
   * @throws Problem TOO_HEAVY; what `work` throws
   */
  async unlessRefused<T>({ vault }: Session, hash: string, work: () => Promise<T>): Promise<T> {
    const name = `${RESPONSE}:${hash}`;
    if ((await this.#withStore(() => vault.read(name))) !== undefined) throw new Problem('TOO_HEAVY');
    try {
      return await work();
    } catch (error) {
      if (error instanceof Problem && error.code === 'TOO_HEAVY') {
        const refused_at = new Date(this.#clock()).toISOString();
        const text = JSON.stringify({ status: error.status, code: error.code, refused_at });
        // Waited for: those who wait for the work on other instances look here next.
        await this.#withStore(() => vault.write([{ name, text, ttl: TTL.response }]));
      }
      throw error;
    }
  }

  #withStore<T>(ask: () => Promise<T>): Promise<T | undefined> {
    return ifStoreAnswers(ask, ({ message }) =>
      this.#log.debug({ store: message }, 'refusals are not remembered'),
    );
  }
}
