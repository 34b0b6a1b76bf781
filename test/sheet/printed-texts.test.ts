import assert from 'node:assert/strict';
import { calculate, readRequest } from '../../src/document/index.ts';
import { presets, type Locale } from '../../src/engine/index.ts';
import { detailSheet, statementSheets, type PlanCell, type SheetPlan } from '../../src/sheet/index.ts';
import { formulaValues } from '../../server/workbook/export/formulas.ts';
import { xlsxOf } from '../../server/workbook/export/xlsx.ts';
import { sharedBrowser } from '../preview/browser.ts';
import { shownCells } from '../support/spreadsheet.ts';
import { customRequest, printedRequest } from './printed-requests.ts';
import {
  askedOf,
  comparisonOf,
  measureIds,
  reconciliationOf,
  sensitivityShown,
  simulationOf,
} from './question-sheets.ts';

const AT = new Date(Date.UTC(2026, 10, 21, 8, 30));
const UNITS = ['万元', '元', 'USD'] as const;

interface Sheets {
  readonly what: string;
  readonly plans: readonly SheetPlan[];
  readonly values: readonly PlanCell[][][];
}

/** The detail sheet of a request and the statements over it, with what their formulas show. */
function sheetsOf(what: string, body: object, locale: Locale): Sheets {
  const [answer, request] = [calculate(body), readRequest(body)];
  assert.ok(answer.ok && request.ok, `${what}: ${JSON.stringify(answer)}`);
  const title = locale === 'en' ? 'Summit Ridge Partners III' : '峻岭成长三期基金';
  const detail = detailSheet(answer.value, {
    title,
    mode: what,
    source: 'Deal!B2:C13',
    computedAt: AT,
    locale,
    termCells: { hurdle_rate: 'Deal!C11' },
    live: request.value.flows,
  });
  const linked = { sheet: detail.name, map: detail.map! };
  const statements = statementSheets(answer.value, { title, locale, computedAt: AT, receipt: null, linked });
  const known = new Map<string, PlanCell[][]>();
  const plans = [detail, ...statements];
  const values = plans.map((plan) => {
    const shown = formulaValues(plan.cells, plan.map?.firstRow ?? 0, known);
    known.set(plan.name, shown);
    return shown;
  });
  return { what, plans, values };
}

/** The sheets of what is asked of it, with a measure that differs from request to request. */
function questionsOf(what: string, body: object, locale: Locale, turn: number): Sheets {
  const first = askedOf(body, locale, AT);
  const ids = measureIds(first);
  const asked = askedOf(body, locale, AT, ids[turn % ids.length]);
  const { theirs, name, plan } = reconciliationOf(asked);
  const known = new Map([[name, theirs.map((line) => [...line])]]);
  // The sheets that the comparison is computed from come before it.
  const [comparison, ...columns] = comparisonOf(asked);
  const plans = [sensitivityShown(asked), ...columns, comparison!, simulationOf(asked, AT), plan].filter(
    (p) => p !== null,
  );
  const values = plans.map(({ name: own, cells, map }) => {
    const shown = formulaValues(cells, map?.firstRow ?? 0, known);
    known.set(own, shown);
    return shown;
  });
  return { what: `${what}, asked`, plans, values };
}

/** Every preset and a definition of one's own in both languages and all units, short and long; dates in every second. */
const all = (['en', 'zh-CN'] as const).flatMap((locale) =>
  UNITS.flatMap((unit, u) => [
    ...presets.flatMap((preset, i) =>
      (unit === 'USD' ? [5, 30] : [5]).map((years) =>
        sheetsOf(
          `${preset.id}, ${locale}, ${unit}, ${years} years`,
          printedRequest(preset, unit, years, (i + u) % 2 === 0),
          locale,
        ),
      ),
    ),
    // The presets take turns at 120 quarters: under `npm run prove` each has them in some unit and language.
    ...presets
      .filter((_, i) => (process.env.PROVE ? (i + u) % 3 === 0 : unit === 'USD' && (i + u) % 3 === 0))
      .map((preset) =>
        sheetsOf(
          `${preset.id}, ${locale}, ${unit}, 120 quarters`,
          printedRequest(preset, unit, 120, false, 'quarter'),
          locale,
        ),
      ),
    ...[6, 120].map((months) =>
      sheetsOf(`custom, ${locale}, ${unit}, ${months} months`, customRequest(unit, months), locale),
    ),
    ...presets.map((preset, i) =>
      questionsOf(
        `${preset.id}, ${locale}, ${unit}`,
        printedRequest(preset, unit, 5, (i + u) % 2 === 0),
        locale,
        i + u,
      ),
    ),
    questionsOf(`custom, ${locale}, ${unit}`, customRequest(unit, 6), locale, u),
  ]),
);

interface Measured {
  readonly where: string;
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  /** Widths of the columns it may take, in digits. */
  readonly room: readonly number[];
}

/** Texts and numbers of the printed cells, and the columns in which each may show. */
function printed({ what, plans, values }: Sheets): Measured[] {
  return plans.flatMap((plan, p) => {
    const { area } = plan.print;
    const looks = looksOf(plan);
    return values[p]!.slice(0, area.rows).flatMap((line, r) =>
      line.slice(0, area.columns).flatMap((value, c): Measured[] => {
        if (value === null || value === '') return [];
        const { format = '', align, wrap, bold = false, size = 11 } = looks(r, c);
        const isNumber = typeof value === 'number';
        const text = isNumber ? shown(value, format) : value.replace(/^'/, '');
        const empty = (at: number) => at < area.columns && (line[at] ?? '') === '';
        const columns = [c];
        if (!isNumber) {
          const step = align === 'right' ? -1 : 1;
          const within = (at: number) => align !== 'centerAcross' || looks(r, at).align === 'centerAcross';
          // What runs over the end of a page is cut there.
          const onPage = (at: number) => !(plan.print.breaks ?? []).includes(step > 0 ? at : at + 1);
          for (let at = c + step; at >= 0 && empty(at) && within(at) && onPage(at); at += step)
            columns.push(at);
        }
        const words = wrap ? text.split(/\s/) : [text];
        return words.map((word) => ({
          where: `${what}: row ${r + 1} of ${plan.name}`,
          text: word,
          size,
          bold,
          room: columns.map((at) => plan.widths[at] ?? 8.43),
        }));
      }),
    );
  });
}

interface Look {
  format?: string;
  align?: string;
  wrap?: boolean;
  bold?: boolean;
  size?: number;
}

function looksOf({ styles, print }: SheetPlan): (row: number, column: number) => Look {
  const found = Array.from({ length: print.area.rows }, () => [] as Look[]);
  for (const { area, style } of styles)
    for (let r = area.row; r < Math.min(area.row + area.rows, print.area.rows); r++)
      for (let c = area.column; c < area.column + area.columns; c++) {
        const look = (found[r]![c] ??= {});
        if (style.numberFormat !== undefined) look.format = style.numberFormat;
        if (style.align !== undefined) look.align = style.align;
        if (style.wrap !== undefined) look.wrap = style.wrap;
        if (style.bold !== undefined) look.bold = style.bold;
        if (style.size !== undefined) look.size = style.size;
      }
  return (row, column) => found[row]?.[column] ?? {};
}

function shown(value: number, format: string): string {
  if (format.includes('yyyy')) return '2026-12-31';
  const [positive = ''] = format.split(';');
  const decimals = /\.(0+)/.exec(positive)?.[1]!.length ?? 0;
  const percent = positive.includes('%');
  const number = (percent ? value * 100 : value).toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: positive.includes(','),
  });
  const [, suffix = ''] = /"([^"]*)"/.exec(positive) ?? [];
  return (positive.startsWith('+') && value > 0 ? '+' : '') + number + (percent ? '%' : '') + suffix;
}

describe('Sheets that are printed', function () {
  this.timeout(180_000);

  it('cut no text and no number, measured in real fonts: every preset, language and unit, short and long', async () => {
    const cells = all.flatMap(printed);
    assert.ok(cells.length > 50_000, String(cells.length));
    const page = await (await sharedBrowser()).newPage();
    try {
      const texts = [...new Set(cells.map((c) => JSON.stringify([c.text, c.size, c.bold])))];
      const widths = await page.evaluate((keys) => {
        const context = document.createElement('canvas').getContext('2d')!;
        // A wide font: what fits in it, in columns that are measured by its own digits, fits in Excel's.
        const family = '"DejaVu Sans", "Noto Sans CJK SC", sans-serif';
        context.font = `11px ${family}`;
        const digit = Math.max(...[...'0123456789'].map((d) => context.measureText(d).width));
        return keys.map((key) => {
          const [text, size, bold] = JSON.parse(key) as [string, number, boolean];
          context.font = `${bold ? 'bold ' : ''}${size}px ${family}`;
          return context.measureText(text).width / digit;
        });
      }, texts);
      const widthOf = new Map(texts.map((key, i) => [key, widths[i]!]));
      const cut = cells.filter(({ text, size, bold, room }) => {
        const needed = widthOf.get(JSON.stringify([text, size, bold]))!;
        // Each column has margins that a text which runs over it may use.
        return needed > room.reduce((a, b) => a + b + 0.7, 0);
      });
      assert.deepEqual(
        cut.slice(0, 12).map((c) => `${c.where}: ${c.text}`),
        [],
        `${cut.length} of ${cells.length}`,
      );
    } finally {
      await page.close();
    }
  });

  it('show no error in a real spreadsheet, and amounts as they are formatted', async () => {
    const plans = all
      .filter(({ what }) => (process.env.PROVE ? /USD, 30|万元, 5/ : /en, USD, 30|zh-CN, 万元, 5/).test(what))
      .map(({ plans: [detail] }, i) => ({ ...detail!, name: `S${i}` }));
    const sheets = await shownCells(
      await xlsxOf(plans, AT),
      plans.map(({ name }) => name),
    );
    for (const [i, { name, print }] of plans.entries()) {
      const rows = sheets[name]!.slice(0, print.area.rows).map((row) => row.slice(0, print.area.columns));
      const wrong = rows.flat().filter((text) => /^#|Err:/.test(text));
      assert.deepEqual(wrong, [], `sheet ${i}`);
      const amounts = rows.flat().filter((text) => /^-?[\d,]+\.\d\d$/.test(text));
      assert.ok(amounts.length > 30, `${amounts.length} in sheet ${i}: ${rows.slice(20, 24).join(' | ')}`);
    }
  });
});
