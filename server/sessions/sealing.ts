import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { versionOf } from '../store/keys.ts';

/** Version of the sealing itself. */
const SEALING = 2;
const HEAD = 2;
const IV = 12;
const TAG = 16;

/** Seals what is stored under one key of 32 bytes. */
export class Sealer {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  /**
   * AES-256-GCM: version of the sealing, version of what is sealed, nonce, tag, ciphertext. `name` is the key it will be
   * stored under; it and the versions are authenticated.
   */
  seal(name: string, plain: string | Buffer): Buffer {
    const iv = randomBytes(IV);
    const head = headOf(name);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(
      Buffer.concat([head, Buffer.from(name)]),
    );
    const sealed = Buffer.concat([
      cipher.update(typeof plain === 'string' ? Buffer.from(plain) : plain),
      cipher.final(),
    ]);
    return Buffer.concat([head, iv, cipher.getAuthTag(), sealed]);
  }

  /** The text sealed under `name`; undefined or null as for `openBytes`. */
  open(name: string, sealed: Buffer): string | null | undefined {
    const bytes = this.openBytes(name, sealed);
    return bytes && bytes.toString('utf8');
  }

  /**
   * The bytes sealed under `name`; undefined when the value was changed, moved from another key, or is another session's; null
   * when another release sealed it in another shape.
   */
  openBytes(name: string, sealed: Buffer): Buffer | null | undefined {
    const head = sealed.subarray(0, HEAD);
    if (sealed.length < HEAD + IV + TAG) return undefined;
    if (head[0] !== SEALING) return null;
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(HEAD, HEAD + IV))
      .setAAD(Buffer.concat([head, Buffer.from(name)]))
      .setAuthTag(sealed.subarray(HEAD + IV, HEAD + IV + TAG));
    try {
      const bytes = Buffer.concat([decipher.update(sealed.subarray(HEAD + IV + TAG)), decipher.final()]);
      return head.equals(headOf(name)) ? bytes : null;
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

  /** HMAC-SHA-256 in hex: names a stored value by its content, and its version, without telling the content. */
  hash(kind: string, content: string): string {
    return createHmac('sha256', this.#hash)
      .update(`${kind} ${versionOf(kind)} ${content}`)
      .digest('hex');
  }

  /** A key for one job, derived by HKDF from the session's key and the job's id: it opens that job and nothing else. */
  jobKey(job: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#seal, job, 'waterfall job v1', 32));
  }
}

const headOf = (name: string): Buffer => Buffer.of(SEALING, versionOf(name));

/** Seals the keys of jobs under the pepper: a worker opens them without the session's token. */
export const pepperSealer = (pepper: Buffer): Sealer =>
  new Sealer(Buffer.from(hkdfSync('sha256', pepper, '', 'waterfall keys of jobs v1', 32)));
