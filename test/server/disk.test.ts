import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { built } from '../support/built.ts';
import { until } from '../support/until.ts';
import { below, MIB, workbook } from './support/files.ts';
import { startService } from './support/service.ts';

describe('a folder of files that is gone', () => {
  it('is told by name when readiness is asked, and again when it is back', async () => {
    const service = await startService();
    const ready = async () => (await service.call('GET', '/health/ready')).body;
    const folder = path.join(service.folder, 'uploads');
    await rm(folder, { recursive: true, force: true });
    await writeFile(folder, 'in the way');
    assert.deepEqual(await ready(), {
      status: 'degraded',
      store: 'memory',
      degraded: [{ part: 'files', reason: 'EEXIST' }],
    });
    await rm(folder);
    // What was found is told for a second.
    await until('it is back', async () => (await ready()).status === 'ready');
    assert.deepEqual(below(folder), []);
    await service.close();
  });
});

describe('a full disk', function () {
  it('is 507, nothing of the file is left, and the service goes on', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'full-'));
    // A file of this process may have 2 MiB: writing more fails as on a full disk.
    const child = spawn('bash', ['-c', 'ulimit -f 2048; exec "$0" "$1"', process.execPath, built('server')], {
      env: { ...process.env, PORT: '0', LOG_LEVEL: 'silent', REDIS_URL: '', PEPPER: '', TEMP_DIR: folder },
    });
    let output = '';
    child.stdout.on('data', (data) => void (output += data));
    await until('the service prints its address', () => output.includes('\n'));
    const url = /http:\S+/.exec(output)![0];
    const { token } = await (await fetch(`${url}api/v1/sessions`, { method: 'POST' })).json();
    const send = (size: number) => {
      const form = new FormData();
      form.set('file', new Blob([workbook(size)]), 'a.xlsx');
      const headers = { Authorization: `Bearer ${token}` };
      return fetch(`${url}api/v1/files`, { method: 'POST', headers, body: form });
    };
    const full = await send(4 * MIB);
    assert.deepEqual([full.status, (await full.json()).code], [507, 'STORAGE_FULL']);
    assert.deepEqual(
      below(folder).filter((file) => !/\.(log|lock)$/.test(file)),
      [],
    );
    // What could not be kept takes nothing of the quota.
    for (let i = 0; i < 26; i++) await (await send(4 * MIB)).arrayBuffer();
    // Kept, and then read: it is no workbook inside.
    assert.equal((await send(1 * MIB)).status, 422);
    child.kill('SIGKILL');
    await until('the process is gone', () => child.signalCode !== null);
    await rm(folder, { recursive: true });
  });
});
