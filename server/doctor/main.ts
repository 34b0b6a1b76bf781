/** `npm run doctor`: whether this installation can run, and what to do where it cannot. Ends with 1 where there is a fault. */
import { nodeFault } from '../node-version.ts';
import { ConfigError, readConfig, type Config } from '../config.ts';
import { readEnvironmentFile } from '../program.ts';
import { plainNetwork, unknownVariables } from '../startup-warnings.ts';
import {
  checkCertificate,
  checkFolder,
  checkPages,
  checkPort,
  checkPublicUrl,
  fault,
  ok,
  warning,
  type Finding,
} from './checks.ts';
import { checkRedis } from './redis.ts';

async function diagnose(): Promise<Finding[]> {
  const node = nodeFault(process.version);
  const findings = [
    node === undefined ? ok(`Node ${process.version}`) : fault(node, 'Install a newer Node.'),
  ];
  let config: Config;
  try {
    readEnvironmentFile();
    config = readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [...findings, fault(error.message, 'Every variable is explained in .env.example.')];
  }
  const said = [...unknownVariables(process.env), plainNetwork(config)].filter((s) => s !== undefined);
  const checks = await Promise.all([
    checkPort(config),
    checkCertificate(config),
    checkPages(config),
    checkFolder(config),
    checkRedis(config),
    checkPublicUrl(config),
  ]);
  return [
    ...findings,
    ...said.map((s) => warning(s, 'Every variable is explained in .env.example.')),
    ...checks.flat(),
  ];
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const MARKS = { ok: 'ok      ', warning: 'warning ', fault: 'FAULT   ' };

const findings = await diagnose();
for (const { state, what, toDo } of findings) {
  print(`${MARKS[state]}${what.replaceAll('\n', '\n        ')}`);
  if (toDo !== undefined) print(`        ${toDo}`);
}
const count = (state: Finding['state']) => findings.filter((f) => f.state === state).length;
print(`\n${count('ok')} in order, ${count('warning')} to look at, ${count('fault')} at fault.`);
process.exit(count('fault') ? 1 : 0);
