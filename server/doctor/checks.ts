/** What an installation needs, looked at from outside: each check gives findings, a fault with what to do about it. */
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import type { Config } from '../config.ts';
import { makeFolder } from '../files/folders.ts';
import { readCertificate } from '../http/certificate.ts';

export interface Finding {
  readonly state: 'ok' | 'warning' | 'fault';
  readonly what: string;
  readonly toDo?: string;
}

export const ok = (what: string): Finding => ({ state: 'ok', what });
export const warning = (what: string, toDo: string): Finding => ({ state: 'warning', what, toDo });
export const fault = (what: string, toDo: string): Finding => ({ state: 'fault', what, toDo });

const DAY = 86_400_000;
/** A certificate is renewed long before. */
const EXPIRES_SOON = 21 * DAY;
const SECONDS = 1000;
const PATIENCE = 5 * SECONDS;
/** Uploads of a few sessions, and room to sweep. */
const LEAST_FREE = 1024 ** 3;

export const codeOf = (error: unknown): string =>
  ((error as { cause?: NodeJS.ErrnoException }).cause ?? (error as NodeJS.ErrnoException)).code ??
  (error as Error).message;

/** The address the service listens on is free, or the service is there. */
export async function checkPort({ host, port, https }: Config): Promise<Finding[]> {
  if (port === 0) return [ok('PORT 0: any free port is taken at start')];
  const where = `${host}, port ${port}`;
  const refused = await new Promise<string | null>((resolve) => {
    const probe = net.createServer();
    probe.once('error', (error) => resolve(codeOf(error)));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
  if (refused === null) return [ok(`${where} is free`)];
  if (refused === 'EACCES')
    return [fault(`${where} may not be used by this account`, 'Set PORT to one above 1023.')];
  if (refused !== 'EADDRINUSE')
    return [fault(`${where} cannot be opened: ${refused}`, 'Set HOST to an address of this machine.')];
  const everywhere = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host];
  const name = everywhere ?? (host.includes(':') ? `[${host}]` : host);
  const answers = await isOurs(`${https ? 'https' : 'http'}://${name}:${port}`);
  return answers
    ? [ok(`${where}: the service is running there`)]
    : [fault(`${where} is taken by another program`, 'End that program, or set PORT to another one.')];
}

/** A certificate is made for another name than loopback, so https is only asked whether it speaks. */
async function isOurs(address: string): Promise<boolean> {
  try {
    const response = await fetch(`${address}/api/v1/health/live`, { signal: AbortSignal.timeout(PATIENCE) });
    return response.ok && ((await response.json()) as { status?: string }).status === 'live';
  } catch (error) {
    return /CERT|ALTNAME|SELF_SIGNED|UNABLE_TO_VERIFY/.test(codeOf(error));
  }
}

/** The certificate and its key are a pair, in time, and made for the public name. */
export function checkCertificate({ https, publicUrl, trustProxy }: Config): Finding[] {
  if (!https)
    return trustProxy === undefined && publicUrl !== undefined
      ? [
          fault(
            'PUBLIC_URL is https, and neither a certificate nor a proxy is set',
            'Set HTTPS_CERT and HTTPS_KEY, or TRUST_PROXY where a proxy speaks https in front.',
          ),
        ]
      : [];
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(readCertificate(https).cert);
  } catch (error) {
    return [
      fault(
        (error as Error).message,
        'Give a PEM certificate with its chain, and its key without a passphrase.',
      ),
    ];
  }
  const end = Date.parse(certificate.validTo);
  const findings: Finding[] = [];
  if (end < Date.now()) findings.push(fault(`the certificate ended on ${certificate.validTo}`, 'Renew it.'));
  else if (end < Date.now() + EXPIRES_SOON)
    findings.push(
      warning(
        `the certificate ends on ${certificate.validTo}`,
        'Renew it; a running service takes the new one.',
      ),
    );
  else findings.push(ok(`the certificate is valid until ${certificate.validTo}`));
  const name = publicUrl && new URL(publicUrl).hostname;
  if (name && certificate.checkHost(name) === undefined)
    findings.push(
      fault(
        `the certificate is for ${certificate.subjectAltName ?? certificate.subject}, not for ${name}`,
        'Get one for that name, or set PUBLIC_URL to a name it is for.',
      ),
    );
  return findings;
}

const PAGES = ['index.html', 'taskpane.html', 'functions.js', 'functions.json', 'manifest.xml'];

/** The built pages are there. */
export function checkPages({ publicDir }: Config): Finding[] {
  const missing = PAGES.filter((page) => !existsSync(path.join(publicDir, page)));
  if (missing.length)
    return [
      fault(
        `${path.resolve(publicDir)} lacks ${missing.join(', ')}`,
        'Build the pages with npm run build, or set PUBLIC_DIR to where they lie.',
      ),
    ];
  const officeJs = /src="(\/office-js\/[^"]*)"/.exec(
    readFileSync(path.join(publicDir, 'taskpane.html'), 'utf8'),
  )?.[1];
  if (officeJs !== undefined && !existsSync(path.join(publicDir, officeJs)))
    return [
      fault(
        `the pane loads ${officeJs} from here, and it is not there`,
        'Use a package made with --with-office-js, or build with OFFICE_JS=cdn.',
      ),
    ];
  return [ok(`pages in ${path.resolve(publicDir)}`)];
}

/** Files can be written where they are kept, and there is room. */
export async function checkFolder({ files }: Config): Promise<Finding[]> {
  if (files.kind !== 'disk') return [ok('files are kept in Redis')];
  const folder = path.resolve(files.folder);
  try {
    await makeFolder(folder);
    const probe = await mkdtemp(path.join(folder, '.doctor-'));
    await writeFile(path.join(probe, 'written'), 'x');
    await rm(probe, { recursive: true });
  } catch (error) {
    return [
      fault(
        `TEMP_DIR ${folder} cannot be written: ${codeOf(error)}`,
        codeOf(error) === 'ENOSPC'
          ? 'Free room there, or name a folder on another disk.'
          : 'Give the account of the service a folder it may write.',
      ),
    ];
  }
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  return [
    free < LEAST_FREE
      ? warning(
          `TEMP_DIR ${folder} has ${Math.floor(free / 1024 ** 2)} MiB left`,
          'Free at least 1 GiB, or lower STORED_MB.',
        )
      : ok(`TEMP_DIR ${folder} can be written`),
  ];
}

/** What users reach: the right service, through a proxy that leaves what Excel needs. */
export async function checkPublicUrl({ publicUrl, trustProxy, https }: Config): Promise<Finding[]> {
  if (publicUrl === undefined)
    return [
      warning(
        'PUBLIC_URL is not set: /manifest.xml names https://localhost:3000, for developers alone',
        'Set PUBLIC_URL to the https origin that users reach.',
      ),
    ];
  const ask = (page: string) => fetch(`${publicUrl}${page}`, { signal: AbortSignal.timeout(PATIENCE) });
  try {
    const live = await ask('/api/v1/health/live');
    if (!live.ok || ((await live.json()) as { status?: string }).status !== 'live')
      return [
        fault(
          `${publicUrl} answers, but not as this service (${live.status})`,
          'Start the service, and point that address at it.',
        ),
      ];
    const [pane, manifest] = await Promise.all([ask('/taskpane.html'), ask('/manifest.xml')]);
    const findings = [ok(`${publicUrl} reaches the service`), clockBy(live.headers.get('date'))];
    if (pane.headers.has('x-frame-options'))
      findings.push(
        fault(
          'the pane comes with X-Frame-Options, so Excel on the web does not show it',
          'Let the proxy leave the headers of /taskpane.html as they are.',
        ),
      );
    if (!/frame-ancestors/.test(pane.headers.get('content-security-policy') ?? ''))
      findings.push(
        fault(
          'the pane comes without its Content-Security-Policy',
          'Let the proxy pass the headers of the service.',
        ),
      );
    if (!https && trustProxy === undefined)
      findings.push(
        fault(
          'a proxy stands in front and is not trusted: all its users share the limits of one address',
          'Set TRUST_PROXY to the number of proxies, or to their addresses.',
        ),
      );
    if (!(await manifest.text()).includes(`${publicUrl}/taskpane.html`))
      findings.push(
        fault(
          `${publicUrl}/manifest.xml names another address`,
          'Set PUBLIC_URL in the environment of the running service, too, and start it again.',
        ),
      );
    return findings;
  } catch (error) {
    return [
      fault(
        `${publicUrl} cannot be reached from here: ${codeOf(error)}`,
        'Start the service, and check the name, the proxy and the certificate in front of it.',
      ),
    ];
  }
}

const CLOCK_OFF = 60 * SECONDS;

function clockBy(date: string | null): Finding {
  const off = Math.abs(Date.now() - Date.parse(date ?? ''));
  return off > CLOCK_OFF
    ? warning(
        `the clock here is ${Math.round(off / SECONDS)} s off that of the service`,
        'Let both machines follow a time server.',
      )
    : ok('the clocks agree');
}
