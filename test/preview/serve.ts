import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express from 'express';
import { functionsMetadata, functionsScript, panePage } from './stand-in.ts';

/** The policy the service sends with every page. */
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

let shared: Promise<string> | undefined;

/** The address of the built pages, one for all suites of a process. */
export const sharedPages = (): Promise<string> => (shared ??= serve());

/** The built pages on a free port of this machine, with the stand-in in the place of the add-in. */
async function serve(): Promise<string> {
  const app = express();
  app.use((_request, response, next) => {
    response.setHeader('Content-Security-Policy', policy);
    next();
  });
  app.get('/preview/taskpane.html', (_request, response) => void response.type('html').send(panePage));
  app.get('/preview/stand-in.js', (_request, response) => void response.type('js').send(functionsScript));
  app.get(/\/functions.*\.json$/, (_request, response) => void response.json(functionsMetadata));
  app.use(express.static(path.resolve(import.meta.dirname, '../../dist/public')));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
