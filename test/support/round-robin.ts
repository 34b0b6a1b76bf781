import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A small balancer on loopback: each request to the next instance that says it is ready. */
export interface RoundRobin {
  readonly url: string;
  /** Sends requests to these from now on. */
  to(instances: readonly string[]): void;
  close(): Promise<void>;
}

const ASK_EVERY = 100;
/** These are about one connection and are not passed on. */
const OF_CONNECTION = ['connection', 'keep-alive'];

/**
 * One that refuses a connection is passed over. What was sent to one that then broke off is not sent again, since it may have been
 * done: 502, as from any balancer, is never an answer of the service.
 * @param port 0 takes any free one
 */
export async function startRoundRobin(port = 0): Promise<RoundRobin> {
  let ready: readonly string[] = [];
  let all: readonly string[] = [];
  let next = 0;
  const server = http.createServer((request, response) => {
    const first = (next += 1);
    pass(
      request,
      response,
      ready.map((_, i) => ready[(first + i) % ready.length]!),
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  let open = true;
  const look = async (): Promise<void> => {
    while (open) {
      const asked = all;
      const answers = await Promise.all(asked.map(isReady));
      if (asked === all) ready = asked.filter((_, i) => answers[i]);
      await pause(ASK_EVERY);
    }
  };
  const looking = look();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    to: (instances) => void (ready = all = instances),
    close: async () => {
      open = false;
      server.close();
      server.closeAllConnections();
      await looking;
    },
  };
}

/** One that is too busy to say so within a second stays in: it is refused connections that tell that one is gone. */
const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(1000) }).then(
    ({ ok }) => ok,
    (error: Error) => error.name === 'TimeoutError',
  );

function pass(request: IncomingMessage, response: ServerResponse, [url, ...others]: readonly string[]): void {
  const fail = (): void => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { 'Content-Type': 'text/plain' }).end('No instance answered.\n');
  };
  if (url === undefined) return fail();
  const { method, headers, socket } = request;
  const sent = http.request(new URL(request.url!, url), {
    method,
    headers: { ...headers, 'x-forwarded-for': socket.remoteAddress },
    // A connection that is kept may be closed just when it is used again.
    agent: false,
  });
  // Nothing of the body is read before there is somebody to read it.
  sent.on('socket', (far) => far.once('connect', () => request.pipe(sent)));
  sent.on('response', (answer) => {
    const told = Object.entries(answer.headers).filter(([name]) => !OF_CONNECTION.includes(name));
    response.writeHead(answer.statusCode!, Object.fromEntries(told));
    response.flushHeaders();
    answer.on('error', fail).pipe(response);
  });
  sent.on('error', (error: NodeJS.ErrnoException) =>
    error.code === 'ECONNREFUSED' ? pass(request, response, others) : fail(),
  );
  response.on('close', () => sent.destroy());
}
