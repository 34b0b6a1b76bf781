import { localeOf, type Locale } from '../i18n/index.ts';
import { createActions, type AllActions } from './actions.ts';
import { render } from './dom.ts';
import { onCellsChanged, onSelectionMoved } from './excel/excel.ts';
import { onEnter } from './keys.ts';
import { frame } from './views/frame.ts';
import { theService } from '../client/service.ts';
import { initialState, type State } from './model/state.ts';
import { createStore, type Store } from './model/store.ts';
import './taskpane.css';
import { viewOf } from './views/view.ts';

const REFRESH_AFTER_MS = 250;

const hasOffice = (): boolean => typeof Office !== 'undefined';

function chosenLocale(): Locale {
  const asked = new URLSearchParams(location.search).get('locale');
  return localeOf(asked ?? (hasOffice() ? Office.context?.displayLanguage : undefined));
}

/** Office's own theme goes before the system's: a dark Excel may stand on a light desktop. */
function isDark(system: MediaQueryList): boolean {
  const colour = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(
    (hasOffice() && Office.context?.officeTheme?.bodyBackgroundColor) || '',
  );
  if (!colour) return system.matches;
  const [red, green, blue] = colour.slice(1).map((part) => parseInt(part, 16)) as [number, number, number];
  return red * 0.299 + green * 0.587 + blue * 0.114 < 128;
}

function followTheme(): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => (document.documentElement.dataset.theme = isDark(system) ? 'dark' : 'light');
  system.addEventListener('change', apply);
  apply();
}

function start(): void {
  const root = document.createElement('div');
  root.id = 'pane';
  const live = document.createElement('div');
  live.className = 'unseen';
  live.setAttribute('role', 'status');
  document.body.append(root, live);

  const page = {
    announce(text: string) {
      live.textContent = text;
    },
    focus(id: string) {
      // After the redraw that may create it; never out of the sheet's hands.
      setTimeout(() => {
        const place = document.getElementById(id);
        if (!place) return;
        place.scrollTop = 0;
        if (document.hasFocus()) place.focus();
      });
    },
    show(id: string) {
      setTimeout(() => document.getElementById(id)?.scrollIntoView());
    },
  };
  const store: Store = createStore(initialState(chosenLocale()), draw);
  const actions = createActions(store, theService(), page);

  function draw(state: State): void {
    document.documentElement.lang = state.locale;
    const view = viewOf(state, store, actions);
    document.title = view.t('appName');
    const held = document.activeElement;
    render(root, frame(view));
    // What had the focus may be gone; the keyboard then goes on from its view, not from the top of the page.
    if (held && !held.isConnected)
      document.getElementById(`view-${state.tab}`)!.focus({ preventScroll: true });
    showCountdown();
  }

  function showCountdown(): void {
    const place = document.getElementById('next-try');
    const { nextTry } = store.get().service;
    if (!place || !nextTry) return;
    const n = Math.max(0, Math.round((nextTry.getTime() - Date.now()) / 1000));
    place.textContent = viewOf(store.get(), store, actions).t('nextTry', { n });
  }

  followTheme();
  draw(store.get());
  setInterval(showCountdown, 1000);
  new ResizeObserver(() => {
    const width = Math.max(200, Math.min(640, root.clientWidth - 32));
    if (width !== store.get().width) store.set({ width });
  }).observe(root);
  // The second click of a double click is meant for what the first one met, which may have made way for another button.
  let met: Element | undefined;
  document.addEventListener(
    'click',
    (e) => {
      if (e.detail > 1 && met && !met.isConnected) {
        e.preventDefault();
        e.stopPropagation();
      } else met = e.target as Element;
    },
    true,
  );
  // A click or Tab that leaves the menu closes it: it would cover what has the focus.
  const leave = (e: Event) => {
    if (store.get().menu && !(e.target as Element).closest('#menu, #more')) store.set({ menu: false });
  };
  document.addEventListener('click', leave);
  document.addEventListener('focusin', leave);
  document.addEventListener('keydown', onEnter);
  document.addEventListener('keydown', (e) => {
    if (e.key !== 'Escape' || !store.get().menu) return;
    store.set({ menu: false });
    page.focus('more');
  });
  if (hasOffice()) void connect(store, actions);
  else store.set({ host: 'none', source: 'form' });
}

async function connect(store: Store, actions: AllActions): Promise<void> {
  const { host } = await Office.onReady();
  if (host !== Office.HostType.Excel) return store.set({ host: 'none', source: 'form' });
  followTheme();
  store.set({ host: 'excel', locale: chosenLocale() });
  commands(actions);
  follow(store, actions);
  await actions.lookAtSelection();
  await actions.loadRuns();
}

/**
 * Listens to the workbook. Excel starts this page when a formula of the add-in is first computed, often while the next is typed,
 * and may refuse then: it is asked again whenever the pane is looked at.
 */
function follow(store: Store, actions: AllActions): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let missed = false;
  const look = () => {
    missed = document.hidden;
    if (missed) return;
    void actions.refresh();
    actions.explain();
  };
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(look, REFRESH_AFTER_MS);
  };
  const open = new Map<() => Promise<void>, 'asked' | 'refused'>();
  const listen = (register: () => Promise<void>) => {
    open.set(register, 'asked');
    register().then(
      () => open.delete(register),
      () => open.set(register, 'refused'),
    );
  };
  listen(() => onCellsChanged(changed));
  listen(async () => {
    await onSelectionMoved(() => actions.explain());
    store.set({ follows: true });
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    for (const [register, state] of open) if (state === 'refused') listen(register);
    if (missed) changed();
  });
}

/** The buttons of the ribbon and the keyboard shortcut. */
function commands(actions: AllActions): void {
  const associate = (name: string, work: () => Promise<unknown>) =>
    Office.actions.associate(name, async (event?: Office.AddinCommands.Event) => {
      try {
        await work();
      } finally {
        event?.completed?.();
      }
    });
  const show = () => Office.addin.showAsTaskpane();
  associate('showPane', show);
  associate('runAgain', () => show().then(() => actions.runNow()));
  associate('writeDetail', () => show().then(() => actions.writeNow()));
  associate('repairFormulas', () => actions.repairFormulas());
}

start();
