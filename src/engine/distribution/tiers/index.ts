/** The tier kinds, one file each; a kind too few does not compile. */
import type { Tier } from '../../definition.ts';
import type { Kind, Kinds } from '../step.ts';
import { amount } from './amount.ts';
import { catchUp } from './catch-up.ts';
import { hurdle } from './hurdle.ts';
import { preferredReturn } from './preferred-return.ts';
import { reserve } from './reserve.ts';
import { returnOfCapital } from './return-of-capital.ts';
import { split } from './split.ts';

const kinds: Kinds = { returnOfCapital, preferredReturn, catchUp, hurdle, split, amount, reserve };

export const kindOf = (tier: Tier): Kind => kinds[tier.kind] as Kind;
