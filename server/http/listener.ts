import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import type { RequestListener } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { ProblemCode } from '../../src/i18n/problems.ts';
import { OneByOne } from '../one-by-one.ts';
import { Problem, problemDocument } from '../problem.ts';

/** What one connection may cost before a route sees anything of it. Milliseconds and bytes. */
const BOUNDS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 2000,
};
const MOST_CONNECTIONS = 10_000;
/** An answer of which nothing is taken for this long, in ms, is given up with its connection. */
const UNREAD = 20_000;

/**
 * The server that speaks HTTP for the app, or HTTPS with a certificate; what it cannot parse it refuses as the app would.
 * @param unread see UNREAD
 */
export function listenerOf(
  app: RequestListener,
  certificate?: { cert: Buffer; key: Buffer },
  unread = UNREAD,
): http.Server | https.Server {
  const requests = new OneByOne(app);
  const server = certificate
    ? https.createServer({ ...BOUNDS, ...certificate }, requests.listener)
    : http.createServer(BOUNDS, requests.listener);
  server.maxConnections = MOST_CONNECTIONS;
  server.setTimeout(unread, (socket) => {
    // Nothing moved. With nothing to send and a request to answer, it is us who take long.
    if (socket.writableLength === 0 && requests.answers(socket)) socket.setTimeout(unread);
    // Closed in the usual way, what the system has taken of an answer would lie there for minutes.
    else if (socket.writableLength > 0 && !(socket instanceof TLSSocket)) socket.resetAndDestroy();
    else socket.destroy();
  });
  return server.on('clientError', refuse);
}

const CODES: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'TOO_SLOW',
};

/** No request object exists here, so nobody's language is known: English. */
function refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = new Problem(CODES[error.code ?? ''] ?? 'MALFORMED');
  const body = JSON.stringify(problemDocument(problem, 'en'));
  const head = [
    `HTTP/1.1 ${problem.status} ${http.STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    'Content-Language: en',
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
