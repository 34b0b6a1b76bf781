import { connect, type Socket } from 'node:net';
import { FILES } from './files.ts';

/** A calculation asked for, whose body never ends. */
export function openRequest(
  url: string,
  token: string,
  headers: Readonly<Record<string, string>> = {},
): AbortController {
  const control = new AbortController();
  const body = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{')) });
  fetch(`${url}/api/v1/calculations`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
    body,
    duplex: 'half',
    signal: control.signal,
  } as RequestInit).catch(() => undefined);
  return control;
}

const UPLOAD_BYTES = 100_000;

/** An upload of which only the beginning is sent until it is finished, and what is answered to it. */
export function beginUpload(
  url: string,
  token: string,
  headers: readonly string[] = [],
): { socket: Socket; answer(): string; finish(): void } {
  const { hostname, port, host } = new URL(url);
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
    `Content-Length: ${UPLOAD_BYTES}`,
    ...headers,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${part}`);
  return {
    socket,
    answer: () => text,
    finish: () => void socket.write(`\r\n--x--\r\n`.padStart(UPLOAD_BYTES - part.length, 'x')),
  };
}
