// npm run prove -- [seed]: what npm test shows on few random cases, on many: roots, deals, sheets of formulas, layouts, routes,
// simulated scenarios, laws; and what it shows in one language, in the other. The seed is fixed unless one is given, so that a
// failure comes again.
// npm run prove -- web: the browser's tests, those that take longer too, in the forms of Excel on the web.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build, findProgram, installModules, installPrograms, PROGRAMS } from './install.mjs';

const root = path.join(import.meta.dirname, '..');
installModules();
installPrograms(['chromium', 'libreoffice', 'chineseFont']);
const [asked = '2026'] = process.argv.slice(2);
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
// Laws of which npm test tries a part of the cases.
const laws = ['any-deal', 'batch', 'side-by-side', 'reconcile', 'studies', 'simulation/simulation']
  .map((name) => `test/engine/${name}.test.ts`)
  .concat(['expressions', 'live-formulas', 'printed-texts'].map((name) => `test/sheet/${name}.test.ts`));
const mocha = (tests, env) =>
  node(
    [
      ...['node_modules/mocha/bin/mocha.js', '--no-config', '--import=tsx', '--timeout', '300000'],
      ...['--parallel', '--jobs', '2', '--require', './test/support/seed.ts', '--exit', ...tests],
    ],
    { CHROMIUM: findProgram(PROGRAMS.chromium.command), LOG_LEVEL: 'silent', ...env },
  );
if (asked === 'web') {
  await build();
  mocha(['test/e2e/*.{test,slow}.ts', 'test/preview/real-pane.test.ts'], { FORMS: 'web' });
  process.exit(0);
}
for (const [name, count] of proofs) {
  console.log(`\n${name}: ${count}`);
  node(['--expose-gc', '--import=tsx', `bench/${name}.ts`, String(count), asked]);
}
console.log('\nLaws');
mocha(laws, { PROVE: '1' });
console.log('\nThe pane in the other language');
await build();
mocha(['test/e2e/*.test.ts', '--grep', String.raw`\((en|zh-CN)\)`], { PROVE: '1' });
