import { cellAddress, inSheet, type Area, type ChartPlan, type ChartSeries } from '../../sheet/index.ts';

/** A native chart whose title, names and texts are references to cells; Office.js has solid fills only. */
export function addChart(sheet: Excel.Worksheet, plan: ChartPlan, name: string): void {
  const range = ({ row, column, rows, columns }: Area) => sheet.getRangeByIndexes(row, column, rows, columns);
  // Heads and first column of the data become names of series and categories that follow their cells.
  const chart = sheet.charts.add('ColumnStacked', range(plan.data), 'Columns');
  // The rows of the data are folded.
  chart.plotVisibleOnly = false;
  const { row, column } = plan.title;
  chart.title.setFormula(`=${inSheet(name, cellAddress(row, column))}`);
  chart.title.format.font.size = 11;
  chart.title.format.font.bold = true;
  chart.legend.position = 'Top';
  chart.legend.visible = plan.legend;
  const { valueAxis, categoryAxis } = chart.axes;
  valueAxis.numberFormat = '#,##0';
  categoryAxis.tickLabelPosition = 'Low';
  if (plan.names) categoryAxis.tickLabelSpacing = plan.names;
  plan.series.forEach((part, i) => look(chart.series.getItemAt(i), part, name, plan.data.rows > 40));
  const { at } = plan;
  chart.setPosition(
    sheet.getCell(at.row, at.column),
    sheet.getCell(at.row + at.rows - 1, at.column + at.columns - 1),
  );
}

function look(series: Excel.ChartSeries, part: ChartSeries, name: string, many: boolean): void {
  const { fill, outline, line, points = [], labels } = part;
  const ink = fill ?? '#FFFFFF';
  if (!line) {
    series.gapWidth = many ? 0 : 60;
    if (fill === null) series.format.fill.clear();
    else series.format.fill.setSolidColor(fill);
    if (outline) series.format.line.color = outline;
    for (const point of points) {
      const { format } = series.points.getItemAt(point.index);
      format.fill.setSolidColor(point.fill);
      if (point.outline) format.border.color = point.outline;
    }
    return;
  }
  series.chartType = line === 'dashes' || line === 'labels' ? 'Line' : 'LineMarkers';
  if (line === 'labels') series.format.line.clear();
  else {
    series.format.line.color = ink;
    series.format.line.weight = line === 'dashes' ? 0.75 : 1.5;
  }
  if (line === 'dashes') series.format.line.lineStyle = 'Dash';
  if (line === 'points' || line === 'ring') {
    series.markerStyle = 'Circle';
    series.markerSize = line === 'ring' ? 10 : 5;
    series.markerBackgroundColor = '#FFFFFF';
    series.markerForegroundColor = ink;
  }
  if (line === 'ring') {
    series.hasDataLabels = true;
    series.dataLabels.showValue = false;
    series.dataLabels.showSeriesName = true;
    series.dataLabels.position = 'Bottom';
  }
  if (!labels) return;
  series.hasDataLabels = true;
  series.dataLabels.position = 'Top';
  for (let i = 0; i < labels.rows; i++)
    series.points.getItemAt(i).dataLabel.formula =
      `=${inSheet(name, cellAddress(labels.row + i, labels.column))}`;
}
