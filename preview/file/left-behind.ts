import type { BookData, Language } from '../grid/index.ts';
import type { WorkbookHost } from '../host/workbook-host.ts';

export interface Left {
  readonly what: string;
  readonly count: number;
}

const words: Readonly<Record<string, Readonly<Record<Language, (count: number) => string>>>> = {
  charts: { en: counted('chart'), 'zh-CN': (n) => `${n} 个图表` },
  pictures: { en: counted('picture'), 'zh-CN': (n) => `${n} 张图片` },
  shapes: { en: counted('shape'), 'zh-CN': (n) => `${n} 个形状` },
  conditionalFormats: { en: counted('conditional format'), 'zh-CN': (n) => `${n} 条条件格式` },
  validations: { en: counted('data validation'), 'zh-CN': (n) => `${n} 条数据验证` },
  filters: { en: counted('filter'), 'zh-CN': (n) => `${n} 个筛选` },
  tables: {
    en: counted('table (its cells are)', 'tables (their cells are)'),
    'zh-CN': (n) => `${n} 个表格（单元格已保留）`,
  },
  pivotTables: { en: counted('pivot table'), 'zh-CN': (n) => `${n} 个数据透视表` },
  slicers: { en: counted('slicer'), 'zh-CN': (n) => `${n} 个切片器` },
  sparklines: { en: counted('sparkline'), 'zh-CN': (n) => `${n} 个迷你图` },
  comments: { en: counted('comment'), 'zh-CN': (n) => `${n} 条批注` },
  hyperlinks: { en: counted('link'), 'zh-CN': (n) => `${n} 个超链接` },
  richTexts: {
    en: counted('text with several formats (its words are)', 'texts with several formats (their words are)'),
    'zh-CN': (n) => `${n} 处多种格式的文本（文字已保留）`,
  },
  protection: { en: () => 'protection', 'zh-CN': () => '工作表保护' },
  printSetups: { en: counted('print set-up'), 'zh-CN': (n) => `${n} 项打印设置` },
  groups: {
    en: counted('group of rows or columns', 'groups of rows or columns'),
    'zh-CN': (n) => `${n} 个行列分组`,
  },
  externalLinks: {
    en: counted('link to another workbook', 'links to other workbooks'),
    'zh-CN': (n) => `${n} 个外部工作簿链接`,
  },
  macros: { en: () => 'macros', 'zh-CN': () => '宏' },
  farCells: { en: () => 'cells far from the others', 'zh-CN': () => '远离其他内容的单元格' },
  runs: {
    en: () => 'runs and modes that the add-in keeps',
    'zh-CN': () => '加载项保存的运行记录与分配模式',
  },
  formulas: {
    en: counted(
      'formula with LET or LAMBDA (its value is)',
      'formulas with LET or LAMBDA (their values are)',
    ),
    'zh-CN': (n) => `${n} 个含 LET 或 LAMBDA 的公式（数值已保留）`,
  },
};

function counted(one: string, many = `${one}s`): (count: number) => string {
  return (count) => `${count} ${count === 1 ? one : many}`;
}

/** `2 charts, 1 filter and protection`. */
export function inWords(left: readonly Left[], language: Language): string {
  const parts = left.map(({ what, count }) => words[what]?.[language](count) ?? what);
  return language === 'en' ? new Intl.ListFormat('en').format(parts) : parts.join('、');
}

/** What of the workbook here a file does not take. */
export function leftInPage(host: WorkbookHost): Left[] {
  const charts = host.grid.sheets().reduce((sum, { id }) => sum + host.charts.onSheet(id).length, 0);
  const found: Left[] = [
    { what: 'charts', count: charts },
    { what: 'conditionalFormats', count: host.conditions.size },
    { what: 'tables', count: host.tables.size },
    { what: 'printSetups', count: host.layouts.size },
    { what: 'runs', count: host.settings.size },
  ];
  return found.filter(({ count }) => count > 0);
}

const NAMED_PARTS = /(?<![\p{L}\p{N}_.])(?:LET|LAMBDA)\(/iu;

/** A file names the parts of such a formula in a way of its own: it is saved as its value, which is told. */
export function withoutNamedParts(book: BookData): { book: BookData; count: number } {
  let count = 0;
  const sheets = book.sheets.map((sheet) => ({
    ...sheet,
    cells: sheet.cells.map((cell) => {
      if (!cell.formula || !NAMED_PARTS.test(cell.formula)) return cell;
      count += 1;
      const { formula: _, spill: __, ...value } = cell;
      return value;
    }),
  }));
  return { book: { ...book, sheets }, count };
}
