import type { FrameLocator, Page } from 'playwright-core';
import { paneOverService } from './host.ts';

/** Milliseconds between two keys of somebody who types. */
export const HUMAN = 40;

/** The editor of tiers in the real pane, as a user has it. */
export function tierEditor() {
  const host = paneOverService();
  const { button, cell, type, settled } = host;
  let page: Page;
  let pane: FrameLocator;

  /** The editor over the sample deal, begun from a mode. */
  async function edit(
    mode: string,
    locale: 'en' | 'zh-CN' = 'en',
  ): Promise<{ page: Page; pane: FrameLocator }> {
    ({ page, pane } = await host.open(locale));
    await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));
    await pane.locator('#use-selection').click();
    await pane.locator('#mode').selectOption(mode);
    await pane.locator('#edit-tiers').press('Enter');
    await pane.locator('#tier-title:focus').waitFor();
    return { page, pane };
  }
  const names = () => pane.locator('.tier-open strong').allInnerTexts();
  const open = (at: number) => pane.locator(`[id="open-tiers.${at}"]`);
  const field = (path: string) => pane.locator(`[id="tier-${path}"]`);
  const heard = () => pane.locator('body > [role=status]').innerText();
  const into = async (path: string, text: string) => {
    await field(path).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text, { delay: HUMAN });
  };
  const call = async (name: string) => {
    await pane.locator('#tier-mode-name').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(name, { delay: HUMAN });
  };
  async function save(name: string): Promise<void> {
    await call(name);
    await pane.locator('#tier-save').press('Enter');
    await pane.locator('#mode:focus').waitFor();
  }
  const chosen = () =>
    pane.locator('#mode').evaluate((s) => (s as HTMLSelectElement).selectedOptions[0]!.text);
  async function reopen(): Promise<void> {
    const frame = page.frames().find((f) => f.url().includes('taskpane.html'))!;
    await frame.goto(frame.url());
    await pane.locator('#mode').waitFor();
  }

  return { button, cell, type, settled, edit, names, open, field, heard, into, call, save, chosen, reopen };
}
