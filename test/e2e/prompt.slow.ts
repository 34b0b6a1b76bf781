import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { MODE_SETTING } from '../../src/sheet/saved-modes.ts';
import { paneOverService } from './host.ts';
import { languages } from './languages.ts';

const FOUNDERS = {
  classes: [{ id: 'lp', share: 1 }],
  tiers: [
    { id: 'capital', kind: 'returnOfCapital', to: ['lp'] },
    { id: 'rest', kind: 'split', shares: { lp: 0.7, gp: 0.3 } },
  ],
};

const PARTNERS = {
  classes: [{ id: 'jia', name: '投资人甲', share: 1 }],
  tiers: [
    { id: 'capital', kind: 'returnOfCapital', to: ['jia'] },
    { id: 'pref', kind: 'preferredReturn', to: ['jia'], rate: 0.08, compounding: 'annual' },
    { id: 'rest', kind: 'split', shares: { jia: 0.7, gp: 0.3 } },
  ],
};

describe('What a formula is completed with while it is typed', function () {
  const { open, click, cell, settled } = paneOverService();
  let page: Page;

  const prompt = () => page.locator('#prompt');
  const values = () => prompt().locator('[role=option] .value').allInnerTexts();
  const first = (text: string) =>
    page.waitForFunction(
      (wanted) => document.querySelector('#prompt [role=option] .value')?.textContent === wanted,
      text,
    );
  const closed = () => page.waitForFunction(() => !document.querySelector('#prompt [role=option]'));
  /** Closes the prompt, then leaves the cell as it was. */
  const leave = async () => {
    await page.keyboard.press('Escape');
    await closed();
    // One that opens late takes a key of its own.
    while (await page.evaluate(() => window.preview.isEditing())) {
      await page.keyboard.press('Escape');
      await closed();
    }
  };
  /** Types on, and takes the first of what is offered then. */
  const take = async (typed: string, offered: string) => {
    await page.keyboard.type(typed, { delay: 5 });
    await first(offered);
    await page.keyboard.press('Tab');
    await closed();
  };

  for (const locale of languages('en'))
    it(`parties, measures, modes of the workbook and terms are taken by Tab (${locale})`, async () => {
      const zh = locale === 'zh-CN';
      const { pane, ...opened } = await open(locale);
      page = opened.page;
      await pane.locator('body').evaluate(
        async (_, [key, definition, second]) => {
          await Excel.run(async (context) => {
            const mode = { version: 1, key: '1', name: 'Founders', definition };
            context.workbook.settings.add(key, JSON.stringify(mode));
            const partners = { ...mode, key: '2', name: 'Partners', definition: second };
            context.workbook.settings.add(key.replace(/1$/, '2'), JSON.stringify(partners));
            await context.sync();
          });
        },
        [`${MODE_SETTING}1`, FOUNDERS, PARTNERS] as const,
      );
      await pane.locator('#mode option', { hasText: 'Founders' }).waitFor({ state: 'attached' });
      await click('E20');
      await page.keyboard.type('=WATERFALL.PAYOUT(', { delay: 5 });
      await first('"LP"');
      assert.deepEqual((await values()).slice(0, 5), [
        '"LP"',
        '"GP"',
        '"Senior"',
        '"Mezzanine"',
        '"Subordinated"',
      ]);
      assert.match(await prompt().innerText(), zh ? /LP（有限合伙人）/ : /Limited partners/);
      await take('"g', '"GP"');
      await take(',"Fou', '"Founders"');
      await page.keyboard.type(',B13:C13,C3:C8)');
      await page.keyboard.press('Enter');
      await settled();
      const { formula, value } = await cell('E20');
      assert.equal(formula, '=WATERFALL.PAYOUT("GP","Founders",B13:C13,C3:C8)');
      assert.equal(value, 1500);

      await click('E22');
      await take('=WATERFALL.SOLVE("LP.', '"LP.irr"');
      await take(zh ? ',0.12,"european",B11:C13,C3:C8,退出' : ',0.12,"european",B11:C13,C3:C8,ex', '"exit"');
      await page.keyboard.type(')');
      await page.keyboard.press('Enter');
      await settled();
      assert.equal(
        (await cell('E22')).formula,
        '=WATERFALL.SOLVE("LP.irr",0.12,"european",B11:C13,C3:C8,"exit")',
      );

      // What is offered follows from the mode; before one is typed, classes of all that the workbook keeps are there.
      await click('E26');
      await page.keyboard.type('=WATERFALL.SOLVE("LP.irr",0.12,"european",B11:C13,C3:C8,', { delay: 5 });
      await first('"exit"');
      assert.deepEqual(await values(), [
        '"exit"',
        '"cash"',
        '"hurdle_rate"',
        '"carry_rate"',
        '"catch_up_share"',
      ]);
      await leave();
      await click('E28');
      await page.keyboard.type('=WATERFALL.PAYOUT("投', { delay: 5 });
      await first('"投资人甲"');
      await leave();
      await click('G20');
      await page.keyboard.type('=WATERFALL.SOLVE("GP.carry",100,"Partners",B11:C13,C3:C8,"pref', {
        delay: 5,
      });
      await first('"pref.rate"');
      assert.match(await prompt().innerText(), zh ? /优先回报 · 收益率/ : /Preferred return · rate/);
      await leave();

      // Enter ends a formula as it stands, whatever is offered.
      await click('E24');
      await page.keyboard.type('=WATERFALL.SENSITIVITY("GP.carry","european",B11:C13,C3:C8,"hur', {
        delay: 5,
      });
      await first('"hurdle_rate"');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => window.preview.getSelection().endsWith('!E25'));
      assert.doesNotMatch((await cell('E24')).formula, /hurdle_rate/);
    });
});
