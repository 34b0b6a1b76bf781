import http from 'node:http';
import https from 'node:https';
import type { RequestListener } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ProblemCode } from '../../src/i18n/problems.ts';
import { Problem, problemDocument } from '../problem.ts';
import type { Certificate } from './certificate.ts';

/** What one connection may cost before a route sees anything of it. Milliseconds and bytes. */
const BOUNDS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 2000,
};
const MOST_CONNECTIONS = 10_000;
/** A connection on which nothing moves for this long is closed, ms: longer than a run may wait for a thread and take. */
const IDLE = 40_000;
/** Of an answer, who waits for its end: limits, log, metrics, streams and those here. */
const MOST_LISTENERS = 20;

/**
 * The server that speaks HTTP for the app, or HTTPS with a certificate; what it cannot parse it refuses as the app would.
 * @param idle see IDLE
 */
export function listenerOf(
  app: RequestListener,
  certificate?: Certificate,
  idle = IDLE,
): http.Server | https.Server {
  const listener: RequestListener = (req, res) => {
    res.setMaxListeners(MOST_LISTENERS);
    endWithConnection(req, res);
    app(req, res);
  };
  const server = certificate
    ? https.createServer({ ...BOUNDS, ...certificate }, listener)
    : http.createServer(BOUNDS, listener);
  server.maxConnections = MOST_CONNECTIONS;
  server.setTimeout(idle);
  // Pipelined requests wait for the end of one connection together.
  return server.on('connection', (socket) => socket.setMaxListeners(0)).on('clientError', refuse);
}

/** Node tells the answer that is being sent of its connection's end, and not those of pipelined requests behind it. */
const endWithConnection: RequestListener = ({ socket }, res) => {
  const ended = (): void => {
    if (res.closed) return;
    // Who asks later than this sees it.
    res.destroy();
    res.emit('close');
  };
  socket.once('close', ended);
  res.once('close', () => socket.off('close', ended));
};

const CODES: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'TOO_SLOW',
};

/** There is no request object here, so the language is unknown: English. */
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
