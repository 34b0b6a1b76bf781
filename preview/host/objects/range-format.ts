import type { Border, CellStyle, Edge, Place } from '../../grid/index.ts';
import type { Kind, Property } from '../kind.ts';
import type { WorkbookHost } from '../workbook-host.ts';

/** Excel's sizes are points, the grid's are pixels. */
const pixels = (points: number) => (points * 4) / 3;
const points = (size: number) => size * 0.75;

/** What all cells share, or null where they differ. */
function shared<K extends keyof CellStyle>(place: Place, host: WorkbookHost, name: K): CellStyle[K] | null {
  const { sheet, rect } = place;
  const first = host.grid.styleAt(sheet, rect.row, rect.column)[name];
  for (let row = rect.row; row < rect.row + rect.rows; row++)
    for (let column = rect.column; column < rect.column + rect.columns; column++)
      if (host.grid.styleAt(sheet, row, column)[name] !== first) return null;
  return first;
}

const style = <K extends keyof CellStyle>(name: K): Property<Place> => ({
  get: (place, host) => shared(place, host, name),
  set: ({ sheet, rect }, value: CellStyle[K], host) => {
    host.refuseProtected(sheet);
    host.grid.applyStyle(sheet, rect, () => ({ [name]: value }) as Partial<CellStyle>);
  },
});

const fontKind: Kind<Place> = {
  name: 'RangeFont',
  properties: {
    bold: style('bold'),
    italic: style('italic'),
    size: style('size'),
    name: style('fontName'),
    color: style('color'),
    underline: {
      get: (place, host) => (shared(place, host, 'underline') ? 'Single' : 'None'),
      set: ({ sheet, rect }, value: string, host) => {
        host.grid.applyStyle(sheet, rect, () => ({ underline: value !== 'None' }));
      },
    },
  },
};

const fillKind: Kind<Place> = {
  name: 'RangeFill',
  properties: {
    color: {
      get: (place, host) => shared(place, host, 'fill') ?? '#FFFFFF',
      set: ({ sheet, rect }, value: string, host) => {
        host.grid.applyStyle(sheet, rect, () => ({ fill: value === '' ? null : value }));
      },
    },
  },
  methods: {
    clear: ({ sheet, rect }, host) => {
      host.grid.applyStyle(sheet, rect, () => ({ fill: null }));
    },
  },
};

const edges: Record<string, Edge> = {
  EdgeTop: 'top',
  EdgeBottom: 'bottom',
  EdgeLeft: 'left',
  EdgeRight: 'right',
  InsideHorizontal: 'horizontal',
  InsideVertical: 'vertical',
};

interface BorderTarget extends Place {
  readonly edge: Edge;
  /** Excel takes style, colour and weight one by one; the grid wants them together. */
  wanted: { style: string; weight: string; color: string };
}

function gridBorder({ style: line, weight, color }: BorderTarget['wanted']): Border {
  if (line === 'None') return { style: 'none', color };
  if (line === 'Double') return { style: 'double', color };
  if (line === 'Dash') return { style: 'dashed', color };
  if (line === 'Dot') return { style: 'dotted', color };
  if (line !== 'Continuous')
    throw new Error(`InvalidArgument: border style ${line} is not known to the preview`);
  return {
    style:
      weight === 'Thick' ? 'thick' : weight === 'Medium' ? 'medium' : weight === 'Hairline' ? 'hair' : 'thin',
    color,
  };
}

const officeStyles: Record<Border['style'], [string, string]> = {
  none: ['None', 'Thin'],
  thin: ['Continuous', 'Thin'],
  hair: ['Continuous', 'Hairline'],
  medium: ['Continuous', 'Medium'],
  thick: ['Continuous', 'Thick'],
  double: ['Double', 'Thick'],
  dashed: ['Dash', 'Thin'],
  dotted: ['Dot', 'Thin'],
};

function borderTarget(place: Place, host: WorkbookHost, name: string): BorderTarget {
  const edge = edges[name];
  if (!edge) throw new Error(`InvalidArgument: border ${name} is not known to the preview`);
  const found = host.grid.borderAt(place.sheet, place.rect, edge);
  const [line, weight] = officeStyles[found.style];
  return { ...place, edge, wanted: { style: line, weight, color: found.color } };
}

const borderPart = (name: 'style' | 'weight' | 'color'): Property<BorderTarget> => ({
  get: ({ wanted }) => wanted[name],
  set: (target, value: string, host) => {
    target.wanted = { ...target.wanted, [name]: value };
    // A weight or colour given to no line draws one, as Excel does.
    if (name !== 'style' && target.wanted.style === 'None') target.wanted.style = 'Continuous';
    host.grid.setBorder(target.sheet, target.rect, target.edge, gridBorder(target.wanted));
  },
});

const borderKind: Kind<BorderTarget> = {
  name: 'RangeBorder',
  properties: { style: borderPart('style'), weight: borderPart('weight'), color: borderPart('color') },
};

const bordersKind: Kind<Place> = {
  name: 'RangeBorderCollection',
  objects: { getItem: { kind: () => borderKind as Kind<never>, at: borderTarget } },
};

export const rangeFormatKind: Kind<Place> = {
  name: 'RangeFormat',
  properties: {
    horizontalAlignment: style('align'),
    verticalAlignment: style('verticalAlign'),
    wrapText: style('wrap'),
    columnWidth: {
      get: ({ sheet, rect }, host) => points(host.grid.boxOf(sheet, { ...rect, columns: 1 }).width),
      set: ({ sheet, rect }, value: number, host) => {
        host.grid.setColumnWidth(sheet, rect.column, rect.columns, pixels(value));
      },
    },
    rowHeight: {
      get: ({ sheet, rect }, host) => points(host.grid.boxOf(sheet, { ...rect, rows: 1 }).height),
      set: ({ sheet, rect }, value: number, host) => {
        host.grid.setRowHeight(sheet, rect.row, rect.rows, pixels(value));
      },
    },
  },
  children: {
    font: { kind: () => fontKind as Kind<never>, at: (place) => place },
    fill: { kind: () => fillKind as Kind<never>, at: (place) => place },
    borders: { kind: () => bordersKind as Kind<never>, at: (place) => place },
  },
  methods: {
    autofitColumns: ({ sheet, rect }, host) => {
      host.grid.autofitColumns(sheet, rect.column, rect.columns);
    },
    autofitRows: () => undefined,
  },
};
