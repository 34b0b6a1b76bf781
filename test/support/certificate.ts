import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** A certificate for a name and its key, made by OpenSSL in a folder. */
export function certificate(
  folder: string,
  name: string,
  more: readonly string[] = ['-nodes'],
): { cert: string; key: string } {
  const files = { cert: path.join(folder, `${name}.crt`), key: path.join(folder, `${name}.key`) };
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-days', '2', '-subj', `/CN=${name}`, ...more];
  execFileSync('openssl', [...args, '-keyout', files.key, '-out', files.cert], { stdio: 'ignore' });
  return files;
}
