import assert from 'node:assert/strict';
import { until } from '../support/until.ts';
import { FILES, reading, workbook } from './support/files.ts';
import { startService, type Service } from './support/service.ts';
import { beginUpload } from './support/unfinished.ts';

describe('uploads that come slowly', function () {
  let service: Service;
  let slow: string;
  let token: string;
  beforeEach(async () => {
    service = await startService();
    slow = (await service.begin()).token;
    token = (await service.begin()).token;
  });
  afterEach(() => service.close());

  it('keep nobody else waiting, however many there are of a session', async () => {
    const begun = Array.from({ length: 12 }, () => beginUpload(service.url, slow));
    await until('they are there', () => begun.every(({ socket }) => socket.bytesWritten > 0));
    for (let i = 0; i < 3; i++) {
      const file = { name: 'b.xlsx', bytes: workbook() };
      assert.equal((await service.call('POST', FILES, { token, file })).status, 201);
    }
    assert.deepEqual(
      begun.map(({ answer }) => answer()),
      begun.map(() => ''),
    );
    for (const { socket } of begun) socket.destroy();
    const file = { name: 'c.xlsx', bytes: workbook() };
    assert.equal((await service.call('POST', FILES, { token: slow, file })).status, 201);
  });

  it('are refused when nothing more comes, but not for what came while the service stood still', async () => {
    const { answer, socket } = beginUpload(service.url, slow);
    const whole = beginUpload(service.url, token);
    // Time enough for its turn to begin.
    for (let i = 0; i < 20; i++) await service.call('GET', '/health/live');
    whole.finish();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5500);
    await until('the whole one is read', () => whole.answer() !== '');
    assert.match(whole.answer(), /^HTTP\/1\.1 415 /);
    await until('it is answered', () => answer().includes('TOO_SLOW'));
    assert.match(answer(), /^HTTP\/1\.1 408 /);
    await until('its connection is closed', () => socket.destroyed);
    const file = { name: 'c.xlsx', bytes: workbook() };
    assert.equal((await service.call('POST', FILES, { token: slow, file })).status, 201);
  });
});

describe('uploads whose senders leave', () => {
  it('are in memory until they are read, and the next ones wait for that', async () => {
    const reads: (() => void)[] = [];
    const service = await startService(
      {},
      {
        readWorkbook: async () => {
          await new Promise<void>((resolve) => reads.push(resolve));
          return reading({});
        },
      },
    );
    const send = async (signal?: AbortSignal) => {
      const { token } = await service.begin();
      const file = { name: 'a.xlsx', bytes: workbook() };
      return service.call('POST', FILES, { token, file, ...(signal ? { signal } : {}) });
    };
    for (let i = 1; i <= 2; i++) {
      const leaves = new AbortController();
      const sent = send(leaves.signal);
      await until('it is being read', () => reads.length === i);
      leaves.abort();
      await assert.rejects(sent, { name: 'AbortError' });
    }
    const third = send();
    // Time enough for the service to see that they have left, and to take the third.
    for (let i = 0; i < 20; i++) await service.call('GET', '/health/live');
    assert.equal(reads.length, 2);
    reads[0]!();
    await until('the third is being read', () => reads.length === 3);
    for (const end of reads) end();
    assert.equal((await third).status, 201);
    await service.close();
  });
});
