import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

/** What the pane says of workbooks that come in and go out. */
export const filesTexts = {
  // In
  upload: t('Upload a workbook', '上传工作簿'),
  template: t('Get a template', '下载模板'),
  orDrop: t(
    'Or drop one on this pane: .xlsx, .xlsm, .xls, up to 10\u00a0MiB.',
    '也可将文件拖放到本窗格：.xlsx、.xlsm 或 .xls，不超过 10\u00a0MiB。',
  ),
  chooseAgain: t(
    'The pane keeps no files: to read {name} again, or to change what was said of it, choose it again. Its runs are kept.',
    '本窗格不保存文件：如需重新读取“{name}”或更改读取结果，请再次选择该文件。其运行记录均已保留。',
  ),
  dropHere: t('Drop the workbook to read it', '松开即可读取工作簿'),
  dropMore: t('Nothing is used before you have seen it.', '确认读取结果后才会采用。'),
  sending: t('Reading {name}…', '正在读取“{name}”…'),
  instead: t('{name} was left for it.', '已放弃“{name}”。'),
  sendAgain: t('Try again', '重试'),
  close: t('Close', '关闭'),
  emptyFile: t('The file is empty', '文件为空'),
  emptyFileHelp: t(
    'There is nothing in it. Save the workbook in Excel and upload it again.',
    '文件中没有内容，请在 Excel 中保存后重新上传。',
  ),
  severalFiles: t('One workbook at a time', '一次仅可上传一个工作簿'),
  severalFilesHelp: t('Choose or drop a single file.', '请选择或拖放单个文件。'),
  notOpened: t('The file cannot be opened', '无法打开文件'),
  notOpenedHelp: t(
    'It is a folder, or it was moved or changed. Choose the file again.',
    '它是文件夹，或已被移动或更改，请重新选择文件。',
  ),
  readLater: t(
    'The service reads workbooks. What stands in the pane is as it was; the selection and the form work.',
    '工作簿由服务读取。窗格中的内容未变，选区与表单仍可使用。',
  ),
  notRead: t('The workbook was not read', '未能读取工作簿'),
  notReadHelp: t(
    'The service could not finish. Try again; if it stays, report this file.',
    '服务未能完成读取，请重试；如仍出现，请反馈该文件。',
  ),
  tooMuchKept: t(
    'The service holds 100 MiB of uploads and 50 MiB of exports for a session. Clear your data in the menu, or wait until they expire.',
    '服务为每个会话最多保存 100 MiB 上传文件和 50 MiB 导出文件。请在菜单中清除数据，或等待其过期。',
  ),

  // What was read
  whatWasRead: t('What was read. Nothing is used before you say so.', '以下为读取结果，确认后才会采用。'),
  lines: t('Lines with their roles', '各行用途'),
  readAs: t('Read as', '读取为'),
  cell: t('Cell', '单元格'),
  term: t('Term', '条款'),
  becomes: t('{received} → {value}', '{received} → {value}'),
  modeUnnamed: t('not named; choose it afterwards', '未注明，采用后选择'),
  modeUnknown: t('not a known mode', '不是已知模式'),
  customMode: t('A definition of its own', '自定义分配定义'),
  customHelp: t(
    'It is run as it stands; its terms are changed in the workbook.',
    '按原样测算，条款请在工作簿中修改。',
  ),
  oneYear: t('1 year', '1 年'),
  years: t('{n} years', '{n} 年'),
  first: t('First · {when}', '首笔 · {when}'),
  last: t('Last · {when}', '末笔 · {when}'),
  deals: t('Deals: {names}', '项目：{names}'),
  dayFirst: t(
    'Dates such as 01/02/2024 were read day first, 1 February: other dates here are in that order.',
    '形如 01/02/2024 的日期按“日/月/年”读取，即 2 月 1 日，依据是表中其他日期的顺序。',
  ),
  monthFirst: t(
    'Dates such as 01/02/2024 were read month first, 2 January: other dates here are in that order.',
    '形如 01/02/2024 的日期按“月/日/年”读取，即 1 月 2 日，依据是表中其他日期的顺序。',
  ),
  datesPlain: t('Each date can be read in one way only.', '日期只有一种读法。'),
  notUsable: t('The workbook cannot be used yet', '该工作簿暂时无法采用'),
  mend: t('Mend this in the workbook, save it and upload it again.', '请在工作簿中修改后保存，并重新上传。'),
  oneError: t('1 error', '1 处错误'),
  errors: t('{n} errors', '{n} 处错误'),
  warnings: t('To check', '请核对'),
  use: t('Use these numbers', '采用这些数据'),
  another: t('Upload another workbook', '上传其他工作簿'),
  back: t('Back', '返回'),
  used: t('The numbers of {name} are in use.', '已采用“{name}”中的数据。'),
  wasRead: t('{name} was read: {flows}, {faults}.', '已读取“{name}”：{flows}，{faults}。'),
  wasAsked: t('{name} was read: {questions} to answer.', '已读取“{name}”：有 {questions}。'),
  oneQuestion: t('1 question', '1 个问题待回答'),
  questions: t('{n} questions', '{n} 个问题待回答'),
  fitsNot: t(
    'The cash of this workbook is laid out for {mode}. Use that mode, or another workbook.',
    '该工作簿的现金流按“{mode}”填写，请选用该模式或更换工作簿。',
  ),
  fitsNoSources: t(
    'This mode takes a column of cash for each deal or pot. The workbook has one; fill in its template.',
    '该模式需要按项目或来源分列的现金流，该工作簿只有一列，请使用该模式的模板。',
  ),
  showRead: t('What was read', '读取结果'),

  // Out
  download: t('Download', '下载'),
  xlsx: t('Excel', 'Excel'),
  csv: t('CSV', 'CSV'),
  json: t('JSON', 'JSON'),
  png: t('Charts (PNG)', '图表（PNG）'),
  preparing: t('Preparing the download…', '正在准备下载…'),
  saving: t('{name} is being downloaded.', '正在下载“{name}”。'),
  downloadLater: t(
    '{reason}. Downloads are made by the service; try again once it is back.',
    '{reason}。下载文件由服务生成，请在恢复后重试。',
  ),
  held: t('What do you hold about me?', '服务保存了哪些数据？'),
  heldSession: t('Session begun {begun}, last used {used}.', '会话建立于 {begun}，最近使用于 {used}。'),
  heldNothing: t('Nothing but this session.', '除会话本身外无任何数据。'),
  heldLast: t('The last parameters and the last result', '最近一次的参数与结果'),
  heldResults: t('Results kept to be answered again: {n}', '缓存的测算结果：{n} 项'),
  heldUpload: t('Upload {name}, until {time}', '上传文件“{name}”，保留至 {time}'),
  heldReadings: t('Uploads as they were read: {n}', '上传文件的读取结果：{n} 项'),
  heldExport: t('Export {name}, until {time}', '导出文件“{name}”，保留至 {time}'),
  heldSeries: t('Parts of index series: {n}', '指数序列：{n} 段'),
  heldJobs: t('Simulations and other jobs: {n}', '模拟等任务：{n} 项'),
  heldSave: t('Save all of it (JSON)', '全部下载（JSON）'),
  notDownloaded: t('Nothing was downloaded.', '未能下载。'),
} as const;
