/**
 * The tier kinds. Each has one rule for what is owed, one for how a payment is shared, one for what it settles.
 * The interpreter knows nothing else of them.
 */
import type { Books } from './books.ts';
import type { Place } from './plan.ts';
import type { Rule } from './rule.ts';
import { PreferredReturn, ReturnOfCapital } from './tiers-capital.ts';
import { CatchUp, Hurdle, Split } from './tiers-carry.ts';
import { Amount, Reserve } from './tiers-fixed.ts';

export function ruleOf(place: Place, books: Books): Rule {
  switch (place.tier.kind) {
    case 'returnOfCapital':
      return new ReturnOfCapital(place, books);
    case 'preferredReturn':
      return new PreferredReturn(place, books);
    case 'catchUp':
      return new CatchUp(place, books);
    case 'hurdle':
      return new Hurdle(place, books);
    case 'split':
      return new Split(place, books);
    case 'amount':
      return new Amount(place, books);
    case 'reserve':
      return new Reserve(place, books);
  }
}
