/** Heads that tell a rate or a share, as formulas of the cells it stands in: a sheet whose terms are edited says the new ones. */
import type { Tier } from '../../engine/index.ts';
import type { Setting } from './context.ts';
import { grouped, type Expr } from './expression.ts';
import { say, sheetTexts } from '../../i18n/index.ts';
import { partAbove } from '../table.ts';
import { labelled } from './terms.ts';

/** Texts and, between them, percentages. */
export type Head = readonly (string | { readonly percent: Expr; readonly digits: 2 | 4 })[];

export interface LiveHeads {
  /** Of a tier; null where it tells no number. */
  readonly group: Head | null;
  /** By party. */
  readonly parties: ReadonlyMap<string, Head>;
}

/** A text in a formula has 255 characters at most. */
const LONGEST = 200;

const MARK = '\u0000';

export function headsOf(setting: Setting, tier: Tier): LiveHeads {
  const { terms, locale, party, titleOf, nameOf } = setting;
  const none: LiveHeads = { group: null, parties: new Map() };
  const title = titleOf(tier.id);
  const name = nameOf(tier.id);
  if (title.length > LONGEST) return none;
  if (tier.kind === 'preferredReturn') {
    if (typeof tier.rate !== 'number') return none;
    const [rate] = terms.rate(`${tier.id}.rate`, labelled(name, 'rate', locale), tier.rate);
    const owner = / · [^·]*$/.exec(title.slice(name.length))?.[0] ?? '';
    const own: Head[number] = { percent: rate!.cell, digits: 4 };
    const part = partAbove(tier, setting.definition)?.tier;
    if (!part) return { ...none, group: [`${name} `, own, sign(locale), owner] };
    const [before] = terms.rate(
      `${part.id}.rate`,
      labelled(nameOf(part.id), 'rate', locale),
      part.rate as number,
    );
    // `8 % less 4 % already paid`, each rate from its cell.
    const [, middle, end] = say(sheetTexts.lessPaid, locale, { all: MARK, part: MARK }).split(MARK);
    return {
      ...none,
      group: [
        `${name} `,
        { percent: `${before!.cell}+${grouped(rate!.cell)}`, digits: 4 },
        `${sign(locale)}${middle}`,
        { percent: before!.cell, digits: 4 },
        `${sign(locale)}${end}${owner}`,
      ],
    };
  }
  if (tier.kind !== 'split' || Object.keys(tier.shares).length < 2) return none;
  const shares = new Map(terms.shares(tier.id, (p) => `${name} · ${party(p)}`, tier.shares));
  const paid = Object.keys(tier.shares).filter((p) => tier.shares[p]! > 0);
  return {
    group: [
      `${name} `,
      ...paid.flatMap((p, i) => [...(i ? [' / '] : []), { percent: shares.get(p)!, digits: 4 } as const]),
    ],
    parties: new Map(
      paid.map((p) => [p, [`${party(p)} `, { percent: shares.get(p)!, digits: 2 }, sign(locale)]]),
    ),
  };
}

const sign = (locale: Setting['locale']): string => (locale === 'en' ? ' %' : '%');

/** @param written turns an expression into one of cells */
export const headFormula = (head: Head, written: (expr: Expr) => string): string =>
  `=${head
    .filter((part) => part !== '')
    .map((part) =>
      typeof part === 'string'
        ? `"${part.replaceAll('"', '""')}"`
        : `ROUND(100*${written(grouped(part.percent))},${part.digits})`,
    )
    .join('&')}`;
