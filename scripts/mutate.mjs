// Asks whether the tests of the engine notice a change of any line: `npm run mutate`, about an hour on an idle machine.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const folder = path.join(root, 'test/mutation');
const run = (command, args, cwd) => spawnSync(command, args, { cwd, stdio: 'inherit' }).status ?? 1;

// Its packages are installed only when it runs: nothing else needs them.
if (!existsSync(path.join(folder, 'node_modules')) && run('npm', ['ci'], folder) !== 0) process.exit(1);
const stryker = path.join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js');
process.exit(
  run(process.execPath, [stryker, 'run', 'test/mutation/stryker.json', ...process.argv.slice(2)], root),
);
