import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openService } from '../../src/client/service.ts';
import { simulate, type Simulated } from '../../src/client/simulate.ts';

const ASKED = { request: {}, uncertainty: {}, scenarios: 100, seed: 1 };
const job = (state: string, done: number, more: object = {}) => ({
  job_id: 'j',
  state,
  scenarios: 100,
  scenarios_done: done,
  result_so_far: done ? { scenarios: done } : null,
  result: null,
  error: null,
  ...more,
});

describe('A simulation asked of the service', () => {
  let server: Server;
  let seen: string[];
  let events: (res: ServerResponse, turn: number) => void;
  let begin: (res: ServerResponse) => void;
  let told: Simulated[];
  beforeEach((done) => {
    seen = [];
    told = [];
    begin = (res) => void res.writeHead(202).end(JSON.stringify(job('pending', 0)));
    server = createServer((req: IncomingMessage, res: ServerResponse) => {
      seen.push(`${req.method} ${req.url}`);
      if (req.url === '/api/v1/sessions')
        return void res
          .writeHead(201)
          .end(JSON.stringify({ token: 't', expires_at: '2026-12-01T00:00:00Z' }));
      if (req.method === 'DELETE') return void res.writeHead(204).end();
      if (req.method === 'POST') return begin(res);
      res.writeHead(200, { 'Content-Type': 'text/event-stream' });
      events(res, seen.filter((line) => line.endsWith('/events')).length);
    }).listen(0, '127.0.0.1', done);
  });
  afterEach((done) => {
    server.closeAllConnections();
    server.close(() => done());
  });
  const send = (res: ServerResponse, event: string, data: object) =>
    res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const run = (cancel = new AbortController().signal) =>
    simulate(
      openService(fetch, `http://127.0.0.1:${(server.address() as AddressInfo).port}`),
      ASKED,
      'en',
      cancel,
      (simulated) => void told.push(simulated),
    );

  it('tells what came so far, and at last the result', async () => {
    events = (res) => {
      send(res, 'snapshot', job('running', 40));
      send(res, 'end', job('completed', 100, { result: { scenarios: 100 } }));
      res.end();
    };
    assert.deepEqual(await run(), { kind: 'done' });
    assert.deepEqual(
      told.map(({ where, done, scenarios, result }) => [where, done, scenarios, result?.scenarios]),
      [
        ['service', 40, 100, 40],
        ['service', 100, 100, 100],
      ],
    );
  });

  it('goes on where a stream was cut off', async () => {
    events = (res, turn) => {
      if (turn === 1) {
        send(res, 'snapshot', job('running', 10));
        setTimeout(() => res.destroy(), 20);
        return;
      }
      send(res, 'snapshot', job('completed', 100, { result: { scenarios: 100 } }));
      res.end();
    };
    assert.deepEqual(await run(), { kind: 'done' });
    assert.deepEqual(
      told.map(({ done }) => done),
      [10, 100],
    );
  });

  it('ends its job when it is cancelled', async () => {
    const control = new AbortController();
    events = (res) => {
      send(res, 'snapshot', job('running', 10));
      setTimeout(() => control.abort(), 20);
    };
    assert.deepEqual(await run(control.signal), { kind: 'cancelled' });
    while (!seen.includes('DELETE /api/v1/jobs/j')) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('gives the faults of one that is refused, at once or while it runs', async () => {
    const errors = [{ path: 'uncertainty.cash.volatility', message: 'too high' }];
    begin = (res) => void res.writeHead(422).end(JSON.stringify({ errors }));
    const refused = { kind: 'refused', faults: errors };
    assert.deepEqual(await run(), refused);
    begin = (res) => void res.writeHead(202).end(JSON.stringify(job('pending', 0)));
    events = (res) => {
      send(res, 'end', job('failed', 0, { error: { errors: [], detail: 'too heavy' } }));
      res.end();
    };
    assert.deepEqual(await run(), { kind: 'refused', faults: [{ path: '', message: 'too heavy' }] });
  });
});
