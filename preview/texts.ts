import type { Language } from './grid/index.ts';

/** The words of the page around the grid. */
export interface PageTexts {
  readonly title: string;
  readonly subtitle: string;
  readonly sample: string;
  readonly language: string;
  readonly help: string;
  readonly workbook: string;
  readonly pane: string;
  readonly discard: string;
  readonly loading: string;
  /** What the parameter of a formula is that is being typed. */
  readonly parameter: (name: string, detail: string) => string;
  readonly choices: string;
  /** Keys of the list, and how many of it are further down. */
  readonly keys: (below: number) => string;
  /** What the add-in gives no words for. */
  readonly errors: Readonly<Record<string, { readonly title: string; readonly text: string }>>;
  readonly mendCell: string;
  readonly mendFormula: string;
  readonly goTo: (address: string) => string;
  readonly helpOn: (code: string) => string;
  readonly helpPage: string;
}

export const texts: Record<Language, PageTexts> = {
  en: {
    title: 'Waterfall preview',
    subtitle: 'A workbook in the browser, not Excel',
    sample: 'Sample deal',
    language: 'Language',
    help: 'Help',
    workbook: 'Workbook',
    pane: 'Waterfall add-in',
    discard: 'Open the sample? What you changed in this workbook is lost.',
    loading: 'Opening the workbook…',
    parameter: (name, detail) => `${name}: ${detail}`,
    choices: 'Choices',
    keys: (below) => `↑ ↓ choose · Tab takes it · Esc closes${below ? ` · ${below} more below` : ''}`,
    errors: {
      '#NUM!': {
        title: 'no answer',
        text: 'The inputs are read, but nothing fits them: flows that never change sign, no real rate, or capital that never comes back.',
      },
      '#SPILL!': {
        title: 'no room for the table',
        text: 'It needs empty cells to its right and below. Clear them, or enter the formula elsewhere.',
      },
      '#NAME?': { title: 'name not known', text: 'Check how the function or the name is written.' },
    },
    mendCell: 'Mend the cell, and the formula follows.',
    mendFormula: 'Mend the formula or what it reads, and the figure follows.',
    goTo: (address) => `Go to ${address}`,
    helpOn: (code) => `Help on ${code}`,
    helpPage: '/help/',
  },
  'zh-CN': {
    title: 'Waterfall 预览',
    subtitle: '浏览器中的工作簿，并非 Excel',
    sample: '示例项目',
    language: '语言',
    help: '帮助',
    workbook: '工作簿',
    pane: 'Waterfall 加载项',
    discard: '打开该示例？此工作簿中的改动将丢失。',
    loading: '正在打开工作簿…',
    parameter: (name, detail) => `${name}：${detail}`,
    choices: '可选项',
    keys: (below) => `↑ ↓ 选择 · Tab 采用 · Esc 关闭${below ? ` · 下方另有 ${below} 项` : ''}`,
    errors: {
      '#NUM!': {
        title: '没有答案',
        text: '输入已读取，但无解：现金流没有正负变化、不存在实数解，或本金始终未收回。',
      },
      '#SPILL!': {
        title: '没有空间展开结果表',
        text: '其右侧与下方须为空白单元格。请清空这些单元格，或在别处录入公式。',
      },
      '#NAME?': { title: '名称未知', text: '请检查函数或名称的写法。' },
    },
    mendCell: '修正该单元格后，公式随之更新。',
    mendFormula: '修正公式或其引用的单元格后，结果随之更新。',
    goTo: (address) => `转到 ${address}`,
    helpOn: (code) => `${code} 帮助`,
    helpPage: '/help/zh-CN.html',
  },
};
