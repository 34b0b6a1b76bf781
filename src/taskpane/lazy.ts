/** What is needed only to read cells, without the service or for a sheet: a file of its own, fetched right after the pane is usable. */
export { calculate, readRequest } from '../document/index.ts';
export { contentsSheet, detailSheet, explainer, readSelection } from '../sheet/index.ts';
export { fill } from './excel/fill-sheet.ts';
