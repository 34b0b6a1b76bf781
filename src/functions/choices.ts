/** What a formula is completed with that depends on its mode, for hosts that ask. Excel's own lists are fixed. */
import { define, definitionSubject, partyName, type Definition, type Preset } from '../engine/index.ts';
import { say, type Locale, type Text } from '../i18n/index.ts';
import { questionTexts } from '../i18n/questions.ts';
import { tierTermName } from '../i18n/tier-terms.ts';
import { modeOf } from '../sheet/index.ts';
import { savedModes } from '../sheet/saved-modes.ts';
import { language } from './cell.ts';

/** What stands in the formula, and what it means. */
type Choice = readonly [text: string, words: string];

const NO_FLOWS = { timeline: { unit: 'year', periods: 1 }, contributions: [], cash: [], nav: [] } as const;

/** The definition of a mode with its usual terms; null where they are not enough. */
function definitionOf(preset: Preset): Definition | null {
  const usual = Object.fromEntries(preset.terms.map((term) => [term.id, term.default]));
  const defined = define(preset, usual, {});
  return defined.ok ? defined.value.definition : null;
}

function partiesOf(definition: Definition): Text[] {
  const ids = [...definition.classes.map(({ id }) => id), ...definition.parties.map(({ id }) => id), 'gp'];
  return [...new Set(ids)].map((id) => partyName(definition, id));
}

const LISTS: Readonly<Record<string, (preset: Preset, definition: Definition, locale: Locale) => Choice[]>> =
  {
    Party: (_, definition, locale) =>
      partiesOf(definition).map((name) => [say(name, locale), say(name, locale)]),
    Measure(_, definition, locale) {
      const { irrOf, multipleOf, profitOf, gpCarry, clawback, deal } = questionTexts;
      const of = (party: string, who: string): Choice[] => [
        [`${party}.irr`, say(irrOf, locale, { who })],
        [`${party}.multiple`, say(multipleOf, locale, { who })],
        [`${party}.profit`, say(profitOf, locale, { who })],
      ];
      return [
        ...of('project', say(deal, locale)),
        ...partiesOf(definition).flatMap((name) => of(say(name, locale), say(name, locale))),
        ['GP.carry', say(gpCarry, locale)],
        ['GP.clawback', say(clawback, locale)],
      ];
    },
    Lever(preset, definition, locale) {
      const terms: Choice[] = preset.own
        ? definitionSubject(definition, NO_FLOWS).terms.map(({ id }) => [
            id,
            say(tierTermName(definition, id)!, locale),
          ])
        : preset.terms
            .filter(({ unit }) => unit === 'percent')
            .map(({ id, label }) => [id, say(label, locale)]);
      return [
        ['exit', say(questionTexts.lastCash, locale)],
        ['cash', say(questionTexts.allCash, locale)],
        ...terms,
      ];
    },
  };

/**
 * The choices of one of the lists of functions.json.
 * @param mode what stands for the mode in the formula; where nothing does, the choices of all modes of the workbook
 */
export function choicesOf(list: string, mode: string | undefined): Choice[] {
  const chosen = mode === undefined ? savedModes() : [modeOf(mode) ?? []].flat();
  const choices = chosen.flatMap((preset) => {
    const definition = definitionOf(preset);
    return definition ? (LISTS[list]?.(preset, definition, language()) ?? []) : [];
  });
  return [...new Map(choices.map((choice) => [choice[0], choice])).values()];
}
