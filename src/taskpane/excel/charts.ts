import type { Area, ChartPlan } from '../../sheet/index.ts';
import { cutTo, EXCEL_LIMITS } from '../../sheet/write/excel-limits.ts';

const TYPES = {
  columnClustered: 'ColumnClustered',
  columnStacked: 'ColumnStacked',
  line: 'Line',
  columnAndLine: 'ColumnClustered',
} as const;

/** A native chart, each series with its own range, name and colour. */
export function addChart(sheet: Excel.Worksheet, plan: ChartPlan): void {
  const range = ({ row, column, rows, columns }: Area) => sheet.getRangeByIndexes(row, column, rows, columns);
  const [first, ...others] = plan.series;
  if (!first) return;
  const chart = sheet.charts.add(
    TYPES[plan.kind],
    range(first.values),
    first.values.rows > 1 ? 'Columns' : 'Rows',
  );
  chart.title.text = cutTo(plan.title, EXCEL_LIMITS.chartTitle);
  chart.legend.position = 'Top';
  chart.legend.visible = plan.legend;
  const all = [chart.series.getItemAt(0), ...others.map((s) => chart.series.add(s.name))];
  plan.series.forEach((part, i) => {
    const series = all[i]!;
    // The foot of a waterfall has no name, and no legend shows the one that Excel gives it.
    if (part.name) series.name = cutTo(part.name, EXCEL_LIMITS.chartTitle);
    series.setValues(range(part.values));
    series.setXAxisValues(range(plan.categories));
    if (part.line) series.chartType = 'LineMarkers';
    if (part.hidden) series.format.fill.clear();
    else if (part.line || plan.kind === 'line') {
      series.format.line.color = part.color;
      // The colour of a line is not that of its markers.
      series.markerBackgroundColor = part.color;
      series.markerForegroundColor = part.color;
    } else series.format.fill.setSolidColor(part.color);
    if (!part.labels) return;
    series.hasDataLabels = true;
    // A step of nothing has no label.
    series.dataLabels.numberFormat = '#,##0.00;-#,##0.00;';
  });
  const { row, column, rows, columns } = plan.at;
  chart.setPosition(sheet.getCell(row, column), sheet.getCell(row + rows - 1, column + columns - 1));
}
