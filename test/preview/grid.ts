import type { Page } from 'playwright-core';

const TRIES = 4;

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
      { timeout: 15_000 },
    );
  /** Types into a cell of the sheet in front, and waits for what follows from it. */
  const type = async (address: string, text: string) => {
    await click(address);
    await page().keyboard.type(text, { delay: 5 });
    // Now and then the grid keeps its editor open at the first Enter, why is not known: people press it again.
    for (let tries = 1; ; tries++) {
      await page().keyboard.press('Enter');
      try {
        await entered(address, text);
        break;
      } catch (error) {
        if (tries === TRIES) throw error;
      }
    }
    await settled();
  };
  return { cell, settled, click, type };
}
