import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { paneOverService } from './host.ts';

describe('What is asked after the first result, by mouse and keyboard', function () {
  const host = paneOverService();
  const { button } = host;
  let page: Page;
  let pane: FrameLocator;

  const ask = async (locale: 'en' | 'zh-CN', view: string) =>
    void ({ page, pane } = await host.openResults(locale, view));
  const retype = async (field: string, text: string) => {
    await pane.locator(field).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text, { delay: 40 });
  };
  /** What the first columns of a sheet show in the row that begins with a text. */
  const shownRow = (sheet: string, first: string) =>
    page.evaluate(
      ([name, text]) => {
        const cells = (r: number) =>
          [...'ABCDEFGH'].map((column) => window.preview.getCell(name!, `${column}${r}`).text);
        for (let r = 1; r < 100; r++) if (cells(r)[0] === text) return cells(r);
        return [];
      },
      [sheet, first],
    );
  const row = (name: string) => pane.locator('table.does tr', { hasText: name }).first();

  it('a changed term shows each measure beside the run, and where the difference went', async () => {
    await ask('en', 'whatIf');
    await retype('#what-hurdle_rate', '9');
    await retype('#what-catch_up_share', '50');
    await row('LP IRR').getByText('10.55').waitFor();
    assert.match(await row('GP carry').innerText(), /1,000\.00\s+769\.85\s+▼ −230\.15/);
    assert.match(await row('Deal IRR').innerText(), /12\.01.*12\.01.*= 0\.00 pp/s);
    const moved = pane.locator('table.moved');
    assert.match(await moved.innerText(), /Catch-up · LP\s+\+769\.85/);
    assert.match(await moved.innerText(), /GP in all\s+−230\.15/);
    assert.deepEqual(await page.evaluate(() => window.preview.sheets()), ['Deal']);
  });

  it('a term is stepped by keys, taken back, refused with its bounds, and keeps the last figures meanwhile', async () => {
    await ask('en', 'whatIf');
    await pane.locator('#what-hurdle_rate').click();
    await page.keyboard.press('ArrowUp');
    assert.equal(await pane.locator('#what-hurdle_rate').inputValue(), '8.25');
    await page.keyboard.press('Shift+ArrowUp');
    assert.equal(await pane.locator('#what-hurdle_rate').inputValue(), '9.25');
    await button('Back to 8.00 %').click();
    assert.equal(await pane.locator('#what-hurdle_rate').inputValue(), '8.00');
    await retype('#what-hurdle_rate', '800');
    await pane.getByText('Between 0.00 % and 100.00 %.').waitFor();
    await retype('#what-hurdle_rate', '8');
    await retype('#what-catch_up_share', '10');
    await pane.getByText(/These terms do not go together: .*never/).waitFor();
    assert.match(await row('GP carry').innerText(), /1,000\.00\s+1,000\.00/);
    assert.equal(await pane.locator('#keep').getAttribute('aria-disabled'), 'true');
    await pane.getByText('First mend the entry that is marked.').waitFor();
    await pane.locator('#keep').click({ force: true });
    assert.equal(await pane.getByText('of 3 kept').innerText(), '0 of 3 kept');
  });

  it('Enter goes from field to field and back, Ctrl+Z to the run, Ctrl+Enter keeps the scenario', async () => {
    await ask('en', 'whatIf');
    const focused = () => pane.locator(':focus').getAttribute('id');
    await pane.locator('#what-hurdle_rate').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('9', { delay: 40 });
    await page.keyboard.press('Enter');
    assert.equal(await focused(), 'what-carry_rate');
    await page.keyboard.type('15', { delay: 40 });
    await page.keyboard.press('Shift+Enter');
    assert.equal(await focused(), 'what-hurdle_rate');
    assert.equal(await pane.locator('#what-hurdle_rate').inputValue(), '9');
    assert.equal(await pane.locator('#what-carry_rate').inputValue(), '15');
    await page.keyboard.press('Control+z');
    assert.equal(await pane.locator('#what-hurdle_rate').inputValue(), '8.00');
    await page.keyboard.press('Control+Enter');
    await pane.getByText('1 of 3 kept').waitFor();
  });

  it('a scenario is kept, compared with the run, and opened as a run that can be written', async () => {
    await ask('en', 'whatIf');
    await retype('#what-carry_rate', '15');
    await button('Keep this scenario').click();
    await pane.getByText('1 of 3 kept').waitFor();
    await retype('#what-exit', '6000');
    await button('Compare with the run').click();
    const compared = pane.locator('table.compare');
    await compared.getByText('Carry rate 15.00 %').waitFor();
    assert.match(await compared.locator('tr', { hasText: 'GP carry' }).innerText(), /1,000\.00\s+750\.00/);
    assert.match(
      await compared.locator('tr', { hasText: 'Carry rate' }).last().innerText(),
      /15\.00 %\s+▼ −5\.00 pp/,
    );
    await button('Write comparison to a sheet').click();
    await pane.getByText('Written to sheet Comparison.').first().waitFor();
    await page.evaluate(() => window.preview.settled());
    const [title] = await shownRow('Comparison', 'Comparison · Riverside Logistics Park');
    assert.ok(title);
    const heads = await shownRow('Comparison', 'Measure');
    assert.deepEqual(heads.slice(1, 6), [
      'Run',
      'Carry rate 15.00 %',
      'Difference',
      'Exit, year 5: 6,000.00',
      'Difference',
    ]);
    const rate = await shownRow('Comparison', 'Carry rate');
    assert.deepEqual(rate.slice(1, 6), ['20.00%', '15.00%', '-5.00 pp', '20.00%', '=']);
    await page.evaluate(() => window.preview.select('Deal', 'A1'));
    await pane.locator('footer').getByRole('button', { name: 'Back to the fields' }).click();
    await button('Open as a run').click();
    await pane.getByText(/checks pass/).waitFor();
    await button('Write detail sheet').click();
    // The comparison with its three detail sheets and their list, and now one more.
    await page.waitForFunction(() => window.preview.sheets().length === 7);
  });

  it('a comparison follows an amount that is typed into the detail sheet of its run, in every column', async () => {
    await ask('zh-CN', 'whatIf');
    await retype('#what-hurdle_rate', '9');
    await button('保留此方案').click();
    await pane.getByText('已保留 1／3').waitFor();
    await retype('#what-hurdle_rate', '8');
    await retype('#what-cash', '1.1');
    await button('与本次对比').click();
    await button('将对比写入工作表').click();
    await pane.getByText('已写入工作表“方案对比”。').first().waitFor();
    await page.evaluate(() => window.preview.settled());
    const sheets = await page.evaluate(() => window.preview.sheets());
    const detail = '宏远物流园一期 · 欧式';
    assert.deepEqual(sheets, [
      'Deal',
      '方案对比',
      '目录',
      detail,
      '宏远物流园一期 · 门槛收益率 9.00%',
      '宏远物流园一期 · 全部现金 × 1.10',
    ]);
    const received = async () =>
      (await shownRow('方案对比', 'LP 分回')).filter((_, c) => [1, 2, 4].includes(c));
    const before = await received();
    const cash = await page.evaluate((sheet) => {
      for (let r = 1; r < 60; r++)
        if (window.preview.getCell(sheet, `B${r}`).text === '2,000.00') return `B${r}`;
      return '';
    }, detail);
    await page.evaluate(([sheet, at]) => window.preview.select(sheet!, at!), [detail, cash]);
    await host.type(cash, '2500');
    const after = await received();
    assert.deepEqual(before, ['14,000.00', '14,000.00', '15,200.00']);
    // A fifth of the profit, 5,500 and 7,050, is carry.
    assert.deepEqual(after, ['14,400.00', '14,400.00', '15,640.00']);
  });

  it('a target is solved for with its proof, and taken into What if', async () => {
    await ask('en', 'solveFor');
    await retype('#solve-target', '12');
    const answer = pane.locator('.answer');
    await answer.getByText('6,246.0518').waitFor();
    assert.match(await answer.innerText(), /The only value that does\./);
    assert.match(await answer.innerText(), /a run with it gives 12\.00/);
    await button('Take into What if').click();
    await row('LP IRR').getByText('12.00').waitFor();
  });

  it('a target that nothing gives is told with what was searched', async () => {
    await ask('zh-CN', 'solveFor');
    await pane.locator('#solve-lever').selectOption('hurdle_rate');
    await retype('#solve-target', '9.8');
    await pane.getByText(/0\.00% 至 100\.00% 之间无解：LP IRR 由 10\.10% 变为 12\.01%/).waitFor();
  });

  it('two terms make a map whose cells are reached by arrows and taken into What if', async () => {
    await ask('en', 'risk');
    await retype('#grid-across-values', '6–12 by 1');
    await retype('#grid-down-values', '10, 20, 30');
    const map = pane.locator('table.heat');
    await map.getByText('1,051').waitFor();
    assert.match(await map.innerText(), /20\.00 %\s+1,000\s+1,000\s+1,000\s+1,000\s+1,000\s+539\s+3/);
    await button('Write grid to a sheet').click();
    await pane.getByText('Written to sheet Sensitivity.').first().waitFor();
    const grid = async () => {
      await page.evaluate(() => window.preview.settled());
      const all = [
        await shownRow('Sensitivity', 'gp.carry'),
        await shownRow('Sensitivity', '10.00%'),
        await shownRow('Sensitivity', '20.00%'),
      ];
      return all.map((cells) => cells.slice(1).join(' '));
    };
    const written = [
      '6.00% 7.00% 8.00% 9.00% 10.00% 11.00% 12.00%',
      '500.00 500.00 500.00 500.00 500.00 500.00 3.16',
      '1,000.00 1,000.00 1,000.00 1,000.00 1,000.00 539.05 3.16',
    ];
    await page.waitForFunction(() => window.preview.getCell('Sensitivity', 'A8').text === 'gp.carry');
    assert.deepEqual(await grid(), written);
    const cellOf = (text: string) =>
      page.evaluate((shown) => {
        for (let r = 12; r < 40; r++)
          for (const column of 'BC')
            if (window.preview.getCell('Sensitivity', `${column}${r}`).text === shown) return `${column}${r}`;
        return '';
      }, text);
    const retyped = async (from: string, to: string) => {
      const cell = await cellOf(from);
      await page.evaluate((at) => window.preview.select('Sensitivity', at), cell);
      await host.type(cell, to);
    };
    await retyped('2,000.00', '2500');
    // Five of a hundred more for each ten of carry, and the hurdle of 12 % is reached.
    assert.deepEqual(await grid(), [
      written[0],
      '550.00 550.00 550.00 550.00 550.00 550.00 550.00',
      '1,100.00 1,100.00 1,100.00 1,100.00 1,100.00 1,100.00 705.62',
    ]);
    await retyped('6.00%', '14%');
    assert.match((await grid())[0]!, /^14\.00% 7\.00%/);
    await page.evaluate(() => window.preview.select('Sensitivity', 'B9'));
    await pane.getByRole('tab', { name: 'Explain' }).click();
    await pane.getByText('WATERFALL.SENSITIVITY').first().waitFor();
    await pane.getByText('Catch-up: 100 % to GP until it has 20 % of all profit.').waitFor();
    await pane.getByRole('tab', { name: 'Results' }).click();
    await pane.locator('#sub-risk').click();
    await map.locator('tbody button').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await pane.locator('#what-hurdle_rate').waitFor();
    assert.equal(await pane.locator('#what-hurdle_rate').inputValue(), '7.00');
    assert.equal(await pane.locator('#what-carry_rate').inputValue(), '30.00');
    await pane.locator('#sub-risk').click();
    const bars = pane.locator('table.tornado tr');
    assert.match(await bars.first().innerText(), /All cash/);
    assert.match(await pane.locator('table.tornado').innerText(), /Hurdle rate[\s\S]*no effect here/);
    await retype('#grid-down-values', 'many');
    await pane.getByText('Write the values as').waitFor();
  });

  it('a sheet of a map keeps its sentences as text, in Chinese too', async () => {
    await ask('zh-CN', 'risk');
    await retype('#grid-across-values', '6，8，10');
    await button('写入工作表').click();
    await pane.getByText('已写入工作表“敏感性”。').first().waitFor();
    const [title, , note] = await page.evaluate(() =>
      ['A1', 'A2', 'A3'].map((at) => window.preview.getCell('敏感性', at).text),
    );
    assert.equal(title, 'GP 业绩报酬敏感性：业绩报酬比例 × 门槛收益率');
    assert.match(note!, /^写入于 \d{4}-\d\d-\d\d \d\d:\d\d。敏感性表为一个加载项公式/);
  });
});
