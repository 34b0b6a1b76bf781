// Runs the built service and stops it when the process that started this ends: `node scripts/serve.mjs [program]`.
import { spawn } from 'node:child_process';
import path from 'node:path';

const program = process.argv[2] ?? path.join(import.meta.dirname, '../dist/server.js');
const server = spawn(process.execPath, ['--enable-source-maps', program], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 0));

// npm passes a signal to its shell, which may end without passing it on.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) server.kill('SIGTERM');
}, 500).unref();
