// npm start: installs what is missing, builds, starts the service with the preview workbook. npm run worker: the same for a worker.
import './node-version.mjs';
import path from 'node:path';

let isStopped = false;
const stop = () => void (isStopped = true);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);
const { build, installModules } = await import('./install.mjs');
installModules();
console.log('Building ...');
const isWorker = process.argv[2] === 'worker';
await build(...(isWorker ? ['server'] : []));
if (isWorker) process.argv[2] = path.join(import.meta.dirname, '../dist/worker.js');
// A signal that came while it was built is heard now.
await new Promise((resolve) => setImmediate(resolve));
if (isStopped) process.exit(128);
for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop);
await import('./serve.mjs');
