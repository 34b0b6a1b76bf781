/** The fields beside the tiers: classes and parties, the options. */
import type { TierText } from '../../i18n/tier-editor.ts';
import { choice, type Choice, type Field } from './field.ts';
import { valueAt, type Json, type Path } from './json.ts';

export const classFields = (definition: Json, at: number): Field[] => {
  const path: Path = ['classes', at];
  const has = (key: string) => valueAt(definition, [...path, key]) !== undefined;
  const isApart = valueAt(definition, ['options', 'apportion']) === 'byContribution';
  return [
    { path: [...path, 'id'], label: 'partyId', as: 'text', hint: { text: 'boundId' } },
    { path: [...path, 'name'], label: 'name', as: 'text', hint: { text: 'boundName' } },
    { path: [...path, 'share'], label: 'classShare', as: 'rate', hint: { text: 'boundClassShare' } },
    { path: [...path, 'feeDiscount'], label: 'feeDiscount', as: 'rate', hint: { text: 'boundOptional' } },
    ...(isApart || has('carry')
      ? [
          {
            path: [...path, 'carry'],
            label: 'ownCarry',
            as: 'rate',
            hint: { text: 'boundOptional' },
          } as const,
        ]
      : []),
    ...(isApart || has('terms')
      ? [{ path: [...path, 'terms'], label: 'sideLetter', as: 'json', hint: { text: 'boundTerms' } } as const]
      : []),
  ];
};

export const partyFields = (at: number): Field[] => [
  { path: ['parties', at, 'id'], label: 'partyId', as: 'text', hint: { text: 'boundId' } },
  { path: ['parties', at, 'name'], label: 'name', as: 'text', hint: { text: 'boundName' } },
];

/** Choices of each option, the usual one first. */
const CHOICES = {
  dayCount: ['act365', 'act360', '30360', '30E360', 'actact', 'periods'],
  gpCapital: ['pariPassu', 'allIn'],
  apportion: ['none', 'byContribution'],
  hurdleOn: ['investors', 'project'],
  dealByDeal: ['none', 'carryforward', 'strict'],
  lateCall: ['stand', 'recompute'],
  negativeCash: ['call', 'reserve', 'refuse'],
  payback: ['linear', 'whole'],
} as const;

/** Options that have parts: as text. */
const AS_TEXT = ['clawback', 'recycling', 'measures'] as const;

export function optionFields({ options }: Json): Field[] {
  const given = (key: string): unknown => valueAt(options, [key]);
  return [
    ...(Object.keys(CHOICES) as (keyof typeof CHOICES)[]).map((key) =>
      choice(
        ['options', key],
        key === 'dayCount' ? 'dayCount' : `option_${key}`,
        given(key),
        CHOICES[key].map((value): Choice => ({
          value,
          label: (key === 'dayCount' ? `day_${value}` : `${key}_${value}`) as TierText,
        })),
        CHOICES[key][0],
      ),
    ),
    choice(['options', 'rounding'], 'option_rounding', given('rounding'), [
      { value: undefined, label: 'rounding_none' },
      ...Array.from({ length: 9 }, (_, n): Choice => ({ value: n, label: 'rounding_places', params: { n } })),
    ]),
    ...AS_TEXT.map((key): Field => ({
      path: ['options', key],
      label: `option_${key}`,
      as: 'json',
      hint: { text: `bound_${key}` },
    })),
  ];
}
