// npm run faults: builds the service, then every fault it must survive, with figures held to their bounds;
// npm run faults -- long: several machines on one, each killed in turn, for some minutes.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { installModules, installPrograms } from './install.mjs';

const root = path.join(import.meta.dirname, '..');
installModules();
installPrograms(['redis', 'nginx']);
const node = (...args) => {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TZ: 'Asia/Shanghai' },
  });
  if (status !== 0) process.exit(status ?? 1);
};
node('scripts/build.mjs');
const spec = process.argv[2] === 'long' ? 'test/faults/*.long.ts' : 'test/faults/*.slow.ts';
node('node_modules/mocha/bin/mocha.js', '--config', 'test/faults/mocharc.json', spec);
