// npm run cluster:demo: what several machines would run, on this one's loopback, until Ctrl+C. PORT is where to ask, 3000 by default.
import { randomBytes } from 'node:crypto';
import { build, findProgram, installModules, PROGRAMS } from './install.mjs';

// Whatever was started until then ends with this process.
const leave = () => process.exit(130);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, leave);

for (const program of ['redis-server', 'redis-cli'])
  if (!findProgram([program])) {
    console.error(
      `The demonstration needs ${program}. Install it, on Debian and Ubuntu with: sudo apt-get install ${PROGRAMS.redis.apt}`,
    );
    process.exit(1);
  }
installModules();
console.log('Building ...');
await build();
console.log('Starting six nodes of Redis, three instances, two workers ...');
const { tsImport } = await import('tsx/esm/api');
const { startMachines } = await tsImport('../test/faults/machines.ts', import.meta.url);
const machines = await startMachines(
  { PEPPER: randomBytes(48).toString('base64'), REDIS_URL: '' },
  Number(process.env.PORT || 3000),
).catch((error) => {
  console.error(`It could not be started: ${error.message}`);
  process.exit(1);
});

const { url, cluster, instances, workers } = machines;
console.log(`
The workbook     ${url}
The API          ${url}/api/v1/docs
${instances.map((each, i) => `Instance ${i + 1}       ${each.url}/metrics, process ${each.child.pid}`).join('\n')}
${workers.map(({ pid }, i) => `Worker ${i + 1}         process ${pid}`).join('\n')}
Redis Cluster    redis-cli -p ${cluster.nodes[0].port} cluster nodes

End any of them with kill -9 and go on: what one did, another does. Ctrl+C ends all.`);

let isStopping = false;
const stop = async () => {
  if (isStopping) return;
  isStopping = true;
  console.log('\nStopping ...');
  await machines.stop();
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, leave).on(signal, stop);
// npm passes a signal to its shell, which may end without passing it on.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) void stop();
}, 500);
