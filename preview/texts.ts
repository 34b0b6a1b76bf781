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
  },
};
