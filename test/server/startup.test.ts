import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import path from 'node:path';
import { nodeFault } from '../../server/node-version.ts';
import { temporaryFolder } from '../support/at-exit.ts';
import { built } from '../support/built.ts';
import { certificate as makeCertificate } from '../support/certificate.ts';
import { until } from '../support/until.ts';

const folder = temporaryFolder('startup');
const at = (name: string): string => path.join(folder, name);

const certificate = (name: string, more?: readonly string[]) => makeCertificate(folder, name, more);

function start(env: Record<string, string>, before: readonly string[] = [], cwd = process.cwd()) {
  const child = spawn(process.execPath, [...before, built('server')], {
    cwd,
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'warn', DRAIN_MS: '0', TEMP_DIR: at('files'), ...env },
  });
  const said = { output: '', errors: '' };
  child.stdout.on('data', (data) => (said.output += data));
  child.stderr.on('data', (data) => (said.errors += data));
  let code: number | null | undefined;
  child.once('exit', (ended) => (code = ended));
  const url = async (): Promise<string> => {
    await until('it prints its address', () => /https?:\S+/.test(said.output) || code !== undefined);
    return /https?:\S+/.exec(said.output)?.[0] ?? assert.fail(said.errors);
  };
  const refused = async (): Promise<string> => {
    await until('it ends', () => code !== undefined);
    assert.equal(code, 1);
    return said.errors;
  };
  return { child, said, url, refused };
}

describe('at its start the service', function () {
  let child: ReturnType<typeof start>['child'] | undefined;
  afterEach(() => void child?.kill('SIGKILL'));
  const begin = (...given: Parameters<typeof start>) => {
    const started = start(...given);
    child = started.child;
    return started;
  };

  it('says before anything else that Node is too old', async () => {
    const old = 'data:text/javascript,Object.defineProperty(process, "version", { value: "v18.20.4" })';
    const { refused } = begin({ PORT: 'x' }, ['--import', old]);
    assert.equal(
      await refused(),
      'Node 20.19 or newer is needed; this is v18.20.4. See https://nodejs.org.\n',
    );
    for (const version of ['v20.19.0', 'v20.20.1', 'v22.0.0']) assert.equal(nodeFault(version), undefined);
    for (const version of ['v20.18.3', 'v18.20.4', 'v9.0.0']) assert.match(nodeFault(version)!, /is needed/);
  });

  it('says that a folder for files cannot be made, and does not wait for it', async () => {
    writeFileSync(at('a file'), '');
    for (const [where, code] of [
      ['/proc/waterfall/files', 'ENOENT'],
      [at('a file/files'), 'ENOTDIR'],
      [at('a file'), 'EEXIST'],
    ] as const) {
      const message = await begin({ TEMP_DIR: where }).refused();
      assert.ok(message.startsWith(`TEMP_DIR ${where} cannot be used: ${code}`), message);
    }
  });

  it('says that the file .env cannot be read', async () => {
    const cwd = at('with a folder');
    mkdirSync(path.join(cwd, '.env'), { recursive: true });
    assert.match(
      await begin({}, [], cwd).refused(),
      /^The file .*with a folder[\\/]\.env cannot be read: .*\n$/,
    );
  });

  it('says in a sentence what is wrong with a certificate', async () => {
    const one = certificate('one');
    const other = certificate('other');
    const locked = certificate('locked', ['-passout', 'pass:secret']);
    writeFileSync(at('no.pem'), 'no certificate');
    const messageFor = (cert: string, key: string) => begin({ HTTPS_CERT: cert, HTTPS_KEY: key }).refused();
    assert.match(await messageFor(one.cert, other.key), /^HTTPS_CERT .* and HTTPS_KEY .* are no pair: /);
    assert.match(
      await messageFor(locked.cert, locked.key),
      /^HTTPS_KEY .* needs a passphrase\. Write it without one/,
    );
    assert.match(await messageFor(at('none'), one.key), /^HTTPS_CERT .*none cannot be read: ENOENT\.\n$/);
    assert.match(
      await messageFor(at('no.pem'), one.key),
      /^HTTPS_CERT .* cannot be used as a PEM certificate/,
    );
  });

  it('takes a certificate that is renewed while it runs, and keeps the one it has while the files are wrong', async () => {
    const [before, after] = [certificate('before'), certificate('after')];
    const used = { cert: at('used.crt'), key: at('used.key') };
    const use = (name: 'cert' | 'key', from: string) => copyFileSync(from, used[name]);
    use('cert', before.cert);
    use('key', before.key);
    const { url, said } = begin({ HTTPS_CERT: used.cert, HTTPS_KEY: used.key });
    const address = await url();
    const nameSeen = () =>
      new Promise<string>((resolve, reject) => {
        const asked = https.get(
          `${address}health/live`,
          { rejectUnauthorized: false, agent: false },
          (answer) => {
            const { subject } = (answer.socket as TLSSocket).getPeerCertificate() as PeerCertificate;
            answer.resume();
            resolve(String(subject.CN));
          },
        );
        asked.on('error', reject);
      });
    assert.equal(await nameSeen(), 'before');
    use('cert', after.cert);
    await until('it is told that they are no pair', () =>
      said.errors.includes('the certificate in use stays'),
    );
    assert.equal(await nameSeen(), 'before');
    use('key', after.key);
    await until('the new one is used', async () => (await nameSeen()) === 'after');
  });

  it('warns of variables that it does not know, and of a network in the clear', async () => {
    const { url, said } = begin({ HOST: '0.0.0.0', RATE_LIMITT: '5' });
    const address = await url();
    assert.match(said.errors, /RATE_LIMITT is not a variable of this service: did you mean RATE_LIMIT\?/);
    assert.match(said.errors, /HOST 0\.0\.0\.0 answers other machines without TLS/);
    // Once, however often a proxy forwards.
    for (let i = 0; i < 3; i++)
      await fetch(`${address}health/live`, { headers: { 'X-Forwarded-For': '192.0.2.1' } });
    await until('it is told', () => said.errors.includes('X-Forwarded-For'));
    assert.equal(said.errors.match(/X-Forwarded-For arrives and TRUST_PROXY is not set/g)?.length, 1);
  });

  it('says nothing of a proxy that is trusted, nor of loopback', async () => {
    const { url, said } = begin({ TRUST_PROXY: '1', HOST: '0.0.0.0' });
    await fetch(`${await url()}health/live`, { headers: { 'X-Forwarded-For': '192.0.2.1' } });
    assert.equal(said.errors, '');
  });
});

describe('the script of npm start', function () {
  it('stops its service when its shell is stopped, and when it is itself', async () => {
    for (const wrap of [(command: string) => `${command}; true`, (command: string) => `exec ${command}`]) {
      const shell = spawn('sh', ['-c', wrap(`"${process.execPath}" scripts/serve.mjs`)], {
        env: {
          ...process.env,
          PORT: '0',
          LOG_LEVEL: 'silent',
          DRAIN_MS: '0',
          TEMP_DIR: at('files'),
        },
      });
      let output = '';
      shell.stdout.on('data', (data) => (output += data));
      await until('it prints its address', () => /http:\S+/.test(output));
      const url = /http:\S+/.exec(output)![0];
      const answers = () =>
        new Promise<boolean>((resolve) => {
          http
            .get(`${url}health/live`, { agent: false }, (answer) => resolve(Boolean(answer.resume())))
            .on('error', () => resolve(false));
        });
      assert.equal(await answers(), true);
      shell.kill('SIGTERM');
      await until('the service has ended', async () => !(await answers()));
    }
  });
});
