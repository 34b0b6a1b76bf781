import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { xlsxOf } from '../../server/workbook/export/xlsx.ts';
import type { SheetPlan } from '../../src/sheet/index.ts';
import { plainSheet } from '../workbook/plain-sheet.ts';
import { paneOverService } from './host.ts';
import { languages } from './languages.ts';

const TERMS = [
  ['Mode', 'Capital first'],
  ['Hurdle rate', 0.08],
  ['Carry rate', 0.2],
];

describe('What an upload was read as, changed in the pane by keyboard', function () {
  const { open, button } = paneOverService();
  let page: Page;
  let pane: FrameLocator;

  const upload = async (locale: 'en' | 'zh-CN', sheets: Readonly<Record<string, SheetPlan['cells']>>) => {
    ({ page, pane } = await open(locale));
    await pane.locator('#workbook').setInputFiles({
      name: 'deal.xlsx',
      mimeType: '',
      buffer: await xlsxOf(
        Object.entries(sheets).map(([name, cells]) => plainSheet(name, cells)),
        new Date(Date.UTC(2026, 10, 21)),
      ),
    });
  };
  /** Chooses in a select as a hand does: "Net cash flow" is the first of the roles, "Not used" the last. */
  const choose = async (line: string, key: 'Home' | 'End', zh: boolean) => {
    const select = pane.getByLabel(zh ? `${line} 的用途` : `Role of ${line}`, { exact: true });
    await select.focus();
    await page.keyboard.press(key);
    await select.and(pane.locator(':focus')).waitFor();
  };

  for (const locale of languages('en')) {
    const zh = locale === 'zh-CN';
    it(`the role of a line is shown, changed, taken back, and used by the run (${locale})`, async () => {
      await upload(locale, {
        Deal: [...TERMS, [], ['Year', 'Owner case', 'Bank case'], [0, -100, -60], [1, 30, 20], [2, 140, 90]],
      });
      const question = pane.locator('fieldset.question');
      await question
        .getByRole('radio', { name: /Net cash flow|B5:B8/ })
        .first()
        .check();
      await question.getByRole('button').click();
      await question.waitFor({ state: 'detached' });
      await pane.getByText(zh ? '逐项读取结果' : 'Every line as it was read').click();
      await choose('Owner case', 'End', zh);
      await pane.getByText('−60').first().waitFor();
      await choose('Bank case', 'End', zh);
      // Nothing can be run, but the lines stay so that the role can be changed back.
      await pane
        .getByText(zh ? /均被指定为不使用/ : /None of its lines is to be used/)
        .first()
        .waitFor();
      assert.equal(await button(zh ? '采用这些数据' : 'Use these numbers').count(), 0);
      await choose('Bank case', 'Home', zh);
      await button(zh ? '采用这些数据' : 'Use these numbers').press('Enter');
      await button(zh ? '开始测算' : 'Run').press('Enter');
      await pane.getByText(zh ? /项核对全部通过/ : /checks pass/).waitFor();
      assert.match(await pane.locator('.tiles').innerText(), zh ? /110/ : /110 of 60/);
      // Looked at again and read anew, it asks as at first.
      await pane.getByRole('tab', { name: zh ? '输入' : 'Input' }).click();
      await button(zh ? '读取结果' : 'What was read').press('Enter');
      await pane.getByText(zh ? '逐项读取结果' : 'Every line as it was read').click();
      await button(zh ? '清除答案重新读取' : 'Read anew, without my answers').press('Enter');
      await question.waitFor();
      // Opened again, the pane has the run and not the file: that is said where the file stood.
      // A source chosen before the pane has looked at the selected cash stays chosen.
      await page.evaluate(async () => {
        const frame = document.querySelector('iframe')!;
        const before = frame.contentDocument;
        frame.contentWindow!.location.reload();
        const source = () =>
          frame.contentDocument === before
            ? null
            : frame.contentDocument?.querySelector<HTMLElement>('input[name=source][value=file]');
        while (!source()) await new Promise((done) => setTimeout(done, 1));
        source()!.click();
      });
      await pane
        .getByText(zh ? /不保存文件：如需重新读取“deal\.xlsx”/ : /keeps no files: to read deal\.xlsx again/)
        .waitFor();
      assert.ok(await button(zh ? '上传工作簿' : 'Upload a workbook').isVisible());
    });
  }

  it('one of several tables is chosen, and another instead of it', async () => {
    const table = (amounts: readonly number[]) => [
      ['Year', 'Net cash flow'],
      ...amounts.map((amount, year) => [year, amount]),
    ];
    await upload('en', { Terms: TERMS, Base: table([-100, 60, 70]), Upside: table([-100, 90, 95]) });
    const question = pane.locator('fieldset.question');
    for (const [sheet, amount] of [
      ['Base', '70'],
      ['Upside', '95'],
    ] as const) {
      await question.getByText(new RegExp(`^${sheet}!A1:B4: `)).click();
      await question.getByRole('button').press('Enter');
      await pane.getByText(`${sheet}!B2:B4`).waitFor();
      await pane.locator('.chart').getByText(amount, { exact: true }).waitFor();
      if (sheet === 'Upside') break;
      await pane.getByText('Every line as it was read').click();
      await button('Read anew, without my answers').press('Enter');
    }
    await button('Use these numbers').press('Enter');
    await button('Run').press('Enter');
    await pane.getByText(/checks pass/).waitFor();
    assert.match(await pane.locator('.tiles').innerText(), /185 of 100/);
  });
});
