import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const VERSION = 1;
const IV = 12;
const TAG = 16;

/**
 * The keys of one session, derived from the secret in its token and the server's pepper by HKDF-SHA-256. With the
 * store but without both of these nothing in it can be read, nor whether two sessions hold the same.
 */
export class SessionKeys {
  readonly #seal: Buffer;
  readonly #hash: Buffer;

  constructor(secret: Buffer, pepper: Buffer) {
    const bytes = Buffer.from(hkdfSync('sha256', secret, pepper, 'waterfall session v1', 64));
    this.#seal = bytes.subarray(0, 32);
    this.#hash = bytes.subarray(32);
  }

  /** AES-256-GCM: version, nonce, tag, ciphertext. `name` is the key it will be stored under and is authenticated with it. */
  seal(name: string, plain: string | Buffer): Buffer {
    const iv = randomBytes(IV);
    const cipher = createCipheriv('aes-256-gcm', this.#seal, iv).setAAD(Buffer.from(name));
    const sealed = Buffer.concat([
      cipher.update(typeof plain === 'string' ? Buffer.from(plain) : plain),
      cipher.final(),
    ]);
    return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), sealed]);
  }

  /** The text sealed under `name`; undefined as for `openBytes`. */
  open(name: string, sealed: Buffer): string | undefined {
    return this.openBytes(name, sealed)?.toString('utf8');
  }

  /** The bytes sealed under `name`; undefined when the value was changed, moved from another key, or is another session's. */
  openBytes(name: string, sealed: Buffer): Buffer | undefined {
    if (sealed.length < 1 + IV + TAG || sealed[0] !== VERSION) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.#seal, sealed.subarray(1, 1 + IV))
      .setAAD(Buffer.from(name))
      .setAuthTag(sealed.subarray(1 + IV, 1 + IV + TAG));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(1 + IV + TAG)), decipher.final()]);
    } catch {
      return undefined;
    }
  }

  /** HMAC-SHA-256 in hex: names a stored value by its content without telling the content. */
  hash(content: string): string {
    return createHmac('sha256', this.#hash).update(content).digest('hex');
  }
}
