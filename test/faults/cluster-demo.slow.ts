import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { followToEnd } from '../server/support/events.ts';
import { simulateJob } from '../server/support/job-requests.ts';
import { endingWithUs } from '../support/at-exit.ts';
import { until } from '../support/until.ts';
import { begin, calculate, call, startJob } from './instance.ts';

describe('npm run cluster:demo', function () {
  this.timeout(180_000);

  const run = (env: NodeJS.ProcessEnv) => {
    const child = endingWithUs(
      spawn(process.execPath, ['scripts/cluster-demo.mjs'], { env: { ...process.env, ...env } }),
      'SIGTERM',
    );
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => void (said += data));
    return { child, said: () => said };
  };
  const alive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  it('starts everything, does what it is asked, goes on without an instance, and ends everything on Ctrl+C', async () => {
    const { child, said } = run({ PORT: '0' });
    await until('it says where to look', () => said().includes('Ctrl+C') || child.exitCode !== null);
    const url = /The workbook +(\S+)/.exec(said())?.[1];
    assert.ok(url, said());
    const pids = [...said().matchAll(/process (\d+)/g)].map(([, pid]) => Number(pid));
    assert.equal(pids.length, 5, said());
    assert.equal((await fetch(url)).status, 200);
    assert.equal((await call({ url }, 'GET', '/api/v1/docs')).status, 200);
    const { token } = await begin({ url });
    assert.equal((await calculate({ url }, token)).body.dpi, 1.5);
    process.kill(pids[0]!, 'SIGKILL');
    const told = await followToEnd(url, token, await startJob({ url }, token, simulateJob(20_000)));
    assert.equal(told.at(-1)!.data.state, 'completed');
    child.kill('SIGINT');
    await once(child, 'exit');
    assert.equal(child.exitCode, 0, said());
    assert.deepEqual(pids.filter(alive), []);
    const [, node] = /redis-cli -p (\d+)/.exec(said())!;
    for (const gone of [url, `http://127.0.0.1:${node}`])
      await assert.rejects(
        fetch(gone),
        ({ cause }: Error) => (cause as { code: string }).code === 'ECONNREFUSED',
      );
  });

  it('says what it needs where there is no Redis', async () => {
    const { child, said } = run({ PATH: '/nowhere' });
    await once(child, 'exit');
    assert.equal(child.exitCode, 1);
    assert.match(said(), /needs redis-server.*apt-get install redis-server/);
  });
});
