// npm run prove: what takes longer than `npm test` may. Its parts, of which one may be named:
//   browser  the other ways through the pane and the preview, and those that npm test goes in one language, in the other
//   laws     laws of which npm test tries a part of the cases
//   random   roots, deals, sheets of formulas, layouts, routes and simulated scenarios, many of each
//   web      the pane in the forms of Excel on the web; only where it is named
// npm run prove -- random 7: with a seed of one's own; else it is fixed, so that a failure comes again.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build, findProgram, installModules, installPrograms, PROGRAMS } from './install.mjs';

const root = path.join(import.meta.dirname, '..');
const node = (args, env = {}) => {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TZ: 'Asia/Shanghai', ...env },
  });
  if (status !== 0) process.exit(status ?? 1);
};
const mocha = (what, tests, env = {}) => {
  console.log(`\n${what}`);
  node(
    [
      ...['node_modules/mocha/bin/mocha.js', '--no-config', '--import=tsx', '--timeout', '300000'],
      ...['--parallel', '--jobs', '2', '--reporter', 'dot', '--require', './test/support/seed.ts', '--exit'],
      ...tests,
    ],
    { CHROMIUM: findProgram(PROGRAMS.chromium.command), LOG_LEVEL: 'silent', ...env },
  );
};

const parts = {
  async browser() {
    await build();
    mocha('Other ways through the pane and the preview', ['test/{e2e,preview}/*.slow.ts']);
    mocha(
      'The pane in the other language',
      ['test/e2e/*.{test,slow}.ts', '--grep', String.raw`\((en|zh-CN)\)`],
      { PROVE: '1' },
    );
  },
  laws() {
    const engine = [
      'any-deal',
      'sleeping-credits',
      'batch',
      'side-by-side',
      'reconcile',
      'studies',
      'simulation/simulation',
    ];
    const sheet = ['expressions', 'live-formulas', 'printed-texts', 'question-sheets'];
    const files = [
      ...engine.map((name) => `test/engine/${name}.test.ts`),
      ...sheet.map((name) => `test/sheet/${name}.test.ts`),
    ];
    mocha('Laws', files, { PROVE: '1' });
  },
  random(seed = '2026') {
    const proofs = [
      ['fuzz', 100_000],
      ['fuzz-deals', 20_000],
      ['fuzz-sheets', 150],
      ['fuzz-reading', 3_000],
      ['fuzz-routes', 2_000],
      ['fuzz-simulation', 2_000],
    ];
    for (const [name, count] of proofs) {
      console.log(`\n${name}: ${count}`);
      node(['--expose-gc', '--import=tsx', `bench/${name}.ts`, String(count), seed]);
    }
  },
  async web() {
    await build();
    mocha('As Excel on the web', ['test/e2e/*.{test,slow}.ts', 'test/preview/real-pane.slow.ts'], {
      FORMS: 'web',
    });
  },
};

const [part, ...more] = process.argv.slice(2);
if (part !== undefined && !Object.hasOwn(parts, part)) {
  console.error(`There is no part ${part}: ${Object.keys(parts).join(', ')}.`);
  process.exit(1);
}
installModules();
installPrograms(['chromium', 'libreoffice', 'chineseFont']);
for (const name of part ? [part] : ['browser', 'laws', 'random']) await parts[name](...more);
