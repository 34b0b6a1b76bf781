import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface Load {
  /** Answers a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Of the answers from a cache alone. */
  readonly p99OfHits: number;
  readonly hits: number;
  readonly misses: number;
  /** Answers that were neither: their statuses. */
  readonly others: readonly number[];
}

/** The bytes of one request on a connection that stays open. */
export function request(url: string, method: string, path: string, token?: string, body?: unknown): Buffer {
  const content = body === undefined ? '' : JSON.stringify(body);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
    ...(body === undefined ? [] : ['Content-Type: application/json']),
    `Content-Length: ${Buffer.byteLength(content)}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${content}`);
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Sends one request and gives its whole answer: one at a time on a connection, as a user does. */
function exchange(socket: Socket, sent: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    let length = -1;
    const onData = (data: Buffer): void => {
      received = received.length === 0 ? data : Buffer.concat([received, data]);
      if (length < 0) {
        const end = received.indexOf(HEAD_END);
        if (end < 0) return;
        const head = received.toString('latin1', 0, end);
        length = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      }
      if (received.length < length) return;
      socket.off('data', onData);
      socket.off('close', onClose);
      resolve(received);
    };
    const onClose = (): void => reject(new Error('the connection was closed'));
    socket.on('data', onData);
    socket.once('close', onClose);
    socket.write(sent);
  });
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;

/**
 * Each connection has requests of its own and sends the next one as soon as the last is answered, or `pause` ms later,
 * a little more or less, so that users do not march in step.
 */
export async function load(url: string, users: readonly (readonly Buffer[])[], pause = 0): Promise<Load> {
  const { hostname, port } = new URL(url);
  const times: number[] = [];
  const timesOfHits: number[] = [];
  const others: number[] = [];
  let misses = 0;
  const began = performance.now();
  await Promise.all(
    users.map(async (requests) => {
      const socket = connect(Number(port), hostname);
      socket.setNoDelay(true);
      for (const sent of requests) {
        if (pause > 0) await wait(pause * (0.5 + Math.random()));
        const start = performance.now();
        const answer = await exchange(socket, sent);
        const time = performance.now() - start;
        times.push(time);
        const tail = answer.toString('latin1', answer.length - 40);
        if (tail.includes('"cache":"hit"')) timesOfHits.push(time);
        else if (tail.includes('"cache":"miss"')) misses += 1;
        else others.push(Number(answer.toString('latin1', 9, 12)));
      }
      socket.destroy();
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  for (const list of [times, timesOfHits]) list.sort((a, b) => a - b);
  return {
    rate: times.length / seconds,
    p50: at(times, 0.5),
    p99: at(times, 0.99),
    p99OfHits: at(timesOfHits, 0.99),
    hits: timesOfHits.length,
    misses,
    others,
  };
}
