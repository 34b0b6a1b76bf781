import assert from 'node:assert/strict';
import { HUMAN, tierEditor } from './tier-editor.ts';

describe('A mode of one’s own, made with real keys and the pointer', function () {
  this.timeout(90_000);
  const { button, cell, type, settled, edit, names, open, field, heard, into, call, save, chosen, reopen } =
    tierEditor();

  it('is made from a preset by keys alone, saved, run, and taken by a cell; it is there when the pane opens again', async () => {
    const { page, pane } = await edit('european');
    // Tab leads from the title past the undo to the name, and on to the list.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await pane.locator('#tier-mode-name:focus').waitFor();
    await page.keyboard.type('Riverside JV', { delay: HUMAN });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await pane.locator('[id="move-tiers.0"]:focus').waitFor();
    for (let i = 0; i < 2; i++) await page.keyboard.press('Tab');
    await page.keyboard.press('Alt+ArrowDown');
    await pane.locator('[id="move-tiers.2"]:focus').waitFor();
    assert.equal(await heard(), 'Preferred return, now 3 of 4');
    assert.deepEqual(await names(), ['Capital', 'Catch-up', 'Preferred return', 'Split']);
    await page.keyboard.press('Alt+ArrowUp');
    await pane.locator('[id="move-tiers.1"]:focus').waitFor();
    assert.deepEqual(await names(), ['Capital', 'Preferred return', 'Catch-up', 'Split']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await field('tiers.1.rate').waitFor();
    assert.match(await pane.locator('.figures').innerText(), /Pays 2,994\.17 in all: LP 2,994\.17/);
    await into('tiers.1.rate', '10');
    // Words and figures follow what is typed.
    assert.match(await open(1).innerText(), /10 % a year/);
    await pane.locator('.figures', { hasText: /Pays 3,\d/ }).waitFor();
    await pane.locator('#tier-save').press('Enter');
    await pane.locator('#mode:focus').waitFor();
    assert.equal(await chosen(), 'Riverside JV');
    assert.match(
      await pane.locator('footer').innerText(),
      /“Riverside JV” is saved in this workbook and chosen/,
    );

    const [request] = await Promise.all([
      page.waitForRequest((r) => r.method() === 'POST' && r.url().endsWith('/calculations')),
      button('Run').click(),
    ]);
    const { distribution_params: sent } = request.postDataJSON() as {
      distribution_params: { mode: string; name: string; definition: { tiers: { rate?: number }[] } };
    };
    assert.deepEqual([sent.mode, sent.name, sent.definition.tiers[1]!.rate], ['custom', 'Riverside JV', 0.1]);
    await pane.getByText(/checks pass/).waitFor();
    assert.equal(await pane.locator('#view-results h1').innerText(), 'Riverside JV');
    const carry = await pane
      .locator('table.parties tbody tr', { hasText: 'GP' })
      .locator('td')
      .nth(1)
      .innerText();

    // What is asked of a run is asked of this one too: its levers are the numbers of its tiers.
    await pane.getByRole('tab', { name: 'What if' }).click();
    await pane.getByLabel('Preferred return · rate').waitFor();
    await pane.getByRole('tab', { name: 'Overview' }).click();
    await button('Write detail sheet').click();
    await pane
      .getByText(/^Written to sheet/)
      .first()
      .waitFor();
    await settled();
    const [, detail] = await page.evaluate(() => window.preview.sheets());
    assert.equal(detail, 'Riverside · Riverside JV');
    assert.equal((await cell('A2', detail)).value, 'Riverside JV (custom)');
    await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));

    await type('H2', '=WATERFALL.CARRY("riverside jv",B13:C13,C3:C8)');
    await settled();
    assert.equal(Math.round(Number((await cell('H2')).value)), Number(carry.replace(/,/g, '')));
    await type('H3', '=WATERFALL.CARRY("Riverside",B13:C13,C3:C8)');
    assert.match((await cell('H3')).error ?? '', /Saved in this workbook: Riverside JV/);

    await reopen();
    await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));
    await pane.locator('#use-selection').click();
    await pane.locator('#mode').selectOption({ label: 'Riverside JV' });
    assert.match(await pane.locator('.order').innerText(), /10 % a year/);
    // A changed mode is another mode to every formula that names it.
    await pane.locator('#edit-tiers').click();
    await open(1).click();
    await into('tiers.1.rate', '2');
    const before = (await cell('H2')).value;
    await pane.locator('#tier-save').click();
    await pane.locator('#mode:focus').waitFor();
    await page.waitForFunction((was) => window.preview.getCell('Deal', 'H2').value !== was, before);
    await pane.getByRole('tab', { name: 'Runs' }).click();
    await pane.locator('.runs button', { hasText: 'Riverside JV' }).click();
    await pane.getByText('Inputs have changed').or(pane.locator('.badge.warn')).first().waitFor();
  });

  it('is moved by the pointer, and the place is told', async () => {
    const { page, pane } = await edit('european');
    const handle = pane.locator('[id="move-tiers.2"]');
    const goal = pane.locator('.tier-list > li').first();
    const [from, to] = [(await handle.boundingBox())!, (await goal.boundingBox())!];
    await page.mouse.move(from.x + 8, from.y + 12);
    await page.mouse.down();
    await page.mouse.move(from.x + 8, from.y - 30, { steps: 6 });
    await page.mouse.move(to.x + 12, to.y + 6, { steps: 6 });
    await pane.locator('li[data-drop=before]').waitFor();
    await page.mouse.up();
    assert.deepEqual(await names(), ['Catch-up', 'Capital', 'Preferred return', 'Split']);
    assert.equal(await heard(), 'Catch-up, now 1 of 4');
    await pane.locator('#tier-undo').click();
    assert.deepEqual(await names(), ['Capital', 'Preferred return', 'Catch-up', 'Split']);
    // Escape lets go of it where it was.
    await page.mouse.move(from.x + 8, from.y + 12);
    await page.mouse.down();
    await page.mouse.move(to.x + 12, to.y + 6, { steps: 6 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    assert.deepEqual(await names(), ['Capital', 'Preferred return', 'Catch-up', 'Split']);
  });

  it('tells its bounds before they are broken, then the fault at the tier, in the list and at Save, and how to mend it', async () => {
    for (const [locale, bound, words, note, repair] of [
      [
        'en',
        'above 20 % and up to 100 %',
        /15 % never reaches a carry of 20 %/,
        'Tier 3 needs a change.',
        'Its share: 100 %',
      ],
      ['zh-CN', '大于 20%，不超过 100%', /15% 永远达不到 20%/, '层级 3 需修改。', '追赶比例改为 100%'],
    ] as const) {
      const { pane } = await edit('european', locale);
      await call('Riverside');
      await open(2).click();
      const hint = pane.locator('[id="tier-tiers.2.share-hint"]');
      assert.equal(await hint.innerText(), bound);
      await into('tiers.2.share', '15');
      assert.match(await hint.innerText(), words);
      assert.equal(await field('tiers.2.share').getAttribute('aria-invalid'), 'true');
      assert.match(await pane.locator('#tier-save-note').innerText(), new RegExp(`^${note}`));
      assert.equal(await pane.locator('#tier-save').getAttribute('aria-disabled'), 'true');
      // Closed, the tier says so in the list.
      await open(2).press('Enter');
      assert.match(await pane.locator('li.faulty').innerText(), words);
      await pane.locator('li.faulty').getByRole('button', { name: repair }).press('Enter');
      await pane.locator('li.faulty').waitFor({ state: 'detached' });
      assert.equal(await pane.locator('#tier-save').getAttribute('aria-disabled'), 'false');
    }
  });

  it('is kept in Chinese under a Chinese name, renamed, doubled, deleted and brought back', async () => {
    const { page, pane } = await edit('flat_principal_first', 'zh-CN');
    await pane.locator('#tier-add').selectOption('catchUp');
    assert.equal(await heard(), '已添加“追赶”，第 3 层，共 4 层');
    await call('欧洲式');
    assert.equal(
      await pane.locator('#tier-mode-name-hint').innerText(),
      '该名称已用于预设模式，请改用其他名称。',
    );
    await save('宏远合作，谈判稿');
    await type('H2', '=WATERFALL.CARRY("宏远合作，谈判稿",B13:C13,C3:C8)');
    const carry = (await cell('H2')).value;
    assert.equal(typeof carry, 'number');

    await button('重命名').click();
    await pane.locator('#tier-mode-name:focus').waitFor();
    await call('宏远合作');
    assert.equal(
      await pane.locator('#tier-mode-name-hint').innerText(),
      '引用“宏远合作，谈判稿”的公式将显示错误，直至改用新名称。',
    );
    await pane.locator('#tier-save').press('Enter');
    await pane.locator('#mode:focus').waitFor();
    await settled();
    assert.match((await cell('H2')).error ?? '', /此工作簿中保存的模式：宏远合作。/);
    await button('复制').click();
    assert.equal(await pane.locator('#tier-mode-name').inputValue(), '宏远合作 2');
    await pane.locator('#tier-save').click();
    await pane.locator('#mode:focus').waitFor();
    assert.deepEqual(await pane.locator('#mode optgroup').last().locator('option').allTextContents(), [
      '宏远合作',
      '宏远合作 2',
    ]);

    await button('删除').click();
    await pane.locator('#mode-restore:focus').waitFor();
    assert.deepEqual(await pane.locator('#mode optgroup').last().locator('option').allTextContents(), [
      '宏远合作',
    ]);
    await page.keyboard.press('Enter');
    await pane.locator('#mode:focus').waitFor();
    assert.equal(await chosen(), '宏远合作 2');
  });
});
