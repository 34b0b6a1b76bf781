import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../support/until.ts';
import { figure } from './figures.ts';
import { ready } from './instance.ts';
import { endless, share, type Steady } from './load.ts';
import { startMachines, type Machines } from './machines.ts';
import { Users, type Answered } from './users.ts';

const USERS = 6;

describe('three instances and two workers on a cluster, behind a round robin', function () {
  this.timeout(300_000);
  let machines: Machines;
  let users: Users;
  let load: Steady<Answered>;
  before(async () => {
    machines = await startMachines();
    users = await Users.open(machines, USERS);
    load = endless(USERS, (n, user) => users.work(n, user));
    await pause(3000);
  });
  after(() => machines.stop());

  const whole = async (): Promise<boolean> =>
    (await Promise.all(machines.instances.map(ready))).every((status) => status === 'ready');

  /** What is answered from a blow until all is whole again, and a while longer. @param bound until it is whole, ms */
  async function under(what: string, strike: () => Promise<unknown>, bound?: number): Promise<Answered[]> {
    load.take();
    const struck = performance.now();
    await strike();
    await until('all is whole', whole);
    const took = performance.now() - struck;
    await pause(3000);
    const all = load.take();
    const calculations = all.filter(({ wish }) => wish === 'calculation').map(({ reply }) => reply);
    const with_ = (status: number) => all.filter(({ reply }) => reply.status === status).length;
    figure(`${what}: whole again after`, took, bound);
    const rest = `${with_(502)} broken off, ${with_(503)} told to come again, ${all.filter(({ reply }) => reply.degraded).length} degraded`;
    figure(
      `${all.length} answers (${rest}), p50 of ${calculations.length} calculations`,
      share(calculations, 0.5),
    );
    figure('p99', share(calculations, 0.99));
    assert.deepEqual(users.wrong, []);
    return all;
  }
  const brokenOff = (all: readonly Answered[]) => all.filter(({ reply }) => reply.status === 502);

  it('answer right while nothing is wrong', async () => {
    const all = await under('nothing', async () => undefined);
    assert.equal(brokenOff(all).length, 0);
  });

  for (const at of [0, 1, 2])
    it(`F11: instance ${at + 1} killed takes with it what it was about to answer, and nothing else`, async () => {
      const all = await under('an instance killed', () => machines.replaceInstance(at, 'SIGKILL'));
      assert.ok(brokenOff(all).length <= USERS, `${brokenOff(all).length} broken off`);
    });

  it('F11: an instance told to stop takes nothing with it', async () => {
    let code: number | null = null;
    const all = await under('an instance stopped', async () => {
      code = await machines.replaceInstance(0, 'SIGTERM');
    });
    assert.equal(code, 0);
    assert.equal(brokenOff(all).length, 0);
  });

  for (const [at, signal] of [
    [0, 'SIGKILL'],
    [1, 'SIGTERM'],
  ] as const)
    it(`F9, F10: (${signal}) the jobs of a worker are done by the other`, async () => {
      await until('it has work', () => users.jobs.some(({ ended }) => ended === undefined));
      const all = await under('a worker lost', () => machines.replaceWorker(at, signal));
      assert.equal(brokenOff(all).length, 0);
      const begun = [...users.jobs];
      await until('all that was promised then is done', () =>
        begun.every(({ ended }) => ended !== undefined),
      );
      assert.deepEqual(users.wrong, []);
    });

  for (const [name, key] of [
    ['the queue', '{waterfall}:jobs:meta'],
    ['sessions', 'session:{another}'],
  ] as const)
    it(`F5: the master with ${name} killed is replaced within moments, and comes back as a replica`, async () => {
      const master = await machines.cluster.masterOf(key);
      const strike = async (): Promise<void> => {
        await master.kill();
        await until('it is degraded', async () => !(await whole()));
      };
      const all = await under(`the master with ${name} killed`, strike, 5000);
      assert.equal(brokenOff(all).length, 0);
      await machines.cluster.rejoin(master);
    });

  it('have kept every promise in the end', async () => {
    const all = await load.stop();
    assert.ok(all.length > 0);
    await users.settle();
    assert.deepEqual(users.wrong, []);
    const times = users.jobs.map(({ ms }) => ms!);
    figure(`${times.length} jobs promised and done, the longest`, Math.max(...times));
  });
});
