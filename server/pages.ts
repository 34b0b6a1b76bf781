import path from 'node:path';
import express, { type RequestHandler, type Response } from 'express';
import helmet from 'helmet';

/** Where Excel on the web shows the pane from. */
const EXCEL_HOSTS = [
  'https://*.officeapps.live.com',
  'https://*.sharepoint.com',
  'https://*.office.com',
  'https://onedrive.live.com',
  'https://excel.cloud.microsoft',
];

/** Microsoft's Office.js, and its mirror in China; the build decides which of them the pane loads. */
const OFFICE_JS_HOSTS = [
  'https://appsforoffice.microsoft.com',
  'https://appsforoffice.cdn.partner.office365.cn',
];

/** The page that Excel itself frames. The preview's pane is framed by our own page and needs no exception. */
const PANE_PAGE = '/taskpane.html';

const headers = (pane: boolean, behindTls: boolean): RequestHandler =>
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
        frameAncestors: pane ? ["'self'", ...EXCEL_HOSTS] : ["'self'"],
      },
    },
    // Excel's pane is a frame of another origin, and Office opens and fetches our files from there.
    xFrameOptions: pane ? false : { action: 'sameorigin' },
    crossOriginOpenerPolicy: pane ? false : { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    // On loopback it would bind every other program that serves localhost.
    strictTransportSecurity: behindTls,
  });

/** Security headers of every answer; the pane's page differs in who may frame it and where Office.js comes from. */
export function securityHeaders(behindTls: boolean): RequestHandler {
  const pane = headers(true, behindTls);
  const others = headers(false, behindTls);
  return (req, res, next) => (req.path === PANE_PAGE ? pane : others)(req, res, next);
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
