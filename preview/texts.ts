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
  },
};
