/** The add-in's manifest for the address that a company serves it from. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RequestHandler } from 'express';

/** Where developers serve it from; the manifest in the repository names nothing else. */
const DEVELOPERS = 'https://localhost:3000';

/** Names are addresses: RFC 9562, section 6.6. */
const ADDRESSES = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

/** The UUID that an address always has: version 5 of RFC 9562. */
export function uuidOf(address: string): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(ADDRESSES.replaceAll('-', ''), 'hex'))
    .update(address)
    .digest()
    .subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * The manifest with an origin's own id, its pages and its domain. The same origin always has the same id, so a newer release
 * replaces the one before, and no other company's.
 * @param template the manifest of the repository
 * @param origin an https origin, as `isOrigin` takes it
 */
export const manifestFor = (template: string, origin: string): string =>
  template.replaceAll(DEVELOPERS, origin).replace(/<Id>[^<]*<\/Id>/, `<Id>${uuidOf(origin)}</Id>`);

/** Whether an address is one that Excel loads an add-in from: https and nothing behind the host. */
export const isOrigin = (address: string): boolean =>
  URL.canParse(address) && new URL(address).protocol === 'https:' && new URL(address).origin === address;

export const ORIGIN_FAULT =
  'must be an https origin, as Excel loads no other: https://waterfall.example.com, without a path and without a slash at its end';

/** GET /manifest.xml of the public address. */
export function servedManifest(publicDir: string, origin: string): RequestHandler {
  const manifest = manifestFor(readFileSync(path.join(publicDir, 'manifest.xml'), 'utf8'), origin);
  return (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next();
    res.set('Cache-Control', 'no-cache').type('application/xml').send(manifest);
  };
}
