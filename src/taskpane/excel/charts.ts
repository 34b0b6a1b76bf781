import type { Area, ChartPlan } from '../../sheet/index.ts';

const TYPES = {
  columnClustered: 'ColumnClustered',
  columnStacked: 'ColumnStacked',
  line: 'Line',
  columnAndLine: 'ColumnClustered',
} as const;

/** Native charts, each series with its own range, name and colour. */
export function addCharts(sheet: Excel.Worksheet, plans: readonly ChartPlan[]): void {
  const range = ({ row, column, rows, columns }: Area) => sheet.getRangeByIndexes(row, column, rows, columns);
  for (const plan of plans) {
    const [first, ...others] = plan.series;
    if (!first) continue;
    const chart = sheet.charts.add(
      TYPES[plan.kind],
      range(first.values),
      first.values.rows > 1 ? 'Columns' : 'Rows',
    );
    chart.title.text = plan.title;
    chart.legend.position = 'Top';
    chart.legend.visible = plan.legend;
    const all = [chart.series.getItemAt(0), ...others.map((s) => chart.series.add(s.name))];
    plan.series.forEach((part, i) => {
      const series = all[i]!;
      series.name = part.name;
      series.setValues(range(part.values));
      series.setXAxisValues(range(plan.categories));
      if (part.labels) series.hasDataLabels = true;
      if (part.line) series.chartType = 'LineMarkers';
      if (part.hidden) series.format.fill.clear();
      else if (part.line || plan.kind === 'line') series.format.line.color = part.color;
      else series.format.fill.setSolidColor(part.color);
    });
    const { row, column, rows, columns } = plan.at;
    chart.setPosition(sheet.getCell(row, column), sheet.getCell(row + rows - 1, column + columns - 1));
  }
}
