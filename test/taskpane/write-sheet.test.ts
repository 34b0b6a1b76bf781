import assert from 'node:assert/strict';
import { calculate, readRequest } from '../../src/document/index.ts';
import { excelTexts } from '../../src/i18n/excel.ts';
import { contentsSheet, detailSheet, statementSheets } from '../../src/sheet/index.ts';
import { readActiveCell } from '../../src/taskpane/excel/read-cells.ts';
import { troubleOf } from '../../src/taskpane/excel/refusals.ts';
import { writePlan, writePlans, type Written } from '../../src/taskpane/excel/write-sheet.ts';
import { withMemoryWorkbook } from '../preview/memory-workbook.ts';
import { about } from '../sheet/live-deals.ts';
import { askedOf, comparisonOf } from '../sheet/question-sheets.ts';
import { requestOf } from './deals.ts';

const body = requestOf('structured_mezzanine');

function planOf(title = 'Riverside', live = true) {
  const answer = calculate(body);
  const request = readRequest(body);
  assert.ok(answer.ok && request.ok);
  return detailSheet(answer.value, { ...about(live ? request.value.flows : null), title });
}

const write = (title?: string, live = true): Promise<Written> =>
  writePlan(planOf(title, live), {
    kept: {
      body,
      note: {
        title: title ?? '',
        mode: 'structured_mezzanine',
        source: 'Deal!A1',
        at: new Date().toISOString(),
      },
    },
    contents: (sheets) =>
      contentsSheet(
        sheets.map(({ name, kept }) => ({ sheet: name, body: kept.body, ...kept.note })),
        'en',
      ),
  });

describe('A sheet written into Excel', () => {
  const opened = withMemoryWorkbook();
  const names = () =>
    opened()
      .grid.sheets()
      .map(({ name }) => name);
  const idOf = (name: string) => opened().host.sheetByName(name)!;
  const used = (name: string) => opened().grid.usedRect(idOf(name));
  const explained = async (name: string) => {
    opened().grid.select(idOf(name), { row: 0, column: 0, rows: 1, columns: 1 });
    return (await readActiveCell()).kept?.note.title ?? null;
  };

  it('is whole, in front, and explained; the second brings a list before them', async () => {
    assert.deepEqual(await write('First'), { name: 'First · mode', lacks: [] });
    assert.deepEqual(await write('Second'), { name: 'Second · mode', lacks: [] });
    assert.deepEqual(names(), ['Deal', 'Contents', 'First · mode', 'Second · mode']);
    assert.equal(opened().host.sheetName(opened().grid.activeSheet()), 'Second · mode');
    assert.equal(opened().host.charts.onSheet(idOf('First · mode')).length, 3);
    assert.equal(await explained('First · mode'), 'First');
    assert.deepEqual(await write('Third'), { name: 'Third · mode', lacks: [] });
    assert.deepEqual(names(), ['Deal', 'Contents', 'First · mode', 'Second · mode', 'Third · mode']);
    assert.equal(used('Contents')!.rows, 6, 'one list, with an entry for each');
  });

  it('is kept from the first cell written: whatever request is refused, a sheet is whole in its figures or not there', async () => {
    const whole = planOf();
    const { host } = opened();
    await write();
    await write();
    const requests = host.requests;
    await write();
    const all = host.requests - requests;
    assert.ok(all > 20, `${all} requests`);
    const seen = new Set<string>();
    for (let n = 0; n < all; n++) {
      const before = names();
      const first = host.requests + n;
      host.excel.refuse = (request) => (request === first ? 'GeneralException' : null);
      const written = await write(`Refused at ${n}`).catch((error: unknown) => troubleOf(error));
      host.excel.refuse = () => null;
      if ('key' in written) {
        assert.deepEqual(written, { key: excelTexts.troubleOther, params: { code: 'GeneralException' } });
        assert.deepEqual(names(), before, `request ${n}: nothing is left behind`);
        seen.add('nothing');
      } else {
        const { name, lacks } = written;
        assert.ok(lacks.length <= 1, `request ${n}: ${JSON.stringify(lacks)}`);
        assert.equal(
          used(name)!.rows,
          whole.cells.length - 0 - trailing(whole.cells),
          `request ${n}: every row`,
        );
        for (const { key, why } of lacks) {
          assert.deepEqual(why, { key: excelTexts.troubleOther, params: { code: 'GeneralException' } });
          seen.add(key);
        }
        const told = lacks.some(({ key }) => key === 'lacksMemory') ? null : `Refused at ${n}`;
        assert.equal(await explained(name), told, `request ${n}`);
      }
    }
    assert.deepEqual([...seen].sort(), [
      'lacksCalculation',
      'lacksChart',
      'lacksContents',
      'lacksLooks',
      'lacksMemory',
      'lacksPrint',
      'nothing',
    ]);
  });

  /** A comparison of two scenarios with the three sheets it is computed from. */
  const compared = () =>
    comparisonOf(askedOf(body, 'en', new Date()), [{ hurdle_rate: 0.07 }, { cash: 1.1 }], 'Fund').map(
      (plan) => ({
        plan,
      }),
    );

  it('that others are computed from is written with them, all or none, whatever is refused or when it is cancelled', async () => {
    const { host } = opened();
    const sheets = compared();
    assert.equal(sheets.length, 4);
    const requests = host.requests;
    assert.deepEqual(await writePlans(sheets), { name: 'Comparison', lacks: [] });
    const all = host.requests - requests;
    assert.deepEqual(names(), ['Deal', ...sheets.map(({ plan }) => plan.name)]);
    for (const name of names().slice(1)) opened().grid.removeSheet(idOf(name));
    for (let n = 0; n < all; n += 3) {
      const first = host.requests + n;
      const cancel = new AbortController();
      const isRefused = n % 2 === 0;
      host.excel.refuse = (request) => {
        if (request !== first) return null;
        if (isRefused) return 'GeneralException';
        cancel.abort();
        return null;
      };
      const written = await writePlans(compared(), undefined, {
        told: () => undefined,
        cancel: cancel.signal,
      }).catch(() => null);
      host.excel.refuse = () => null;
      assert.deepEqual(
        names().slice(1),
        written ? sheets.map(({ plan }) => plan.name) : [],
        `request ${n} of ${all}`,
      );
      for (const name of names().slice(1)) opened().grid.removeSheet(idOf(name));
    }
    await assert.rejects(
      writePlans([...compared(), { plan: { ...sheets[0]!.plan, name: 'deal' } }]),
      (error) => troubleOf(error).key === excelTexts.troubleConflict,
    );
    assert.deepEqual(names(), ['Deal']);
  });

  it('tells the first refusal although the sheet cannot be taken away either', async () => {
    const { host } = opened();
    let sent = 0;
    // The second batch adds the sheet; from the third on everything is refused, the first time for its size.
    host.excel.refuse = () =>
      [null, null, 'MemoryLimitReached'][sent++] ?? (sent > 3 ? 'AccessDenied' : null);
    await assert.rejects(write(), (error) => {
      assert.equal(troubleOf(error).key, excelTexts.troubleMemory);
      return true;
    });
  });

  it('is refused in words where the structure of the workbook is protected, and nothing is left behind', async () => {
    opened().host.excel.structureProtected = true;
    await assert.rejects(write(), (error) => {
      assert.deepEqual(troubleOf(error), { key: excelTexts.troubleProtected });
      return true;
    });
    assert.deepEqual(names(), ['Deal']);
  });

  it('is written without a printer, which only its print set-up needs', async () => {
    opened().host.excel.printer = false;
    const { name, lacks } = await write();
    assert.deepEqual(
      lacks.map(({ key }) => key),
      ['lacksPrint'],
    );
    assert.deepEqual(names(), ['Deal', name]);
  });

  it('is calculated where calculation is manual', async () => {
    const { host, grid } = opened();
    host.excel.calculation = 'Manual';
    const { lacks } = await write();
    assert.deepEqual(lacks, []);
    assert.equal(host.cells.pending, false);
    assert.ok(grid.usedRect(idOf('Riverside · mode')));
  });

  it('is explained after the workbook was closed and opened again under other ids, and a third one too', async () => {
    const { host } = opened();
    await write('First');
    await write('Second');
    host.reopen();
    assert.equal(await explained('First · mode'), 'First');
    assert.equal(await explained('Second · mode'), 'Second');
    assert.equal(await explained('Contents'), null);
    await write('Third');
    assert.equal(await explained('First · mode'), 'First');
    assert.equal(await explained('Third · mode'), 'Third');
    assert.equal(names().filter((name) => name.startsWith('Contents')).length, 1);
  });

  it('has the rows of its chart data folded, where Excel can group rows, and statements over it are whole', async () => {
    const { grid } = opened();
    const { name } = await write('First');
    const plan = planOf('First');
    assert.deepEqual(grid.hidden, [{ sheet: idOf(name), row: plan.folded!.row, rows: plan.folded!.rows }]);
    const answer = calculate(body);
    assert.ok(answer.ok);
    const statements = statementSheets(answer.value, {
      title: 'First',
      locale: 'zh-CN',
      computedAt: new Date(),
      receipt: 'a0b1c2d3 a0b1c2d3 a0b1c2d3 a0b1c2d3',
      linked: { sheet: name, map: plan.map! },
    });
    for (const statement of statements) {
      const written = await writePlan(statement);
      assert.deepEqual(written, { name: statement.name, lacks: [] });
    }
    const layout = opened().host.layouts.get(idOf(statements[0]!.name))!;
    assert.equal(layout['page']!['orientation'], 'Portrait');
    assert.deepEqual(layout['page']!['zoom'], { horizontalFitToPages: 1, verticalFitToPages: 1 });
  });

  it('is explained after it was renamed and moved', async () => {
    const { grid } = opened();
    await write('First');
    grid.renameSheet(idOf('First · mode'), 'Anna');
    grid.moveSheet(idOf('Anna'), 0);
    assert.equal(await explained('Anna'), 'First');
  });

  it('lets the oldest run go where the workbook has no room, and says so where there is none at all', async () => {
    const { host } = opened();
    await write('First');
    host.excel.settingsBytes =
      [...host.settings].reduce((sum, [key, value]) => sum + JSON.stringify([key, value]).length, 0) + 500;
    assert.deepEqual((await write('Second')).lacks, []);
    assert.equal(await explained('First · mode'), null);
    assert.equal(await explained('Second · mode'), 'Second');
    host.excel.settingsBytes = 100;
    const { lacks } = await write('Third');
    assert.deepEqual(lacks, [{ key: 'lacksMemory', why: { key: excelTexts.lacksRoom } }]);
  });

  it('holds texts as they were given, whatever Excel would make of them', async () => {
    const { grid } = opened();
    for (const title of ['3-4', '1E5', '8%', 'TRUE', '2024', '=x', '@', 'May 5', '１２']) {
      await write(title);
      const list =
        idOf('Contents') === null
          ? []
          : grid.read(idOf('Contents'), { row: 3, column: 1, rows: 9, columns: 1 });
      if (names().includes('Contents'))
        assert.ok(
          list.flat().some(({ value }) => value === title),
          title,
        );
    }
  });

  it('prints the name of a deal with an ampersand, and cuts one that is too long', async () => {
    const footerOf = async (title: string) => {
      const { name } = await write(title, false);
      return opened().host.layouts.get(idOf(name))!['headersFooters']!['leftFooter'];
    };
    assert.equal(await footerOf('R&D Fund'), 'R&&D Fund · Distribution detail');
    const long = String(await footerOf('R&D '.repeat(100)));
    assert.ok(long.endsWith('…') && long.length < 255 && !/(^|[^&])&([^&]|$)/.test(long), long);
  });
});

/** Empty rows below the last filled one. */
const trailing = (cells: readonly (readonly unknown[])[]): number => {
  const last = cells.findLastIndex((line) => line.some((cell) => cell !== null));
  return cells.length - 1 - last;
};
