/** A run in the form it was asked for, with the names it is kept and offered under. */
import { presetOf, type Locale } from '../../../src/engine/index.ts';
import { say, workbookTexts as texts } from '../../../src/i18n/index.ts';
import type { ResultDocument } from '../../../src/document/index.ts';
import { detailTable } from '../../../src/sheet/index.ts';
import { faultsOf } from '../../problem.ts';
import { legible } from '../../files/file-name.ts';
import { stampOf } from '../../file-timestamp.ts';
import { chartsPng } from './charts-png.ts';
import { exportWorkbook } from './write.ts';

export const exportFormats = ['xlsx', 'csv', 'json', 'png'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const TYPES: Readonly<Record<ExportFormat, string>> = {
  xlsx: XLSX_TYPE,
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
};

/** What an export is called. */
export interface ExportNames {
  /** Offered to the user: `<deal>_<mode>_<date>.xlsx`. */
  readonly name: string;
  /** The design's name for it: `results_<date time>.xlsx`, `charts_<date time>.png`. */
  readonly stored: string;
  readonly type: string;
}

/** @param body the request document of the run */
export function namesOf(format: ExportFormat, body: object, at: Date, locale: Locale): ExportNames {
  const stem = format === 'png' ? 'charts' : 'results';
  const { distribution_params: asked } = body as { distribution_params?: { mode?: unknown } };
  const preset = presetOf(String(asked?.mode));
  const mode = say(preset?.name ?? texts.custom, locale);
  const stamp = stampOf(at);
  return {
    name: `${[fileNamePart(targetIn(body)) || stem, fileNamePart(mode), stamp.slice(0, 8)].join('_')}.${format}`,
    stored: `${stem}_${stamp}.${format}`,
    type: TYPES[format],
  };
}

/**
 * @param params the request document of the run
 * @throws Problem TOO_HEAVY, BEYOND_EXCEL
 */
export async function exportOf(
  format: ExportFormat,
  params: object,
  document: ResultDocument,
  locale: Locale,
  at: Date,
): Promise<Buffer> {
  return {
    xlsx: () => exportWorkbook(params, document, locale, at),
    csv: async () => Buffer.from(detailCsv(document, locale)),
    json: async () =>
      Buffer.from(JSON.stringify({ ...document, warnings: faultsOf(document.warnings, locale) }, null, 2)),
    png: async () => chartsPng(document, locale),
  }[format]();
}

function targetIn({ basic_params: basic }: { basic_params?: { investment_target?: unknown } }): string {
  const target = basic?.investment_target;
  return typeof target === 'string' ? target : '';
}

/** A text without what a file name cannot have on any system; empty where nothing is left of it. */
function fileNamePart(text: string): string {
  const legal = legible(text)
    // Half a surrogate pair cannot be written in a header.
    .replace(/[<>:"/\\|?*\ufffe\uffff]|\p{Surrogate}/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[.=+\-@]+|\.+$/g, '');
  return [...legal].slice(0, 80).join('').trim();
}

/** The detail table as UTF-8 with a mark that tells Excel so; a text is never a formula to it. */
export function detailCsv({ tables }: ResultDocument, locale: Locale): string {
  const columns = detailTable(tables, locale);
  const periods = tables.timeline.periods;
  const cell = (value: string | number | null): string => {
    if (typeof value !== 'string') return value === null ? '' : String(value);
    const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const dateOf = (serial: number) => new Date((serial - 25569) * 86_400_000).toISOString().slice(0, 10);
  const rows = [
    columns.map((c) => (c.group && c.group !== c.head ? `${c.group} · ${c.head}` : c.head)),
    ...Array.from({ length: periods + 1 }, (_, k) =>
      columns.map((c) => {
        const value = c.values[k] ?? null;
        return c.format === 'date' && value !== null ? dateOf(value) : value;
      }),
    ),
  ];
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
