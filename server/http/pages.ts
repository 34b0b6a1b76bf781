import path from 'node:path';
import express, { type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { Config } from '../config.ts';
import { isLoopbackHost } from './loopback.ts';

/** Microsoft's Office.js, and its mirror in China; the build decides which of them the pane loads. */
const OFFICE_JS_HOSTS = [
  'https://appsforoffice.microsoft.com',
  'https://appsforoffice.cdn.partner.office365.cn',
];

/** The page that Excel itself frames. The preview's pane is framed by our own page and needs no exception. */
const PANE_PAGE = '/taskpane.html';

const headers = (
  framedBy: readonly string[],
  pane: boolean,
  strictTransportSecurity: boolean | { includeSubDomains: boolean },
): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", ...(pane ? OFFICE_JS_HOSTS : [])],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'", ...(pane ? framedBy : [])],
      },
    },
    // Excel's pane is a frame of another origin, and Office opens and fetches our files from there.
    xFrameOptions: pane ? false : { action: 'sameorigin' },
    crossOriginOpenerPolicy: pane ? false : { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    strictTransportSecurity,
  });

/**
 * Security headers of every answer. The pane's page differs in who may frame it and where Office.js comes from; a client
 * that came by https is told to use nothing else.
 */
export function securityHeaders({
  frameAncestors,
  trustProxy,
  https,
  hstsSubdomains,
}: Pick<Config, 'frameAncestors' | 'trustProxy' | 'https' | 'hstsSubdomains'>): RequestHandler {
  const [plain, strict] = [false, { includeSubDomains: hstsSubdomains }].map((isStrict) => ({
    pane: headers(frameAncestors, true, isStrict),
    others: headers(frameAncestors, false, isStrict),
  })) as [Kinds, Kinds];
  return (req, res, next) => {
    // On localhost it would also bind every other program, on any port.
    const isStrict = trustProxy !== undefined || (https !== undefined && !isLoopbackHost(req.get('Host')));
    const { pane, others } = isStrict ? strict : plain;
    (req.path === PANE_PAGE ? pane : others)(req, res, next);
  };
}

interface Kinds {
  readonly pane: RequestHandler;
  readonly others: RequestHandler;
}

const HASHED = /-[0-9a-f]{8,}\.\w+$/;

/** The built pages: files named by their content are kept for good, icons a day, the rest is asked for again each time. */
export const pages = (publicDir: string): RequestHandler =>
  express.static(path.resolve(publicDir), {
    cacheControl: false,
    setHeaders: (res: Response, file: string) => {
      const kept = HASHED.test(file) ? 'public, max-age=31536000, immutable' : undefined;
      const icon = path.relative(path.resolve(publicDir), file).startsWith('assets')
        ? 'public, max-age=86400'
        : undefined;
      res.setHeader('Cache-Control', kept ?? icon ?? 'no-cache');
      // Excel on the web fetches the functions' metadata from its own origin.
      if (file.endsWith('.json')) res.setHeader('Access-Control-Allow-Origin', '*');
    },
  });
