import type { Request, RequestHandler, Response } from 'express';
import multer, { MulterError } from 'multer';
import { InFlight } from './limits/in-flight.ts';
import { networkOf } from './limits/network.ts';
import { Problem } from './problem.ts';
import { sessionOf } from './routes/authenticated.ts';

const LARGEST = 10 * 1024 * 1024;
/** Uploads held in memory at once: forty megabytes, whoever sends them. The others wait with their bytes unread. */
const AT_ONCE = 4;

const reader = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: LARGEST, files: 1, parts: 2, fields: 0, headerPairs: 20, fieldNameSize: 100 },
  // Browsers send file names in UTF-8; the reader's default is Latin-1.
  defParamCharset: 'utf8',
} as multer.Options).single('file');

/** So that nobody keeps the others waiting: at once of one session, and of one address. */
const AT_ONCE_OF_SESSION = 1;
const AT_ONCE_OF_ADDRESS = 2;
/** A sender who sends nothing for this long gives up his turn, ms. */
const LONGEST_SILENCE = 5000;

interface Turn {
  readonly whose: readonly [session: string, address: string];
  begin(): void;
}

const running = new InFlight();
let waiting: readonly Turn[] = [];

const mayBegin = ({ whose: [session, address] }: Turn): boolean =>
  running.all < AT_ONCE &&
  running.of(session) < AT_ONCE_OF_SESSION &&
  running.of(address) < AT_ONCE_OF_ADDRESS;

/** Begins the turns that may begin, in the order they came. */
function beginTurns(): void {
  const held: Turn[] = [];
  for (const turn of waiting)
    if (mayBegin(turn)) {
      running.begin(turn.whose);
      turn.begin();
    } else held.push(turn);
  waiting = held;
}

/** Waits for a turn, which ends with the answer. */
async function turnOf(req: Request, res: Response): Promise<void> {
  const whose = [sessionOf(res).id, networkOf(req.ip)] as const;
  await new Promise<void>((resolve) => {
    const turn = { whose, begin: resolve };
    waiting = [...waiting, turn];
    res.once('close', () => {
      if (waiting.includes(turn)) waiting = waiting.filter((each) => each !== turn);
      else running.end(whose);
      beginTurns();
    });
    beginTurns();
  });
}

/** Reads the one file of a form into `req.file`: FILE_EXPECTED, FILE_TOO_LARGE, TOO_SLOW, NOT_A_FORM, MALFORMED_FORM. */
export const oneFile: RequestHandler = async (req, res, next) => {
  if (req.is('multipart/form-data') === false) throw new Problem('NOT_A_FORM');
  await turnOf(req, res);
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
