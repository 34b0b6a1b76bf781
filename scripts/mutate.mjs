// Asks whether the tests of the engine notice a change of any line: `npm run mutate`, about an hour on an idle machine.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const folder = path.join(root, 'test/mutation');
const run = (command, args, cwd) =>
  spawnSync(command, args, { cwd, stdio: 'inherit', env: { ...process.env, MUTATE: '1' } }).status ?? 1;

/** Mutants that must die, in percent; those that compute the same are listed with the reason, and not counted. */
const LEAST = 90;
const report = path.join(root, 'temp/mutation.json');

/** What a mutant changed, on one line. */
function changed(source, { location: { start, end }, replacement = '' }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  const plain = (text) => text.replace(/\s+/g, ' ').trim().slice(0, 120);
  return { of: plain(lines.join(' ')), to: plain(replacement) };
}

/** Tells who lives, and whether enough died. */
function judge() {
  const { files } = JSON.parse(readFileSync(report, 'utf8'));
  const listed = JSON.parse(readFileSync(path.join(folder, 'equivalent.json'), 'utf8'));
  const isListed = (file, { of, to }) =>
    listed.some(({ mutants }) => mutants.some((m) => file.endsWith(m.file) && m.of === of && m.to === to));
  let [dead, equivalent] = [0, 0];
  const alive = [];
  for (const [file, { source, mutants }] of Object.entries(files))
    for (const mutant of mutants) {
      if (['Killed', 'Timeout'].includes(mutant.status)) dead++;
      if (!['Survived', 'NoCoverage'].includes(mutant.status)) continue;
      const change = changed(source, mutant);
      if (isListed(file, change)) equivalent++;
      else alive.push(`${file}:${mutant.location.start.line}  ${change.of}  =>  ${change.to}`);
    }
  for (const line of alive) console.log(line);
  const score = (100 * dead) / (dead + alive.length);
  console.log(`${score.toFixed(1)} % of ${dead + alive.length} mutants die; ${equivalent} compute the same`);
  return score >= LEAST ? 0 : 1;
}

// Its packages are installed only when it runs: nothing else needs them.
if (!existsSync(path.join(folder, 'node_modules')) && run('npm', ['ci'], folder) !== 0) process.exit(1);
const stryker = path.join(folder, 'node_modules/@stryker-mutator/core/bin/stryker.js');
rmSync(report, { force: true });
const args = [stryker, 'run', 'test/mutation/stryker.json', ...process.argv.slice(2)];
const status = run(process.execPath, args, root);
process.exit(status || judge());
