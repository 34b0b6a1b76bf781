import type { Keeping } from './file/keeper.ts';
import type { Language, PartNames } from './grid/index.ts';

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
  readonly helpOnErrors: string;
  readonly open: string;
  readonly save: string;
  readonly forget: string;
  readonly close: string;
  /** Of the open workbook: the time it was opened at, null for a sample; whether it is kept. */
  readonly file: (openedAt: string | null, keeping: Keeping) => string;
  readonly opening: string;
  readonly opened: (sheets: number, left: string) => readonly [title: string, text: string];
  readonly saved: (name: string, left: string) => readonly [title: string, text: string];
  readonly notOpened: string;
  readonly notSaved: string;
  readonly serviceAway: string;
  readonly parts: PartNames;
  readonly hideWelcome: string;
  readonly welcome: (formulas: readonly string[]) => readonly (readonly [head: string, text: string])[];
}

export const texts: Record<Language, PageTexts> = {
  en: {
    title: 'Waterfall preview',
    subtitle: 'A workbook in the browser, not Excel',
    sample: 'Sample deals',
    language: 'Language',
    help: 'Help',
    workbook: 'Workbook',
    pane: 'Waterfall add-in',
    discard: 'Open another workbook? What you changed in this one is lost.',
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
    helpOnErrors: '/help/en/troubleshooting.html#errors-cells',
    open: 'Open .xlsx…',
    save: 'Save as .xlsx',
    forget: 'Forget this workbook',
    close: 'Close',
    file: (openedAt, keeping) =>
      [
        openedAt && `opened ${openedAt}`,
        {
          off: '',
          untouched: '',
          kept: 'kept in this browser',
          refused: 'not kept: the browser has no room for it',
        }[keeping],
      ]
        .filter(Boolean)
        .join(', '),
    opening: 'Opening…',
    opened: (sheets, left) => [
      `Opened with ${sheets} ${sheets === 1 ? 'sheet' : 'sheets'}${left ? `; not kept: ${left}.` : '.'}`,
      'Values, formulas, formats and names are. Save as .xlsx writes what you see here; your file is not changed.',
    ],
    saved: (name, left) => [`Saved as ${name}.`, left ? `Not in the file: ${left}.` : ''],
    notOpened: 'The file was not opened.',
    notSaved: 'The workbook was not saved.',
    serviceAway: 'The service does not answer; what you see here goes on without it.',
    parts: {
      cells: 'Cells of the sheet',
      nameBox: 'Selected cells',
      namesList: 'Names of the workbook',
      cellEditor: 'Cell being edited',
      formulaBar: 'Formula bar',
      largerFormulaBar: 'Larger formula bar',
      addSheet: 'Add a sheet',
    },
    hideWelcome: 'Do not show again',
    welcome: (formulas) => [
      [
        'What this is.',
        'A waterfall add-in at work in a browser workbook: it shows who gets each year’s cash, and why.',
      ],
      [
        'Its formulas.',
        `${formulas.join(' and ')} hold =WATERFALL functions. Change a blue cell and they follow.`,
      ],
      ['What to press.', 'Run, at the lower right; then Write detail sheet.'],
    ],
  },
  'zh-CN': {
    title: 'Waterfall 预览',
    subtitle: '浏览器中的工作簿，并非 Excel',
    sample: '示例项目',
    language: '语言',
    help: '帮助',
    workbook: '工作簿',
    pane: 'Waterfall 加载项',
    discard: '打开另一工作簿？此工作簿中的改动将丢失。',
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
    helpOnErrors: '/help/zh-CN/troubleshooting.html#errors-cells',
    open: '打开 .xlsx…',
    save: '另存为 .xlsx',
    forget: '清除此工作簿',
    close: '关闭',
    file: (openedAt, keeping) =>
      [
        openedAt && `${openedAt} 打开`,
        { off: '', untouched: '', kept: '保存在此浏览器', refused: '未保存：浏览器空间不足' }[keeping],
      ]
        .filter(Boolean)
        .join('，'),
    opening: '正在打开…',
    opened: (sheets, left) => [
      `已打开 ${sheets} 张工作表${left ? `；未保留：${left}。` : '。'}`,
      '数值、公式、格式与名称已保留。“另存为 .xlsx”写出此处所见内容，不改动原文件。',
    ],
    saved: (name, left) => [`已保存为 ${name}。`, left ? `文件中不含：${left}。` : ''],
    notOpened: '文件未打开。',
    notSaved: '工作簿未保存。',
    serviceAway: '服务没有响应；此处的内容不受影响。',
    parts: {
      cells: '工作表单元格',
      nameBox: '所选单元格',
      namesList: '工作簿名称',
      cellEditor: '正在编辑的单元格',
      formulaBar: '编辑栏',
      largerFormulaBar: '展开编辑栏',
      addSheet: '新建工作表',
    },
    hideWelcome: '不再显示',
    welcome: (formulas) => [
      ['这是什么。', '在浏览器工作簿中运行的收益分配加载项：每年的现金归谁，以及为什么。'],
      ['它的公式。', `${formulas.join(' 与 ')} 为 =WATERFALL 函数；修改蓝色单元格，结果随之更新。`],
      ['按哪里。', '先按右下角“开始测算”，再按“写入明细表”。'],
    ],
  },
};
