import './node-version.ts';
import { existsSync } from 'node:fs';
import { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { processFolder } from './files/folders.ts';
import { readCertificate, watchCertificate, type CertificateFiles } from './http/certificate.ts';
import { listenerOf } from './http/listener.ts';
import { gatherOnThreads } from './jobs/gathering.ts';
import { createLog } from './logging.ts';
import { READ_EVERY } from './store/published-limits.ts';
import { beside, configuration, fail } from './program.ts';
import { plainNetwork, unknownVariables } from './startup-warnings.ts';
import { openStore } from './store/index.ts';
import { Pool } from './threads/pool.ts';
import { WorkbookReader } from './workbook/import/reader.ts';

// The heap follows what is in use instead of doubling: under load 195 MiB stay resident instead of 288, for a few percent of the rate.
setFlagsFromString('--heap-growing-percent=20');

/** Requests still running after this are cut off, so that the process is gone within 10 s. */
const LAST_CALL = 9000;
/** What is not written by then, from the beginning of the end, is given up. */
const LAST_WRITE = 9600;

function certificate(files: CertificateFiles) {
  try {
    return readCertificate(files);
  } catch (error) {
    return fail((error as Error).message);
  }
}

/** Where this process keeps files: a folder of its own where its sessions are in its memory. */
async function folderOf({ files }: Config, kind: string): Promise<string> {
  if (files.kind !== 'disk' || kind !== 'memory') return files.folder;
  try {
    return await processFolder(files.folder);
  } catch (error) {
    return fail(`TEMP_DIR ${files.folder} cannot be used: ${(error as Error).message}`);
  }
}

/** The address to type into a browser; an address that stands for all networks is reached on loopback. */
function addressOf(config: Config, { port }: AddressInfo): string {
  const everywhere = config.host === '0.0.0.0' || config.host === '::';
  const host = everywhere ? '127.0.0.1' : config.host.includes(':') ? `[${config.host}]` : config.host;
  return `${config.https ? 'https' : 'http'}://${host}:${port}/`;
}

const given = configuration();
const cert = given.https && certificate(given.https);
const everything = createLog(given.logLevel);
const log = everything.child({ category: 'process' });
for (const sentence of [...unknownVariables(process.env), plainNetwork(given)])
  if (sentence) log.warn(sentence);
const store = await openStore(given, Date.now, everything.child({ category: 'store' }));
const config = { ...given, files: { ...given.files, folder: await folderOf(given, store.kind) } };

const reader = new WorkbookReader(beside('workbook/import/child.ts', 'reader.js'));
const thread = beside('threads/thread-from-source.mjs', 'thread.js');
const pool = new Pool(thread);

let stopping = false;
const { app, limits, sweeps, writeRest, closeJobs } = createApp({
  config,
  store,
  log: everything,
  clock: Date.now,
  isStopping: () => stopping,
  readWorkbook: (bytes, name, saying) => reader.read(bytes, name, saying),
  pool,
  gather: gatherOnThreads(thread),
});
const refreshLimits = (): void =>
  void limits
    .refresh()
    .catch((error: unknown) => log.warn({ error: (error as Error).name }, 'limits were not read'));
store.onUp(refreshLimits);
setInterval(refreshLimits, READ_EVERY).unref();
try {
  await sweeps.start();
} catch (error) {
  fail(`TEMP_DIR ${given.files.folder} cannot be used: ${(error as Error).message}`);
}
const server = listenerOf(app, cert);
if (config.https && server instanceof HttpsServer) watchCertificate(server, config.https, log);

server.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE')
    fail(
      `Port ${config.port} of ${config.host} is in use. Set PORT to another one, or to 0 for any free one.`,
    );
  if (error.code === 'EACCES')
    fail(`Port ${config.port} may not be used by this account. Set PORT to one above 1023.`);
  fail(`The service cannot listen on ${config.host}, port ${config.port}: ${error.message}`);
});

server.listen(config.port, config.host, () => {
  if (!existsSync(path.join(config.publicDir, 'index.html')))
    log.warn(`no pages in ${path.resolve(config.publicDir)}: build them with npm run build`);
  reader.warm();
  console.log(`Waterfall preview workbook: ${addressOf(config, server.address() as AddressInfo)}`);
});

/** @param notice how long readiness fails before connections are refused, so that a load balancer sees it, ms */
async function stop(notice: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  const begun = Date.now();
  log.info('stopping');
  sweeps.stop();
  setTimeout(() => server.closeAllConnections(), LAST_CALL - notice).unref();
  await new Promise((resolve) => setTimeout(resolve, notice));
  await closeJobs();
  await new Promise((resolve) => server.close(resolve));
  reader.close();
  pool.close();
  // With a slow store something may be left: the process is to be gone within 10 s.
  const left = Math.max(0, begun + LAST_WRITE - Date.now());
  await Promise.race([
    writeRest().catch((error: unknown) =>
      log.warn({ error: (error as Error).name }, 'what was left to be written was not'),
    ),
    new Promise((resolve) => setTimeout(resolve, left)),
  ]);
  await store.close();
  log.info('stopped');
  process.exit(0);
}

process.on('SIGTERM', () => void stop(config.drain));
process.on('SIGINT', () => void stop(0));
