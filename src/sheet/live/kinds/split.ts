import { byShares } from '../ledger-tier.ts';
import type { LiveKind } from './context.ts';

export const split: LiveKind<'split'> = ({ seat }) => ({
  owed: (available) => available,
  share: (paid, cellOf) => byShares(paid, seat.shares, cellOf),
});
