/** A fault in the input: a value, never an exception. `path` leads to the place in the input that was given. */
export interface Issue {
  readonly code: IssueCode;
  readonly path: readonly (string | number)[];
  /** What stood there, as given. */
  readonly received?: unknown;
  /** What the message needs to name: bounds, choices, the nearest known name. */
  readonly params?: Readonly<Record<string, string | number>>;
}

/** As many names as a message lists of those that could have stood there. */
const MOST_NAMED = 10;

/** These names as a message lists them, and how many more there are: each of a thousand faults may have a thousand. */
export const known = (names: readonly string[]): { known: string; more?: number } => ({
  known: names.slice(0, MOST_NAMED).join(', '),
  ...(names.length > MOST_NAMED ? { more: names.length - MOST_NAMED } : {}),
});

/** Every way in which input can be refused; each edge has one exhaustive table from these to its own words. */
export type IssueCode =
  | 'missing'
  | 'notNumber'
  | 'notInteger'
  | 'notText'
  | 'notList'
  | 'notObject'
  | 'notChoice'
  | 'notDate'
  | 'unknownKey'
  | 'tooSmall'
  | 'tooLarge'
  | 'rateAboveOne'
  | 'tooFew'
  | 'tooMany'
  | 'sharesDoNotSumToOne'
  | 'ratiosDoNotSum'
  | 'unknownParty'
  | 'unknownTier'
  | 'duplicateId'
  | 'reservedId'
  | 'noSplitAtEnd'
  | 'splitNotLast'
  | 'whenWithoutBounds'
  | 'minAboveMax'
  | 'sweepToItself'
  | 'cannotCover'
  | 'doesNotFit'
  | 'catchUpNeverEnds'
  | 'carryIsAll'
  | 'carryDiffers'
  | 'hurdleWithoutShare'
  | 'lapseAfterCapital'
  | 'outOfTimeline'
  | 'notOnTimeline'
  | 'atClosing'
  | 'beforeClosing'
  | 'stepsOnOneDate'
  | 'indexLength'
  | 'floorAboveCap'
  | 'rateBelowZero'
  | 'closesTwice'
  | 'nobodyAtClosing'
  | 'notClosed'
  | 'calledWithinClosing'
  | 'navTwice'
  | 'paidBeyondCash'
  | 'capitalStaysOut'
  | 'recyclesEverything'
  | 'strictWithoutDeals'
  | 'feeNotToldApart'
  | 'beforeDeal'
  | 'datesNotAscending'
  | 'negativeCash'
  | 'investmentMismatch'
  | 'currentAboveHurdle'
  | 'duplicateYear'
  | 'yearMissing'
  | 'percentMeant'
  | 'notWholeYears'
  | 'daysWithoutDates'
  | 'tooLong'
  | 'nothingPaidIn'
  | 'optionConflict'
  | 'unknownSeries'
  | 'noIndexLevel'
  | 'overflow'
  | 'nothingDrawn'
  | 'notCorrelations';

/** A parsed value or all faults at once. Warnings never refuse. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Issue[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** A broken promise of the program to itself: our bug, never the user's. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}
