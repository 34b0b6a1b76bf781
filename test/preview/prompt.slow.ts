import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { atCaret } from '../../preview/prompt/at-caret.ts';
import { standInHost } from './host.ts';

describe('the place of the caret in a formula', () => {
  /** The caret is at `|`. */
  const at = (text: string) => atCaret(text.replace('|', ''), text.indexOf('|'));

  for (const [text, name, call] of [
    ['=SU|', 'SU', null],
    ['=SUM(A1,IR|', 'IR', 'SUM 1 IR'],
    ['=IRR(|', null, 'IRR 0 '],
    ['=IRR(MAX(1,2), |)', null, 'IRR 1 '],
    ['=CARRY("eu|', null, 'CARRY 0 "eu'],
    ['=CARRY("a,b(""c", |B1)', null, 'CARRY 1 '],
    ["=SUM('Q1, plan'!A1,|", null, 'SUM 1 '],
    ['=SUM({1,2},|)', null, 'SUM 1 '],
    ['=(1+|', null, null],
    ['=IRR(A1)|', null, null],
    ['=SU|M(A1)', null, null],
  ] as const)
    it(`is told in ${text}`, () => {
      const found = at(text);
      assert.equal(found?.name?.typed ?? null, name);
      const told = found?.call && `${found.call.name} ${found.call.parameter} ${found.call.argument.typed}`;
      assert.equal(told ?? null, call);
    });

  it('comes with all arguments of the call, also those behind it', () => {
    assert.deepEqual(at('=1+PAYOUT(|,"a,b",MAX(1,2),{1,2})')?.call?.given, [
      '',
      '"a,b"',
      'MAX(1,2)',
      '{1,2}',
    ]);
    assert.deepEqual(at('=SUM(PAYOUT("LP", |')?.call?.given, ['"LP"', '']);
  });

  it('is none in a text, or before the sign', () => {
    assert.equal(at('SUM(|'), null);
    assert.equal(at('|=SUM('), null);
  });

  it('has an argument that ends before the next, or with its own quote', () => {
    assert.deepEqual(at('=CARRY("eu|ro",B1)')?.call?.argument, { from: 7, to: 13, typed: '"eu' });
    assert.deepEqual(at('=CARRY( eu|ro ,B1)')?.call?.argument, { from: 8, to: 12, typed: 'eu' });
  });
});

describe('the preview workbook', function () {
  const host = standInHost();
  const { cell, click } = host;
  let page: Page;
  beforeEach(() => void ({ page } = host.opened()));

  const prompt = () => page.locator('#prompt');
  const options = () => prompt().getByRole('option').allInnerTexts();
  /** Types into E20, which is then still edited. */
  const begin = async (text: string) => {
    await click('E20');
    await page.keyboard.type(text, { delay: 5 });
  };
  const ended = () => page.waitForFunction(() => window.preview.getSelection() === 'Deal!E21');

  it('completes the choices of a parameter, which stands in bold', async () => {
    await begin('=WATERFALL.FAIL(');
    await prompt().getByText('code: What it fails with.').waitFor();
    assert.equal(await prompt().locator('strong').innerText(), 'code');
    assert.deepEqual(await options(), [
      '"value"\nA faulty input',
      '"num"\nNo answer',
      '"away"\nNobody answers',
    ]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => !document.querySelector('#prompt li'));
    await page.keyboard.type(',');
    await page.waitForFunction(() => document.querySelector('#prompt strong')?.textContent === '[times]');
    await page.keyboard.type('2)');
    await page.keyboard.press('Enter');
    await ended();
    assert.equal((await cell('E20')).formula, '=WATERFALL.FAIL("num",2)');
    await prompt().waitFor({ state: 'hidden' });
  });

  it('narrows the choices to what is typed of their value or words, and takes the one that is clicked', async () => {
    await begin('=WATERFALL.FAIL("answer');
    await page.waitForFunction(() => document.querySelectorAll('#prompt li').length === 2);
    await prompt().getByText('Nobody answers').click();
    await page.keyboard.type(')');
    await page.keyboard.press('Enter');
    await ended();
    assert.equal((await cell('E20')).formula, '=WATERFALL.FAIL("away")');
  });

  it('completes names of functions', async () => {
    await begin('=waterfall.fai');
    await prompt().getByText('WATERFALL.FAIL(').waitFor();
    await page.keyboard.press('Tab');
    await prompt().getByText('"num"').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    assert.equal((await cell('E20')).formula, '');
  });

  it('closes the list with Esc and goes on with the formula', async () => {
    await begin('=WATERFALL.FAIL(');
    await prompt().getByText('"num"').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('#prompt li'));
    await page.keyboard.type('"num")');
    await page.keyboard.press('Enter');
    await ended();
    assert.equal((await cell('E20')).formula, '=WATERFALL.FAIL("num")');
  });

  it('ends a formula with Enter although a list is open', async () => {
    await begin('=SU');
    await prompt().getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await ended();
    assert.equal((await cell('E20')).formula, '=SU');
  });
});
