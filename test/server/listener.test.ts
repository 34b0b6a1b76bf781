import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener, Server, ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Response } from 'express';
import { leaving } from '../../server/http/authenticated.ts';
import { listenerOf } from '../../server/http/listener.ts';
import { Sending } from '../../server/limits/sending.ts';
import { until } from '../support/until.ts';

/** More than the buffers of both ends take. */
const LARGE = Buffer.alloc(40 << 20, 'x');
const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

describe('A connection', function () {
  let server: Server;
  let client: Socket;
  /** Answers begun, in the order they came. */
  let begun: ServerResponse[];

  /** Sends `text` in one piece to a server that answers with `app`; nothing is read of what it answers. */
  async function send(text: string, app: RequestListener, unread?: number): Promise<void> {
    begun = [];
    server = listenerOf(
      (req, res) => {
        begun.push(res);
        void app(req, res);
      },
      undefined,
      unread,
    ) as Server;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.on('error', () => {});
    client.pause();
    client.write(text);
    await until('a request has come', () => begun.length > 0);
  }
  afterEach(async () => {
    client.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  const answerWith =
    (body: Buffer | string): RequestListener =>
    (_req, res) =>
      void res.end(body);

  it('whose answer nobody takes is given up, and the answer with it', async () => {
    await send(get('/'), answerWith(LARGE), 100);
    await until('it is closed', () => begun[0]!.closed);
    let taken = 0;
    client.on('data', (data) => (taken += data.length)).resume();
    await until('the connection is closed', () => client.destroyed);
    assert.ok(taken < LARGE.length);
  });

  it('whose answer is taken slowly gets all of it', async () => {
    await send(get('/'), answerWith(LARGE), 500);
    let taken = 0;
    const began = performance.now();
    while (taken < LARGE.length) {
      const piece = client.read() as Buffer | null;
      taken += piece?.length ?? 0;
      assert.ok(!client.destroyed, `cut off after ${taken} bytes`);
      await pause(5);
    }
    assert.ok(performance.now() - began > 1000, 'it was not slow');
  });

  it('has its requests answered in their order, and each that is cut off told of its end', async () => {
    const paths = Array.from({ length: 20 }, (_, i) => `/${i}`);
    await send(paths.map(get).join(''), async (req, res) => {
      await pause(20 - Number(req.url!.slice(1)));
      res.end(`[${req.url}]`);
    });
    let text = '';
    client.on('data', (data) => (text += String(data))).resume();
    await until('all are answered', () => text.includes('[/19]'));
    assert.deepEqual(
      text.match(/\[.*?\]/g),
      paths.map((path) => `[${path}]`),
    );
  });

  it('that has gone has told all of its answers, those behind another too', async () => {
    let over = 0;
    await send(get('/').repeat(50), (_req, res) => void res.once('close', () => (over += 1)));
    await until('all have begun', () => begun.length === 50);
    client.destroy();
    await until('all are over', () => over === 50);
  });

  it('that has gone is left by all of its answers, for who asks one of them later', async () => {
    let over = 0;
    await send(get('/').repeat(2), (_req, res) => void res.once('close', () => (over += 1)));
    await until('both have begun', () => begun.length === 2);
    client.destroy();
    await until('both are over', () => over === 2);
    const sending = new Sending({ all: 1, ofSession: 1 });
    for (const res of begun) {
      sending.admit(res, 'a', 1);
      assert.ok(leaving(res as Response).aborted);
    }
  });
});
