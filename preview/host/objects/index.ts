import type { Kind } from '../kind.ts';
import { chartsKind } from './chart.ts';
import { namesKind } from './names.ts';
import { pageLayoutKind } from './page-layout.ts';
import { rangeKind } from './range.ts';
import { tablesKind } from './table.ts';
import { workbookKind } from './workbook.ts';
import { worksheetKind } from './worksheet.ts';

/** Kinds that are reached from several others, by the name they are referred to with. */
export const kinds = {
  ChartCollection: chartsKind,
  NamedItemCollection: namesKind,
  PageLayout: pageLayoutKind,
  Range: rangeKind,
  TableCollection: tablesKind,
  Workbook: workbookKind,
  Worksheet: worksheetKind,
} as unknown as Readonly<Record<string, Kind<never>>>;
