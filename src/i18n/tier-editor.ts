/** Texts of the tier editor, fetched with it. */
import type { Text } from './text.ts';
import { tierFieldTexts } from './tier-fields.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

export const tierTexts = {
  ...tierFieldTexts,

  title: t('Edit tiers', '编辑层级'),
  back: t('Input', '输入'),
  undo: t('Undo', '撤销'),
  modeName: t('Name', '名称'),
  startedFrom: t('Started from', '起始模式'),
  order: t('Paid in this order', '分配顺序'),
  keys: t('drag, or Alt ↑ ↓', '拖动，或 Alt ↑ ↓'),
  keysHelp: t('Alt with ↑ or ↓ moves this tier.', '按 Alt 加 ↑ 或 ↓ 移动该层级。'),
  handle: t('Move {tier}, {n} of {all}', '移动“{tier}”，第 {n} 层，共 {all} 层'),
  moved: t('{tier}, now {n} of {all}', '“{tier}”现为第 {n} 层，共 {all} 层'),
  added: t('{tier} added, {n} of {all}', '已添加“{tier}”，第 {n} 层，共 {all} 层'),
  removed: t('{tier} removed', '已删除“{tier}”'),
  pot: t('Cash of {pot}', '资金池：{pot}'),
  duplicate: t('Duplicate', '复制'),
  remove: t('Remove', '删除'),
  addTest: t('Add test…', '添加条件…'),
  removeTest: t('Remove test', '删除条件'),
  addTier: t('Add a tier…', '添加层级…'),
  asText: t('As text', '文本'),
  asFields: t('As fields', '字段'),
  textHelp: t(
    'What the fields cannot show is kept and shown as text: pots, schedules, rates in steps.',
    '字段无法呈现的内容以文本保留：资金池、分期金额、分段利率。',
  ),
  wholeText: t('The whole definition as JSON', '完整定义（JSON）'),
  wholeHelp: t(
    'Rates are fractions (0.08 for 8 %), dates are written 2026-12-31. What is typed here holds at once.',
    '比率写作小数（8% 写作 0.08），日期写作 2026-12-31。此处修改即时生效。',
  ),
  notJson: t('This is no JSON.', '不是有效的 JSON。'),
  notJsonAt: t(
    'This is no JSON: look at line {line}, column {column}.',
    '不是有效的 JSON：请检查第 {line} 行第 {column} 列。',
  ),
  notJsonEnd: t(
    'This is no JSON yet: a bracket, brace or quotation mark is not closed.',
    'JSON 尚不完整：有括号或引号未闭合。',
  ),
  notObject: t('An object in braces is needed.', '应为花括号内的对象。'),
  noList: t(
    'The list of tiers cannot be shown like this. Edit it as text, or undo.',
    '无法以列表显示层级，请以文本编辑或撤销。',
  ),

  // Who, and the options
  who: t('Who pays in and who is paid', '出资方与收款方'),
  addClass: t('Add a class', '添加类别'),
  addParty: t('Add a party', '添加收款方'),
  removeNamed: t('Remove {name}', '删除“{name}”'),
  classHead: t('Class {name}', '类别“{name}”'),
  partyHead: t('Party {name}', '收款方“{name}”'),
  options: t('Options', '选项'),

  // Figures
  withDeal: t('With this deal', '以本项目为例'),
  withExample: t('With an example', '以示例测算'),
  exampleIs: t(
    'No deal is read: an example of 10,000 paid in and 1,000 to 5,000 back in five years. Modes begin at 8 %.',
    '尚未读取项目：以投入 10,000、五年依次收回 1,000 至 5,000 为例，模式初始收益率为 8%。',
  ),
  exampleInstead: t(
    'The deal that is read tells its cash apart otherwise: an example of 10,000 paid in, 1,000 to 5,000 back in five years.',
    '已读取项目的现金流划分方式不同，改以投入 10,000、五年依次收回 1,000 至 5,000 为例。',
  ),
  tierPays: t('Pays {amount} in all: {parties}.', '合计分配 {amount}：{parties}。'),
  tierPaysNothing: t('Pays nothing with these figures.', '按这些数值未作任何分配。'),
  inPeriod: t('Period {k}: {words}', '第 {k} 期：{words}'),
  partyGets: t('{party} {amount}', '{party} {amount}'),
  received: t('Received', '分回'),
  carryAll: t('Carry', '业绩报酬'),
  party: t('Party', '参与方'),
  lastGood: t('As it was before the fault', '为出错前的数值'),
  figuresWait: t('Figures follow once nothing is at fault.', '消除错误后显示数值。'),
  doesNotFit: t('The deal that is read does not go with this: {why}', '已读取的项目与此不符：{why}'),

  // Saving
  save: t('Save mode in this workbook', '将模式存入此工作簿'),
  saving: t('Saving…', '正在保存…'),
  saveNote: t('Functions take a saved mode by its name.', '函数可按名称引用已存模式。'),
  nothingChanged: t('Nothing has changed.', '尚无改动。'),
  tierNeeds: t('Tier {n} needs a change.', '层级 {n} 需修改。'),
  tiersNeed: t('Tiers {list} need a change.', '层级 {list} 需修改。'),
  wholeNeeds: t('The text needs a change.', '文本需修改。'),
  otherNeeds: t('{what} needs a change.', '{what}需修改。'),
  nameMissing: t('Give the mode a name.', '请填写模式名称。'),
  nameLong: t('A name has at most 60 characters.', '名称最多 60 个字符。'),
  namePreset: t('A preset is known by this name. Choose another.', '该名称已用于预设模式，请改用其他名称。'),
  nameTaken: t(
    'Another mode of this workbook has this name. Choose another.',
    '此工作簿中已有同名模式，请改用其他名称。',
  ),
  renames: t(
    'Formulas that name “{name}” will show an error until they name the new one.',
    '引用“{name}”的公式将显示错误，直至改用新名称。',
  ),
  noExcel: t(
    'Without Excel there is no workbook to keep a mode in.',
    '未与 Excel 连接，没有可保存模式的工作簿。',
  ),
  saved: t('“{name}” is saved in this workbook and chosen.', '“{name}”已存入此工作簿并已选用。'),
  full: t(
    'There is no room left for it in the settings of this workbook. Delete saved runs or modes.',
    '此工作簿的设置空间不足，请删除部分运行记录或已存模式。',
  ),
  changedMeanwhile: t(
    'Somebody else changed “{name}” meanwhile. What do you want to keep?',
    '“{name}”已被他人修改，请选择保留方式。',
  ),
  goneMeanwhile: t(
    'Somebody else deleted “{name}” meanwhile. What do you want to do?',
    '“{name}”已被他人删除，请选择处理方式。',
  ),
  overwrite: t('Overwrite it with mine', '以我的版本覆盖'),
  saveAgain: t('Save it again', '重新保存'),
  saveCopy: t('Save mine under another name', '以其他名称保存我的版本'),

  // In the input
  rename: t('Rename', '重命名'),
  deleteMode: t('Delete', '删除'),
  copyOf: t('{name} 2', '{name} 2'),
  deleted: t('“{name}” is deleted.', '“{name}”已删除。'),
  formulasOf: t('Formulas that name it show an error.', '引用它的公式将显示错误。'),
  waiting: t('Tiers that are not saved: {name}', '尚未保存的层级：{name}'),
  unnamed: t('no name yet', '未命名'),
  goOn: t('Go on editing', '继续编辑'),
  discard: t('Discard', '放弃'),
  keptDraft: t(
    'What you changed is kept here until you save or discard it.',
    '改动会保留在此，直至保存或放弃。',
  ),
  termsNotTaken: t(
    'This mode has its own figures: {names} in the cells are not used.',
    '该模式自带数值，单元格中的{names}未使用。',
  ),
  unreadable: t('This mode cannot be read by this version: {why}', '此版本无法读取该模式：{why}'),

  // Repairs
  repairs: t('Repairs', '修正方式'),
  setShare: t('{party} {value}', '{party} 改为 {value}'),
  setTo: t('{field}: {value}', '{field}改为 {value}'),
  endSplit: t('Add a split {lp} / {gp} at the end', '在末尾添加分成 {lp}／{gp}'),
  moveToEnd: t('Move the split to the end', '将分成层级移到最后'),
  removeIt: t('Remove it', '删除该层级'),
  removeKey: t('Take it out', '删除此项'),
  stopFixed: t('Stop at a fixed amount', '改为固定终止'),
  carryForward: t('Carry arrears forward', '改为累计结转'),
  moveAbove: t('Move it above capital', '移到本金之前'),
  exchange: t('Exchange the two', '对调两者'),
  skipInstead: t('Skip it instead', '改为跳过'),
  newId: t('Call it {id}', '改为 {id}'),
  measure: t('Measure {party}', '改为衡量 {party}'),
  allInRepair: t("Let GP's capital run through the tiers", 'GP 出资随各层级一并分配'),
  apartRepair: t('Each class runs its own tiers', '各类别分别适用层级'),
  sameCarry: t('Carry {value} in both', '两处业绩报酬均为 {value}'),

  // Faults of the editor's own wording
  sharesSum: t('Shares add up to {sum}. They must add up to {whole}.', '比例合计 {sum}，应为 {whole}。'),
  splitAtEnd: t(
    'The list must end in a split that takes all that is left.',
    '须以分成层级结尾，以分配全部剩余现金。',
  ),
  notRead: t('“{text}” is not clear here.', '“{text}”不明确。'),
  needed: t('{field} is missing.', '缺少{field}。'),
  fault: t('Fault', '错误'),
  doubt: t('Note', '提示'),
} satisfies Record<string, Text>;

export type TierText = keyof typeof tierTexts;
