/** The tier kinds as formulas, one file each; a kind too few does not compile. The twin of the engine's. */
import type { TierKind } from '../../../engine/index.ts';
import type { Setting } from '../context.ts';
import type { Capital } from '../inflows.ts';
import type { Seat } from '../ledger-tier.ts';
import { amount } from './amount.ts';
import { catchUp } from './catch-up.ts';
import { type Around, contextOf, type LiveKind, type LiveRule } from './context.ts';
import { hurdle } from './hurdle.ts';
import { preferredReturn } from './preferred-return.ts';
import { reserve } from './reserve.ts';
import { returnOfCapital } from './return-of-capital.ts';
import { split } from './split.ts';

const kinds: { readonly [K in TierKind]: LiveKind<K> } = {
  returnOfCapital,
  preferredReturn,
  catchUp,
  hurdle,
  split,
  amount,
  reserve,
};

export const ruleOf = (setting: Setting, capital: Capital, seat: Seat, around: Around): LiveRule =>
  (kinds[seat.tier.kind] as (context: ReturnType<typeof contextOf>) => LiveRule)(
    contextOf(setting, capital, seat, around),
  );
