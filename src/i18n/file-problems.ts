/** Refusals of uploads, exports and links, for `problems.ts`. */
export const fileProblems = {
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
} as const;
