import express, { type RequestHandler } from 'express';
import { isDeeperThan } from '../json.ts';
import { Problem } from '../problem.ts';

const LARGEST = 1024 * 1024;
/** Far deeper than any document of the API, far below what recursion can walk. */
const DEEPEST = 64;

const LONGEST_ADDRESS = 2048;

/** Refuses an address longer than any of the API: URI_TOO_LONG. */
export const shortAddresses: RequestHandler = (req, _res, next) => {
  next(req.originalUrl.length > LONGEST_ADDRESS ? new Problem('URI_TOO_LONG') : undefined);
};

/** Refuses a body that is empty or no JSON: MALFORMED, UNSUPPORTED_MEDIA_TYPE. */
export const onlyJson: RequestHandler = (req, _res, next) => {
  const type = req.is('application/json');
  // The parser would take an empty body for {}.
  if (type === null || req.get('Content-Length') === '0') throw new Problem('MALFORMED');
  if (type === false) throw new Problem('UNSUPPORTED_MEDIA_TYPE');
  next();
};

/** @throws Problem MALFORMED, NESTED_TOO_DEEP */
export function objectOnly(body: unknown): object {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw new Problem('MALFORMED');
  if (isDeeperThan(body, DEEPEST)) throw new Problem('NESTED_TOO_DEEP');
  return body;
}

const onlyObject: RequestHandler = (req, _res, next) => {
  objectOnly(req.body);
  next();
};

/** Reads the body as one JSON object of at most 1 MiB, or refuses it: MALFORMED, NESTED_TOO_DEEP, TOO_LARGE, UNSUPPORTED_MEDIA_TYPE. */
export const jsonObject: RequestHandler[] = [onlyJson, express.json({ limit: LARGEST }), onlyObject];
