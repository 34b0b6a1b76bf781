import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { paneOverService } from './host.ts';

describe('Amounts typed and pasted into the form, by real keys', function () {
  const host = paneOverService();
  const { button } = host;
  let page: Page;
  let pane: FrameLocator;

  /** The form as it begins from the sample: five years, an investment of 10,000. */
  const open = async (locale: 'en' | 'zh-CN') => {
    ({ page, pane } = await host.open(locale));
    await pane.locator('input[name=source][value=form]').check();
    await pane.locator('#year-1').waitFor();
  };
  const texts = () =>
    pane
      .locator('table.form input')
      .evaluateAll((inputs) => inputs.map((i) => (i as HTMLInputElement).value));
  const hint = (row: number) => pane.locator(`#year-${row}-hint`).innerText();
  const into = async (row: number) => {
    await pane.locator(`#year-${row}`).click();
    await page.keyboard.press('Control+a');
  };
  const paste = async (text: string) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await pane.locator('body').evaluate((_, copied) => navigator.clipboard.writeText(copied), text);
    await page.keyboard.press('Control+v');
  };
  const said = () => pane.locator('.card [role=status]').innerText();
  /** The request of the next run. */
  const runs = async (name: string) => {
    const [request] = await Promise.all([
      page.waitForRequest((r) => r.method() === 'POST' && r.url().endsWith('/calculations')),
      button(name).click(),
    ]);
    return request.postDataJSON() as {
      basic_params: Record<string, unknown>;
      cash_flows: { year: number; amount: number }[];
    };
  };

  for (const delay of [0, 60])
    it(`Enter goes to the next row and selects it, the last adds one, typed with ${delay} ms between keys`, async () => {
      await open('en');
      assert.equal(await pane.locator('#year-2').inputValue(), '2,000.00');
      await into(1);
      for (const amount of ['1500', '2500', '3500', '-400', '5500', '6500']) {
        await page.keyboard.type(amount, { delay });
        await page.keyboard.press('Enter', { delay });
      }
      await pane.locator('#year-7:focus').waitFor();
      assert.deepEqual(await texts(), ['1500', '2500', '3500', '-400', '5500', '6500', '']);
      // Nothing stands in the last, so there is none after it.
      await page.keyboard.press('Enter');
      assert.equal((await texts()).length, 7);
      assert.ok(await pane.getByText('6 annual flows').isVisible());
      const { basic_params, cash_flows } = await runs('Run');
      assert.equal(basic_params.investment_period, 6);
      assert.deepEqual(
        cash_flows.map((f) => f.amount),
        [1500, 2500, 3500, -400, 5500, 6500],
      );
      await pane.getByText(/checks pass/).waitFor();
    });

  it('Enter goes from the name of the deal to the first amount', async () => {
    await open('zh-CN');
    await pane.locator('#deal').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('滨江一期');
    await page.keyboard.press('Enter');
    await page.keyboard.type('42');
    assert.equal(await pane.locator('#deal').inputValue(), '滨江一期');
    assert.equal(await pane.locator('#year-1').inputValue(), '42');
  });

  it('Enter goes through the fields of terms and stays in the last; nothing runs', async () => {
    await open('en');
    await pane.locator('#term-hurdle_rate').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('7', { delay: 40 });
    await page.keyboard.press('Enter');
    await pane.locator('#term-carry_rate:focus').waitFor();
    await page.keyboard.type('25', { delay: 40 });
    for (let i = 0; i < 6; i++) await page.keyboard.press('Enter');
    assert.equal(await pane.locator('#term-hurdle_rate').inputValue(), '7');
    assert.equal(await pane.locator('#term-carry_rate').inputValue(), '25');
    assert.match((await pane.locator(':focus').getAttribute('id'))!, /^term-/);
    assert.ok(await pane.locator('#run').isVisible());
    await page.keyboard.press('Control+Enter');
    await pane.getByText(/checks pass/).waitFor();
  });

  it('a pasted column keeps its blank, gives the investment with a word, and is undone', async () => {
    for (const [locale, words, undo, missing, run] of [
      [
        'en',
        'Pasted: 4 rows from row 1. The outflow that leads is the investment: 9,000. Left out as a heading: “Cash”.',
        'Undo',
        'Enter an amount, or 0.',
        'Run',
      ],
      [
        'zh-CN',
        '已从第 1 行起粘贴 4 行。首笔流出作为投资金额：9,000。作为表头未粘贴：“Cash”。',
        '撤销',
        '请填写金额，没有则填 0。',
        '开始测算',
      ],
    ] as const) {
      await open(locale);
      const before = await texts();
      await into(1);
      await paste('Cash\r\n-9,000\r\n3,000\r\n\r\n4,000\r\n5,000\r\n');
      await pane.locator('.card [role=status]').waitFor();
      assert.equal((await said()).replace(/\s*(Undo|撤销)$/, '').trim(), words);
      assert.deepEqual(await texts(), ['3,000', '', '4,000', '5,000']);
      assert.equal(await pane.locator('#term-investment_amount').inputValue(), '9,000.00');
      // A blank between amounts is asked for, not counted as 0.
      await pane.locator('#run').press('Enter');
      await pane.locator('#year-2:focus').waitFor();
      assert.equal(await hint(2), missing);
      await button(undo).click();
      assert.deepEqual(await texts(), before);
      assert.equal(await pane.locator('#term-investment_amount').inputValue(), '10,000.00');
      await into(1);
      await paste('1\n2\n');
      await pane.locator('.card [role=status]').waitFor();
      await page.keyboard.press('Control+z');
      await pane.locator('.card [role=status]').waitFor({ state: 'detached' });
      assert.deepEqual(await texts(), before);
      assert.ok(await button(run).isVisible());
    }
  });

  it('what cannot be taken stands where it was pasted and is named; what does not fit changes nothing', async () => {
    await open('en');
    await into(2);
    await paste('20\nn.m.\n1.500\n');
    assert.match(await said(), /No amount in row 3 “n\.m\.”\./);
    assert.deepEqual(await texts(), ['1,000.00', '20', 'n.m.', '1.500', '5,000.00']);
    assert.equal(await hint(3), '“n.m.” is not an amount.');
    await into(1);
    await paste('7\n'.repeat(31));
    await pane.getByText('31 rows do not fit: at most 30. Nothing was pasted.').waitFor();
    assert.equal((await texts()).length, 5);
    // One cell is text like any other.
    await paste('77');
    assert.equal(await pane.locator('#year-1').inputValue(), '77');
  });

  it('numbers are read by one grammar, and what is not is explained in the language of the pane', async () => {
    for (const [locale, formula, either] of [
      ['en', 'Enter the result, not a formula.', '“1.500” may be 1.5 or 1,500. Enter one of them.'],
      ['zh-CN', '请填写计算结果，不支持公式。', '“1.500”可能是 1.5 或 1,500，请按其一填写。'],
    ] as const) {
      await open(locale);
      await into(1);
      for (const text of ['=500*2', '¥1,000', '1.500', '5万', '(300)']) {
        await page.keyboard.type(text);
        await page.keyboard.press('Enter');
      }
      assert.equal(await hint(1), formula);
      assert.equal(await pane.locator('#year-2-hint').count(), 0);
      assert.equal(await hint(3), either);
      // The deal counts in 万元.
      assert.match(await hint(4), /5 .* 50,000/);
      await pane.locator('#term-unit').click();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('元');
      assert.equal(await hint(4), '= 50,000.00');
      await into(1);
      await page.keyboard.type('1e3');
      await into(3);
      await page.keyboard.type('1,500');
      const { cash_flows } = await runs(locale === 'en' ? 'Run' : '开始测算');
      assert.deepEqual(
        cash_flows.map((f) => f.amount),
        [1000, 1000, 1500, 50000, -300],
      );
    }
  });

  it('a rate is 8 or 0.08 %; 0.08 alone is not taken as either', async () => {
    await open('en');
    const rate = pane.locator('#term-hurdle_rate');
    for (const [text, sent] of [
      ['0.08', undefined],
      ['8', 8],
      ['0.08%', 0.08],
    ] as const) {
      await pane.locator('input[name=source][value=form]').check();
      await rate.click();
      await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
      if (sent === undefined)
        assert.match(await pane.locator('#term-hurdle_rate-hint').innerText(), /“0.08” is not clear/);
      else {
        const { basic_params } = await runs(
          /again/.test(await pane.locator('#run').innerText()) ? 'Run again' : 'Run',
        );
        assert.equal(basic_params.hurdle_rate, sent);
        await pane.getByText(/checks pass/).waitFor();
        await pane.getByRole('tab', { name: 'Input' }).click();
      }
    }
  });

  it('periods may be quarters or months, at most thirty years of them', async () => {
    await open('en');
    await pane.locator('input[name=period][value=quarter]').check();
    await into(1);
    await paste('400\n'.repeat(40));
    await pane.getByText('40 quarterly flows').waitFor();
    assert.equal(await pane.locator('#year-40').getAttribute('aria-label'), 'Net cash flow of quarter 40');
    const { basic_params, cash_flows } = await runs('Run');
    assert.deepEqual(
      [basic_params.period_unit, basic_params.investment_period, cash_flows.length],
      ['quarter', 40, 40],
    );
    await pane.getByText(/checks pass/).waitFor();
    await pane.getByRole('tab', { name: 'Input' }).click();
    await pane.locator('input[name=period][value=month]').check();
    await into(1);
    await paste('40\n'.repeat(360));
    await pane.getByText('At most 360 months').waitFor();
    await pane.locator('#year-360').click();
    await page.keyboard.press('Enter');
    assert.equal((await texts()).length, 360);
    await into(360);
    await paste('40\n40\n');
    await pane.getByText('361 rows do not fit: at most 360. Nothing was pasted.').waitFor();
  });

  it('stands when it is first opened after the service went away', async () => {
    ({ page, pane } = await host.open('en'));
    await button('Use selection').waitFor();
    await host.crash();
    try {
      await pane.locator('input[name=source][value=form]').check();
      await into(1);
      await page.keyboard.type('1250');
      assert.equal((await texts())[0], '1250');
    } finally {
      await host.restart();
    }
  });
});
