/** What `load` is asked for, in any of the forms Office.js takes, as paths such as `format/fill/color`. */
export function pathsOf(what: unknown): string[] {
  if (what === undefined || what === null) return [];
  if (typeof what === 'string')
    return what
      .split(',')
      .map((path) => path.trim().replaceAll('.', '/'))
      .filter(Boolean);
  if (Array.isArray(what)) return what.flatMap(pathsOf);
  const { select, expand, top: _top, skip: _skip, ...flags } = what as Record<string, unknown>;
  return [
    ...pathsOf(select),
    ...pathsOf(expand),
    ...Object.entries(flags).flatMap(([name, on]) => flagged(name, on)),
  ];
}

function flagged(name: string, on: unknown): string[] {
  if (on === true) return name === '$all' ? [] : [name];
  if (typeof on !== 'object' || on === null) return [];
  return pathsOf(on).map((path) => (name === '$all' ? path : `${name}/${path}`));
}
