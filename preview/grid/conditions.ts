import {
  CFNumberOperator,
  CFRuleType,
  CFSubRuleType,
  CFValueType,
  type IConditionFormattingRule,
} from '@univerjs/presets/preset-sheets-conditional-formatting';
import { BooleanNumber, type IStyleBase } from '@univerjs/presets';
import { sheetOf, toUniverRange, type Core } from './core.ts';
import type { Comparison, Condition, Look, Rect, ScalePoint } from './types.ts';

const operators: Record<Comparison, CFNumberOperator> = {
  Between: CFNumberOperator.between,
  NotBetween: CFNumberOperator.notBetween,
  EqualTo: CFNumberOperator.equal,
  NotEqualTo: CFNumberOperator.notEqual,
  GreaterThan: CFNumberOperator.greaterThan,
  LessThan: CFNumberOperator.lessThan,
  GreaterThanOrEqual: CFNumberOperator.greaterThanOrEqual,
  LessThanOrEqual: CFNumberOperator.lessThanOrEqual,
};
const points: Record<ScalePoint['at'], CFValueType> = {
  min: CFValueType.min,
  max: CFValueType.max,
  num: CFValueType.num,
  percent: CFValueType.percent,
  percentile: CFValueType.percentile,
};

function styleOf({ fill, color, bold }: Look): IStyleBase {
  return {
    ...(fill === undefined ? {} : { bg: { rgb: fill } }),
    ...(color === undefined ? {} : { cl: { rgb: color } }),
    ...(bold === undefined ? {} : { bl: bold ? BooleanNumber.TRUE : BooleanNumber.FALSE }),
  };
}

function ruleOf(condition: Condition): IConditionFormattingRule['rule'] {
  if (condition.kind === 'formula')
    return {
      type: CFRuleType.highlightCell,
      subType: CFSubRuleType.formula,
      value: condition.formula,
      style: styleOf(condition.look),
    };
  if (condition.kind === 'scale')
    return {
      type: CFRuleType.colorScale,
      config: condition.points.map(({ at, value, color }, index) => ({
        index,
        color,
        value: { type: points[at], value },
      })),
    };
  const two = condition.operator === 'Between' || condition.operator === 'NotBetween';
  return {
    type: CFRuleType.highlightCell,
    subType: CFSubRuleType.number,
    operator: operators[condition.operator],
    value: two ? [condition.values[0] ?? 0, condition.values[1] ?? 0] : (condition.values[0] ?? 0),
    style: styleOf(condition.look),
  } as IConditionFormattingRule['rule'];
}

let made = 0;

/** The rule stands before those made earlier. Gives its id. */
export function addCondition(core: Core, sheet: string, rect: Rect, condition: Condition): string {
  const cfId = `host-${++made}`;
  sheetOf(core, sheet).addConditionalFormattingRule({
    cfId,
    ranges: [toUniverRange(rect)],
    stopIfTrue: false,
    rule: ruleOf(condition),
  });
  return cfId;
}

export function removeCondition(core: Core, sheet: string, id: string): void {
  sheetOf(core, sheet).deleteConditionalFormattingRule(id);
}
