import type { AwayReason } from '../../client/service.ts';

/** What the pane knows of the service. */
export interface ServiceState {
  readonly status: 'unknown' | 'up' | 'away';
  readonly reason?: AwayReason;
  readonly reachedAt: Date | null;
  /** Until when the session's data stay on the service. */
  readonly sessionUntil: Date | null;
  readonly nextTry: Date | null;
  readonly trying: boolean;
  /** When it came back after it was away; until the next run. */
  readonly recoveredAt: Date | null;
}
