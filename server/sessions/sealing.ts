import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const VERSION = 1;
const IV = 12;
const TAG = 16;

/** Seals what is stored under one key of 32 bytes. */
export class Sealer {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** AES-256-GCM: version, nonce, tag, ciphertext. `name` is the key it will be stored under and is authenticated with it. */
  seal(name: string, plain: string | Buffer): Buffer {
    const iv = randomBytes(IV);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(name));
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
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(1, 1 + IV))
      .setAAD(Buffer.from(name))
      .setAuthTag(sealed.subarray(1 + IV, 1 + IV + TAG));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(1 + IV + TAG)), decipher.final()]);
    } catch {
      return undefined;
    }
  }
}

/**
 * The keys of one session, derived from the secret in its token and the server's pepper by HKDF-SHA-256. With the
 * store but without both of these nothing in it can be read, nor whether two sessions hold the same.
 */
export class SessionKeys extends Sealer {
  readonly #seal: Buffer;
  readonly #hash: Buffer;

  constructor(secret: Buffer, pepper: Buffer) {
    const bytes = Buffer.from(hkdfSync('sha256', secret, pepper, 'waterfall session v1', 64));
    const seal = bytes.subarray(0, 32);
    super(seal);
    this.#seal = seal;
    this.#hash = bytes.subarray(32);
  }

  /** HMAC-SHA-256 in hex: names a stored value by its content without telling the content. */
  hash(content: string): string {
    return createHmac('sha256', this.#hash).update(content).digest('hex');
  }

  /** The key of one job, by HKDF of the session's with the job's id: whoever has it can read that job and nothing else. */
  jobKey(job: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#seal, job, 'waterfall job v1', 32));
  }
}

/** Seals the key of a job for whoever has the pepper, while no request of its session is there. */
export const pepperSealer = (pepper: Buffer): Sealer =>
  new Sealer(Buffer.from(hkdfSync('sha256', pepper, '', 'waterfall keys of jobs v1', 32)));
