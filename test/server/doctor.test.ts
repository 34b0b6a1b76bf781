import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Redis } from 'ioredis';
import { temporaryFolder } from '../support/at-exit.ts';
import { built } from '../support/built.ts';
import { certificate } from '../support/certificate.ts';
import { startRedis } from '../support/redis.ts';
import { follow } from './support/events.ts';
import { gridJob } from './support/job-requests.ts';
import { PEPPER, startService, workedExample } from './support/service.ts';

const folder = temporaryFolder('doctor');

/** What the doctor prints for an environment, and the status it ends with. */
async function ask(env: Record<string, string>): Promise<{ text: string; status: number | null }> {
  const child = spawn(process.execPath, [built('doctor')], {
    env: { PATH: process.env.PATH!, PORT: '0', TEMP_DIR: path.join(folder, 'files'), ...env },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += data));
  const [status] = (await once(child, 'close')) as [number | null];
  return { text, status };
}

describe('the doctor', () => {
  it('finds nothing at fault in the default, and says what a company still sets', async () => {
    const { text, status } = await ask({});
    assert.equal(status, 0, text);
    assert.match(text, /^ok {6}Node v/m);
    assert.match(text, /^warning PUBLIC_URL is not set.*\n {8}Set PUBLIC_URL/m);
    assert.match(text, /0 at fault\.$/m);
  });

  it('names every variable at fault, and one that was misspelt', async () => {
    const { text, status } = await ask({ PUBLIC_URL: 'http://waterfall.example.com', LOG_LEVEL: 'loud' });
    assert.equal(status, 1);
    assert.match(text, /FAULT {3}The configuration is refused:\n {10}LOG_LEVEL must be/);
    assert.match(text, /PUBLIC_URL must be an https origin/);
    assert.match((await ask({ PEPER: 'x' })).text, /warning PEPER is not a variable.*did you mean PEPPER/);
  });

  it('tells another program at the port from the service itself', async () => {
    const other = http.createServer((_req, res) => res.end('{}')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { text, status } = await ask({ PORT: String(port) });
    assert.equal(status, 1);
    assert.match(text, new RegExp(`FAULT {3}127.0.0.1, port ${port} is taken by another program`));
    other.closeAllConnections();
    other.close();
    const service = await startService();
    const own = await ask({ PORT: new URL(service.url).port });
    assert.match(own.text, /ok {6}127\.0\.0\.1, port \d+: the service is running there/);
    await service.close();
  });

  it('looks at the certificate: its pair, its time, its name', async () => {
    const { cert, key } = certificate(folder, 'one.example.com', [
      '-nodes',
      '-addext',
      'subjectAltName=DNS:one.example.com',
    ]);
    const https = { HTTPS_CERT: cert, HTTPS_KEY: key };
    const { text, status } = await ask({ ...https, PUBLIC_URL: 'https://two.example.com' });
    assert.equal(status, 1);
    assert.match(text, /warning the certificate ends on .*\n {8}Renew it/);
    assert.match(text, /FAULT {3}the certificate is for DNS:one\.example\.com, not for two\.example\.com/);
    const other = certificate(folder, 'other');
    assert.match((await ask({ HTTPS_CERT: cert, HTTPS_KEY: other.key })).text, /FAULT {3}.*are no pair/);
  });

  it('looks at Redis: that it answers, takes writes, evicts nothing and keeps nothing on disk', async () => {
    const redis = await startRedis(['--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru']);
    const admin = new Redis(redis.url);
    await admin.config('SET', 'requirepass', 'secret');
    admin.disconnect();
    const at = (rest: string) => ({ REDIS_URL: `redis://${rest}127.0.0.1:${redis.port}`, PEPPER });
    const right = await ask(at(':secret@'));
    assert.equal(right.status, 0, right.text);
    assert.match(right.text, /ok {6}Redis at 127\.0\.0\.1:\d+ takes writes, scripts and messages/);
    assert.match(right.text, /keeps nothing on disk/);
    assert.match(
      right.text,
      /warning Redis at \S+ evicts \(allkeys-lru\).*\n {8}Set maxmemory-policy noeviction/,
    );
    assert.match(right.text, /has 64 MiB, STORED_MB allows 2048/);
    assert.doesNotMatch(right.text, /secret/);
    const wrong = await ask(at(':other@'));
    assert.equal(wrong.status, 1);
    assert.match(wrong.text, /FAULT {3}Redis at \S+: it refuses the user or the password/);
    assert.doesNotMatch(wrong.text, /other@/);
    await redis.kill();
    const away = await ask(at(''));
    assert.match(away.text, /FAULT {3}Redis at \S+: it cannot be reached at its address \(ECONNREFUSED\)/);
  });

  it('finds at fault what the service would not use, with what to do about that', async () => {
    const redis = await startRedis();
    const admin = new Redis(redis.url);
    await admin.call('ACL', 'SETUSER', 'quiet', 'on', '>secret', '~*', '&*', '+@all', '-info');
    const at = redis.url.replace('redis://', '');
    const faults = {
      [`redis://${at}/99`]: /no database of that number \(ERR .*\)\n {8}Name one that it has/,
      [`rediss://${at}`]: /cannot be reached at its address \(\w+\)\n {8}.*whether it speaks TLS/,
    };
    for (const [url, says] of Object.entries(faults)) {
      const { text, status } = await ask({ REDIS_URL: url, PEPPER });
      assert.equal(status, 1, text);
      assert.match(text, says);
    }
    const single = await ask({ REDIS_CLUSTER_NODES: redis.url, PEPPER });
    assert.match(single.text, /FAULT {3}.*no node of a cluster.*\n {8}Use REDIS_URL instead/);
    const quiet = await ask({ REDIS_URL: `redis://quiet:secret@${at}`, PEPPER });
    assert.equal(quiet.status, 0, quiet.text);
    assert.match(quiet.text, /warning .* does not tell its version and memory/);
    await admin.call('REPLICAOF', '127.0.0.1', '1');
    const replica = await ask({ REDIS_URL: redis.url, PEPPER });
    assert.match(replica.text, /FAULT {3}.*it is a replica.*\n {8}Name its master\./);
    admin.disconnect();
    await redis.kill();
  });

  it('finds nothing at fault with the user that the guide makes in Redis, and neither does the service', async () => {
    const redis = await startRedis();
    const line = /^user (waterfall .*)$/m.exec(readFileSync('docs/deploy.md', 'utf8'))![1]!;
    const admin = new Redis(redis.url);
    await admin.call('ACL', 'SETUSER', ...line.split(' '));
    await admin.acl('SETUSER', 'default', 'off');
    admin.disconnect();
    const REDIS_URL = `redis://waterfall:password@127.0.0.1:${redis.port}`;
    const { text, status } = await ask({ REDIS_URL, PEPPER });
    assert.equal(status, 0, text);
    assert.match(text, /takes writes, scripts and messages/);
    const service = await startService({ REDIS_URL });
    const { token } = await service.begin();
    const { status: computed, headers } = await service.call('POST', '/api/v1/calculations', {
      token,
      body: workedExample,
    });
    assert.deepEqual([computed, headers.get('X-Degraded')], [200, null]);
    assert.deepEqual((await service.call('GET', '/health/ready')).body.degraded, []);
    const { body: job } = await service.call('POST', '/api/v1/jobs', { token, body: gridJob() });
    const followed = await follow(service.url, token, job.job_id);
    await followed.ended;
    assert.equal(followed.told.at(-1)!.data.state, 'completed');
    await service.writeRest();
    assert.ok(!service.lines.some((text) => text.includes('NOPERM')), service.lines.join());
    await service.close();
    await redis.kill();
  });

  it('says that pages are missing, and a folder that cannot be written', async () => {
    const { text, status } = await ask({ PUBLIC_DIR: folder, TEMP_DIR: '/proc/waterfall' });
    assert.equal(status, 1);
    assert.match(text, /lacks index\.html, .*manifest\.xml\n {8}Build the pages/);
    assert.match(text, /FAULT {3}TEMP_DIR \/proc\/waterfall cannot be written: ENOENT/);
  });
});
