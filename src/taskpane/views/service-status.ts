/** What the pane says about the service: away, back, what works without it, what it holds. */
import type { PaneText } from '../../i18n/pane.ts';
import { h, type VNode } from '../../charts/markup.ts';
import { icons } from './icons.ts';
import { TIMEOUT_SECONDS, type AwayReason } from '../../client/service.ts';
import type { Run } from '../model/state.ts';
import type { Message } from '../model/message.ts';
import { clock, type View } from './view.ts';

const AWAY: Readonly<Record<AwayReason, PaneText>> = {
  network: 'away',
  slow: 'awaySlow',
  busy: 'awayBusy',
  failed: 'awayFailed',
  session: 'awaySession',
};

export const awayWords = (reason: AwayReason, n = TIMEOUT_SECONDS): Message => ({
  key: AWAY[reason],
  params: { n },
});

export function awayTitle({ state, t }: View): string {
  const { key, params } = awayWords(state.service.reason ?? 'network');
  return t(key, params);
}

export function awayNotice(view: View, run: Run | undefined): VNode {
  const { state, act, t } = view;
  const { reachedAt, trying } = state.service;
  return h(
    'section',
    { class: 'notice warn', key: 'away', 'aria-label': t('service') },
    icons.away(),
    h(
      'div',
      null,
      h('h2', null, awayTitle(view)),
      run?.where === 'here'
        ? h('p', null, t('computedHere', { version: run.document.engine_version }))
        : null,
      h(
        'div',
        { class: 'head' },
        h(
          'span',
          { class: 'quiet' },
          reachedAt ? t('lastReached', { time: clock(reachedAt) }) : t('neverReached'),
          t('sentenceGap'),
          trying ? t('trying') : h('span', { id: 'next-try' }),
        ),
        h(
          'button',
          { type: 'button', class: 'small', 'aria-disabled': trying, onclick: () => act.tryAgain() },
          t('tryAgain'),
        ),
      ),
    ),
  );
}

export const recoveredNotice = ({ state, t }: View): VNode =>
  h(
    'section',
    { class: 'notice ok', key: 'recovered', 'aria-label': t('service') },
    icons.passed(),
    h(
      'div',
      null,
      h('h2', null, t('recovered')),
      h('p', null, t('recoveredText', { time: clock(state.service.recoveredAt!) })),
    ),
  );

export function worksNow({ t }: View): VNode {
  const works = (key: PaneText) => h('li', null, icons.check(), t(key));
  return h(
    'section',
    { 'aria-label': t('worksNow') },
    h('h2', null, t('worksNow')),
    h(
      'ul',
      { class: 'works' },
      works('worksDistribution'),
      works('worksSheets'),
      works('worksFunctions'),
      (['waitsFiles', 'waitsClear'] as const).map((key) =>
        h('li', { class: 'quiet' }, icons.waits(), t(key)),
      ),
    ),
  );
}

/** What the service holds, until when, and the button that erases it. */
export function sessionBlock(view: View): VNode {
  const { state, act, t } = view;
  const { sessionUntil, status } = state.service;
  const possible = sessionUntil !== null && status !== 'away';
  return h(
    'section',
    { 'aria-label': t('session') },
    h('h2', null, t('session')),
    h(
      'p',
      { class: 'quiet' },
      sessionUntil ? t('sessionUntil', { time: clock(sessionUntil) }) : t('sessionNone'),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'small',
        'aria-disabled': !possible,
        onclick: () => possible && act.clearData(),
      },
      t('clearData'),
    ),
  );
}
