import type { Request, RequestHandler, Response } from 'express';
import multer, { MulterError } from 'multer';
import type { Turns } from './limits/turns.ts';
import { Problem } from './problem.ts';
import { inTurnOf } from './routes/turn.ts';

const LARGEST = 10 * 1024 * 1024;
const LONGEST_NAME = 200;

const reader = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: LARGEST, files: 1, parts: 2, fields: 0, headerPairs: 20, fieldNameSize: 100 },
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
  (turns: Turns, take: (file: SentFile, req: Request, res: Response) => Promise<void>): RequestHandler =>
  async (req, res) => {
    if (req.is('multipart/form-data') === false) throw new Problem('NOT_A_FORM');
    await inTurnOf(
      turns,
      req,
      res,
    )(async () => {
      // Who is gone sends no end either, which would be waited for.
      if (req.destroyed) return;
      const file = await fileOf(req, res);
      // The request is held by its connection, which may stay open for long.
      delete req.file;
      await take(file, req, res);
    });
  };

async function fileOf(req: Request, res: Response): Promise<SentFile> {
  await new Promise<void>((resolve, reject) => {
    // What is left of the body is not waited for.
    const silent = (): void => reject(new Problem('TOO_SLOW', { headers: { Connection: 'close' } }));
    req.setTimeout(LONGEST_SILENCE, silent);
    reader(req, res, (error: unknown) => {
      req.setTimeout(0).off('timeout', silent);
      if (error) reject(problemOf(error));
      else resolve();
    });
  });
  if (!req.file) throw new Problem('FILE_EXPECTED');
  const { originalname, buffer } = req.file;
  return { name: originalname.replace(/[\u0000-\u001f\u007f/\\]/g, '').slice(-LONGEST_NAME), bytes: buffer };
}

function problemOf(error: unknown): unknown {
  if (!(error instanceof MulterError)) return new Problem('MALFORMED_FORM');
  return new Problem(error.code === 'LIMIT_FILE_SIZE' ? 'FILE_TOO_LARGE' : 'FILE_EXPECTED');
}
