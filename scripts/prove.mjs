// npm run prove -- [seed]: what npm test shows on few random cases, on many: roots, deals, sheets of formulas, layouts, routes,
// simulated scenarios. The seed is fixed unless one is given, so that a failure comes again.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { installModules, installPrograms } from './install.mjs';

const root = path.join(import.meta.dirname, '..');
installModules();
installPrograms(['libreoffice']);
const seed = process.argv[2] ?? '2026';
const proofs = [
  ['fuzz', 100_000],
  ['fuzz-deals', 20_000],
  ['fuzz-sheets', 150],
  ['fuzz-reading', 3_000],
  ['fuzz-routes', 2_000],
  ['fuzz-simulation', 2_000],
];
const node = (args, env = {}) => {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TZ: 'Asia/Shanghai', ...env },
  });
  if (status !== 0) process.exit(status ?? 1);
};
for (const [name, count] of proofs) {
  console.log(`\n${name}: ${count}`);
  node(['--expose-gc', '--import=tsx', `bench/${name}.ts`, String(count), seed]);
}
// Laws of which npm test tries a quarter of the cases.
const laws = ['test/engine/any-deal.test.ts', 'test/engine/batch.test.ts', 'test/sheet/expressions.test.ts'];
const mocha = ['node_modules/mocha/bin/mocha.js', '--no-config', '--import=tsx', '--timeout', '300000'];
node([...mocha, '--require', './test/support/seed.ts', '--exit', ...laws], { PROVE: '1' });
