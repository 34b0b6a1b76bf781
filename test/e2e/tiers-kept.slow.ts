import assert from 'node:assert/strict';
import { languages } from './languages.ts';
import { HUMAN, tierEditor } from './tier-editor.ts';

describe('What is made in the editor of tiers', function () {
  this.timeout(90_000);
  const { button, cell, type, edit, open, into, call, save } = tierEditor();

  it('is not lost when the editor is left; what no field shows is made as text and checked as it is typed', async () => {
    const { page, pane } = await edit('european');
    await call('Draft');
    await pane.locator('#tier-back').press('Enter');
    await pane.locator('#tier-go-on:focus').waitFor();
    await page.keyboard.press('Enter');
    await pane.locator('#tier-title:focus').waitFor();
    await page.keyboard.press('Escape');
    await pane.locator('#tier-go-on:focus').waitFor();
    assert.match(await pane.locator('.draft').innerText(), /not saved: Draft/);
    await page.keyboard.press('Enter');
    await pane.locator('#tier-as-text').press('Enter');
    await pane.locator('#tier-whole:focus').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('{"classes": [{"id": "lp", "share": 1}], "pots": [', { delay: 2 });
    assert.match(await pane.locator('#tier-whole-hint').innerText(), /no JSON yet: a bracket/);
    assert.match(await pane.locator('#tier-save-note').innerText(), /^The text needs a change/);
    await page.keyboard.type(
      '{"id": "a", "tiers": [{"kind": "returnOfCapital", "to": "lp"}, {"kind": "split", "shares": {"lp": 1}}]},' +
        '{"id": "b", "tiers": [{"kind": "split", "shares": {"lp": 0.7, "gp": 0.2}}]}]}',
      { delay: 2 },
    );
    assert.match(await pane.locator('#tier-whole-hint').innerText(), /Shares add up to 90 %/);
    await pane.locator('#tier-as-fields').press('Enter');
    assert.deepEqual(await pane.locator('.tier-editor h3').allInnerTexts(), ['Cash of a', 'Cash of b']);
    await pane.getByRole('button', { name: 'GP 30 %' }).click();
    await pane.getByText(/tells its cash apart otherwise/).waitFor();
    await save('Two pots');
    assert.match(
      await pane.locator('#view-input').innerText(),
      /takes 2 columns of cash, each headed by its pot: a, b/,
    );
  });

  it('does not overwrite what somebody else saved meanwhile without a word', async () => {
    const { page, pane } = await edit('european');
    await save('Riverside');
    await type('H2', '=WATERFALL.CARRY("Riverside",B13:C13,C3:C8)');
    const before = (await cell('H2')).value;
    await pane.locator('#edit-tiers').click();
    await open(1).click();
    await into('tiers.1.rate', '9');
    const frame = page.frames().find((f) => f.url().includes('taskpane.html'))!;
    await frame.evaluate(() =>
      Excel.run(async (context) => {
        const { settings } = context.workbook;
        settings.load({ key: true, value: true });
        await context.sync();
        const item = settings.items.find((s) => s.key.startsWith('waterfall.mode.'))!;
        settings.add(item.key, String(item.value).replace('0.08', '0.07'));
        await context.sync();
      }),
    );
    // Formulas compute with what the workbook keeps now, at once.
    await page.waitForFunction((was) => window.preview.getCell('Deal', 'H2').value !== was, before);
    await pane.locator('#tier-save').press('Enter');
    await pane.locator('#tier-overwrite:focus').waitFor();
    assert.match(await pane.locator('footer').innerText(), /Somebody else changed “Riverside” meanwhile/);
    await button('Save mine under another name').click();
    await pane.locator('#tier-mode-name:focus').waitFor();
    await page.keyboard.type('Riverside, mine', { delay: HUMAN });
    await page.keyboard.press('Control+Enter');
    await pane.locator('#mode:focus').waitFor();
    assert.match(await pane.locator('.order').innerText(), /9 % a year/);
    await pane.locator('#mode').selectOption({ label: 'Riverside' });
    assert.match(await pane.locator('.order').innerText(), /7 % a year/);
  });

  for (const locale of languages('en'))
    it(`names every control, keeps every id to itself and fits 320 px, whatever is open (${locale})`, async () => {
      const { page, pane } = await edit('re_operating_and_capital', locale);
      const frame = page.frames().find((f) => f.url().includes('taskpane.html'))!;
      await page.evaluate(() => {
        document.querySelector('iframe')!.style.cssText =
          'position: fixed; inset: 0 0 0 auto; width: 320px; min-width: 320px';
      });
      const faults = () =>
        frame.evaluate(() => {
          const shown = [...document.querySelectorAll<HTMLElement>('#view-input *, footer *')].filter(
            (e) => e.getClientRects().length > 0,
          );
          const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
          const nameOf = (e: Element) =>
            (e.getAttribute('aria-label') ?? '') +
            (e as HTMLInputElement).labels?.[0]?.textContent +
            (e.tagName === 'BUTTON' ? e.textContent : '');
          const width = document.querySelector('#view-input')!.clientWidth;
          return [
            ...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `twice: ${id}`),
            ...shown.flatMap((e) => {
              const where = `${e.tagName} ${e.id} ${e.className.toString()}`;
              const isControl = ['BUTTON', 'INPUT', 'SELECT', 'TEXTAREA'].includes(e.tagName);
              const { right, height } = e.getBoundingClientRect();
              const refers = ['aria-describedby', 'aria-controls', 'aria-labelledby'].flatMap(
                (key) => e.getAttribute(key)?.split(' ') ?? [],
              );
              return [
                ...(isControl && !nameOf(e).replace('undefined', '').trim() ? [`no name: ${where}`] : []),
                ...(e.tagName === 'BUTTON' && height < 24 ? [`low: ${where}`] : []),
                ...(e.scrollWidth > e.clientWidth + 1 && isControl && e.tagName !== 'INPUT'
                  ? [`cut: ${where}`]
                  : []),
                ...(right > width + 1 && !e.closest('.unseen') ? [`beyond: ${where}`] : []),
                ...refers
                  .filter((id) => !document.getElementById(id))
                  .map((id) => `refers to nothing: ${where} ${id}`),
              ];
            }),
          ];
        });
      for (const summary of await pane.locator('.tier-editor > details > summary').all())
        await summary.click();
      for (const kind of [
        'returnOfCapital',
        'preferredReturn',
        'catchUp',
        'hurdle',
        'amount',
        'reserve',
        'split',
      ]) {
        await pane.locator('#tier-add').selectOption(kind);
        await pane.locator('.tier-body > details > summary').click();
        await pane.locator('.tier-body > .row > button').nth(1).click();
        assert.deepEqual(await faults(), [], `${locale} ${kind}`);
      }
      await pane.locator('#tier-as-text').click();
      assert.deepEqual(await faults(), [], `${locale} text`);
    });
});
