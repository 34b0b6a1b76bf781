import type { ServerResponse } from 'node:http';

const PIECE = 64 * 1024;

/**
 * Lets a large body leave in pieces, each when the one before has been taken: a connection then shows whether any of it
 * moves. Over TLS, a body written as a whole shows nothing until all of it has left.
 */
export function inPieces(res: ServerResponse): void {
  const end = res.end.bind(res) as (...given: unknown[]) => ServerResponse;
  const sent = (...given: unknown[]): ServerResponse => {
    const [body, ...rest] = given;
    if (!Buffer.isBuffer(body) || body.length <= PIECE) return end(...given);
    let at = 0;
    const more = (): void => {
      while (body.length - at > PIECE) {
        const piece = body.subarray(at, (at += PIECE));
        if (!res.write(piece)) return void res.once('drain', more);
      }
      end(body.subarray(at), ...rest);
    };
    more();
    return res;
  };
  res.end = sent as ServerResponse['end'];
}
