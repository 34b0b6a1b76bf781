// What a fresh machine lacks, installed or named: node modules by npm, programs by apt where it may.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Installs node modules unless those of this lock file are there. */
export function installModules() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const mark = path.join(root, 'node_modules/.installed-lock');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  console.log('Installing packages ...');
  execFileSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  writeFileSync(mark, lock);
}

/** What the tests run besides Node, and Debian's package of each. */
export const PROGRAMS = {
  chromium: { command: ['chromium', 'chromium-browser', 'google-chrome'], apt: 'chromium' },
  redis: { command: ['redis-server'], apt: 'redis-server' },
  nginx: { command: ['nginx'], apt: 'nginx-light' },
  libreoffice: { command: ['soffice', 'libreoffice'], apt: 'libreoffice-calc-nogui' },
  chineseFont: { file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', apt: 'fonts-noto-cjk' },
};

/** Path of the first of these programs on the PATH, or undefined. */
export function findProgram(names) {
  for (const dir of (process.env.PATH ?? '').split(path.delimiter))
    for (const name of names) {
      const file = path.join(dir, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        continue;
      }
    }
  return undefined;
}

/** Installs the named programs by apt where it may; else ends with the packages a person must install. */
export function installPrograms(names) {
  const missing = names.filter((name) => {
    const { command, file } = PROGRAMS[name];
    return command ? !findProgram(command) : process.platform === 'linux' && !existsSync(file);
  });
  if (missing.length === 0) return;
  const packages = missing.map((name) => PROGRAMS[name].apt);
  if (process.platform === 'linux' && process.getuid?.() === 0 && findProgram(['apt-get'])) {
    console.log(`Installing ${packages.join(', ')} ...`);
    const quiet = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    spawnSync('apt-get', ['update', '-qq'], quiet);
    const done = spawnSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', ...packages],
      quiet,
    );
    if (done.status === 0) return;
  }
  console.error(
    `The tests need ${packages.join(', ')}. Install with: sudo apt-get install ${packages.join(' ')}`,
  );
  process.exit(1);
}

/** Builds unless what was built is newer than every source. `parts` as in build.mjs. */
export async function build(...parts) {
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), ...parts], {
    cwd: root,
    stdio: 'inherit',
  });
}
