import type { Page } from 'playwright-core';

/** What a user does in the grid of the preview with mouse and keyboard, and reads there. */
export function gridOf(page: () => Page) {
  /** A cell as it is shown; addresses are A1 without the sheet. */
  const cell = (address: string, sheet = 'Deal') =>
    page().evaluate(([name, a1]) => window.preview.getCell(name!, a1!), [sheet, address]);
  const settled = () => page().evaluate(() => window.preview.settled());
  /** Clicks into a cell of the sheet in front, which is then the selection. */
  const click = async (address: string) => {
    const at = await page().evaluate((a1) => window.preview.cellRect(a1), address);
    await page().mouse.click(at.left + at.width / 2, at.top + at.height / 2);
    await page().waitForFunction((a1) => window.preview.getSelection().endsWith(`!${a1}`), address);
  };
  const entered = (address: string, text: string) =>
    page().waitForFunction(
      ([a1, typed]) => {
        const { formula, text } = window.preview.getCell(window.preview.activeSheet(), a1!);
        return formula === typed || text !== '';
      },
      [address, text],
    );
  /** Types into a cell of the sheet in front, and waits for what follows from it. */
  const type = async (address: string, text: string) => {
    await click(address);
    await page().keyboard.type(text, { delay: 5 });
    await page().keyboard.press('Enter');
    await entered(address, text);
    await settled();
  };
  return { cell, settled, click, type };
}
