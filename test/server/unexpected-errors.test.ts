import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express from 'express';
import { onlyFinite } from '../../server/json.ts';
import { Problem, problems } from '../../server/problem.ts';
import { keptLog } from './support/service.ts';

function* forever(): Generator<string> {
  for (;;) yield 'and so on';
}

describe('an unexpected error', () => {
  const broken = async (fault: express.RequestHandler) => {
    const { log, lines } = keptLog();
    const app = express().set('json replacer', onlyFinite).use(fault).use(problems(log));
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const text = await response.text();
    server.close();
    return { status: response.status, text, lines };
  };

  it('is 500 without a stack or content, and the log says where it was thrown, without content', async () => {
    const { status, text, lines } = await broken((_req, res) => {
      res.set('X-Request-Id', 'the-id');
      throw new TypeError('CANARY 12345');
    });
    assert.equal(status, 500);
    assert.equal(JSON.parse(text).code, 'INTERNAL');
    assert.doesNotMatch(text, /CANARY|TypeError|\bat /);
    assert.match(lines[0]!, /the-id/);
    assert.match(lines[0]!, /TypeError/);
    assert.match(lines[0]!, /unexpected-errors\.test\.ts/);
    assert.doesNotMatch(lines[0]!, /CANARY/);
  });

  it('is none where whoever asked has gone', async () => {
    const { log, lines } = keptLog();
    let ended = (): void => {};
    const over = new Promise<void>((resolve) => (ended = resolve));
    const endless: express.RequestHandler = async (_req, res) => {
      try {
        await pipeline(Readable.from(forever()), res);
      } finally {
        setImmediate(ended);
      }
    };
    const server = express().use(endless).use(problems(log)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(client, 'data');
    client.destroy();
    await over;
    assert.deepEqual(lines, []);
    server.close();
  });

  it('is logged by what it came from, where another process was at fault', async () => {
    const cause = new RangeError('CANARY');
    cause.stack = 'RangeError\n    at readFlows (read.ts:1:2)';
    const { status, lines } = await broken(() => {
      throw new Problem('INTERNAL', { cause });
    });
    assert.equal(status, 500);
    assert.match(lines[0]!, /RangeError/);
    assert.match(lines[0]!, /readFlows \(read\.ts:1:2\)/);
    assert.doesNotMatch(lines[0]!, /CANARY/);
  });

  it('is what a refusal becomes that cannot be worded', async () => {
    const { status, text, lines } = await broken(() => {
      throw new Problem('INVALID', { issues: [{ code: 'CANARY' as 'missing', path: [] }] });
    });
    assert.deepEqual([status, JSON.parse(text).code], [500, 'INTERNAL']);
    assert.doesNotMatch(text + lines.join(), /CANARY/);
  });

  it('is what a number becomes that JSON cannot hold', async () => {
    for (const number of [NaN, Infinity, -Infinity]) {
      const { status, text, lines } = await broken((_req, res) => void res.json({ irr: { deep: [number] } }));
      assert.deepEqual([status, JSON.parse(text).code], [500, 'INTERNAL']);
      assert.match(lines[0]!, /InvariantError/);
    }
  });
});
