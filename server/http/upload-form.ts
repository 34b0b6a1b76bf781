import { buffer } from 'node:stream/consumers';
import type { Request, RequestHandler, Response } from 'express';
import multer, { MulterError } from 'multer';
import type { FairQueue } from '../limits/fair-queue.ts';
import { Problem } from '../problem.ts';
import { queueFor } from '../routes/turn.ts';
import { legible } from '../files/file-name.ts';
import { LARGEST_UPLOAD } from '../store/published-limits.ts';

const LONGEST_NAME = 200;

/** Files that have come and were not yet taken: the reader would hold them for as long as their requests are. */
const come = new WeakMap<Request, Buffer>();

const reader = multer({
  storage: {
    _handleFile: (req, file, done) =>
      void buffer(file.stream).then((bytes) => {
        come.set(req, bytes);
        done(null, { size: bytes.length });
      }, done),
    _removeFile: (req, _file, done) => {
      come.delete(req);
      done(null);
    },
  },
  limits: { fileSize: LARGEST_UPLOAD, files: 1, parts: 2, fields: 0, headerPairs: 20, fieldNameSize: 100 },
  // Browsers send file names in UTF-8; the reader's default is Latin-1.
  defParamCharset: 'utf8',
} as multer.Options).single('file');

/** A sender who sends nothing for this long gives up his turn, ms. */
const LONGEST_SILENCE = 5000;

/** A file as it was sent; its name is without what a file name cannot have anywhere. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Gives the one file of a form to `take`, in a turn that lasts until `take` has ended, since the file is in memory as long;
 * until then its bytes wait unread. Refuses with FILE_EXPECTED, FILE_TOO_LARGE, TOO_SLOW, NOT_A_FORM, MALFORMED_FORM.
 */
export const oneFile =
  (queue: FairQueue, take: (file: SentFile, req: Request, res: Response) => Promise<void>): RequestHandler =>
  async (req, res) => {
    if (req.is('multipart/form-data') === false) throw new Problem('NOT_A_FORM');
    await queueFor(
      queue,
      req,
      res,
    )(async () => {
      // Who is gone sends no end either, which would be waited for.
      if (req.destroyed) return;
      await take(await fileOf(req, res), req, res);
    });
  };

async function fileOf(req: Request, res: Response): Promise<SentFile> {
  await new Promise<void>((resolve, reject) => {
    // What has arrived is read first, between one setImmediate and the next: it may be this process that was busy.
    const silent = (): void => {
      const before = req.socket.bytesRead;
      const giveUp = (): void => {
        // What is left of the body is not waited for.
        if (req.socket.bytesRead === before)
          reject(new Problem('TOO_SLOW', { headers: { Connection: 'close' } }));
      };
      setImmediate(() => setImmediate(giveUp));
    };
    req.setTimeout(LONGEST_SILENCE, silent);
    reader(req, res, (error: unknown) => {
      req.setTimeout(0).off('timeout', silent);
      if (error) reject(problemOf(error));
      else resolve();
    });
  });
  const bytes = come.get(req);
  come.delete(req);
  if (!req.file || !bytes) throw new Problem('FILE_EXPECTED');
  const name = legible(req.file.originalname).replace(/[/\\]/g, '').slice(-LONGEST_NAME);
  return { name, bytes };
}

function problemOf(error: unknown): unknown {
  if (!(error instanceof MulterError)) return new Problem('MALFORMED_FORM');
  return new Problem(error.code === 'LIMIT_FILE_SIZE' ? 'FILE_TOO_LARGE' : 'FILE_EXPECTED');
}
