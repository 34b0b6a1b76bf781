import assert from 'node:assert/strict';
import { excelTexts } from '../../src/i18n/excel.ts';
import { filesTexts } from '../../src/i18n/files.ts';
import { formTexts } from '../../src/i18n/form.ts';
import { pane } from '../../src/i18n/pane.ts';
import { tierTexts } from '../../src/i18n/tier-editor.ts';

/** Names that stay as they are in Chinese. */
const LATIN = new Set([
  'Waterfall',
  'WATERFALL',
  'Excel',
  'English',
  'LP',
  'GP',
  'IRR',
  'DPI',
  'TVPI',
  'Ctrl',
  'F',
  'x',
  'xlsx',
  'xlsm',
  'xls',
  'MiB',
  'CSV',
  'JSON',
  'Alt',
  'PNG',
]);
/** What stands between two texts. */
const JOINTS = new Set(['listComma', 'sentenceGap']);

const texts = [pane, filesTexts, excelTexts, formTexts, tierTexts].flatMap((texts) => Object.entries(texts));
const parameters = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].sort();

describe('Every text of the pane', () => {
  it('is in both languages with the same parameters', () => {
    for (const [key, text] of texts) {
      assert.ok((text.en && text['zh-CN']) || JOINTS.has(key), key);
      assert.deepEqual(parameters(text['zh-CN']), parameters(text.en), key);
    }
  });

  it('has no English left in Chinese and no Chinese in English', () => {
    for (const [key, text] of texts) {
      const words = text['zh-CN'].replace(/\{\w+\}/g, '').match(/[A-Za-z]+/g) ?? [];
      assert.deepEqual(
        words.filter((word) => !LATIN.has(word)),
        [],
        key,
      );
      if (key !== 'chinese') assert.doesNotMatch(text.en, /[\u3000-\u9fff\uff00-\uffef]/, key);
    }
  });

  it('has full-width punctuation in Chinese, and a space between Han and Latin', () => {
    for (const [key, { 'zh-CN': chinese }] of texts) {
      assert.doesNotMatch(chinese, /[\u4e00-\u9fff] ?[,;:?!]|[,;:?!()] ?[\u4e00-\u9fff]/, key);
      assert.doesNotMatch(chinese, /[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u4e00-\u9fff]/, key);
    }
  });

  it('has a space before %, one ellipsis and no blank at its ends in English', () => {
    for (const [key, { en }] of texts) {
      assert.doesNotMatch(en, /\d%|\.\.\.|--/, key);
      if (!JOINTS.has(key)) assert.equal(en, en.trim(), key);
    }
  });
});
