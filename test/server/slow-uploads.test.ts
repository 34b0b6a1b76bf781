import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { until } from '../support/until.ts';
import { FILES, workbook } from './support/files.ts';
import { startService, type Service } from './support/service.ts';

/** An upload of which only the beginning is sent, and what is answered to it. */
function beginUpload(service: Service, token: string): { socket: Socket; answer(): string } {
  const { hostname, port, host } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (data) => (text += data.toString('latin1')));
  socket.on('error', () => {});
  const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n';
  const head = [
    `POST ${FILES} HTTP/1.1`,
    `Host: ${host}`,
    `Authorization: Bearer ${token}`,
    'Content-Type: multipart/form-data; boundary=x',
    'Content-Length: 100000',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${part}`);
  return { socket, answer: () => text };
}

describe('uploads that come slowly', function () {
  this.timeout(60_000);
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
    const begun = Array.from({ length: 12 }, () => beginUpload(service, slow));
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

  it('are refused when nothing more comes', async () => {
    const { answer, socket } = beginUpload(service, slow);
    await until('it is answered', () => answer().includes('TOO_SLOW'));
    assert.match(answer(), /^HTTP\/1\.1 408 /);
    await until('its connection is closed', () => socket.destroyed);
    const file = { name: 'c.xlsx', bytes: workbook() };
    assert.equal((await service.call('POST', FILES, { token: slow, file })).status, 201);
  });
});
