import assert from 'node:assert/strict';
import type { Browser, Frame, Page } from 'playwright-core';
import { launch, openPreview, paneOf } from './browser.ts';
import { serve } from './serve.ts';

describe('the preview workbook', function () {
  this.timeout(30_000);
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serve>>;
  let page: Page;
  let pane: Frame;
  let complaints: string[];

  before(async () => {
    server = await serve();
    browser = await launch();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });
  beforeEach(async () => {
    ({ page, pane, complaints } = await openPreview(browser, server.url));
  });
  afterEach(async function () {
    await page.close();
    if (this.currentTest?.state === 'passed') assert.deepEqual(complaints, []);
  });

  const cell = (address: string, sheet = 'Deal') =>
    page.evaluate(([name, a1]) => window.preview.getCell(name!, a1!), [sheet, address]);
  const settled = () => page.evaluate(() => window.preview.settled());
  const click = async (address: string) => {
    const at = await page.evaluate((a1) => window.preview.cellRect(a1), address);
    await page.mouse.click(at.left + at.width / 2, at.top + at.height / 2);
    await page.waitForFunction((a1) => window.preview.getSelection().endsWith(`!${a1}`), address);
  };
  const type = async (address: string, text: string) => {
    await click(address);
    await page.keyboard.type(text, { delay: 5 });
    await page.keyboard.press('Enter');
    await page.waitForFunction(
      ([a1, typed]) => {
        const { formula, text } = window.preview.getCell('Deal', a1!);
        return formula === typed || text !== '';
      },
      [address, text],
    );
    await settled();
  };
  /** What the pane does in a batch; the body is a function of the context. */
  const run = <T>(work: (context: Excel.RequestContext) => Promise<T>): Promise<T> =>
    pane.evaluate(`Excel.run(${String(work)})`) as Promise<T>;
  /** The code and message a batch is refused with. */
  const refusal = (work: (context: Excel.RequestContext) => Promise<unknown>) =>
    pane.evaluate(
      `Excel.run(${String(work)}).then(() => null, (error) => ({ code: error.code, message: error.message, own: error instanceof Error }))`,
    ) as Promise<{ code?: string; message: string; own: boolean } | null>;

  describe('custom functions', () => {
    it('compute a formula typed with the keyboard', async () => {
      await type('E20', '=WATERFALL.SUMOF(C3:C8)');
      const { value, formula } = await cell('E20');
      assert.equal(value, 5000);
      assert.equal(formula, '=WATERFALL.SUMOF(C3:C8)');
    });

    it('follow their inputs', async () => {
      await type('E20', '=WATERFALL.SUMOF(C3:C8)');
      await type('C8', '6000');
      assert.equal((await cell('E20')).value, 6000);
    });

    it('get blanks as empty texts, left-out arguments as null, and addresses', async () => {
      await type('E20', '=WATERFALL.SEE.ALL(B8:C10,C4)');
      const seen = await pane.evaluate('seen.at(-1)');
      assert.deepEqual(seen, {
        values: [
          [5, 5000],
          ['', ''],
          ['', ''],
        ],
        scalar: 1000,
        optional: null,
        parameterAddresses: ['Deal!B8:C10', 'Deal!C4'],
        name: 'SEE',
        preview: false,
      });
    });

    it('spill, and give #SPILL! when a cell is in the way', async () => {
      await type('E20', '=WATERFALL.GRID(2,3)');
      assert.equal((await cell('G21')).value, 6);
      assert.equal((await cell('G21')).formula, '');
      await type('E24', '1');
      await type('E23', '=WATERFALL.GRID(2,2)');
      assert.equal((await cell('E23')).value, '#SPILL!');
    });

    it('show the words of #VALUE! under the cells, but none for #NUM!', async () => {
      await type('E20', '=WATERFALL.FAIL("value")');
      await click('E20');
      assert.deepEqual(await cell('E20').then(({ value, error }) => ({ value, error })), {
        value: '#VALUE!',
        error: 'C6 holds a text',
      });
      assert.equal(await page.locator('#note').innerText(), '#VALUE!C6 holds a text');
      await type('E21', '=WATERFALL.FAIL("num")');
      await click('E21');
      assert.deepEqual(await cell('E21').then(({ value, error }) => ({ value, error })), {
        value: '#NUM!',
        error: '',
      });
      assert.equal(await page.locator('#note').isVisible(), false);
    });

    it('may answer later, once for equal arguments', async () => {
      await run(async (context) => {
        context.workbook.worksheets.getItem('Deal').getRange('E20:E22').formulas = [
          ['=WATERFALL.LATER(C4)'],
          ['=WATERFALL.LATER(C4)'],
          ['=E20+1'],
        ];
        await context.sync();
      });
      await settled();
      assert.equal((await cell('E21')).value, 2000);
      assert.equal((await cell('E22')).value, 2001);
      assert.equal(await pane.evaluate('calls'), 1);
    });

    it('may fail later', async () => {
      await type('E20', '=WATERFALL.LATEFAIL()');
      assert.deepEqual(await cell('E20').then(({ value, error }) => ({ value, error })), {
        value: '#N/A',
        error: 'The service is away',
      });
    });

    it('stream until the formula is gone', async () => {
      await type('E20', '=WATERFALL.TICK(5)');
      await page.waitForFunction(() => Number(window.preview.getCell('Deal', 'E20').value) > 7);
      await click('E20');
      await page.keyboard.press('Delete');
      await pane.waitForFunction('canceled >= 1');
      await settled();
      assert.equal((await cell('E20')).value, '');
    });
  });

  describe('batches', () => {
    it('refuse a property that was not loaded', async () => {
      const refused = await refusal(async (context) => {
        const range = context.workbook.worksheets.getItem('Deal').getRange('C3:C8');
        await context.sync();
        return range.values;
      });
      assert.equal(refused?.code, 'PropertyNotLoaded');
      assert.equal(refused?.own, true, "an error of the pane's own window");
    });

    it('throw for what the host does not have', async () => {
      const refused = await refusal(async (context) => {
        const range = context.workbook.getSelectedRange() as unknown as { getPivotTables(): void };
        range.getPivotTables();
      });
      assert.equal(refused?.message, 'not implemented: Range.getPivotTables');
      const namespace = (await pane.evaluate(
        `(() => { try { return Excel.createWorkbook } catch (error) { return error.message } })()`,
      )) as string;
      assert.equal(namespace, 'not implemented: Excel.createWorkbook');
    });

    it('write nothing before sync', async () => {
      const before = await run(async (context) => {
        const range = context.workbook.worksheets.getActiveWorksheet().getRange('E20');
        range.values = [[7]];
        return (window.parent as Window & typeof globalThis).preview.getCell('Deal', 'E20').value;
      });
      assert.equal(before, '');
      assert.equal((await cell('E20')).value, 7);
    });

    it('read what a user selected with the mouse', async () => {
      const from = await page.evaluate(() => window.preview.cellRect('B2'));
      const to = await page.evaluate(() => window.preview.cellRect('C8'));
      await page.mouse.move(from.left + 9, from.top + 9);
      await page.mouse.down();
      await page.mouse.move(to.left + 9, to.top + 9, { steps: 4 });
      await page.mouse.up();
      const read = await run(async (context) => {
        const range = context.workbook.getSelectedRange().load('address,values,numberFormat,valueTypes,text');
        await context.sync();
        return {
          address: range.address,
          value: range.values[1],
          type: range.valueTypes[0],
          text: range.text[1],
          format: range.numberFormat[1]![1],
        };
      });
      assert.deepEqual(read, {
        address: 'Deal!B2:C8',
        value: [0, -10000],
        type: ['String', 'String'],
        text: ['0', '-10,000.00'],
        format: '#,##0.00;-#,##0.00',
      });
    });

    it('answer for missing objects with isNullObject, or refuse', async () => {
      assert.equal(
        await run(async (context) => {
          const sheet = context.workbook.worksheets.getItemOrNullObject('Nowhere').load('name');
          await context.sync();
          return sheet.isNullObject;
        }),
        true,
      );
      const refused = await refusal(async (context) => {
        context.workbook.worksheets.getItem('Nowhere').activate();
        await context.sync();
      });
      assert.equal(refused?.code, 'ItemNotFound');
    });

    it('refuse an array of another shape', async () => {
      const refused = await refusal(async (context) => {
        context.workbook.worksheets.getActiveWorksheet().getRange('E20:E21').values = [[1]];
        await context.sync();
      });
      assert.equal(refused?.code, 'InvalidArgument');
    });

    it('name cells of a sheet, by names that Excel takes', async () => {
      const address = await run(async (context) => {
        const sheet = context.workbook.worksheets.getItem('Deal');
        sheet.names.add('hurdle_rate', sheet.getRange('C11'));
        const named = sheet.names.getItem('hurdle_rate').getRange();
        named.load({ address: true });
        await context.sync();
        return named.address;
      });
      assert.equal(address, 'Deal!C11');
      const refused = await refusal(async (context) => {
        const sheet = context.workbook.worksheets.getItem('Deal');
        sheet.names.add('ABC1', sheet.getRange('C11'));
        await context.sync();
      });
      assert.equal(refused?.code, 'InvalidArgument');
    });

    it('tell edits and selections to who listens, until they stop listening', async () => {
      await pane.evaluate(`(async () => {
        globalThis.heard = [];
        await Excel.run(async (context) => {
          const sheet = context.workbook.worksheets.getActiveWorksheet();
          globalThis.listening = sheet.onChanged.add(async (event) => void heard.push(event.address));
          sheet.onSelectionChanged.add(async (event) => void heard.push('at ' + event.address));
          await context.sync();
        });
      })()`);
      await type('C8', '6000');
      await pane.waitForFunction(`heard.includes('C8') && heard.includes('at C9')`);
      await pane.evaluate('listening.remove(); listening.context.sync()');
      await type('C7', '1');
      assert.equal(await pane.evaluate(`heard.includes('C7')`), false);
    });
  });

  describe('a sheet the pane makes', () => {
    const make = () =>
      pane.evaluate(`Excel.run({ mergeUndoGroup: true }, async (context) => {
        const sheet = context.workbook.worksheets.add('Detail 1');
        const range = sheet.getRange('A1:C3');
        range.values = [['', 'Paid', 'Left'], [1, 1000, '=B2*2'], [2, 2500, '=B3*2']];
        sheet.getRange('B5').values = [['Across']];
        sheet.getRange('B5:C5').format.horizontalAlignment = 'CenterAcrossSelection';
        sheet.getRange('B2:C3').numberFormat = '#,##0.00;-#,##0.00;"–"';
        const head = sheet.getRange('A1:C1');
        head.format.font.bold = true;
        head.format.fill.color = '#F1F3F5';
        head.format.borders.getItem('EdgeBottom').style = 'Double';
        head.format.horizontalAlignment = 'Right';
        sheet.getRange('A:A').format.columnWidth = 90;
        sheet.freezePanes.freezeAt(sheet.getRange('A1:A1'));
        const chart = sheet.charts.add('ColumnStacked', sheet.getRange('A1:C3'), 'Columns');
        chart.title.text = 'Paid by year';
        chart.setPosition('E2', 'I14');
        chart.series.getItemAt(0).format.fill.clear();
        chart.series.getItemAt(1).format.fill.setSolidColor('#BC5310');
        chart.series.getItemAt(1).chartType = 'Line';
        sheet.pageLayout.orientation = 'Landscape';
        sheet.activate();
        await context.sync();
      })`);

    it('has values, formulas, formats and a chart', async () => {
      await make();
      await settled();
      assert.deepEqual(await page.evaluate(() => window.preview.sheets()), ['Deal', 'Detail 1']);
      assert.equal((await cell('C3', 'Detail 1')).value, 5000);
      assert.equal((await cell('C3', 'Detail 1')).text, '5,000.00');
      const style = await page.evaluate(() => window.preview.style('Detail 1', 'A1'));
      assert.deepEqual([style.bold, style.fill, style.align], [true, '#F1F3F5', 'Right']);
      const [chart] = await page.evaluate(() => window.preview.charts('Detail 1'));
      assert.equal(chart?.title, 'Paid by year');
      assert.deepEqual(chart.categories, ['1', '2']);
      assert.deepEqual(
        chart.series.map(({ name, line, fill }) => [name, line, fill]),
        [
          ['Paid', false, null],
          ['Left', true, '#BC5310'],
        ],
      );
    });

    it('shows the chart and draws it again when a cell changes', async () => {
      await make();
      const drawn = page.locator('.chart svg[aria-label="Paid by year"]');
      await drawn.waitFor();
      assert.match((await drawn.textContent()) ?? '', /5,000/);
      await run(async (context) => {
        context.workbook.worksheets.getItem('Detail 1').getRange('B3').values = [[40000]];
        await context.sync();
      });
      await settled();
      await page.waitForFunction(() => document.querySelector('.chart')?.textContent?.includes('80,000'));
    });

    it('is undone in one step', async () => {
      await make();
      await settled();
      await page.evaluate(() => window.preview.undo());
      await page.waitForFunction(() => window.preview.sheets().length === 1);
    });

    it('reads back what was set', async () => {
      await make();
      const read = await run(async (context) => {
        const sheet = context.workbook.worksheets.getItem('Detail 1');
        const head = sheet.getRange('A1:C1').load('format/fill/color,format/columnWidth,format/font/bold');
        const border = head.format.borders.getItem('EdgeBottom').load('style');
        const used = sheet.getUsedRange().load('address');
        const layout = sheet.pageLayout.load('orientation');
        const sheets = context.workbook.worksheets.load('items/name');
        const count = sheet.charts.getCount();
        await context.sync();
        return [
          head.format.fill.color,
          head.format.columnWidth,
          head.format.font.bold,
          border.style,
          used.address,
          layout.orientation,
          sheets.items.map(({ name }) => name),
          count.value,
        ];
      });
      assert.deepEqual(read, [
        '#F1F3F5',
        90,
        true,
        'Double',
        "'Detail 1'!A1:C5",
        'Landscape',
        ['Deal', 'Detail 1'],
        1,
      ]);
    });
  });

  it('keeps document settings until another sample is opened', async () => {
    await pane.evaluate(`Office.context.document.settings.set('run', { mode: 'flat' })`);
    assert.deepEqual(await pane.evaluate(`Office.context.document.settings.get('run')`), { mode: 'flat' });
    await page.locator('#sample').selectOption('harbor');
    await page.waitForFunction(() => window.preview.getCell('Deal', 'C3').value === -25000000);
    await page.waitForFunction(() =>
      Boolean(
        document.querySelector('iframe')?.contentWindow &&
        'seen' in document.querySelector('iframe')!.contentWindow!,
      ),
    );
    assert.equal(await paneOf(page).evaluate(`Office.context.document.settings.get('run')`), null);
  });

  it('speaks Chinese when asked, in the page, the sheet and to the add-in', async () => {
    await page.locator('#language input[value="zh-CN"]').check();
    await page.waitForFunction(() => window.preview.getCell('Deal', 'B2').value === '年度');
    assert.equal(await page.title(), 'Waterfall 预览');
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'zh-CN');
    await page.waitForFunction(() =>
      Boolean(
        document.querySelector('iframe')?.contentWindow &&
        'seen' in document.querySelector('iframe')!.contentWindow!,
      ),
    );
    assert.equal(await paneOf(page).evaluate('Office.context.displayLanguage'), 'zh-CN');
  });

  it('runs an action of the ribbon', async () => {
    await page.evaluate(() => window.preview.runAction('hello'));
    assert.equal(await pane.evaluate('said'), 'hello');
  });
});
