import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { paneOverService } from './host.ts';
import { languages } from './languages.ts';

describe('A formula of one’s own sheet, explained', function () {
  const host = paneOverService();
  let page: Page;
  let pane: FrameLocator;

  for (const locale of languages('en')) {
    const zh = locale === 'zh-CN';
    it(`lists the cells of a table's column, and what formulas among its arguments take (${locale})`, async () => {
      ({ page, pane } = await host.open(locale));
      await pane.locator('body').evaluate(() =>
        Excel.run(async (context) => {
          const sheet = context.workbook.worksheets.getItem('Deal');
          sheet.getRange('H2:I5').values = [
            ['Year', 'Net cash'],
            [0, -100],
            [1, 30],
            [2, 90],
          ];
          sheet.tables.add('H2:I5', true).name = 'Flows';
          await context.sync();
        }),
      );
      await pane.locator('#tab-explain').click();
      const explained = async (cell: string, formula: string) => {
        await host.click(cell);
        await page.keyboard.type(formula, { delay: 5 });
        await page.keyboard.press('Enter');
        await host.settled();
        await host.click(cell);
        await pane.getByRole('button', { name: `Deal!${cell}`, exact: true }).waitFor();
        return pane
          .locator('ul.from li')
          .evaluateAll((lines) =>
            lines.map((line) => [...line.querySelectorAll('.figure, .cell')].map((part) => part.textContent)),
          );
      };
      assert.deepEqual(await explained('F20', '=WATERFALL.IRR(Flows[Net cash])'), [
        ['−100', 'I3'],
        ['30', 'I4'],
        ['90', 'I5'],
      ]);
      assert.deepEqual(await explained('F24', '=WATERFALL.IRR(I3:I5*$C$12)'), [
        ['Σ 20', 'I3:I5'],
        ['0.20', 'C12'],
      ]);
      await explained('F28', '=WATERFALL.IRR(Flows[Net])');
      await pane
        .locator('#told')
        .getByText(
          zh ? /Flows\[Net\]：此工作簿的表中没有这些单元格/ : /names Flows\[Net\]: no table of this workbook/,
        )
        .waitFor();
      // The row of the cell in a table, without its name.
      assert.deepEqual((await explained('I3', '=WATERFALL.NPV([@Year],C3:C8)')).at(-1), ['0', 'H3']);
    });
  }
});
