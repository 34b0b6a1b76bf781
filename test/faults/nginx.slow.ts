import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { endingWithUs, temporaryFolder } from '../support/at-exit.ts';
import { certificate } from '../support/certificate.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { simulateJob } from '../server/support/job-requests.ts';
import { workedExample } from '../server/support/service.ts';
import { startInstance, type Instance } from './instance.ts';

const NAME = 'waterfall.example.com';
const folder = temporaryFolder('nginx');

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** nginx with the configuration that is handed out, its name, certificate and ports put in. */
async function startNginx(instances: readonly Instance[]): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort();
  const { cert, key } = certificate(folder, NAME, ['-nodes', '-addext', `subjectAltName=DNS:${NAME}`]);
  const site = instances
    .reduce(
      (text, { url }, i) => text.replace(`127.0.0.1:300${i + 1}`, new URL(url).host),
      readFileSync('deploy/nginx.conf', 'utf8'),
    )
    .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
    .replace('/etc/ssl/waterfall/fullchain.pem', cert)
    .replace('/etc/ssl/waterfall/privkey.pem', key);
  const at = (name: string) => path.join(folder, name);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${at(kind)};`)
    .join(' ');
  writeFileSync(at('site.conf'), site);
  writeFileSync(
    at('nginx.conf'),
    `daemon off; master_process off; pid ${at('pid')}; error_log ${at('error.log')};
     events {} http { ${temporary} include ${at('site.conf')}; }`,
  );
  const child = endingWithUs(spawn('nginx', ['-p', folder, '-c', at('nginx.conf')], { stdio: 'ignore' }));
  return { child, port };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

describe('behind nginx, as it is handed out', () => {
  let redis: RedisServer;
  let instances: Instance[];
  let nginx: { child: ChildProcess; port: number };

  const ask = (
    method: string,
    at: string,
    headers: Record<string, string> = {},
    body?: string | Buffer,
    heard?: (part: string) => void,
  ) =>
    new Promise<Answer>((resolve, reject) => {
      const request = https.request(
        {
          host: '127.0.0.1',
          port: nginx.port,
          servername: NAME,
          ca: readFileSync(path.join(folder, `${NAME}.crt`)),
          method,
          path: at,
          headers: { Host: NAME, ...headers, ...(body ? { 'Content-Length': Buffer.byteLength(body) } : {}) },
        },
        (response) => {
          let text = '';
          response.on('data', (data) => {
            text += data;
            heard?.(String(data));
          });
          response.on('end', () =>
            resolve({ status: response.statusCode!, headers: response.headers, text }),
          );
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  const begin = async (): Promise<string> =>
    (JSON.parse((await ask('POST', '/api/v1/sessions')).text) as { token: string }).token;
  const calculate = (token: string) =>
    ask(
      'POST',
      '/api/v1/calculations',
      { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      JSON.stringify(workedExample),
    );

  before(async () => {
    redis = await startRedis();
    const env = {
      REDIS_URL: redis.url,
      TRUST_PROXY: '1',
      PUBLIC_URL: `https://${NAME}`,
      RATE_LIMIT_SESSIONS: '1000',
    };
    instances = await Promise.all([startInstance(env), startInstance(env)]);
    nginx = await startNginx(instances);
    await until('nginx answers', () =>
      ask('GET', '/api/v1/health/live').then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
  });
  after(async () => {
    nginx.child.kill('SIGTERM');
    await once(nginx.child, 'exit');
    for (const instance of instances) await instance.kill();
    await redis.kill();
  });

  it('a session begun at one instance goes on at the other, with its cache', async () => {
    const token = await begin();
    const answers = [];
    for (let i = 0; i < 6; i++) answers.push(await calculate(token));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200, 200, 200],
    );
    const served = instances.map(({ log }) => log().includes('/api/v1/calculations'));
    assert.deepEqual(served, [true, true]);
    assert.equal((JSON.parse(answers.at(-1)!.text) as { cache: string }).cache, 'hit');
  });

  it('events of a job come as they are told, and not at its end', async () => {
    const token = await begin();
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const job = JSON.stringify(simulateJob(1_000_000));
    const { text } = await ask('POST', '/api/v1/jobs', headers, job);
    const at = `/api/v1/jobs/${(JSON.parse(text) as { job_id: string }).job_id}/events`;
    let came = 0;
    const told = await ask('GET', at, headers, undefined, () => (came += 1));
    assert.ok(came > 5, `in ${came} parts`);
    assert.match(
      told.text,
      /^event: snapshot\n[^]*event: change\n[^]*"state":"running"[^]*event: end\n[^]*"state":"completed"/,
    );
  });

  it('the pane keeps the headers that Excel needs, and the manifest names the address', async () => {
    const pane = await ask('GET', '/taskpane.html');
    assert.match(
      String(pane.headers['content-security-policy']),
      /frame-ancestors [^;]*officeapps\.live\.com/,
    );
    assert.equal(pane.headers['x-frame-options'], undefined);
    assert.match(String(pane.headers['strict-transport-security']), /max-age=\d{7,}/);
    const { text } = await ask('GET', '/manifest.xml');
    assert.ok(text.includes(`https://${NAME}/taskpane.html`));
  });

  it('limits count the address that nginx saw, whatever a client claims', async () => {
    const claims = await Promise.all(
      ['10.0.0.1', '10.0.0.2'].map((address) =>
        ask('POST', '/api/v1/sessions', { 'X-Forwarded-For': address }),
      ),
    );
    const left = claims.map(({ headers }) => Number(/r=(\d+)/.exec(String(headers['ratelimit']))?.[1]));
    assert.equal(new Set(left).size, 2, `both count on one budget: ${left.join()}`);
  });

  it('operators’ routes answer nobody from outside', async () => {
    for (const at of ['/metrics', '/api/v1/audit']) assert.equal((await ask('GET', at)).status, 404, at);
  });

  it('a workbook of 10 MiB passes, and a larger one is refused', async () => {
    const token = await begin();
    const form = (size: number) => {
      const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n';
      return Buffer.concat([Buffer.from(head), Buffer.alloc(size), Buffer.from('\r\n--b--\r\n')]);
    };
    const send = (size: number) =>
      ask(
        'POST',
        '/api/v1/files',
        { Authorization: `Bearer ${token}`, 'Content-Type': 'multipart/form-data; boundary=b' },
        form(size),
      );
    // The service itself has looked at it: no workbook, though not too large.
    const { code } = JSON.parse((await send(10 * 1024 * 1024)).text) as { code: string };
    assert.equal(code, 'FILE_TYPE');
    assert.equal((await send(12 * 1024 * 1024)).status, 413);
  });

  it('an instance that is stopped takes no request with it', async () => {
    const token = await begin();
    let stopped = false;
    const statuses: number[] = [];
    const asking = (async () => {
      while (!stopped || statuses.length < 40) statuses.push((await calculate(token)).status);
    })();
    instances[0]!.child.kill('SIGTERM');
    await instances[0]!.exit;
    stopped = true;
    await asking;
    assert.deepEqual([...new Set(statuses)], [200]);
  });
});
