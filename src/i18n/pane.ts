import { resultTexts } from './pane-results.ts';
import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

/** Every text of the pane that is its own; names of modes, terms and tiers come from the engine's tables. */
export const pane = {
  ...resultTexts,

  // What was read
  oneQuestion: { en: '1 question', 'zh-CN': '1 个待确认问题' },
  manyQuestions: { en: '{n} questions', 'zh-CN': '{n} 个待确认问题' },
  answerSo: { en: 'Read it so', 'zh-CN': '按此读取' },
  likely: { en: 'likelier', 'zh-CN': '可能性较大' },
  answerToRun: { en: 'Answer the question to run.', 'zh-CN': '请先回答问题再测算。' },
  linesRead: {
    en: 'Every line as it was read: {n}, {unused} not used',
    'zh-CN': '逐项读取结果：共 {n} 项，{unused} 项未使用',
  },
  roleOf: { en: 'Role of {line}', 'zh-CN': '{line} 的用途' },
  forgetSaid: { en: 'Read anew, without my answers', 'zh-CN': '清除答案重新读取' },
  quarterFlow: { en: '1 quarterly flow', 'zh-CN': '1 笔季度现金流' },
  quarterFlows: { en: '{n} quarterly flows', 'zh-CN': '{n} 笔季度现金流' },
  monthFlow: { en: '1 monthly flow', 'zh-CN': '1 笔月度现金流' },
  monthFlows: { en: '{n} monthly flows', 'zh-CN': '{n} 笔月度现金流' },

  // What is asked after the first result
  questions: { en: 'Questions', 'zh-CN': '分析' },
  overview: { en: 'Overview', 'zh-CN': '概览' },
  whatIf: { en: 'What if', 'zh-CN': '假设推演' },
  solveFor: { en: 'Solve for', 'zh-CN': '目标求解' },
  risk: { en: 'Risk', 'zh-CN': '风险' },
  reconcile: { en: 'Reconcile', 'zh-CN': '对账' },

  // Frame
  appName: t('Waterfall', 'Waterfall'),
  tabs: t('Views', '视图'),
  input: t('Input', '输入'),
  results: t('Results', '结果'),
  explain: t('Explain', '溯源'),
  runs: t('Runs', '运行记录'),
  more: t('More', '更多'),
  listComma: t(', ', '、'),
  sentenceGap: t(' ', ''),

  // Menu
  service: t('Service', '服务'),
  serviceUnknown: t('Not asked yet', '尚未连接'),
  serviceUp: t('Reachable', '连接正常'),
  serviceAway: t('Not reachable; computing here', '无法连接，改在本机测算'),
  session: t('Session', '会话'),
  sessionNone: t(
    'No session is open. The service holds nothing of yours.',
    '尚无会话，服务端未保存任何数据。',
  ),
  sessionUntil: t(
    'Your session data on the service expires by itself at {time}.',
    '服务端的会话数据将于 {time} 自动清除。',
  ),
  clearData: t('Clear my data now', '立即清除我的数据'),
  cleared: t('Your data on the service is deleted.', '服务端的数据已清除。'),
  clearFailed: t(
    'The service cannot be reached. What it holds expires by itself at {time}.',
    '无法连接服务，已保存的数据将于 {time} 自动清除。',
  ),
  language: t('Language', '语言'),
  english: t('English', 'English'),
  chinese: t('中文', '中文'),
  help: t('Help', '帮助'),

  // Cash flows
  cashFlows: t('Cash flows', '现金流'),
  source: t('Source of the cash flows', '现金流来源'),
  selection: t('Selection', '选区'),
  form: t('Form', '表单'),
  file: t('File', '文件'),
  useSelection: t('Use selection', '读取选区'),
  asRead: t('as read at {time}', '{time} 读取'),
  reading: t('Reading…', '正在读取…'),
  selectTitle: t('Nothing read yet', '尚未读取'),
  selectHelp: t(
    'Select the cash flows on the sheet, with years or dates and the terms if they stand beside them, then use the selection.',
    '在工作表中选中现金流（可连同年度或日期以及条款），然后读取选区。',
  ),
  selectionEmpty: t('The selection is empty. Select the cash flows first.', '选区为空，请先选中现金流。'),
  selectionWithout: t(
    'No amounts in {range}. Select the cash flows first.',
    '{range} 中没有金额，请先选中现金流。',
  ),
  annualFlow: t('1 annual flow', '1 期年度现金流'),
  annualFlows: t('{n} annual flows', '{n} 期年度现金流'),
  datedFlow: t('1 dated flow', '1 笔带日期现金流'),
  datedFlows: t('{n} dated flows', '{n} 笔带日期现金流'),
  noFlows: t('No cash flows', '没有现金流'),
  noIssues: t('no issues', '无异常'),
  oneIssue: t('1 issue', '1 处提示'),
  issues: t('{n} issues', '{n} 处提示'),
  oneError: t('1 error', '1 处错误'),
  errors: t('{n} errors', '{n} 处错误'),
  termsRead: t('Terms read from {range}: {names}', '条款 {range}：{names}'),
  termForeign: t('{term} is no term of {mode}. It is not used.', '“{mode}”没有{term}，该项未采用。'),
  termsAbsent: t('No terms in the selection; they are entered below.', '选区内没有条款，请在下方填写。'),
  flowsLabel: t('Cash flows by period', '各期现金流'),
  cashApart: t('Cash by column', '各列现金流'),
  unreadable: t('not readable', '无法读取'),
  selectCell: t('Select {cell} on the sheet', '在工作表中选中 {cell}'),
  repair: t('Write {value}', '改为 {value}'),
  repaired: t('{cell} now holds {value}.', '{cell} 已改为“{value}”。'),
  warning: t('Warning', '提示'),
  error: t('Error', '错误'),

  year: t('Year', '年度'),
  period: t('Period', '期次'),
  netCashFlow: t('Net cash flow', '净现金流'),

  // Mode
  mode: t('Mode', '分配模式'),
  flat: t('Flat', '平层'),
  structured: t('Structured', '结构化'),
  other: t('Other', '其他'),
  funds: t('Funds', '基金'),
  ventures: t('Joint ventures and real estate', '合资与不动产'),
  savedModes: t('Saved in this workbook', '保存在此工作簿'),
  editTiers: t('Edit tiers', '编辑层级'),
  writeInputs: t('Lay out inputs', '写入输入区'),
  newSheet: t('On a new sheet', '写入新工作表'),
  modeGone: t(
    'The mode that was chosen is no longer in this workbook. Choose another.',
    '所选模式已不在此工作簿中，请另选模式。',
  ),

  // Terms
  terms: t('Terms', '条款'),
  options: t('Options: {state}', '选项：{state}'),
  allDefaults: t('all at their defaults', '均为默认值'),
  oneChanged: t('1 changed', '1 项已调整'),
  changed: t('{n} changed', '{n} 项已调整'),
  needed: t('Enter a value.', '请填写。'),
  notRead: t('Not read: see {cell}.', '未读到，见 {cell}。'),
  notANumber: t(
    '“{text}” is not clear. Write 1,500.5, 8 or 0.08 %.',
    '“{text}”不明确，请写作 1,500.5、8 或 0.08%。',
  ),
  between: t('Between {min} and {max}.', '应在 {min} 至 {max} 之间。'),
  abovezero: t('Must be above 0.', '应大于 0。'),
  atLeast: t('At least {min}.', '不小于 {min}。'),
  cellHolds: t('{cell} holds {value}.', '{cell} 中为 {value}。'),
  changedHere: t('Changed here. {cell} holds {value}.', '已在此修改；{cell} 中为 {value}。'),
  useCell: t('Use {cell}', '恢复 {cell}'),
  followsFromOthers: t('Follows from the other ratios', '由其他比例得出'),
  paidInOrder: t('Paid in this order', '分配顺序'),
  orderWaits: t('Shown once the terms are complete.', '条款填写完整后显示。'),

  // Run
  run: t('Run', '开始测算'),
  runAgain: t('Run again', '重新测算'),
  cancel: t('Cancel', '取消'),
  writingRows: t('Writing: row {done} of {of}', '正在写入：第 {done} 行，共 {of} 行'),
  running: t('Computing on the service…', '服务端正在测算…'),
  rereading: t('Reading the cells again…', '正在重新读取单元格…'),
  cancelled: t('Cancelled. Nothing was changed.', '已取消，未作任何改动。'),
  busy: t('A run is under way. Wait for it or cancel it.', '正在测算，请等待完成或先取消。'),
  done: t('Done: {mode}, IRR {irr}.', '测算完成：{mode}，IRR {irr}。'),
  oneWarning: t('1 warning does not stop the run.', '1 处提示不影响测算。'),
  warnings: t('{n} warnings do not stop the run.', '{n} 处提示不影响测算。'),
  fixOne: t('Fix 1 error to run', '修正 1 处错误后可测算'),
  fix: t('Fix {n} errors to run', '修正 {n} 处错误后可测算'),
  selectToRun: t('Use a selection, the form or a workbook to run', '请先读取选区、填写表单或上传工作簿'),
  fillToRun: t('Enter the missing values to run', '请先填写缺少的内容'),
  sourcesToRun: t('The cash does not fit this mode: see Mode', '现金流与该模式不符，见“分配模式”'),
  needsDeals: t(
    'This mode takes a column for each deal, headed by its name and beginning with its cost as a negative amount. Select them together.',
    '该模式需要每个项目一列：列首为项目名称，首个金额为投资成本（负数）。请一并选中。',
  ),
  needsPots: t(
    'This mode takes {n} columns of cash: operations, then refinancing and sale. Select them together.',
    '该模式需要 {n} 列现金流：运营，以及再融资与退出。请一并选中。',
  ),
  needsOwnPots: t(
    'This mode takes {n} columns of cash, each headed by its pot: {names}. Select them together.',
    '该模式需要 {n} 列现金流，列首为资金池名称：{names}。请一并选中。',
  ),
  nothingComputed: t('Nothing was computed', '未进行测算'),
  oneCell: t(
    '1 cell needs a change. Nothing on the sheet was touched.',
    '有 1 个单元格需要修改；工作表未作任何改动。',
  ),
  cells: t(
    '{n} cells need a change. Nothing on the sheet was touched.',
    '有 {n} 个单元格需要修改；工作表未作任何改动。',
  ),
  oneRefusal: t(
    '1 entry needs a change. Nothing on the sheet was touched.',
    '有 1 处输入需要修改；工作表未作任何改动。',
  ),
  refusals: t(
    '{n} entries need a change. Nothing on the sheet was touched.',
    '有 {n} 处输入需要修改；工作表未作任何改动。',
  ),
  goToField: t('Go to {field}', '转到{field}'),
  flowOfYear: t('Year {n}', '第 {n} 年'),
  flowOfQuarter: t('Quarter {n}', '第 {n} 季度'),
  flowOfMonth: t('Month {n}', '第 {n} 个月'),

  // Service
  away: t('Service not reachable', '暂时无法连接服务'),
  awaySlow: t('Service did not answer in {n} s', '服务 {n} 秒内未响应'),
  awayBusy: t('Service is busy', '服务繁忙'),
  awayFailed: t('Service has a fault', '服务出现故障'),
  awaySession: t('No new session could be opened', '无法建立新会话'),
  computedHere: t(
    'Computed here with the same engine, version {version}. Figures are complete.',
    '已在本机用相同引擎（版本 {version}）完成测算，结果完整。',
  ),
  partMissing: t(
    'This part of the pane did not load. Check the connection and try again.',
    '窗格的这一部分未能加载，请检查网络后重试。',
  ),
  noEngine: t(
    'The service cannot be reached and the engine of this pane did not load. Reopen the pane.',
    '无法连接服务，本窗格的引擎也未能加载，请重新打开窗格。',
  ),
  lastReached: t('Last reached {time}.', '上次连接 {time}，'),
  neverReached: t('Not reached so far.', '尚未连接成功，'),
  nextTry: t('Next try in {n} s.', '{n} 秒后重试。'),
  trying: t('Trying…', '正在重试…'),
  tryAgain: t('Try again', '重试'),
  recovered: t('Service reachable again', '服务已恢复'),
  recoveredText: t(
    'Reached at {time}. The next run is computed there.',
    '已于 {time} 恢复连接，下次测算将由服务端完成。',
  ),
  renewed: t('The session had ended; a new one was opened.', '会话已结束，已自动建立新会话。'),
  worksNow: t('What works now', '当前可用功能'),
  worksDistribution: t('Distribution, measures, charts', '分配测算、指标与图表'),
  worksSheets: t('Detail sheets', '明细表'),
  worksFunctions: t('WATERFALL functions in cells', '单元格中的 WATERFALL 函数'),
  waitsFiles: t('Workbooks in and out: wait for the service', '上传与下载工作簿：需等待服务恢复'),
  waitsClear: t('Clearing your data: waits for the service', '清除数据：需等待服务恢复'),

  // Without Excel
  noOffice: t(
    'Excel is not connected to this pane, so cells can be neither read nor written. The form works.',
    '此窗格未与 Excel 连接，无法读写单元格；表单仍可使用。',
  ),
} as const;

export type PaneText = keyof typeof pane;
