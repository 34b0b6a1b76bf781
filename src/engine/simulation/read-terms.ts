/** Terms that vary: the numbers of tiers a study may change, drawn. */
import type { Definition } from '../definition.ts';
import type { Flows } from '../flows.ts';
import { known } from '../issue.ts';
import type { Note } from '../parse/moments.ts';
import { definitionSubject } from '../studies/study.ts';
import { boundsOf } from './draw.ts';
import { readDraw } from './read-draw.ts';
import type { RawUncertainty } from './schema.ts';
import type { Uncertainty } from './uncertainty.ts';

export function readTerms(
  raw: RawUncertainty['terms'],
  definition: Definition,
  flows: Flows,
  note: Note,
): Uncertainty['terms'] {
  const subject = definitionSubject(definition, flows);
  const levers = new Map(subject.terms.map((lever) => [lever.id, lever]));
  const terms = Object.entries(raw).flatMap(([term, given]) => {
    const lever = levers.get(term);
    const path = ['terms', term];
    if (!lever) {
      note('unknownTier', path, term, known([...levers.keys()]));
      return [];
    }
    const scale = lever.unit === 'rate' ? 0.01 : 1;
    const draw = readDraw(given, path, note, scale);
    const [least, most] = boundsOf(draw);
    const max = lever.max ?? 1000;
    if (least < lever.min) note('tooSmall', path, least / scale, { min: lever.min / scale });
    if (most > max) note('tooLarge', path, most / scale, { max: max / scale });
    return [{ term, draw }];
  });
  // A catch-up ends where its share is above its carry, whatever is drawn.
  const worst = Object.fromEntries(
    terms.map(({ term, draw }) => [term, boundsOf(draw)[term.endsWith('.share') ? 0 : 1]]),
  );
  const together = subject.define(worst);
  if (!together.ok)
    for (const { code, path, received, params } of together.issues)
      note(code, ['terms', ...path], received, { ...params, percent: 1 });
  return terms;
}
