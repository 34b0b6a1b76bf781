import type { Request, RequestHandler, Response } from 'express';
import multer, { MulterError } from 'multer';
import { Problem } from './problem.ts';

const LARGEST = 10 * 1024 * 1024;
/** Uploads held in memory at once: forty megabytes, whoever sends them. The others wait with their bytes unread. */
const AT_ONCE = 4;

const reader = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: LARGEST, files: 1, parts: 2, fields: 0, headerPairs: 20, fieldNameSize: 100 },
  // Browsers send file names in UTF-8; the reader's default is Latin-1.
  defParamCharset: 'utf8',
} as multer.Options).single('file');

const waiting: (() => void)[] = [];
let running = 0;

/** Waits for a turn, which ends with the answer. */
async function turn(res: Response): Promise<void> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => void waiting.push(resolve));
  else running += 1;
  const end = (): void => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  if (res.closed) end();
  else res.once('close', end);
}

/** Reads the one file of a form into `req.file`: FILE_EXPECTED, FILE_TOO_LARGE, NOT_A_FORM, MALFORMED_FORM. */
export const oneFile: RequestHandler = async (req, res, next) => {
  if (req.is('multipart/form-data') === false) throw new Problem('NOT_A_FORM');
  await turn(res);
  await new Promise<void>((resolve, reject) => {
    reader(req, res, (error: unknown) => (error ? reject(problemOf(error)) : resolve()));
  });
  if (!req.file) throw new Problem('FILE_EXPECTED');
  next();
};

function problemOf(error: unknown): unknown {
  if (!(error instanceof MulterError)) return new Problem('MALFORMED_FORM');
  return new Problem(error.code === 'LIMIT_FILE_SIZE' ? 'FILE_TOO_LARGE' : 'FILE_EXPECTED');
}

const LONGEST_NAME = 200;

/** The name of an uploaded file without what a file name cannot have anywhere. */
export const uploadedName = (req: Request): string =>
  (req.file?.originalname ?? '').replace(/[\u0000-\u001f\u007f/\\]/g, '').slice(-LONGEST_NAME);
