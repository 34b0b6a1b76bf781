/**
 * A chart as DrawingML (ECMA-376, part 1, 21.2): stacked columns with lines over them, whose title, names and labels are
 * references to cells. The library of workbooks writes neither two kinds in one chart nor references for texts.
 */
import {
  cellAddress,
  rangeAddress,
  type Area,
  type ChartPlan,
  type ChartSeries,
  type PlanCell,
} from '../../../src/sheet/index.ts';

const NAMESPACES =
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const LABELS = 'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"';
const TEXT = '#1A1F25';
const MUTED = '#535C67';

const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

type Values = readonly (readonly PlanCell[])[];

/** Reads the cells of a sheet for what is stored beside each reference: LibreOffice shows titles by it. */
class Cells {
  readonly #sheet: string;
  readonly #values: Values;

  constructor(sheet: string, values: Values) {
    this.#sheet = `'${sheet.replaceAll("'", "''")}'!`;
    this.#values = values;
  }

  #reference(area: Area): string {
    const address =
      area.rows * area.columns === 1
        ? cellAddress(area.row, area.column)
        : rangeAddress(area.row, area.column, area.rows, area.columns);
    return escaped(this.#sheet + address.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2'));
  }

  #list(area: Area): PlanCell[] {
    return Array.from({ length: area.rows }, (_, i) => this.#values[area.row + i]?.[area.column] ?? null);
  }

  text(area: Area, tag = 'c:strRef', cache = 'c:strCache'): string {
    const points = this.#list(area).map((v, i) =>
      v === null ? '' : `<c:pt idx="${i}"><c:v>${escaped(String(v))}</c:v></c:pt>`,
    );
    const [formula] = tag === 'c:strRef' ? ['c:f'] : ['c15:f'];
    return `<${tag}><${formula}>${this.#reference(area)}</${formula}><${cache}><c:ptCount val="${area.rows}"/>${points.join('')}</${cache}></${tag}>`;
  }

  numbers(area: Area): string {
    const points = this.#list(area).map((v, i) =>
      typeof v === 'number' ? `<c:pt idx="${i}"><c:v>${v}</c:v></c:pt>` : '',
    );
    return `<c:numRef><c:f>${this.#reference(area)}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="${area.rows}"/>${points.join('')}</c:numCache></c:numRef>`;
  }
}

const solid = (color: string): string => `<a:solidFill><a:srgbClr val="${color.slice(1)}"/></a:solidFill>`;
const hatch = (color: string): string =>
  `<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="${color.slice(1)}"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>`;
/** In points. */
const line = (color: string | undefined, width: number, dash = ''): string =>
  color
    ? `<a:ln w="${Math.round(width * 12_700)}">${solid(color)}${dash && `<a:prstDash val="${dash}"/>`}</a:ln>`
    : '<a:ln><a:noFill/></a:ln>';
const shape = (fill: string, outline: string): string => `<c:spPr>${fill}${outline}</c:spPr>`;
const font = (size: number, color: string, bold = false): string =>
  `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="${size * 100}" b="${bold ? 1 : 0}">${solid(color)}</a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>`;

const barFill = (fill: string | null, outline?: string, hatched = false): string =>
  fill === null
    ? shape('<a:noFill/>', line(undefined, 0))
    : shape(hatched ? hatch(outline ?? fill) : solid(fill), line(outline, 0.75));

const column = (area: Area, i: number, from = 0, rows = area.rows - from): Area => ({
  row: area.row + from,
  column: area.column + i,
  rows,
  columns: 1,
});

const SHOWN = (name: boolean) =>
  `<c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/><c:showSerName val="${name ? 1 : 0}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>`;

/** Texts of cells at the points of a series: as Excel 2013 and later keep them, for each point and in a range. */
function labelsOf(cells: Cells, area: Area): { readonly labels: string; readonly range: string } {
  const field =
    '<a:fld id="{5E0D6A4F-9C1B-4A57-8B1D-0B7C6D2E4A10}" type="CELLRANGE"><a:rPr/><a:pPr/><a:t>[CELLRANGE]</a:t></a:fld>';
  const shown = `<c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" ${LABELS}><c15:dlblFieldTable/><c15:showDataLabelsRange val="1"/></c:ext>`;
  const points = Array.from(
    { length: area.rows },
    (_, i) =>
      `<c:dLbl><c:idx val="${i}"/><c:tx><c:rich><a:bodyPr/><a:p>${field}</a:p></c:rich></c:tx><c:dLblPos val="t"/>${SHOWN(false)}<c:extLst>${shown}</c:extLst></c:dLbl>`,
  );
  return {
    labels: `<c:dLbls>${points.join('')}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${font(8, TEXT, true)}<c:dLblPos val="t"/>${SHOWN(false)}<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" ${LABELS}><c15:showDataLabelsRange val="1"/></c:ext></c:extLst></c:dLbls>`,
    range: `<c:extLst><c:ext uri="{02D57815-91ED-43cb-92C2-25804820EDAC}" ${LABELS}>${cells.text(area, 'c15:datalabelsRange', 'c15:dlblRangeCache')}</c:ext></c:extLst>`,
  };
}

function seriesXml(cells: Cells, data: Area, series: ChartSeries, i: number): string {
  const name = `<c:tx>${cells.text(column(data, i + 1, 0, 1))}</c:tx>`;
  const categories = `<c:cat>${cells.text(column(data, 0, 1))}</c:cat>`;
  const values = `<c:val>${cells.numbers(column(data, i + 1, 1))}</c:val>`;
  const begin = `<c:ser><c:idx val="${i}"/><c:order val="${i}"/>${name}`;
  const { fill, outline, points = [] } = series;
  if (!series.line) {
    const dPt = points.map(
      (p) =>
        `<c:dPt><c:idx val="${p.index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>${barFill(p.fill, p.outline, p.hatched)}</c:dPt>`,
    );
    return `${begin}${barFill(fill, outline)}<c:invertIfNegative val="0"/>${dPt.join('')}${categories}${values}</c:ser>`;
  }
  const ink = fill ?? MUTED;
  const drawn = {
    points: [line(ink, 1.5), 'circle', 5],
    dashes: [line(ink, 0.75, 'sysDash'), 'none', 5],
    ring: [line(ink, 1.25), 'circle', 10],
    labels: [line(undefined, 0), 'none', 5],
  } as const;
  const [stroke, symbol, size] = drawn[series.line];
  const marker =
    symbol === 'none'
      ? '<c:marker><c:symbol val="none"/></c:marker>'
      : `<c:marker><c:symbol val="circle"/><c:size val="${size}"/>${shape(solid('#FFFFFF'), line(ink, 1.25))}</c:marker>`;
  const own = series.labels ? labelsOf(cells, series.labels) : null;
  const named =
    series.line === 'ring'
      ? `<c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${font(9, TEXT, true)}<c:dLblPos val="b"/>${SHOWN(true)}</c:dLbls>`
      : '';
  return `${begin}${shape('', stroke)}${marker}${own?.labels ?? named}${categories}${values}<c:smooth val="0"/>${own?.range ?? ''}</c:ser>`;
}

const AXES = '<c:axId val="111111111"/><c:axId val="222222222"/>';

function axesXml(names?: number): string {
  const scaling = '<c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>';
  const text = font(9, MUTED);
  return (
    `<c:catAx><c:axId val="111111111"/>${scaling}<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${shape('', line('#767F8A', 0.75))}${text}<c:crossAx val="222222222"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>${names ? `<c:tickLblSkip val="${names}"/>` : ''}<c:noMultiLvlLbl val="1"/></c:catAx>` +
    `<c:valAx><c:axId val="222222222"/>${scaling}<c:axPos val="l"/><c:majorGridlines>${shape('', line('#DDE1E6', 0.75))}</c:majorGridlines><c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${shape('', line(undefined, 0))}${text}<c:crossAx val="111111111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>`
  );
}

/** @param values of the sheet's cells, as they are stored beside its formulas */
export function chartXml(plan: ChartPlan, sheet: string, values: Values): string {
  const cells = new Cells(sheet, values);
  const { title, data } = plan;
  const all = plan.series.map((series, i) => ({ series, xml: seriesXml(cells, data, series, i) }));
  const bars = all.filter(({ series }) => !series.line).map(({ xml }) => xml);
  const lines = all.filter(({ series }) => series.line).map(({ xml }) => xml);
  const many = data.rows > 40;
  const barChart = `<c:barChart><c:barDir val="col"/><c:grouping val="stacked"/><c:varyColors val="0"/>${bars.join('')}<c:gapWidth val="${many ? 0 : 60}"/><c:overlap val="100"/>${AXES}</c:barChart>`;
  const lineChart = lines.length
    ? `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${lines.join('')}<c:marker val="1"/>${AXES}</c:lineChart>`
    : '';
  const legend = plan.legend
    ? `<c:legend><c:legendPos val="t"/><c:overlay val="0"/>${font(9, TEXT)}</c:legend>`
    : '';
  const place = { row: title.row, column: title.column, rows: 1, columns: 1 };
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<c:chartSpace ${NAMESPACES}><c:roundedCorners val="0"/><c:chart>` +
    `<c:title><c:tx>${cells.text(place)}</c:tx><c:overlay val="0"/>${font(11, TEXT, true)}</c:title><c:autoTitleDeleted val="0"/>` +
    `<c:plotArea><c:layout/>${barChart}${lineChart}${axesXml(plan.names)}</c:plotArea>${legend}<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart>` +
    `${shape(solid('#FFFFFF'), line('#DDE1E6', 0.75))}</c:chartSpace>`
  );
}
