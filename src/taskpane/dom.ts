/** Brings a page in line with a view that is plain data. */
import { h, type Child, type VNode, type VText } from '../charts/markup.ts';

const SVG = 'http://www.w3.org/2000/svg';
const shown = new WeakMap<Element, readonly (VNode | VText)[]>();

/** Makes the children of `root` equal to `next`, keeping the elements that stay. */
export function render(root: Element, ...next: readonly Child[]): void {
  const flat = h('', null, ...next).children;
  patchChildren(root, shown.get(root) ?? [], flat, false);
  shown.set(root, flat);
}

function create(v: VNode | VText, svg: boolean): Element | Text {
  if (!('tag' in v)) return (v.node = document.createTextNode(v.text));
  const inSvg = svg || v.tag === 'svg';
  const node = inSvg ? document.createElementNS(SVG, v.tag) : document.createElement(v.tag);
  v.node = node;
  for (const child of v.children) node.append(create(child, inSvg));
  for (const key in v.props) setProp(node, key, v.props[key]);
  return node;
}

/** Each child takes over the first of the old ones that is its like; what has none goes first, so that the rest can stay and keep the focus. */
function patchChildren(
  parent: Element,
  old: readonly (VNode | VText)[],
  next: readonly (VNode | VText)[],
  svg: boolean,
): void {
  const left = [...old];
  const pairs = next.map((after) => {
    const at = left.findIndex((before) => isLike(before, after));
    return [after, at < 0 ? null : left.splice(at, 1)[0]!] as const;
  });
  for (const gone of left) gone.node!.remove();
  let place = parent.firstChild;
  for (const [after, before] of pairs) {
    if (!before) create(after, svg);
    else if ('tag' in after) patchElement(before as VNode, after, svg);
    else {
      after.node = (before as VText).node!;
      if ((before as VText).text !== after.text) after.node.data = after.text;
    }
    if (after.node === place) place = place!.nextSibling;
    else parent.insertBefore(after.node!, place);
  }
}

const isLike = (before: VNode | VText, after: VNode | VText): boolean =>
  'tag' in before
    ? 'tag' in after && before.tag === after.tag && before.props.key === after.props.key
    : !('tag' in after);

function patchElement(before: VNode, after: VNode, svg: boolean): void {
  if (before === after) return;
  const node = (after.node = before.node!);
  patchChildren(node, before.children, after.children, svg || after.tag === 'svg');
  for (const key in before.props) if (!(key in after.props)) setProp(node, key, undefined);
  for (const key in after.props) {
    const value = after.props[key];
    if (value !== before.props[key] || key === 'value' || key === 'checked') setProp(node, key, value);
  }
}

function setProp(node: Element, key: string, value: unknown): void {
  if (key === 'key') return;
  const properties = node as unknown as Record<string, unknown>;
  if (key.startsWith('on')) properties[key] = value ?? null;
  else if ((key === 'value' && 'value' in node) || key === 'checked') {
    if (properties[key] !== value) properties[key] = value;
  } else if (value === undefined || value === null || (value === false && !key.startsWith('aria-')))
    node.removeAttribute(key);
  else node.setAttribute(key, value === true && !key.startsWith('aria-') ? '' : String(value));
}
