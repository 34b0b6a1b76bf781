import type { Text } from './text.ts';

/** A refusal as a whole: what happened, and what can be done. Its single faults have their own words in `issues.ts`. */
export const problemTexts = {
  MALFORMED: {
    title: { en: 'The request cannot be read', 'zh-CN': '无法读取请求' },
    detail: {
      en: 'The request must be well-formed HTTP, and its body one JSON object, in UTF-8.',
      'zh-CN': '请求须符合 HTTP 格式，请求体应为一个 UTF-8 编码的 JSON 对象。',
    },
  },
  NESTED_TOO_DEEP: {
    title: { en: 'The request cannot be read', 'zh-CN': '无法读取请求' },
    detail: { en: 'Lists and objects are nested too deep.', 'zh-CN': '列表和对象的嵌套层数过多。' },
  },
  BAD_ADDRESS: {
    title: { en: 'The address cannot be read', 'zh-CN': '无法读取地址' },
    detail: {
      en: 'What follows a % in an address must be two hexadecimal digits, which give UTF-8 when decoded.',
      'zh-CN': '地址中的 % 之后应为两位十六进制数，且解码后须为 UTF-8。',
    },
  },
  NOT_A_FORM: {
    title: { en: 'Not a form', 'zh-CN': '不是表单' },
    detail: {
      en: 'Send the file as Content-Type: multipart/form-data, in the field file.',
      'zh-CN': '请以 Content-Type: multipart/form-data 在 file 字段中上传文件。',
    },
  },
  MALFORMED_FORM: {
    title: { en: 'The form cannot be read', 'zh-CN': '无法读取表单' },
    detail: {
      en: 'The form is cut off, or its parts do not begin with the boundary that Content-Type names.',
      'zh-CN': '表单不完整，或其各部分与 Content-Type 中的 boundary 不符。',
    },
  },
  SESSION_MISSING: {
    title: { en: 'No session', 'zh-CN': '没有会话' },
    detail: {
      en: 'Begin a session with POST /api/v1/sessions and send its token as Authorization: Bearer.',
      'zh-CN': '请先用 POST /api/v1/sessions 建立会话，并以 Authorization: Bearer 发送其令牌。',
    },
  },
  SESSION_INVALID: {
    title: { en: 'The token is not valid', 'zh-CN': '令牌无效' },
    detail: {
      en: 'The token is not one of this service. Begin a new session.',
      'zh-CN': '该令牌不是由本服务签发的，请建立新会话。',
    },
  },
  SESSION_EXPIRED: {
    title: { en: 'The session has ended', 'zh-CN': '会话已结束' },
    detail: {
      en: 'A session ends two hours after its last use, after twelve hours, or when it is deleted. Begin a new one; nothing in your workbook is lost.',
      'zh-CN':
        '会话在最后一次使用两小时后、建立十二小时后或被删除时结束。请建立新会话；工作簿中的数据不受影响。',
    },
  },
  NOT_FOUND: {
    title: { en: 'Nothing here', 'zh-CN': '此处没有内容' },
    detail: { en: 'There is nothing at this address.', 'zh-CN': '该地址没有内容。' },
  },
  NO_SESSION: {
    title: { en: 'No such session', 'zh-CN': '会话不存在' },
    detail: {
      en: 'No session of this id is active: it never was, or has ended.',
      'zh-CN': '没有此标识的活动会话：从未建立，或已结束。',
    },
  },
  NO_RESULT: {
    title: { en: 'No result yet', 'zh-CN': '尚无结果' },
    detail: {
      en: 'This session holds no result: none was computed, or its two hours are over.',
      'zh-CN': '该会话没有结果：尚未测算，或已超过两小时。',
    },
  },
  METHOD_NOT_ALLOWED: {
    title: { en: 'Method not allowed', 'zh-CN': '不支持该方法' },
    detail: {
      en: 'This address does not answer this method; see Allow.',
      'zh-CN': '该地址不支持此方法，请参见 Allow。',
    },
  },
  TOO_LARGE: {
    title: { en: 'The request is too large', 'zh-CN': '请求过大' },
    detail: { en: 'A request may hold 1 MiB.', 'zh-CN': '请求不得超过 1 MiB。' },
  },
  UNSUPPORTED_MEDIA_TYPE: {
    title: { en: 'Not JSON', 'zh-CN': '不是 JSON' },
    detail: {
      en: 'Send the body as Content-Type: application/json, in UTF-8.',
      'zh-CN': '请以 Content-Type: application/json（UTF-8）发送请求体。',
    },
  },
  INVALID: {
    title: { en: 'The input is not valid', 'zh-CN': '输入无效' },
    detail: {
      en: 'Every fault is listed under errors, with the place it was found.',
      'zh-CN': '所有错误及其位置列于 errors。',
    },
  },
  INTERNAL: {
    title: { en: 'Something went wrong here', 'zh-CN': '服务出错' },
    detail: {
      en: 'This is a fault of the service. Its log knows it by the X-Request-Id of this answer.',
      'zh-CN': '这是服务自身的故障，日志中可按本响应的 X-Request-Id 查找。',
    },
  },
  STORE_UNAVAILABLE: {
    title: { en: 'The store is away', 'zh-CN': '存储暂不可用' },
    detail: {
      en: 'This needs what is stored; try it again shortly. Calculations that name no index series go on.',
      'zh-CN': '此操作需要读取存储，请稍后重试。未引用指数序列的测算不受影响。',
    },
  },
  TOO_MANY_SERIES: {
    title: { en: 'Too many index series', 'zh-CN': '指数序列过多' },
    detail: {
      en: 'A session may hold 20 index series. Delete one first.',
      'zh-CN': '一个会话最多保存 20 个指数序列，请先删除其中一个。',
    },
  },
  SERIES_CHANGING: {
    title: { en: 'The index series keeps changing', 'zh-CN': '指数序列正在更新' },
    detail: {
      en: 'It was replaced each time it was to be read. Try again when its upload is over.',
      'zh-CN': '每次读取时该序列都被替换，请在上传完成后重试。',
    },
  },
  SESSION_FULL: {
    title: { en: 'The session holds as much as it may', 'zh-CN': '会话存储已满' },
    detail: {
      en: 'What it holds ends within two hours. Calculations go on without being kept.',
      'zh-CN': '已存内容将在两小时内到期。测算不受影响，但结果不再保存。',
    },
  },
  NO_FILE: {
    title: { en: 'No such file', 'zh-CN': '没有该文件' },
    detail: {
      en: 'This session holds no such file: it was never there, was deleted, or its time is over.',
      'zh-CN': '该会话没有此文件：从未上传、已删除或已过期。',
    },
  },
  TICKET_INVALID: {
    title: { en: 'The link is no longer good', 'zh-CN': '链接已失效' },
    detail: {
      en: 'A link is good once and for five minutes. Ask for a new one.',
      'zh-CN': '链接仅可使用一次，五分钟内有效，请重新获取。',
    },
  },
  TOO_MANY_TICKETS: {
    title: { en: 'Too many links', 'zh-CN': '链接过多' },
    detail: {
      en: 'A session may have 20 links that are not yet used. Use one, or wait five minutes.',
      'zh-CN': '一个会话最多保留 20 个未使用的链接，请先使用或等待五分钟。',
    },
  },
  FILE_NOT_READ: {
    title: { en: 'The workbook is not read', 'zh-CN': '工作簿尚未读取' },
    detail: {
      en: 'Questions can be answered once the workbook has been read; this one has not, or could not be.',
      'zh-CN': '工作簿读取完成后才能回答问题；该工作簿尚未读取或无法读取。',
    },
  },
  FILE_EXPECTED: {
    title: { en: 'No file', 'zh-CN': '缺少文件' },
    detail: {
      en: 'Send one file as multipart/form-data in the field file.',
      'zh-CN': '请以 multipart/form-data 在 file 字段中上传一个文件。',
    },
  },
  FILE_TYPE: {
    title: { en: 'Not a workbook', 'zh-CN': '不是工作簿' },
    detail: {
      en: 'Workbooks of Excel are taken, .xlsx, .xlsm and .xls, whose content is what the name says.',
      'zh-CN': '仅接受 Excel 工作簿（.xlsx、.xlsm、.xls），且内容须与扩展名一致。',
    },
  },
  FILE_TOO_LARGE: {
    title: { en: 'The file is too large', 'zh-CN': '文件过大' },
    detail: { en: 'A file may have 10 MiB.', 'zh-CN': '文件不得超过 10 MiB。' },
  },
  FILE_DAMAGED: {
    title: { en: 'The workbook is damaged', 'zh-CN': '工作簿已损坏' },
    detail: {
      en: 'The file is cut off or not a workbook inside. Open it in Excel, save it again and upload that.',
      'zh-CN': '文件不完整或内容不是工作簿。请在 Excel 中打开并重新保存后上传。',
    },
  },
  FILE_ENCRYPTED: {
    title: { en: 'The workbook is encrypted', 'zh-CN': '工作簿已加密' },
    detail: {
      en: 'Remove the password in Excel and upload the workbook again.',
      'zh-CN': '请在 Excel 中取消密码后重新上传。',
    },
  },
  FILE_UNSAFE: {
    title: { en: 'The file is not safe to open', 'zh-CN': '文件不安全' },
    detail: {
      en: 'Its parts are not what a workbook holds: too large once unpacked, named to lead elsewhere, or hidden between others. Open it in Excel, save it again and upload that.',
      'zh-CN':
        '文件结构异常：解压后过大、名称指向其他位置，或夹带了其他内容。请在 Excel 中打开并重新保存后上传。',
    },
  },
  FILE_TOO_COMPLEX: {
    title: { en: 'The workbook is too large to read', 'zh-CN': '工作簿内容过多' },
    detail: {
      en: 'Reading it took too long or too much memory. Upload the sheets of the deal alone.',
      'zh-CN': '读取耗时过长或占用内存过多，请仅上传与项目有关的工作表。',
    },
  },
  TOO_HEAVY: {
    title: { en: 'The run takes too long', 'zh-CN': '测算耗时过长' },
    detail: {
      en: 'It took more than 10 seconds or too much memory. Use fewer periods, tiers or parties, or fewer dates of true-ups and of values left.',
      'zh-CN':
        '测算超过 10 秒或占用内存过多。请减少期数、分配层级或参与方，或减少回拨核算日与剩余价值的日期。',
    },
  },
  NO_JOB: {
    title: { en: 'No such job', 'zh-CN': '任务不存在' },
    detail: {
      en: 'This session holds no job of this id: it never did, or the hour for which a job is kept is over.',
      'zh-CN': '该会话没有此标识的任务：从未创建，或已超过一小时的保存期。',
    },
  },
  JOB_ENDED: {
    title: { en: 'The job is over', 'zh-CN': '任务已结束' },
    detail: {
      en: 'Only a job that waits or runs can be cancelled.',
      'zh-CN': '只能取消等待中或运行中的任务。',
    },
  },
  TOO_MANY_JOBS: {
    title: { en: 'Too many jobs wait', 'zh-CN': '等待中的任务过多' },
    detail: {
      en: 'A hundred jobs of this session wait. Try again when some have run, or cancel some.',
      'zh-CN': '该会话已有 100 个任务在等待。请待部分任务完成或取消部分任务后再试。',
    },
  },
  JOB_TOO_LONG: {
    title: { en: 'The job takes too long', 'zh-CN': '任务耗时过长' },
    detail: {
      en: 'It ran for two minutes and was ended. Use fewer scenarios, or fewer periods, tiers or parties.',
      'zh-CN': '任务运行已满两分钟，被终止。请减少情景数，或减少期数、分配层级或参与方。',
    },
  },
  BEYOND_EXCEL: {
    title: { en: 'Too large for a workbook', 'zh-CN': '超出工作表容量' },
    detail: {
      en: 'A sheet of it would hold more than Excel takes: 1,048,576 rows, 16,384 columns, 32,767 characters in a cell. Download it as CSV or JSON.',
      'zh-CN':
        '其中一张工作表超出 Excel 上限（1,048,576 行、16,384 列、单元格 32,767 个字符），请改为下载 CSV 或 JSON。',
    },
  },
  QUOTA_EXCEEDED: {
    title: { en: 'Too much is kept', 'zh-CN': '存储已达上限' },
    detail: {
      en: 'A session may keep 100 MiB of uploads and 50 MiB of exports. Delete some, or wait until they expire.',
      'zh-CN': '一个会话最多保存 100 MiB 上传文件和 50 MiB 导出文件，请删除部分文件或等待其过期。',
    },
  },
  STORAGE_FULL: {
    title: { en: 'There is no room', 'zh-CN': '存储空间不足' },
    detail: {
      en: 'The service holds as much as it may at present. Try this again later; calculations go on.',
      'zh-CN': '服务的存储已达上限，请稍后重试。测算不受影响。',
    },
  },
  ADDRESS_FULL: {
    title: { en: 'Too much is kept for this address', 'zh-CN': '该地址的存储已达上限' },
    detail: {
      en: 'All sessions begun from your address together hold as much as one address may. Delete files or sessions, or wait until they expire; calculations go on without being kept.',
      'zh-CN':
        '来自您所在网络地址的全部会话已用满存储额度。请删除文件或会话，或等待其到期。测算不受影响，但结果不再保存。',
    },
  },
  URI_TOO_LONG: {
    title: { en: 'The address is too long', 'zh-CN': '地址过长' },
    detail: { en: 'An address may have 2,048 characters.', 'zh-CN': '地址不得超过 2,048 个字符。' },
  },
  HEADERS_TOO_LARGE: {
    title: { en: 'The headers are too large', 'zh-CN': '请求头过大' },
    detail: { en: 'The headers of a request may hold 16 KiB.', 'zh-CN': '请求头合计不得超过 16 KiB。' },
  },
  TOO_SLOW: {
    title: { en: 'The request took too long', 'zh-CN': '请求超时' },
    detail: {
      en: 'A request must arrive whole within 30 seconds, a file without a pause of 5 seconds.',
      'zh-CN': '请求须在 30 秒内完整送达，文件上传中途停顿不得超过 5 秒。',
    },
  },
  RATE_LIMITED: {
    title: { en: 'Too many requests', 'zh-CN': '请求过于频繁' },
    detail: {
      en: 'There were too many requests of this kind within a minute. Try again after the time in Retry-After.',
      'zh-CN': '一分钟内此类请求过多，请在 Retry-After 所示时间后重试。',
    },
  },
  TOO_MANY_AT_ONCE: {
    title: { en: 'Too many requests at once', 'zh-CN': '同时进行的请求过多' },
    detail: {
      en: 'Too many requests are running for this session or address. Wait for one of them to end.',
      'zh-CN': '该会话或地址同时进行的请求过多，请等待其中一个完成。',
    },
  },
  BUSY: {
    title: { en: 'The service is busy', 'zh-CN': '服务繁忙' },
    detail: {
      en: 'The service has as many requests as it can take. Try this again shortly.',
      'zh-CN': '服务正在处理的请求已达上限，请稍后重试。',
    },
  },
  ADMIN_REQUIRED: {
    title: { en: 'For operators only', 'zh-CN': '仅限运维人员' },
    detail: {
      en: 'Send the operator’s token as Authorization: Bearer.',
      'zh-CN': '请以 Authorization: Bearer 发送运维令牌。',
    },
  },
  NO_SERIES: {
    title: { en: 'No such index series', 'zh-CN': '没有该指数序列' },
    detail: {
      en: 'This session holds no index series of that name: none was sent, or its two hours are over.',
      'zh-CN': '该会话没有此名称的指数序列：尚未上传，或已超过两小时。',
    },
  },
} as const satisfies Record<string, { readonly title: Text; readonly detail: Text }>;

export type ProblemCode = keyof typeof problemTexts;
