import assert from 'node:assert/strict';
import type { FrameLocator, Page } from 'playwright-core';
import { paneOverService } from './host.ts';
import { languages } from './languages.ts';

/** Figures of the sample in each mode at the modes' default terms: GP carry by hand from the rules. */
const MODES = [
  { id: 'flat_principal_first', en: 'Capital first', zh: '优先还本' },
  { id: 'flat_periodic', en: 'Current return first', zh: '期间分配' },
  { id: 'structured_senior_subordinate', en: 'Senior-subordinated', zh: '优先劣后' },
  { id: 'structured_mezzanine', en: 'With mezzanine', zh: '包含夹层' },
  { id: 'structured_interest_principal', en: 'Interest before principal', zh: '息息本本' },
  { id: 'european', en: 'European, full catch-up', zh: '欧式（整体核算，全额追赶）' },
  { id: 'jv_irr_hurdles', en: 'Joint venture, IRR hurdles', zh: '合资项目（IRR 门槛）' },
] as const;

describe('The main job in the preview workbook, by mouse and keyboard', function () {
  const host = paneOverService();
  const { button, cell, click, settled, type } = host;
  let page: Page;
  let pane: FrameLocator;
  let complaints: string[];

  const open = async (locale: 'en' | 'zh-CN') => {
    ({ page, pane, complaints } = await host.open(locale));
  };
  const drag = async (from: string, to: string) => {
    const [a, b] = await page.evaluate(
      ([f, t]) => [window.preview.cellRect(f!), window.preview.cellRect(t!)],
      [from, to],
    );
    await page.mouse.move(a!.left + 20, a!.top + a!.height / 2);
    await page.mouse.down();
    await page.mouse.move(b!.left + 20, b!.top + b!.height / 2, { steps: 5 });
    await page.mouse.up();
  };
  const near = (actual: unknown, expected: number, what: string) =>
    assert.ok(
      typeof actual === 'number' && Math.abs(actual - expected) < 1e-9,
      `${what}: ${String(actual)}, not ${expected}`,
    );

  it('a formula typed into a cell gives 12.0058 %, and follows its inputs', async () => {
    await open('en');
    await type('E20', '=WATERFALL.IRR(C3:C8)');
    near((await cell('E20')).value, 0.1200576195419627, 'IRR');
    await type('C8', '6000');
    const { value } = await cell('E20');
    assert.ok(typeof value === 'number' && value > 0.13 && value < 0.15, `moved to ${String(value)}`);
    near((await cell('F6')).value, 720, 'GP carry of the sample with 1,000 more');
    await type('E21', '=WATERFALL.DISTRIBUTE("flat_principal_first",B11:C13,C3:C8)');
    assert.equal((await cell('E21')).value, 'Year');
    near((await cell('Q27')).value, 720, 'GP carry in the spilled table');
    await type('B18', '=WATERFALL.CARRY("flat_principal_first",B11:C11,C3:C8)');
    const wrong = await cell('B18');
    assert.equal(wrong.value, '#VALUE!');
    assert.match(wrong.error!, /Carry rate is missing in B11:C11/);
    assert.deepEqual(complaints, []);
  });

  for (const locale of languages('en')) {
    const zh = locale === 'zh-CN';
    it(`a deal selected with the mouse runs in each mode and is written to a new sheet (${locale})`, async () => {
      await open(locale);
      await click('E25');
      await drag('B2', 'C13');
      await button(zh ? '读取选区' : 'Use selection').click();
      await button('Deal!B2:C13').waitFor();
      for (const mode of MODES) {
        await pane.getByRole('tab', { name: zh ? '输入' : 'Input' }).click();
        await pane.locator('#mode').selectOption(mode.id);
        await button(zh ? '开始测算' : 'Run').click();
        await pane
          .getByRole('heading', { name: zh ? mode.zh : mode.en })
          .first()
          .waitFor();
        await pane.getByText(zh ? /项核对全部通过/ : /checks pass/).waitFor();
        assert.match(await pane.locator('body').innerText(), /12\.01/);
        const before = await page.evaluate(() => window.preview.sheets());
        await button(zh ? '写入明细表' : 'Write detail sheet').click();
        await page.waitForFunction((n) => window.preview.sheets().length > n, before.length);
        await settled();
        const sheet = (await page.evaluate(() => window.preview.sheets())).at(-1)!;
        assert.match(sheet, zh ? /^宏远物流园一期 · / : /^Riverside/);
        await checkSheet(sheet, mode.id, zh);
        await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));
      }
      assert.deepEqual(complaints, []);
    });
  }

  /** The sheet holds formulas that give the engine's figures: carry by the cell function, check column 0. */
  async function checkSheet(sheet: string, mode: string, zh: boolean): Promise<void> {
    const rows = await page.evaluate((name) => {
      const rows: { value: unknown; formula: string }[][] = [];
      for (let r = 1; r <= 60; r++) {
        const line = [];
        for (let c = 0; c < 40; c++) {
          const letter = String.fromCharCode(65 + (c % 26));
          const { value, formula } = window.preview.getCell(name, `${c < 26 ? '' : 'A'}${letter}${r}`);
          line.push({ value, formula });
        }
        rows.push(line);
      }
      return rows;
    }, sheet);
    const headAt = rows.findIndex((line) => line[0]!.value === (zh ? '年度' : 'Year'));
    assert.ok(headAt > 0, `no table in ${sheet}`);
    const check = rows[headAt]!.findIndex((c) => c.value === (zh ? '核对' : 'Check'));
    const body = rows.slice(headAt + 1, headAt + 7);
    const totals = rows[headAt + 7]!;
    assert.equal(totals[0]!.value, zh ? '合计' : 'Total');
    for (const line of [...body, totals]) assert.equal(line[check]!.value, 0, `${mode}: check`);
    assert.ok(body[1]!.filter((c) => c.formula !== '').length > 8, `${mode}: the table is live`);
    const net = rows[headAt]!.findIndex((c) => c.value === (zh ? '净现金流' : 'Net cash flow'));
    near(totals[net]!.value, 5000, `${mode}: total of the net cash flow`);
    const measures = rows.find((line) => line.some((c) => c.value === 'IRR'))!;
    const label = measures.findIndex((c) => c.value === 'IRR');
    const irr = measures.find((c, at) => at > label && typeof c.value === 'number')!;
    near(irr.value, 0.1200576195419627, `${mode}: IRR of the sheet, ${irr.formula}`);
    // Where pages end inside the table, the totals of the parties stand before the tiers.
    const groups = rows.slice(headAt - 2, headAt).map((line) => line.map((c) => c.value));
    const from = Math.max(...groups.map((line) => line.indexOf(zh ? '各方合计' : 'Party totals')));
    const parties = rows[headAt]!.map((c) => c.value).indexOf('GP', from);
    const answered = await page.evaluate(async (id) => {
      const session = (await (await fetch('/api/v1/sessions', { method: 'POST' })).json()) as {
        token: string;
      };
      const terms: Record<string, object> = {
        flat_periodic: { periodic_rate: 4 },
        structured_senior_subordinate: { senior_ratio: 70 },
        structured_mezzanine: { senior_ratio: 70, mezzanine_ratio: 20, mezzanine_rate: 10 },
        structured_interest_principal: { senior_ratio: 70, subordinate_rate: 10 },
        european: { catch_up_share: 100 },
        jv_irr_hurdles: {
          gp_ratio: 10,
          first_hurdle: 8,
          first_promote: 20,
          second_hurdle: 15,
          second_promote: 30,
        },
      };
      const response = await fetch('/api/v1/calculations', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${session.token}` },
        body: JSON.stringify({
          basic_params: { investment_amount: 10000, investment_period: 5, hurdle_rate: 8, carry_rate: 20 },
          cash_flows: [1, 2, 3, 4, 5].map((year) => ({ year, amount: 1000 * year })),
          distribution_params: { mode: id, ...terms[id] },
        }),
      });
      const { tables } = (await response.json()) as {
        tables: { parties: { id: string; received: number[] }[] };
      };
      return tables.parties.find((p) => p.id === 'gp')!.received.reduce((a, b) => a + b, 0);
    }, mode);
    near(totals[parties]!.value, answered, `${mode}: GP total`);
  }

  for (const locale of languages('zh-CN')) {
    const zh = locale === 'zh-CN';
    it(`a payment clicked in a written sheet is explained with its figures and cells (${locale})`, async () => {
      await open(locale);
      await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));
      await button(zh ? '读取选区' : 'Use selection').click();
      await button(zh ? '开始测算' : 'Run').click();
      await pane.getByText(zh ? /项核对全部通过/ : /checks pass/).waitFor();
      await button(zh ? '写入明细表' : 'Write detail sheet').click();
      await pane
        .getByText(zh ? /^已写入/ : /^Written to sheet/)
        .first()
        .waitFor();
      await settled();
      await pane.getByRole('tab', { name: zh ? '溯源' : 'Explain' }).click();
      await click('J21');
      await pane
        .locator('#told')
        .getByText(zh ? '现金 5,000 = 5,000' : 'Left for this tier: Cash 5,000 = 5,000.')
        .waitFor();
      const told = await pane.locator('#told').innerText();
      assert.match(
        told,
        zh
          ? /min\(5,000; 2,400\) = 2,400/
          : /Paid to LP, the lesser of the two: min\(5,000; 2,400\) = 2,400\./,
      );
      await click('F18');
      await pane
        .locator('#told')
        .getByText(/min\(2,000; 9,000\) = 2,000/)
        .waitFor();
      await button(/B18/).click();
      await page.waitForFunction(() => window.preview.getSelection().endsWith('!B18'));
      // An input of the sheet is changed: the sheet follows, and the pane says that the run did not.
      await type('B18', '2500');
      await click('F18');
      await pane
        .locator('#told')
        .getByText(zh ? /F18 现为 2,500/ : /F18 now holds 2,500/)
        .waitFor();
      // A pane that was closed and opened again knows the sheet from what the workbook keeps.
      await page.evaluate(() => document.querySelector('iframe')!.contentWindow!.location.reload());
      await pane.locator('#told').waitFor({ state: 'detached' });
      await pane.getByRole('tab', { name: zh ? '溯源' : 'Explain' }).click();
      await pane
        .locator('#told')
        .getByText(zh ? /F18 现为 2,500/ : /F18 now holds 2,500/)
        .waitFor();
      await page.evaluate(() => window.preview.select('Deal', 'C3'));
      await pane
        .getByText(zh ? /Deal!C3 不含 WATERFALL 函数/ : /Deal!C3 has none of our functions/)
        .waitFor();
      assert.deepEqual(complaints, []);
    });

    it(`a cell of the user's own sheet is explained by its function, clauses and cells (${locale})`, async () => {
      await open(locale);
      await pane.getByRole('tab', { name: zh ? '溯源' : 'Explain' }).click();
      await page.evaluate(() => window.preview.select('Deal', 'E6'));
      await pane.getByText(zh ? '最近的一处：' : 'The nearest that has one:').waitFor();
      await pane.getByRole('button', { name: 'F6', exact: true }).click();
      const told = pane.locator('#told');
      await told.getByText(zh ? '逐期：第 5 年：520。' : 'By period: Year 5: 520.').waitFor();
      assert.match(
        await told.innerText(),
        zh ? /为业绩报酬|业绩报酬/ : /Carry paid to the general partner over the life of the deal\./,
      );
      await pane
        .locator('#view-explain')
        .getByText(zh ? /年化 8% 单利计提的门槛收益/ : /until 8 % a year on the capital still out/)
        .waitFor();
      await button(zh ? /门槛收益率 8%/ : /Hurdle rate 8 %/).click();
      await page.waitForFunction(() => window.preview.getSelection() === 'Deal!C11');
      await type('E20', '=WATERFALL.DISTRIBUTE(F12,B11:C13,C3:C8)');
      await click('G26');
      await told
        .getByText(zh ? /现金 5,000 ÷ 投资额 10,000 = 50\.00%/ : /Cash 5,000 ÷ invested 10,000 = 50\.00 %/)
        .waitFor();
      await type('C12', '20');
      await click('F6');
      await told.getByText('#VALUE!').waitFor();
      await told.getByText(/C12/).waitFor();
      assert.deepEqual(complaints, []);
    });
  }

  it('a second sheet stands open at its start, and both are listed', async () => {
    await open('en');
    await page.evaluate(() => window.preview.select('Deal', 'B2:C13'));
    await button('Use selection').click();
    await pane.locator('#mode').selectOption('structured_mezzanine');
    await button('Run').click();
    await pane.getByText(/checks pass/).waitFor();
    await pane.getByRole('checkbox', { name: /Live formulas/ }).uncheck();
    for (const name of ['Riverside · With mezzanine', 'Riverside · With mezzanine 2']) {
      await button('Write detail sheet').click();
      await pane.getByText(`Written to sheet ${name}.`).first().waitFor();
    }
    await settled();
    assert.deepEqual(await page.evaluate(() => window.preview.sheets()), [
      'Deal',
      'Contents',
      'Riverside · With mezzanine',
      'Riverside · With mezzanine 2',
    ]);
    const [a1, c1] = await page.evaluate(() => [
      window.preview.cellRect('A1'),
      window.preview.cellRect('C1'),
    ]);
    assert.ok(c1!.left > a1!.left && c1!.left < a1!.left + 400, 'column C stands at the start');
    assert.equal(
      (await cell('A5', 'Contents')).formula,
      `=HYPERLINK("#'Riverside · With mezzanine 2'!A1","Riverside · With mezzanine 2")`,
    );
    assert.deepEqual(complaints, []);
  });
});
