/** Elements as plain data: what a view or a chart draws, before it becomes part of a page or a picture. */

export interface VNode {
  readonly tag: string;
  readonly props: Props;
  readonly children: readonly (VNode | VText)[];
  node?: Element;
}
export interface VText {
  readonly text: string;
  node?: Text;
}
export type Props = Readonly<Record<string, unknown>>;
export type Child = VNode | string | number | false | null | undefined | readonly Child[];

/**
 * An element as data. `key` keeps rows apart; `on…` are handlers; `value` and `checked` follow the state,
 * every other property of the element that the user changes (an open `details`, a scroll position) stays the page's.
 */
export function h(tag: string, props: Props | null, ...children: readonly Child[]): VNode {
  const flat: (VNode | VText)[] = [];
  flatten(children, flat);
  return { tag, props: props ?? {}, children: flat };
}

function flatten(children: readonly Child[], into: (VNode | VText)[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false || child === '') continue;
    if (typeof child === 'string' || typeof child === 'number') into.push({ text: String(child) });
    else if ('tag' in child) into.push(child);
    else flatten(child, into);
  }
}
