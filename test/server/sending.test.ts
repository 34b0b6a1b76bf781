import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Sending } from '../../server/limits/sending.ts';
import type { Problem } from '../../server/problem.ts';
import { until } from '../support/until.ts';

describe('files on their way', () => {
  /** An answer, of which only its end matters. */
  const answer = () => new EventEmitter() as unknown as ServerResponse;
  const codeOf = (admit: () => void): string => {
    try {
      admit();
      return 'admitted';
    } catch (error) {
      return (error as Problem).code;
    }
  };

  it('have so much room of a session and of all, which each gives back when its answer has ended', () => {
    const sending = new Sending({ all: 100, ofSession: 50 });
    const [first, second, third] = [answer(), answer(), answer()];
    const admit = (res: ServerResponse, session: string, bytes: number) =>
      codeOf(() => sending.admit(res, session, bytes));
    assert.equal(admit(first, 'a', 50), 'admitted');
    assert.equal(admit(answer(), 'a', 1), 'TOO_MANY_AT_ONCE');
    assert.equal(admit(second, 'b', 40), 'admitted');
    assert.equal(admit(answer(), 'c', 11), 'BUSY');
    assert.equal(admit(third, 'c', 10), 'admitted');
    first.emit('close');
    assert.equal(admit(answer(), 'a', 50), 'admitted');
    for (const each of [second, third]) each.emit('close');
    assert.equal(admit(answer(), 'd', 50), 'admitted');
    assert.equal(admit(answer(), 'e', 1), 'BUSY');
  });

  it('take no room where the answer has ended before there was any to take', async () => {
    const sending = new Sending({ all: 100, ofSession: 100 });
    const admitted: string[] = [];
    const server = http.createServer((req, res) => {
      const admit = (): void => {
        admitted.push(codeOf(() => sending.admit(res, 'a', 60)));
        res.end();
      };
      if (req.url === '/left') res.once('close', admit);
      else admit();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = new AbortController();
    const begun = once(server, 'request');
    const left = fetch(`${url}/left`, { signal: client.signal }).catch(() => undefined);
    await begun;
    client.abort();
    await left;
    await until('it has ended', () => admitted.length === 1);
    await fetch(`${url}/stayed`);
    assert.deepEqual(admitted, ['admitted', 'admitted']);
    server.closeAllConnections();
    server.close();
  });
});
