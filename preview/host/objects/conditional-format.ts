import type { Comparison, Condition, Look, Place, ScalePoint } from '../../grid/index.ts';
import type { Kind, Property } from '../kind.ts';
import type { ConditionModel, WorkbookHost } from '../workbook-host.ts';

/** Conditional formats are given bit by bit: the grid's rule is made again each time enough of it is known. */
function update(model: ConditionModel, host: WorkbookHost): void {
  const { sheet, rect } = model.place;
  if (model.gridId !== null) host.grid.removeCondition(sheet, model.gridId);
  const condition = conditionOf(model);
  model.gridId = condition && host.grid.addCondition(sheet, rect, condition);
}

function conditionOf({ type, given }: ConditionModel): Condition | null {
  const look = given['look'] as Look;
  if (type === 'Custom')
    return given['formula'] ? { kind: 'formula', formula: String(given['formula']), look } : null;
  if (type === 'CellValue') {
    const rule = given['rule'] as
      { operator: Comparison; formula1: string | number; formula2?: string | number } | undefined;
    if (!rule) return null;
    const values = [rule.formula1, rule.formula2 ?? 0].map((value) =>
      Number(String(value).replace(/^=/, '')),
    );
    if (values.some(Number.isNaN))
      throw new Error('InvalidArgument: the preview compares cells with plain numbers only');
    return { kind: 'cell', operator: rule.operator, values, look };
  }
  const criteria = given['criteria'] as
    Record<string, { type: string; formula?: string | number | null; color: string }> | undefined;
  if (!criteria) return null;
  return {
    kind: 'scale',
    points: ['minimum', 'midpoint', 'maximum'].flatMap((name) => {
      const point = criteria[name];
      return point
        ? [{ at: pointTypes[point.type] ?? 'num', value: Number(point.formula ?? 0), color: point.color }]
        : [];
    }),
  };
}

const pointTypes: Record<string, ScalePoint['at']> = {
  LowestValue: 'min',
  HighestValue: 'max',
  Number: 'num',
  Percent: 'percent',
  Percentile: 'percentile',
};

const lookPart = (name: keyof Look): Property<ConditionModel> => ({
  get: ({ given }) => (given['look'] as Look)[name],
  set: (model, value, host) => {
    model.given['look'] = { ...(model.given['look'] as Look), [name]: value };
    update(model, host);
  },
});

const part = (name: string): Property<ConditionModel> => ({
  get: ({ given }) => given[name],
  set: (model, value, host) => {
    model.given[name] = value;
    update(model, host);
  },
});

const fill: Kind<ConditionModel> = { name: 'ConditionalRangeFill', properties: { color: lookPart('fill') } };
const font: Kind<ConditionModel> = {
  name: 'ConditionalRangeFont',
  properties: { color: lookPart('color'), bold: lookPart('bold') },
};
const format: Kind<ConditionModel> = {
  name: 'ConditionalRangeFormat',
  children: {
    fill: { kind: () => fill as Kind<never>, at: (model) => model },
    font: { kind: () => font as Kind<never>, at: (model) => model },
  },
};
const formatChild = { kind: () => format as Kind<never>, at: (model: ConditionModel) => model };
const formula: Kind<ConditionModel> = {
  name: 'ConditionalFormatRule',
  properties: { formula: part('formula') },
};
const custom: Kind<ConditionModel> = {
  name: 'CustomConditionalFormat',
  children: { format: formatChild, rule: { kind: () => formula as Kind<never>, at: (model) => model } },
};
const cellValue: Kind<ConditionModel> = {
  name: 'CellValueConditionalFormat',
  properties: { rule: part('rule') },
  children: { format: formatChild },
};
const colorScale: Kind<ConditionModel> = {
  name: 'ColorScaleConditionalFormat',
  properties: { criteria: part('criteria') },
};

const conditionKind: Kind<ConditionModel> = {
  name: 'ConditionalFormat',
  properties: { id: { get: ({ id }) => id }, type: { get: ({ type }) => type } },
  children: {
    custom: { kind: () => custom as Kind<never>, at: (model) => model },
    cellValue: { kind: () => cellValue as Kind<never>, at: (model) => model },
    colorScale: { kind: () => colorScale as Kind<never>, at: (model) => model },
  },
  methods: {
    delete: (model, host) => {
      if (model.gridId !== null) host.grid.removeCondition(model.place.sheet, model.gridId);
      host.conditions.delete(model.id);
    },
  },
};

const here = ({ sheet, rect }: Place, host: WorkbookHost) =>
  [...host.conditions.values()].filter(
    ({ place }) => place.sheet === sheet && JSON.stringify(place.rect) === JSON.stringify(rect),
  );

let made = 0;

export const conditionsKind: Kind<Place> = {
  name: 'ConditionalFormatCollection',
  objects: {
    add: {
      kind: () => conditionKind as Kind<never>,
      at: (place, host, type: string) => {
        if (!['Custom', 'CellValue', 'ColorScale'].includes(type))
          throw new Error(`NotImplemented: conditional format ${type} is not known to the preview`);
        const id = `condition-${++made}`;
        const model: ConditionModel = { id, place, type, gridId: null, given: { look: {} } };
        host.conditions.set(id, model);
        return model;
      },
    },
  },
  methods: {
    clearAll: (place, host) => {
      for (const model of here(place, host)) {
        if (model.gridId !== null) host.grid.removeCondition(model.place.sheet, model.gridId);
        host.conditions.delete(model.id);
      }
    },
    getCount: (place, host) => here(place, host).length,
  },
  items: { kind: () => conditionKind as Kind<never>, of: here },
};
