import assert from 'node:assert/strict';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { paneOverService } from './host.ts';

describe('A simulation in the pane, by mouse and keyboard', function () {
  const host = paneOverService();
  const { button } = host;
  let page: Page;
  let pane: FrameLocator;

  /** The sample's run, and its simulation open. */
  async function open(locale: 'en' | 'zh-CN'): Promise<void> {
    ({ page, pane } = await host.openResults(locale, 'risk'));
    await pane.locator('input[name=risk-by][value=sensitivity]').focus();
    await page.keyboard.press('ArrowRight');
    await pane.locator('#risk-volatility').waitFor();
  }
  const retype = async (field: string, text: string) => {
    await pane.locator(field).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text, { delay: 40 });
  };
  const isInSight = (what: Locator): Promise<boolean> =>
    what.evaluate(
      (element) =>
        new Promise<boolean>((resolve) => {
          new IntersectionObserver((seen) => resolve(seen[0]!.intersectionRatio === 1)).observe(element);
        }),
    );
  const percentiles = async (name: string): Promise<number[]> => {
    const cells = await pane
      .locator('table.percentiles tr', { hasText: name })
      .first()
      .locator('td')
      .allInnerTexts();
    return cells.map((text) => Number(text.replace('−', '-').replace(/[,%x\s\u00a0]/g, '')));
  };

  it('tells percentiles, likelihoods and what drives them, and writes them to a sheet', async () => {
    await open('en');
    await retype('#risk-volatility', '25');
    await button('Simulate').click();
    const told = pane.getByText(/10,000 scenarios, seed 42, computed by the service\./);
    await told.waitFor();
    await until('the figures are in sight', () => isInSight(told));
    await until('the tabs have stayed', () => isInSight(pane.locator('#tab-results')));
    const irr = await percentiles('LP IRR');
    assert.equal(irr.length, 5);
    assert.ok(
      irr.every((p, i) => i === 0 || p > irr[i - 1]!) && irr[0]! < 10.1 && irr[4]! > 10.1,
      String(irr),
    );
    assert.match(await pane.locator('table.percentiles').innerText(), /run 10\.10/);
    await pane.getByText('Not in full: Preferred return').waitFor();
    await pane.getByRole('img', { name: /^Cumulative net cash: LP: P5 / }).waitFor();
    await pane.locator('#risk-measure').selectOption('gp.carry');
    await pane.getByRole('img', { name: /^GP carry over 10,000 scenarios: P5 / }).waitFor();
    await button('Write to a sheet').click();
    await pane.getByText('Written to sheet Simulation.').first().waitFor();
    const cells = await page.evaluate(() =>
      ['A7', 'B7', 'H7', 'A8', 'B8'].map((at) => window.preview.getCell('Simulation', at).text),
    );
    assert.deepEqual(cells, ['Measure', 'Run', 'P50', 'LP IRR', '10.10%']);
    const entered = await page.evaluate(() => window.preview.getCell('Simulation', 'A4').text);
    assert.match(entered, /^Entered: Volatility of cash 25\s%, Shocks cumulative\.$/);
    const [histogram, fan] = await page.evaluate(() => window.preview.charts('Simulation'));
    assert.deepEqual(
      [histogram, fan].map((chart) => chart!.series.map(({ name, line }) => [name, line])),
      [[['Scenarios', false]], ['P5', 'P25', 'P50', 'P75', 'P95'].map((name) => [name, true])],
    );
    assert.match(histogram!.categories[0]!, /^[\d,.]+$/);
    assert.deepEqual(
      fan!.categories,
      [0, 1, 2, 3, 4, 5].map((k) => `year ${k}`),
    );
  });

  it('gives the same figures with the same seed, and others with another', async () => {
    await open('zh-CN');
    await button('开始模拟').click();
    await pane.getByText(/模拟 10,000 次，随机种子 42，由服务计算/).waitFor();
    const first = await percentiles('LP 收益');
    await button('重新模拟').click();
    await button('重新模拟').waitFor();
    assert.deepEqual(await percentiles('LP 收益'), first);
    await retype('#risk-seed', '7');
    await button('重新模拟').click();
    await pane.getByText(/随机种子 7/).waitFor();
    assert.notDeepEqual(await percentiles('LP 收益'), first);
  });

  it('marks what it cannot take with its bounds, and does not begin', async () => {
    await open('en');
    await retype('#risk-volatility', 'high');
    await pane.getByText('Between 0 and 1,000 %.').waitFor();
    await pane.locator('#risk-volatility').fill('');
    await button('Simulate').click();
    await pane.getByText('Say what is uncertain: at least one of these.').waitFor();
    await retype('#risk-multiple\\.least', '2');
    const three = pane.getByText('All three, from the least to the most.');
    await three.waitFor();
    await pane.locator('#risk-seed').scrollIntoViewIfNeeded();
    await retype('#risk-seed', '1');
    await button('Simulate').click();
    await pane.locator('#risk-multiple\\.least:focus').waitFor();
    await until('its fault is in sight', () => isInSight(three));
    assert.equal(await pane.locator('table.percentiles').count(), 0);
  });

  it('is cancelled while it runs, and keeps what came so far', async () => {
    await open('en');
    await retype('#risk-scenarios', '10000000');
    await button('Simulate').click();
    await until('its progress is in sight', () =>
      isInSight(pane.locator('footer').getByText(/ of 10,000,000 scenarios/)),
    );
    await pane.locator('table.percentiles').waitFor();
    await button('Cancel').click();
    const told = await pane.getByText(/^Cancelled\. /).innerText();
    await button('Simulate again').waitFor();
    const [n] = /[\d,]+/.exec(told)!;
    // Figures are told now and then: what is said of them is how many scenarios they are over.
    await pane.getByText(`LP IRR over ${n} scenarios`).first().waitFor();
    await button('Write to a sheet').click();
    await pane.getByText('Written to sheet Simulation.').first().waitFor();
    const note = await host.cell('A3', 'Simulation');
    assert.match(note.text, new RegExp(`^${n} scenarios, seed 42`));
    assert.ok((await percentiles('LP IRR')).length === 5);
  });

  it('says so where it is cancelled before there are figures', async () => {
    await open('zh-CN');
    // No word of the job comes.
    await page.route('**/api/v1/jobs/*/events', () => undefined);
    await button('开始模拟').click();
    await button('取消').click();
    await button('重新模拟').waitFor();
    await until('it is said', () => isInSight(pane.getByText('已取消，尚未得出任何结果。')));
    await page.unroute('**/api/v1/jobs/*/events');
    await button('重新模拟').click();
    await pane.locator('table.percentiles').waitFor();
  });

  it('is computed here, with fewer scenarios, while the service is away', async () => {
    await open('en');
    // What computes here is fetched while the service is there.
    await until('it is', () => page.workers().length > 0);
    await page.workers()[0]!.evaluate('onmessage');
    await host.crash();
    await retype('#risk-scenarios', '50000');
    await button('Simulate').click();
    await pane
      .getByText(/20,000 scenarios, seed 42, computed on this computer: the service is away\./)
      .waitFor();
    assert.ok((await percentiles('LP IRR')).length === 5);
    await host.restart();
  });

  it('streams its percentiles into cells, and ends when the formula goes', async () => {
    await open('en');
    await host.type('E20', '=WATERFALL.SIMULATE("LP.irr",F12,B11:C13,C3:C8,0.2,2000)');
    const at = async (address: string) => (await host.cell(address)).text;
    await until('all scenarios are in', async () => (await at('F27')) === '2000');
    assert.deepEqual([await at('E20'), await at('E22'), await at('E26')], ['P5', 'P50', 'Run']);
    assert.ok(Number(await at('F20')) < Number(await at('F22')));
    const ended = page.waitForRequest(
      (asked) => asked.method() === 'DELETE' && asked.url().includes('/jobs/'),
    );
    await host.type('E20', '=WATERFALL.SIMULATE("LP.irr",F12,B11:C13,C3:C8,0.3,10000000)');
    await until('some are in', async () => Number(await at('F27')) > 0);
    await host.click('E20');
    await page.keyboard.press('Delete');
    await ended;
    await host.type('E20', '=WATERFALL.SIMULATE("LP.irr",F12,B11:C13,C3:C8,20)');
    await until('the volatility is refused', async () => (await at('E20')) === '#VALUE!');
  });
});
