// npm run sideload: builds, serves https on the address of manifest.xml, starts Excel with the add-in where it can.
import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { build, installModules } from './install.mjs';

const root = path.join(import.meta.dirname, '..');
const manifest = path.join(root, 'manifest.xml');
const page = new URL(/<SourceLocation DefaultValue="([^"]+)"/.exec(readFileSync(manifest, 'utf8'))[1]);
const port = Number(page.port || 443);
const hasExcel = process.platform === 'win32' || process.platform === 'darwin';

const folder = path.join(os.homedir(), '.office-addin-dev-certs');
const certificates = {
  ca: path.join(folder, 'ca.crt'),
  cert: path.join(folder, 'localhost.crt'),
  key: path.join(folder, 'localhost.key'),
};

const fail = (message) => {
  console.error(`\n${message}`);
  process.exit(1);
};

/** Refuses early what the server would refuse after minutes of building. */
function requirePort() {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', (error) =>
      fail(
        error.code === 'EADDRINUSE'
          ? `Port ${port} is taken by another program, perhaps a running npm start. The manifest names ${page.origin}: end that program, then run npm run sideload again.`
          : `Port ${port} cannot be opened: ${error.message}. The manifest names ${page.origin}; free that address, then run npm run sideload again.`,
      ),
    );
    probe.listen(port, '127.0.0.1', () => probe.close(resolve));
  });
}

const usable = () =>
  Object.values(certificates).every(existsSync) &&
  Date.parse(new X509Certificate(readFileSync(certificates.cert)).validTo) > Date.now() + 86_400_000;

/** Where Excel runs the certificates are trusted too, which asks the user; elsewhere they are only made. */
async function requireCertificates() {
  const { default: devCerts } = await import('office-addin-dev-certs');
  try {
    if (hasExcel) await devCerts.ensureCertificatesAreInstalled();
    else if (!usable()) {
      devCerts.deleteCertificateFiles();
      await devCerts.generateCertificates();
    }
  } catch (error) {
    const consent =
      process.platform === 'win32'
        ? 'Windows asks whether to install a certificate of "Developer CA for Microsoft Office Add-ins": answer Yes.'
        : 'The Mac asks for your password to change the certificate trust settings: enter it.';
    fail(
      `The development certificates could not be set up, and Excel loads add-ins over trusted https only.\n${error.message.trim()}\n\n` +
        (hasExcel
          ? `${consent} If you may not, an administrator can run: npx office-addin-dev-certs install --machine\n`
          : `Check that ${folder} can be written.\n`) +
        'Then run npm run sideload again.',
    );
  }
}

/** Waits until the service answers over https under the certificate that was made. */
async function answering(server) {
  const ca = readFileSync(certificates.ca);
  for (let tries = 1; ; tries++) {
    const failure = await new Promise((resolve) => {
      https
        .get(page, { ca, signal: AbortSignal.timeout(2000) }, (response) => {
          response.resume();
          resolve(response.statusCode === 200 ? null : `it answers ${response.statusCode}`);
        })
        .on('error', (error) => resolve(error.message));
    });
    if (failure === null) return;
    if (server.exitCode !== null) process.exit(server.exitCode || 1);
    if (tries === 50) {
      server.kill();
      fail(`The service does not give ${page.href}: ${failure}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const BY_HAND = {
  win32: `
Excel on Windows, through a trusted catalogue:
  1. Share a folder that holds only manifest.xml.
  2. File > Options > Trust Center > Trust Center Settings > Trusted Add-in Catalogs: add the folder's network
     path (\\\\machine\\folder), tick Show in Menu, restart Excel.
  3. Home > Add-ins > More Add-ins > Shared Folder > Waterfall > Add.
`,
  darwin: `
Excel on a Mac:
  1. Copy manifest.xml to ~/Library/Containers/com.microsoft.Excel/Data/Documents/wef
  2. Restart Excel; Home > Add-ins > Waterfall.
`,
  other: `
Before step 1, let the browser trust the certificate: in its settings, under certificates and authorities, import
${certificates.ca}. Then ${page.origin} opens without a warning.

Excel for Windows or Mac: run npm run sideload on that computer. Where that cannot be, a shared folder with
manifest.xml works as a trusted catalogue, once the manifest names an address that computer reaches and trusts.
`,
};

const manualSteps = `
Excel on the web, in a browser on this machine:
  1. Open a workbook at https://excel.cloud.microsoft
  2. Insert > Add-ins (or Home > Add-ins > More Add-ins) > Upload My Add-in
  3. Choose ${manifest}
  4. Waterfall appears on the Data tab; =WATERFALL.IRR( completes in cells.
${BY_HAND[process.platform] ?? BY_HAND.other}`;

const debugging = ['--yes', 'office-addin-debugging@7'];

/** Why Excel could not be started, or null. */
function startExcel() {
  console.log('Starting Excel; the first time this fetches office-addin-debugging, which is large ...');
  const npx = spawn('npx', [...debugging, 'start', 'manifest.xml'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return new Promise((resolve) => {
    npx.on('error', (error) => resolve(error.message));
    npx.on('exit', (code) => resolve(code === 0 ? null : `npx ended with ${code}`));
  });
}

installModules();
await requirePort();
await requireCertificates();
console.log('Building ...');
await build();
const server = spawn(process.execPath, ['--enable-source-maps', path.join(root, 'dist/server.js')], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PORT: String(port), HTTPS_CERT: certificates.cert, HTTPS_KEY: certificates.key },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 0));
await answering(server);
if (hasExcel) {
  const failure = await startExcel();
  if (failure === null)
    console.log(`To take the add-in out of Excel again: npx ${debugging.join(' ')} stop manifest.xml`);
  else
    console.error(
      `Excel could not be started (${failure}). The service goes on; add the add-in by hand:\n${manualSteps}`,
    );
} else console.log(`Excel does not run on this system; add the add-in by hand.\n${manualSteps}`);
console.log('Ctrl+C ends the service.');
