import type { Note, Path } from '../parse/moments.ts';
import type { RawDraw } from './schema.ts';
import type { Draw } from './uncertainty.ts';

/** A draw with its numbers times `scale`; what is not in order is noted. */
export function readDraw(raw: RawDraw, path: Path, note: Note, scale = 1): Draw {
  if ('values' in raw) {
    const { values, weights = values.map(() => 1) } = raw;
    if (weights.length !== values.length)
      note(weights.length < values.length ? 'tooFew' : 'tooMany', [...path, 'weights'], weights.length, {
        [weights.length < values.length ? 'min' : 'max']: values.length,
      });
    return { kind: 'empirical', values: values.map((v) => v * scale), weights: [...weights] };
  }
  const { min, mode, max } = raw;
  if (mode < min) note('tooSmall', [...path, 'mode'], mode, { min });
  if (mode > max) note('tooLarge', [...path, 'mode'], mode, { max });
  return { kind: 'triangular', min: min * scale, mode: mode * scale, max: max * scale };
}
