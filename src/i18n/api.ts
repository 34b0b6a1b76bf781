import type { Text } from './text.ts';

/** What each operation of the API does, by its name in the OpenAPI document. */
export const apiTexts = {
  beginSession: { en: 'Begin a session', 'zh-CN': '建立会话' },
  getSession: { en: 'The session as it stands', 'zh-CN': '查看当前会话' },
  endSession: {
    en: 'End the session and erase all that is held for it; again does no harm',
    'zh-CN': '结束会话并清除其全部数据（可重复调用）',
  },
  getParams: {
    en: 'The parameters of the last result',
    'zh-CN': '最近一次测算的参数',
  },
  exportSession: { en: 'All that is held for the session', 'zh-CN': '导出会话保存的全部数据' },
  calculate: {
    en: 'Compute how the cash of a deal is shared',
    'zh-CN': '测算项目的收益分配',
  },
  compare: { en: 'Compare two or three calculations', 'zh-CN': '比较两个或三个测算方案' },
  reconcile: {
    en: 'Compare claimed figures with a calculation, and find the reading that gives them',
    'zh-CN': '将对方数字与测算结果核对，并找出可得出对方数字的口径',
  },
  validate: {
    en: 'Check a calculation: errors, warnings, suggestions',
    'zh-CN': '校验测算参数：错误、提示与建议',
  },
  latestResult: { en: 'The last result of the session', 'zh-CN': '最近一次测算结果' },
  putIndexSeries: { en: 'Keep the levels of an index', 'zh-CN': '上传指数点位序列' },
  getIndexSeries: { en: 'The levels of an index, by date range', 'zh-CN': '按日期区间查询指数点位' },
  deleteIndexSeries: { en: 'Erase the levels of an index', 'zh-CN': '删除指数点位序列' },
  uploadFile: {
    en: 'Upload a workbook (.xlsx, .xlsm, .xls, up to 10 MiB)',
    'zh-CN': '上传工作簿（.xlsx、.xlsm、.xls，不超过 10 MiB）',
  },
  listFiles: { en: 'The uploaded files of the session', 'zh-CN': '查看会话的上传文件' },
  getFile: { en: 'An uploaded file and what it was read as', 'zh-CN': '查看上传文件及解析结果' },
  getFileContent: { en: 'Download an uploaded file as it was sent', 'zh-CN': '下载上传的原始文件' },
  answerFile: {
    en: 'Answer what is asked of an uploaded workbook, and say what its lines are',
    'zh-CN': '回答上传工作簿读取中的问题，并指定各列的含义',
  },
  deleteFile: { en: 'Erase an uploaded file', 'zh-CN': '删除上传文件' },
  createExport: {
    en: 'Write a run as a workbook, a table, data or a picture',
    'zh-CN': '将测算导出为工作簿、表格、数据或图片',
  },
  listExports: { en: 'The exports of the session', 'zh-CN': '查看会话的导出文件' },
  getExport: {
    en: 'Download an export, with the token of its session or with a ticket',
    'zh-CN': '下载导出文件（凭会话令牌或下载凭证）',
  },
  deleteExport: { en: 'Erase an export', 'zh-CN': '删除导出文件' },
  issueTicket: {
    en: 'A link to an export that is good once, for five minutes',
    'zh-CN': '生成导出文件的一次性链接（五分钟内有效）',
  },
  startJob: {
    en: 'Start a job that runs a deal many times: a simulation, sensitivity, tornado, or a reconciliation in depth',
    'zh-CN': '创建多次测算任务：模拟、敏感性、龙卷风分析或深度核对',
  },
  getJob: { en: 'A job: its state, progress and result', 'zh-CN': '查看任务的状态、进度与结果' },
  cancelJob: { en: 'Cancel a job that waits or runs', 'zh-CN': '取消等待中或运行中的任务' },
  followJob: {
    en: 'Follow a job as server-sent events, each with the whole job: snapshot first, change with each change, end once, with the result. A stream that breaks off is begun again',
    'zh-CN':
      '以服务器推送事件（SSE）跟踪任务，每个事件均含完整任务：先 snapshot，其后每次变化为 change，最后一次 end 并附结果；连接中断后可重新订阅',
  },
  workbookTemplate: { en: 'A workbook to fill in for a mode', 'zh-CN': '下载某一模式的填写模板' },
  openWorkbook: {
    en: 'A workbook (.xlsx, .xlsm, .xls, up to 10 MiB) as cells for a grid, and what of it is left behind; nothing is kept',
    'zh-CN':
      '将工作簿（.xlsx、.xlsm、.xls，不超过 10 MiB）读取为表格数据，并列明未读取的内容；不保存任何数据',
  },
  saveWorkbook: {
    en: 'Cells of a grid as an .xlsx, up to 10 MiB; nothing is kept',
    'zh-CN': '将表格数据写为 .xlsx（不超过 10 MiB）；不保存任何数据',
  },
  templates: {
    en: 'The distribution modes with their terms, and the limits of the service',
    'zh-CN': '分配模式及其条款、服务的各项限制',
  },
  audit: {
    en: 'Counts and security events of the last days, for operators',
    'zh-CN': '近期统计与安全事件（运维）',
  },
  endSessionById: {
    en: 'End a session by its id, for operators',
    'zh-CN': '按标识结束会话（运维）',
  },
  openapi: { en: 'This document', 'zh-CN': '本接口文档' },
  docs: { en: 'This document as a page', 'zh-CN': '接口文档页面' },
  live: { en: 'Whether the process answers', 'zh-CN': '进程是否存活' },
  ready: {
    en: 'Whether it should get requests, and what is degraded',
    'zh-CN': '是否可接收请求及降级原因',
  },
  metrics: { en: 'Metrics for Prometheus, for operators', 'zh-CN': 'Prometheus 指标（运维）' },
  liveInApi: { en: 'Whether the process answers', 'zh-CN': '进程是否存活' },
  readyInApi: {
    en: 'Whether it should get requests, and what is degraded',
    'zh-CN': '是否可接收请求及降级原因',
  },
  metricsInApi: { en: 'Metrics for Prometheus, for operators', 'zh-CN': 'Prometheus 指标（运维）' },
} as const satisfies Record<string, Text>;

/** What the headers of answers say, by their names. */
export const apiHeaderTexts = {
  'X-Request-Id': {
    en: 'Names the request in the log and in security events',
    'zh-CN': '请求标识，用于日志和安全事件',
  },
  RateLimit: {
    en: 'Requests left in this minute and seconds until the next: "minute";r=1199;t=42',
    'zh-CN': '本分钟剩余请求数及距下一分钟的秒数："minute";r=1199;t=42',
  },
  'RateLimit-Policy': {
    en: 'Requests a minute of one client to this route: "minute";q=1200;w=60',
    'zh-CN': '每个客户端每分钟对该路由的请求上限："minute";q=1200;w=60',
  },
  'Retry-After': {
    en: 'Seconds after which the same request may succeed',
    'zh-CN': '多少秒后可重试同一请求',
  },
  'X-Degraded': {
    en: 'store: the answer is right, and nothing of it is held, because the store is away',
    'zh-CN': '值为 store 时，结果正确，但因存储暂不可用而未保存',
  },
  Allow: { en: 'The methods this address answers', 'zh-CN': '该地址支持的方法' },
  'WWW-Authenticate': { en: 'Which token is asked for', 'zh-CN': '所需的令牌类型' },
  Location: { en: 'Address of what was made', 'zh-CN': '所建对象的地址' },
  'Content-Disposition': {
    en: 'The name of the file, in UTF-8 where it needs it',
    'zh-CN': '文件名（必要时采用 UTF-8 编码）',
  },
} as const satisfies Record<string, Text>;

/** Words of the page that shows the document. */
export const apiPageTexts = {
  title: { en: 'Waterfall for Excel: the API', 'zh-CN': '收益分配测算：接口文档' },
  introduction: {
    en: 'Amounts are plain numbers. In request documents rates are in percent; in definitions of one’s own and under tables they are fractions. Refusals are application/problem+json (RFC 9457) in the language of Accept-Language, with every fault at once.',
    'zh-CN':
      '金额为普通数字。请求文档中的比率以百分数表示；自定义方案及 tables 中的比率为小数。拒绝响应采用 application/problem+json（RFC 9457），一次列出全部错误，语言由 Accept-Language 决定。',
  },
  session: { en: 'with the token of a session', 'zh-CN': '需会话令牌' },
  ticket: { en: 'or with a ticket', 'zh-CN': '或下载凭证' },
  operator: { en: 'for operators', 'zh-CN': '限运维人员' },
  nobody: { en: 'open', 'zh-CN': '无需令牌' },
  request: { en: 'Request', 'zh-CN': '请求体' },
  query: { en: 'Query', 'zh-CN': '查询参数' },
  answer: { en: 'Answer', 'zh-CN': '响应' },
  refusals: { en: 'Refusals', 'zh-CN': '拒绝' },
  headers: { en: 'Headers of answers', 'zh-CN': '响应头' },
  schemas: { en: 'Schemas', 'zh-CN': '数据结构' },
} as const satisfies Record<string, Text>;

/** A header that answers may have. */
export type HeaderName = keyof typeof apiHeaderTexts;

/** Beside an audit in which nothing is what was asked for. */
export const noEvent: Text = {
  en: 'No security event is kept that is what was asked for. Of each kind the last 200 or so are kept, for {days} days.',
  'zh-CN': '没有符合条件的安全事件。每类事件保留最近约 200 条，保存 {days} 天。',
};
