/** An element of a well-formed document without DTD. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const decode = (text: string): string =>
  text.replace(/&(#x?[\da-f]+|\w+)?;?/gi, (whole, name: string | undefined) => {
    const numeric = /^#(x?)([\da-f]+)$/i.exec(name ?? '');
    const character = numeric
      ? String.fromCodePoint(parseInt(numeric[2]!, numeric[1] ? 16 : 10))
      : ENTITIES[name ?? ''];
    if (character === undefined || !whole.endsWith(';')) throw new Error(`${whole} is no entity`);
    return character;
  });

const NAME = String.raw`[A-Za-z_][\w.:-]*`;
const ATTRIBUTE = String.raw`\s+(${NAME})\s*=\s*("[^"<]*"|'[^'<]*')`;
const TAG = new RegExp(
  String.raw`<!--(?:(?!--)[\s\S])*-->|<\?[\s\S]*?\?>|<(${NAME})((?:${ATTRIBUTE})*)\s*(/?)>|</(${NAME})\s*>|([^<]+)`,
  'y',
);

/** The root element; throws where the text is not well formed. */
export function parseXml(source: string): Element {
  const top: Element & { children: Element[] } = { name: '', attributes: {}, children: [], text: '' };
  const open = [top as { name: string; children: Element[]; text: string }];
  TAG.lastIndex = 0;
  while (TAG.lastIndex < source.length) {
    const at = TAG.lastIndex;
    const match = TAG.exec(source);
    if (!match) throw new Error(`not well formed at: ${source.slice(at, at + 60)}`);
    const [, name, given, , , empty, closed, text] = match;
    const parent = open[open.length - 1]!;
    if (name !== undefined) {
      const attributes: Record<string, string> = {};
      for (const [, key, value] of (given ?? '').matchAll(new RegExp(ATTRIBUTE, 'g'))) {
        if (key! in attributes) throw new Error(`${key} stands twice in ${name}`);
        attributes[key!] = decode(value!.slice(1, -1));
      }
      const element = { name, attributes, children: [], text: '' };
      parent.children.push(element);
      if (!empty) open.push(element);
    } else if (closed !== undefined) {
      if (parent.name !== closed || open.length === 1)
        throw new Error(`</${closed}> closes ${parent.name || 'nothing'}`);
      open.pop();
    } else if (text !== undefined) {
      if (open.length === 1 && text.trim()) throw new Error(`text outside the root: ${text.trim()}`);
      parent.text += decode(text);
    }
  }
  if (open.length > 1) throw new Error(`${open[open.length - 1]!.name} is not closed`);
  if (top.children.length !== 1) throw new Error('a document has one root');
  return top.children[0]!;
}

/** The element and all below it. */
export const everyElement = (element: Element): Element[] => [
  element,
  ...element.children.flatMap(everyElement),
];
