import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Download, FrameLocator, Page } from 'playwright-core';
import { xlsxOf } from '../../server/workbook/export/xlsx.ts';
import type { SheetPlan } from '../../src/sheet/index.ts';
import { plainSheet } from '../workbook/plain-sheet.ts';
import { paneOverService } from './host.ts';
import { languages } from './languages.ts';

/** A workbook of a user's own: two sheets of plain cells. */
const workbook = (sheets: Readonly<Record<string, SheetPlan['cells']>>): Promise<Buffer> =>
  xlsxOf(
    Object.entries(sheets).map(([name, cells]) => plainSheet(name, cells)),
    new Date(Date.UTC(2026, 10, 21)),
  );

describe('Workbooks into the pane and out of it, in the preview workbook', function () {
  const host = paneOverService();
  const { button, crash, restart } = host;
  let page: Page;
  let pane: FrameLocator;
  let complaints: string[];

  const open = async (locale: 'en' | 'zh-CN') => {
    ({ page, pane, complaints } = await host.open(locale));
    await pane.locator('#workbook').waitFor({ state: 'attached' });
  };

  const bytesOf = async (download: Download) => readFileSync(await download.path());
  const downloaded = async (press: () => Promise<void>): Promise<Download> => {
    const [download] = await Promise.all([page.waitForEvent('download'), press()]);
    return download;
  };
  const choose = (name: string, buffer: Buffer) =>
    pane.locator('#workbook').setInputFiles({ name, mimeType: '', buffer });
  /** As a hand would: over the pane first, then let go. */
  const drop = async (name: string, bytes: Buffer) => {
    const target = pane.locator('body');
    const dataTransfer = await target.evaluateHandle(
      (_, [title, base64]) => {
        const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(atob(base64!), (c) => c.charCodeAt(0))], title!));
        return data;
      },
      [name, bytes.toString('base64')],
    );
    await target.dispatchEvent('dragenter', { dataTransfer });
    await target.dispatchEvent('dragover', { dataTransfer });
    await pane.locator('.veil').waitFor();
    await target.dispatchEvent('drop', { dataTransfer });
    await pane.locator('.veil').waitFor({ state: 'detached' });
  };
  const figures = async () => [
    await pane.locator('.tiles').innerText(),
    await pane.locator('table.parties').innerText(),
    await pane.locator('table.tiers').innerText(),
  ];
  const run = async (zh = false) => {
    await button(zh ? '开始测算' : 'Run').click();
    await pane.getByText(zh ? /项核对全部通过/ : /checks pass/).waitFor();
  };
  const rows = () => pane.locator('table.read tbody tr').allInnerTexts();

  it('what the service holds is told line by line, saved as a file, and gone once it is cleared', async () => {
    await open('en');
    await choose(
      'deal.xlsx',
      await workbook({
        Deal: [
          ['Year', 'Cash'],
          [0, -100],
          [1, 150],
        ],
      }),
    );
    await button('Use these numbers').waitFor();
    await button('Back').click();
    await run();
    await pane.locator('#more').click();
    await button('What do you hold about me?').click();
    const held = pane.locator('#held');
    await held.getByText('The last parameters and the last result').waitFor();
    assert.match(await held.innerText(), /Upload deal\.xlsx, until \d\d:\d\d/);
    const file = await downloaded(() => button('Save all of it (JSON)').click());
    const { values } = JSON.parse((await bytesOf(file)).toString()) as { values: Record<string, unknown> };
    assert.ok('params' in values && 'results' in values);
    await button('Clear my data now').click();
    await pane.getByText('Your data on the service is deleted.').first().waitFor();
    await pane.locator('#more').click();
    await pane.getByText('No session is open. The service holds nothing of yours.').waitFor();
    assert.equal(await button('What do you hold about me?').count(), 0);
  });

  for (const locale of languages('zh-CN')) {
    const zh = locale === 'zh-CN';
    it(`an exported run is chosen or dropped, looked at, used, and gives the same figures (${locale})`, async () => {
      await open(locale);
      await pane.locator('#mode').selectOption('structured_mezzanine');
      await run(zh);
      const before = await figures();
      const exported = await downloaded(() => button('Excel').click());
      assert.match(exported.suggestedFilename(), /\.xlsx$/);
      const bytes = await bytesOf(exported);

      for (const bring of [choose, drop]) {
        // Another selection and mode stand in the pane, so that nothing is equal by chance.
        await pane.getByRole('tab', { name: zh ? '输入' : 'Input' }).click();
        await pane.locator('input[name=source][value=selection]').check();
        await pane.locator('#mode').selectOption('european');
        await bring(zh ? '滨江.xlsx' : 'deal.xlsx', bytes);
        await button(zh ? '采用这些数据' : 'Use these numbers').waitFor();
        const shown = (await rows()).map((text) => text.split(/\s*\t\s*|\n/).join(' '));
        for (const wanted of zh
          ? ['分配模式 包含夹层 参数!B4', '门槛收益率 8% 参数!B9', '首笔 · 第 1 年 1,000 现金流!C4']
          : [
              'Mode With mezzanine Parameters!B4',
              'Hurdle rate 8 % Parameters!B9',
              "First · Year 1 1,000 'Cash flows'!C4",
            ])
          assert.ok(shown.includes(wanted), `${wanted} is not in ${shown.join(' | ')}`);
        await button(zh ? '采用这些数据' : 'Use these numbers').click();
        assert.equal(await pane.locator('#mode').inputValue(), 'structured_mezzanine');
        await run(zh);
        assert.deepEqual(await figures(), before);
        assert.match(await pane.locator('.title').first().innerText(), zh ? /滨江\.xlsx/ : /deal\.xlsx/);
      }
      await button(zh ? '写入明细表' : 'Write detail sheet').click();
      await pane
        .getByText(zh ? /^已写入/ : /^Written to sheet/)
        .first()
        .waitFor();
      // What stood in the pane before waits under its own source.
      await pane.getByRole('tab', { name: zh ? '输入' : 'Input' }).click();
      await pane.locator('input[name=source][value=selection]').check();
      assert.equal(await pane.locator('#mode').inputValue(), 'european');
      assert.deepEqual(complaints, []);
    });
  }

  it("a workbook of a user's own is told cell by cell, with what was read as what", async () => {
    await open('en');
    await choose(
      'own.xlsx',
      await workbook({
        Terms: [
          ['分配模式', '优先还本'],
          ['Hurdle rate', 8],
          ['业绩报酬比例', 0.2],
        ],
        Cash: [
          ['31/12/2023', '31/12/2024', '31/12/2025'],
          ['-10,000', '8,000', 9000],
        ],
      }),
    );
    // 8 may be 8 % or 800 %: the workbook need not be changed to say which.
    const question = pane.locator('#view-input .question');
    await question.getByText('Terms!B2').waitFor();
    assert.equal(await button('Use these numbers').count(), 0);
    await question.getByText('8 %').first().click();
    await question.getByRole('button', { name: 'Read it so' }).click();
    await button('Use these numbers').waitFor();
    const text = await pane.locator('#view-input').innerText();
    for (const wanted of ['8 → 8 %', 'Terms!B2', '0.2 → 20 %', 'Terms!B3', 'Cash!A2:C2', 'day first'])
      assert.ok(text.includes(wanted), `${wanted} is not in ${text}`);
    assert.match(text, /Cash!A2/);
    assert.match(text, /First · 2023-12-31/);
    assert.match(text, /stored as text/);
    await button('Use these numbers').click();
    await run();
    assert.match(await pane.locator('.tiles').innerText(), /17,000 of 10,000/);
  });

  it('a faulty workbook names its cells and is not used', async () => {
    await open('en');
    const input = () => pane.locator('#run').isVisible();
    await drop(
      'broken.xlsx',
      await workbook({
        Deal: [
          ['Mode', 'Capital first'],
          ['Hurdle rate', 'eight'],
          ['Carry rate', 0.2],
          ['Year', 'Cash'],
          [0, -100],
          [1, 'abc'],
          [2, 70],
        ],
      }),
    );
    const alert = pane.locator('#view-input [role=alert]');
    await alert.waitFor();
    const text = await alert.innerText();
    assert.match(text, /Deal!B2/);
    assert.match(text, /Deal!B6/);
    assert.match(text, /B6 holds “abc”, where a number is needed/);
    assert.equal(await button('Use these numbers').count(), 0);
    await button('Back').click();
    assert.ok(await input());
    assert.ok(await pane.getByText('Deal!B2:C13').isVisible(), 'the selection is as it was');
  });

  it('what is no workbook, or empty, or comes while the service is away, is told, and the input stays', async () => {
    await open('zh-CN');
    const failed = pane.locator('#upload-failed');
    const told = async (words: RegExp) => {
      await failed.getByText(words).first().waitFor();
      assert.ok(await pane.getByText('Deal!B2:C13').isVisible());
    };
    await choose('笔记.txt', Buffer.from('x'));
    await told(/仅接受 Excel 工作簿/);
    await choose('空.xlsx', Buffer.alloc(0));
    await told(/文件为空/);
    await choose('假.xlsx', Buffer.from('not a zip'));
    await told(/仅接受 Excel 工作簿/);
    await crash();
    await choose('滨江.xlsx', await workbook({ A: [['x']] }));
    await told(/暂时无法连接服务/);
    await run(true);
    assert.equal(await button('Excel').getAttribute('aria-disabled'), 'true');
    await pane.getByText(/下载文件由服务生成/).waitFor();
    await restart();
    await pane.getByRole('tab', { name: '输入' }).click();
    await failed.getByRole('button', { name: '重试' }).click();
    await pane.getByText('该工作簿暂时无法采用').waitFor();
  });

  it('every form of download comes under its own name, by a link that holds no token', async () => {
    await open('en');
    await run();
    const began: Record<string, RegExp> = {
      CSV: /^\ufeff/,
      JSON: /^\{/,
      'Charts (PNG)': /^.PNG/,
    };
    for (const [name, begins] of Object.entries(began)) {
      const download = await downloaded(() => button(name).click());
      assert.match(download.url(), /\/exports\/[\w-]+\?ticket=/);
      assert.match((await bytesOf(download)).toString('utf8'), begins, name);
      await pane.getByText(`${download.suggestedFilename()} is being downloaded.`).first().waitFor();
    }
    await pane.getByRole('tab', { name: 'Input' }).click();
    await pane.locator('input[name=source][value=file]').check();
    await pane.locator('#mode').selectOption('american');
    const template = await downloaded(() => button('Get a template').click());
    assert.match(template.suggestedFilename(), /^American.*\.xlsx$/);
    assert.equal((await bytesOf(template)).subarray(0, 2).toString(), 'PK');
    assert.deepEqual(complaints, []);
  });

  it('is reached and worked by the keyboard alone', async () => {
    await open('en');
    // The grid takes the focus when it has opened its sample.
    await pane.getByText('Deal!B2:C13').waitFor();
    await pane.locator('input[name=source][value=selection]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      pane.locator('#upload').press('Enter'),
    ]);
    await chooser.setFiles({
      name: 'own.xlsx',
      mimeType: '',
      buffer: await workbook({
        Cash: [
          ['Year', 'Cash'],
          [0, -100],
          [1, 60],
          [2, 70],
        ],
      }),
    });
    await button('Use these numbers').waitFor();
    await page.keyboard.press('Tab');
    for (
      let i = 0;
      i < 4 && !(await button('Use these numbers').evaluate((b) => b === b.ownerDocument.activeElement));
      i++
    )
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await pane.getByText('The numbers of own.xlsx are in use.').first().waitFor();
  });
});
