import type { State } from './state.ts';

/** One place that holds the state; every change redraws once. */
export interface Store {
  get(): State;
  set(change: Partial<State> | ((state: State) => State)): void;
}

export function createStore(initial: State, draw: (state: State) => void): Store {
  let state = initial;
  let waiting = false;
  return {
    get: () => state,
    set(change) {
      const next = typeof change === 'function' ? change(state) : { ...state, ...change };
      if (next === state) return;
      state = next;
      if (waiting) return;
      waiting = true;
      queueMicrotask(() => {
        waiting = false;
        draw(state);
      });
    },
  };
}
