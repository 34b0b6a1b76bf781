import assert from 'node:assert/strict';
import { BlockList } from 'node:net';
import fc from 'fast-check';
import { networkOf } from '../../server/limits/client-network.ts';
import { until } from '../support/until.ts';
import { FILES, workbook } from './support/files.ts';
import { startService, type Service } from './support/service.ts';
import { beginUpload, openRequest } from './support/unfinished.ts';

describe('whom an address counts for', () => {
  const cases: [string | undefined, string][] = [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:C000:0207', '192.0.2.7'],
    ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7%eth0', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
    ['', ''],
    [undefined, ''],
  ];
  for (const [address, network] of cases)
    it(`(${address}) is ${network || 'nobody'}`, () => assert.equal(networkOf(address), network));

  it('is the network of 64 bits that every IPv6 address lies in, and that of all others in it', () => {
    const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
    const four = fc.tuple(group, group, group, group);
    const text = (groups: readonly number[]) => groups.map((each) => each.toString(16)).join(':');
    fc.assert(
      fc.property(fc.ipV6(), four, (given, rest) => {
        // Another law's: these are IPv4 addresses.
        fc.pre(!/^(0*:)*:?(0{1,4}:)*ffff:[^:]+(:[^:]+)?$/i.test(given));
        const network = networkOf(given);
        const [, start] = /^(.+)::\/64$/.exec(network)!;
        const list = new BlockList();
        list.addSubnet(`${start}::`, 64, 'ipv6');
        assert.ok(list.check(given, 'ipv6'), `${given} in ${network}`);
        if (start !== '0:0:0:0') assert.equal(networkOf(`${start}:${text(rest)}`), network);
      }),
    );
  });

  it('is another for every IPv4 address', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        assert.equal(networkOf(address), address);
        assert.equal(networkOf(`::ffff:${address}`), address);
      }),
    );
  });
});

describe('senders behind a proxy', () => {
  let service: Service;
  afterEach(() => service.close());
  const start = async (env: Record<string, string>): Promise<void> =>
    void (service = await startService({ TRUST_PROXY: '1', ...env }));
  const from = (address: string) => ({ 'X-Forwarded-For': address });

  it('share the limit of requests with their network, by IPv4 with nobody', async () => {
    await start({ RATE_LIMIT: '1', RATE_LIMIT_SESSIONS: '1' });
    const ask = async (path: string, address: string) =>
      (await service.call(path.endsWith('sessions') ? 'POST' : 'GET', path, { headers: from(address) }))
        .status;
    for (const [path, done] of [
      ['/api/v1/templates', 200],
      ['/api/v1/sessions', 201],
    ] as const) {
      assert.equal(await ask(path, '2001:db8:1:2::1'), done);
      assert.equal(await ask(path, '2001:db8:1:2:ffff::9'), 429);
      assert.equal(await ask(path, '2001:db8:1:3::1'), done);
      assert.equal(await ask(path, '192.0.2.1'), done);
      assert.equal(await ask(path, '192.0.2.2'), done);
      assert.equal(await ask(path, '::ffff:192.0.2.2'), 429);
    }
  });

  it('share with their network how many requests may run at once', async () => {
    await start({ MAX_CONCURRENT_ADDRESS: '1' });
    const { token } = await service.begin();
    const open = openRequest(service.url, token, from('2001:db8:1:2::1'));
    const code = async (address: string) =>
      (await service.call('GET', '/api/v1/templates', { headers: from(address) })).body.code;
    await until('it runs', async () => (await code('2001:db8:1:2::2')) === 'TOO_MANY_AT_ONCE');
    assert.equal(await code('2001:db8:1:3::2'), undefined);
    open.abort();
    await until('there is room again', async () => (await code('2001:db8:1:2::2')) === undefined);
  });

  it('share with their network how many uploads are read at once', async () => {
    await start({});
    const begun: ReturnType<typeof beginUpload>[] = [];
    for (const last of [1, 2]) {
      const { token } = await service.begin();
      begun.push(beginUpload(service.url, token, [`X-Forwarded-For: 2001:db8:1:2::${last}`]));
    }
    const [here, elsewhere] = [await service.begin(), await service.begin()];
    const upload = async ({ token }: { token: string }, address: string) => {
      const file = { name: 'a.xlsx', bytes: workbook() };
      return (await service.call('POST', FILES, { token, file, headers: from(address) })).status;
    };
    let third: Promise<number> | undefined;
    let isDone = false;
    await until('a third one waits while others come and go', async () => {
      isDone = false;
      third = upload(here, '2001:db8:1:2::3').finally(() => void (isDone = true));
      for (let i = 0; i < 3; i++) assert.equal(await upload(elsewhere, '2001:db8:1:3::1'), 201);
      return !isDone;
    });
    for (const { socket } of begun) socket.destroy();
    assert.equal(await third, 201);
  });
});
