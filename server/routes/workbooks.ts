import express, { type RequestHandler } from 'express';
import { faults, type Issue } from '../../src/engine/index.ts';
import { workbookType } from '../files/uploads.ts';
import { objectOnly, onlyJson } from '../http/body.ts';
import { onlyMethods, sendFile } from '../http/responses.ts';
import { oneFile } from '../http/upload-form.ts';
import { networkOf } from '../limits/client-network.ts';
import type { FairQueue } from '../limits/fair-queue.ts';
import type { Routes } from '../limits/route-limits.ts';
import { Problem } from '../problem.ts';
import { LARGEST_UPLOAD } from '../store/published-limits.ts';
import type { Work } from '../threads/tasks.ts';
import { bookSchema, type Book } from '../workbook/book/document.ts';
import { bookName, type OpenedBook } from '../workbook/book/read.ts';
import { XLSX_TYPE } from '../workbook/export/exports.ts';
import { leaving } from '../http/authenticated.ts';
import { queueFor } from './turn.ts';

/** @throws Problem those of the reader */
export type OpenWorkbook = (bytes: Buffer, name: string) => Promise<OpenedBook>;

const readJson = express.json({ limit: LARGEST_UPLOAD });

/**
 * POST /workbooks/open, /workbooks/save: a file as cells for a grid, and cells as a file. Open to all, since nothing of
 * either is kept: the bytes and what they hold go with the answer.
 */
export function workbookRoutes(
  api: Routes,
  base: string,
  {
    openWorkbook,
    queue,
    work,
    clock,
  }: { openWorkbook: OpenWorkbook; queue: FairQueue; work: Work; clock: () => number },
): void {
  api
    .route(`${base}/workbooks/open`)
    .post(
      oneFile(queue, async ({ name, bytes }, _req, res) => {
        workbookType(name, bytes);
        res.json({ name: bookName(name), ...(await openWorkbook(bytes, name)) });
      }),
    )
    .all(onlyMethods('POST'));

  const save: RequestHandler = async (req, res) => {
    await queueFor(
      queue,
      req,
      res,
    )(async () => {
      if (req.destroyed) return;
      await new Promise<void>((read, refuse) => {
        readJson(req, res, (error: unknown) => (error ? refuse(error as Error) : read()));
      });
      const book = bookIn(objectOnly(req.body));
      const asker = { id: networkOf(req.ip), signal: leaving(res) };
      const bytes = await work({ kind: 'book', book, at: clock() }, asker);
      await sendFile(res, {
        name: 'workbook.xlsx',
        type: XLSX_TYPE,
        bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      });
    });
  };
  api.route(`${base}/workbooks/save`).post(onlyJson, save).all(onlyMethods('POST'));
}

function bookIn(body: unknown): Book {
  const parsed = bookSchema.safeParse(body);
  if (!parsed.success) throw new Problem('INVALID', { issues: faults(parsed.error, body) });
  const book = parsed.data;
  const issues = misfits(book);
  if (issues.length) throw new Problem('INVALID', { issues });
  return book;
}

/** What a shape alone does not say: places that are not there, and names given twice. */
function misfits({ sheets, styles, names, active }: Book): Issue[] {
  const issues: Issue[] = [];
  const range = (path: Issue['path'], received: number, most: number) => {
    if (received > most) issues.push({ code: 'tooLarge', path, received, params: { max: most } });
  };
  range(['active'], active, sheets.length - 1);
  const taken = new Set<string>();
  sheets.forEach(({ name, cells }, s) => {
    if (taken.has(name.toLowerCase()))
      issues.push({ code: 'duplicateId', path: ['sheets', s, 'name'], received: name });
    taken.add(name.toLowerCase());
    cells.forEach(({ style }, c) => {
      if (style !== undefined) range(['sheets', s, 'cells', c, 'style'], style, styles.length - 1);
    });
  });
  names.forEach(({ sheet }, n) => {
    if (sheet !== undefined && !taken.has(sheet.toLowerCase()))
      issues.push({
        code: 'notChoice',
        path: ['names', n, 'sheet'],
        received: sheet,
        params: { choices: sheets.map(({ name }) => name).join(', '), term: 'sheet' },
      });
  });
  return issues;
}
