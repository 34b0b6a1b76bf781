import { RETRY_SECONDS, type AwayReason, type Service } from '../client/service.ts';
import type { Run } from './model/state.ts';
import type { Store } from './model/store.ts';
import type { ServiceState } from './model/service-state.ts';
import type { Notice } from './model/message.ts';

/** What several actions share. */
export interface Desk {
  /** Keeps a run with the workbook, so that it is there when the pane is opened again. */
  keep(run: Run): void;
  readonly store: Store;
  readonly service: Service;
  /** Shows a notice and says it aloud. */
  tell(notice: Notice): void;
  /** Says something aloud that is seen elsewhere. */
  announce(text: string): void;
  focus(id: string): void;
  /** Scrolls to what is told there. */
  show(id: string): void;
}

/** Keeps what is known of the service up to date, and asks for it while it is away. */
export interface Watch {
  reached(): void;
  goneAway(reason: AwayReason): void;
  tryAgain(): Promise<void>;
}

export function watchService({ store, service }: Desk, recovered: () => void): Watch {
  let retry: ReturnType<typeof setTimeout> | undefined;
  const set = (change: Partial<ServiceState>): void =>
    store.set((s) => ({ ...s, service: { ...s.service, sessionUntil: service.sessionUntil(), ...change } }));

  function wait(): void {
    clearTimeout(retry);
    set({ trying: false, nextTry: new Date(Date.now() + RETRY_SECONDS * 1000) });
    retry = setTimeout(() => void tryAgain(), RETRY_SECONDS * 1000);
  }

  function reached(): void {
    clearTimeout(retry);
    set({ status: 'up', reachedAt: new Date(), nextTry: null, trying: false, recoveredAt: null });
  }

  async function tryAgain(): Promise<void> {
    if (store.get().service.trying) return;
    set({ trying: true });
    if (!(await service.isLive())) return wait();
    reached();
    set({ recoveredAt: new Date() });
    recovered();
  }

  return {
    reached,
    goneAway(reason) {
      set({ status: 'away', reason, recoveredAt: null });
      wait();
    },
    tryAgain,
  };
}
