// npm test: installs what is missing, builds, runs every test. Arguments go to mocha.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build, findProgram, installModules, installPrograms, PROGRAMS } from './install.mjs';

const root = path.join(import.meta.dirname, '..');
installModules();
installPrograms(['chromium', 'redis', 'libreoffice', 'chineseFont']);
await build();
const mocha = spawnSync(
  process.execPath,
  [path.join(root, 'node_modules/mocha/bin/mocha.js'), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      TZ: 'Asia/Shanghai',
      LOG_LEVEL: 'silent',
      CHROMIUM: findProgram(PROGRAMS.chromium.command),
    },
  },
);
process.exit(mocha.status ?? 1);
