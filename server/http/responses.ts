import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RequestHandler, Response } from 'express';
import type { Download } from '../files/files.ts';
import { Problem } from '../problem.ts';

/** Says that the answer is right but nothing of it is held. */
export const markDegraded = (res: Response): void => {
  res.set('X-Degraded', 'store');
};

/** Refuses every other method with 405 and the ones there are. */
export const onlyMethods =
  (allowed: string): RequestHandler =>
  () => {
    throw new Problem('METHOD_NOT_ALLOWED', { headers: { Allow: allowed } });
  };

/** A connection shows whether any of an answer is taken only where it is written in pieces, over TLS. */
const PIECE = 64 * 1024;
/** A client that has not taken a file by then is cut off, in ms. */
const LONGEST_SENDING = 120_000;

/** Sends a download under its own name, in UTF-8 where it needs it; resolves when it is sent. */
export async function sendFile(res: Response, { name, type, bytes }: Download): Promise<void> {
  res.attachment(name).set({ 'Content-Type': type, 'Content-Length': String(bytes.length) });
  if (res.req.method === 'HEAD') return void res.end();
  const late = setTimeout(() => res.destroy(), LONGEST_SENDING);
  try {
    await pipeline(Readable.from(piecesOf(bytes)), res);
  } finally {
    clearTimeout(late);
  }
}

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}
