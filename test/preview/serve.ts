import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express from 'express';
import { functionsMetadata, functionsScript, panePage } from './stand-in.ts';

/** The policy the service sends with every page. */
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

/** The built pages on a free port of this machine, with the stand-in in the place of the add-in. */
export async function serve(): Promise<{ url: string; close: () => Promise<void> }> {
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
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
