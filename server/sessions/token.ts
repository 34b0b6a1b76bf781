import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Peppers } from '../config.ts';

/** Marks the text as one of our tokens, so that scanners find it where it should not be. */
const PREFIX = 'wf_';
const SECRET = 32;
const EXPIRY = 6;
const MAC = 32;

/** A token that is genuine; whether its session still lives is the store's to say. */
export interface Token {
  /** SHA-256 of the secret part, hex: names the session without opening it. */
  readonly id: string;
  readonly secret: Buffer;
  /** Latest end of the token, epoch ms. */
  readonly expiresAt: number;
  /** The pepper it was made under, which its session's keys are derived with too. */
  readonly pepper: Buffer;
}

const mac = (pepper: Buffer, body: Buffer): Buffer =>
  createHmac('sha256', pepper).update('waterfall token v1').update(body).digest();

const describe = (body: Buffer, pepper: Buffer): Token => {
  const secret = body.subarray(0, SECRET);
  return {
    id: createHash('sha256').update(secret).digest('hex'),
    secret,
    expiresAt: body.readUIntBE(SECRET, EXPIRY),
    pepper,
  };
};

/** Makes a bearer token: 256 random bits, the expiry (epoch ms) and their HMAC under the pepper. It is not kept. */
export function mintToken(pepper: Buffer, expiresAt: number): { text: string; token: Token } {
  const body = Buffer.alloc(SECRET + EXPIRY);
  randomBytes(SECRET).copy(body);
  body.writeUIntBE(expiresAt, SECRET, EXPIRY);
  return {
    text: PREFIX + Buffer.concat([body, mac(pepper, body)]).toString('base64url'),
    token: describe(body, pepper),
  };
}

/** What stands behind `Bearer` in an Authorization header. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];

/** Reads a token made under the current or the previous pepper; undefined when it is anything else. Says nothing about its expiry. */
export function readToken(text: string, peppers: Peppers): Token | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  const bytes = Buffer.from(text.slice(PREFIX.length), 'base64url');
  // Compared with its own encoding: base64 leaves spare bits, and a token has one spelling.
  if (bytes.length !== SECRET + EXPIRY + MAC || PREFIX + bytes.toString('base64url') !== text)
    return undefined;
  const body = bytes.subarray(0, SECRET + EXPIRY);
  const given = bytes.subarray(SECRET + EXPIRY);
  const pepper = [peppers.current, peppers.previous].find((p) => p && timingSafeEqual(mac(p, body), given));
  return pepper && describe(body, pepper);
}
