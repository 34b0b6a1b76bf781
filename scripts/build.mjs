// Builds everything into dist/: `node scripts/build.mjs [--dev] [--watch] [addin|preview|server ...]`.
import { rmSync } from 'node:fs';
import path from 'node:path';
import webpack from 'webpack';
import configure from '../webpack.config.js';

const flags = process.argv.slice(2).filter((a) => a.startsWith('--'));
const names = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const configs = configure({}, { mode: flags.includes('--dev') ? 'development' : 'production' });
if (!names.length && !flags.includes('--watch'))
  rmSync(path.join(import.meta.dirname, '../dist'), { recursive: true, force: true });
const compiler = webpack(names.length ? configs.filter((c) => names.includes(c.name)) : configs);

const report = (error, stats) => {
  if (error) throw error;
  const text = stats.toString('errors-warnings');
  if (text) console.error(text);
  process.exitCode = stats.hasErrors() ? 1 : 0;
};

if (flags.includes('--watch')) compiler.watch({}, report);
else compiler.run((error, stats) => compiler.close(() => report(error, stats)));
