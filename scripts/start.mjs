// npm start: installs what is missing, builds, starts the service with the preview workbook.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { build, installModules } from './install.mjs';

installModules();
console.log('Building ...');
await build();
const server = spawn(
  process.execPath,
  ['--enable-source-maps', path.join(import.meta.dirname, '../dist/server.js')],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 0));
