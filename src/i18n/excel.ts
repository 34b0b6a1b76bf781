import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

/** What the pane says of Excel's refusals; fetched with what reads and writes cells. */
export const excelTexts = {
  troubleEditing: t(
    'A cell is being edited. Press Enter there, then try again.',
    '有单元格正在编辑，请按回车结束后重试。',
  ),
  troubleSelection: t(
    'Select one block of cells, without Ctrl, then try again.',
    '请选中一个连续区域（不按 Ctrl），然后重试。',
  ),
  troubleProtected: t(
    'The workbook or sheet is protected. Unprotect it in the Review tab, then try again.',
    '工作簿或工作表受保护，请在“审阅”中取消保护后重试。',
  ),
  troubleGone: t('{what} no longer exists. Use a selection again.', '{what} 已不存在，请重新读取选区。'),
  troubleLarge: t(
    'The selection is too large. Select only the block with the cash flows.',
    '选区过大，请仅选中现金流所在区域。',
  ),
  troubleTooMuch: t(
    'This is more than Excel takes at once. Write the sheet as values, or with fewer periods or classes.',
    '内容超出 Excel 的上限，请改以数值写入，或减少期数、类别。',
  ),
  troubleMemory: t(
    'Excel has no memory left for this. Close other workbooks, then try again.',
    'Excel 内存不足，请关闭其他工作簿后重试。',
  ),
  troubleBusy: t(
    'Excel is busy with something else. Finish what is open there, then try again.',
    'Excel 正忙，请先完成正在进行的操作，然后重试。',
  ),
  troubleConflict: t('The workbook was changed at the same time. Try again.', '工作簿同时被修改，请重试。'),
  troubleOverlap: t(
    'A filter, a merged cell, a table or a pivot table is in the way. Remove it or select other cells, then try again.',
    '筛选、合并单元格、表格或数据透视表与操作冲突，请取消或改选其他单元格后重试。',
  ),
  troubleInactive: t(
    'Another workbook is in front. Click into this one, then try again.',
    '当前窗口是其他工作簿，请点击本工作簿后重试。',
  ),
  troubleUnsupported: t(
    'This sheet does not allow it, such as a chart sheet. Go to a sheet with cells, then try again.',
    '当前工作表不支持此操作（例如图表工作表），请切换到普通工作表后重试。',
  ),
  troubleMissing: t(
    'This version of Excel cannot do this. Update Excel, then try again.',
    '当前版本的 Excel 不支持此操作，请更新 Excel 后重试。',
  ),
  troubleRestart: t(
    'Excel asks to be restarted. Save, close and open it, then try again.',
    'Excel 需要重新启动，请保存并重启后重试。',
  ),
  troubleUndo: t(
    'Excel cannot undo this in one step and refused it. Try again.',
    'Excel 无法将此操作作为一步撤销，因而拒绝执行，请重试。',
  ),
  troubleManual: t(
    'Calculation is set to manual, and some cells are not calculated yet. Press F9, then run again.',
    '计算方式为手动，部分单元格尚未计算，请按 F9 后重新测算。',
  ),
  trouble1904: t(
    'This workbook counts dates from 1904, so they would be four years off. Turn that off under File, Options, Advanced, or use years.',
    '此工作簿采用 1904 日期系统，日期会相差四年。请在“文件”“选项”“高级”中关闭，或改用年度。',
  ),
  troubleOther: t(
    'Excel refused ({code}). Try again; if it stays, reopen the pane.',
    'Excel 拒绝了操作（{code}）。请重试；如仍出现，请重新打开窗格。',
  ),
  notReread: t(
    'Cells changed and could not be read again. {why} Until then the figures are those of the cells as they were.',
    '单元格已变动但未能重新读取。{why}在此之前，结果仍为变动前的数字。',
  ),

  // A sheet that was written, but not whole
  writtenBut: t('Written to sheet {sheet}, but not whole. {what}', '已写入工作表“{sheet}”，但不完整。{what}'),
  lacksLooks: t('Freezing or names: {why}', '冻结窗格或名称：{why}'),
  lacksWidths: t('The width of columns: {why}', '列宽：{why}'),
  lacksTable: t('The table: {why}', '表格：{why}'),
  lacksChart: t('The chart “{chart}”: {why}', '图表“{chart}”：{why}'),
  lacksPrint: t('The print set-up: {why}', '打印设置：{why}'),
  lacksMemory: t('Its figures cannot be explained later: {why}', '此后无法溯源其中数字：{why}'),
  lacksRoom: t(
    'The workbook has no room left for what Explain needs; delete old detail sheets.',
    '工作簿已无空间保存溯源所需内容，请删除旧的明细表。',
  ),
  lacksContents: t('The list of detail sheets: {why}', '明细表目录：{why}'),
  lacksCalculation: t('Press F9: its formulas are not calculated. {why}', '请按 F9：公式尚未计算。{why}'),
  formulasRepairedBut: t(
    '{n} formulas entered again; {sheets} could not be changed. Unprotect them in the Review tab, then try again.',
    '已重新录入 {n} 个公式；{sheets} 无法修改，请在“审阅”中取消保护后重试。',
  ),
  refusedBefore: t(
    'Nothing was computed: the inputs changed meanwhile, and as they were before, this was wrong: {why}',
    '未进行测算：输入在测算期间已变，此前的输入有误：{why}',
  ),
} as const;
