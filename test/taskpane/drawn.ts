/** What stands in a chart. */
import type { VNode } from '../../src/charts/markup.ts';

export const all = (chart: VNode, tag: string): VNode[] =>
  chart.children.flatMap((c) => ('tag' in c ? [...(c.tag === tag ? [c] : []), ...all(c, tag)] : []));
export const textOf = (node: VNode): string =>
  node.children.map((c) => ('text' in c ? c.text : textOf(c))).join('');
export const number = (node: VNode, name: string): number => Number(node.props[name]);
export const is = (node: VNode, look: string): boolean =>
  String(node.props.class ?? '')
    .split(' ')
    .includes(look);
