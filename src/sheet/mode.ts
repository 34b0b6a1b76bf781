import { presetOf, presets, type Preset } from '../engine/index.ts';

const normal = (text: string) =>
  text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s·_-]+/g, ' ');

/** A mode by its id or its name in either language, in any case. */
export function modeOf(name: string): Preset | undefined {
  const wanted = normal(String(name));
  return (
    presetOf(String(name).trim()) ??
    presets.find((p) => [p.id, p.name.en, p.name['zh-CN']].some((known) => normal(known) === wanted))
  );
}
