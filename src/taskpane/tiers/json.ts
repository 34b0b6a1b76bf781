/** Plain data that is changed by making it anew. */
export type Json = Readonly<Record<string, unknown>>;
export type Path = readonly (string | number)[];

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a path; undefined where nothing does. */
export const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    data,
  );

/** The data with another value at a path; `undefined` removes the key, or the item of a list. */
export function withValue<T>(data: T, path: Path, value: unknown): T {
  const [key, ...rest] = path;
  if (key === undefined) return value as T;
  if (Array.isArray(data)) {
    const list = [...(data as unknown[])];
    const at = Number(key);
    const next = rest.length ? withValue(list[at], rest, value) : value;
    if (next === undefined) list.splice(at, 1);
    else list[at] = next;
    return list as T;
  }
  const record: Json = isRecord(data) ? data : {};
  const next = rest.length
    ? withValue(record[key] ?? (typeof rest[0] === 'number' ? [] : {}), rest, value)
    : value;
  if (next === undefined) {
    const { [key]: _gone, ...left } = record;
    return left as T;
  }
  return { ...record, [key]: next } as T;
}

export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A path as a name of what stands there. */
export const pathKey = (path: Path): string => path.join('.');
export const isUnder = (path: Path, place: Path): boolean => place.every((key, i) => path[i] === key);

/** A text as data; undefined where it is no JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Data as a text to edit: short lists and records on one line. */
export function jsonText(data: unknown, indent = ''): string {
  const flat = JSON.stringify(data);
  if (flat === undefined) return '';
  const spaced = flat.replace(
    /("(?:[^"\\]|\\.)*")|([,:])/g,
    (_, text: string | undefined, mark: string) => text ?? `${mark} `,
  );
  if (spaced.length + indent.length <= 56 || typeof data !== 'object' || data === null) return spaced;
  const deeper = `${indent}  `;
  const lines = Array.isArray(data)
    ? data.map((item: unknown) => deeper + jsonText(item, deeper))
    : Object.entries(data)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => `${deeper}${JSON.stringify(key)}: ${jsonText(value, deeper)}`);
  const [open, close] = Array.isArray(data) ? '[]' : '{}';
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}
