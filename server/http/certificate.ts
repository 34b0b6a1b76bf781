import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type https from 'node:https';
import { createSecureContext } from 'node:tls';
import type { Logger } from 'pino';

export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

const WATCH_EVERY = 2000;

/** @throws Error that says in a sentence what is wrong with which file */
export function readCertificate({ cert, key }: CertificateFiles): Certificate {
  const read = (name: string, file: string): Buffer => {
    try {
      return readFileSync(file);
    } catch (error) {
      throw new Error(`${name} ${file} cannot be read: ${(error as NodeJS.ErrnoException).code}.`);
    }
  };
  const found = { cert: read('HTTPS_CERT', cert), key: read('HTTPS_KEY', key) };
  try {
    createSecureContext(found);
  } catch (error) {
    throw new Error(sentenceOf(error as NodeJS.ErrnoException, { cert, key }));
  }
  return found;
}

function sentenceOf({ code = '', message }: NodeJS.ErrnoException, { cert, key }: CertificateFiles): string {
  if (/KEY_VALUES_MISMATCH/.test(code))
    return `HTTPS_CERT ${cert} and HTTPS_KEY ${key} are no pair: the certificate was made for another key.`;
  if (/INTERRUPTED_OR_CANCELLED|PASSPHRASE|BAD_PASSWORD|BAD_DECRYPT/i.test(code))
    return `HTTPS_KEY ${key} needs a passphrase. Write it without one: openssl pkey -in ${key} -out key.pem`;
  return `HTTPS_CERT ${cert} and HTTPS_KEY ${key} cannot be used as a PEM certificate and its key: ${message}`;
}

/**
 * Uses a certificate that is renewed while the service runs, for connections from then on. Files that are wrong for a moment,
 * as between two copies, leave the one before in use.
 * @returns what ends the watching
 */
export function watchCertificate(server: https.Server, files: CertificateFiles, log: Logger): () => void {
  const reload = (): void => {
    try {
      server.setSecureContext(readCertificate(files));
      log.info('certificate reloaded');
    } catch (error) {
      log.warn(`the certificate in use stays: ${(error as Error).message}`);
    }
  };
  const watched = [files.cert, files.key];
  for (const file of watched) watchFile(file, { interval: WATCH_EVERY, persistent: false }, reload);
  return () => {
    for (const file of watched) unwatchFile(file, reload);
  };
}
