/** A run in the list of runs: its name, its receipt, whether its figures still come out. */
import { calculate, ENGINE_VERSION } from '../../document/index.ts';
import { say } from '../../i18n/index.ts';
import { questionTexts, type QuestionText } from '../../i18n/questions.ts';
import { h, type Child } from '../../charts/markup.ts';
import { figuresOf, firstDifference, hashOf } from '../model/kept-runs.ts';
import type { Run } from '../model/state.ts';
import { differenceOf } from './run-difference.ts';
import type { View } from '../views/view.ts';

/** Characters of the name of a run. */
export const MOST_NAME = 60;

/** What can be done with a run that is kept. */
export interface Keeping {
  rename(run: Run, name: string): void;
  forget(run: Run): void;
}

interface Receipt {
  readonly inputs: string;
  readonly figures: string;
  verified?: { readonly text: QuestionText; readonly params: Readonly<Record<string, string | number>> };
}

const receipts = new WeakMap<object, Receipt>();

/** Hashes of a run, which come a moment later. */
function receiptFor({ body, document, figures }: Run, redraw: () => void): Receipt | undefined {
  const known = receipts.get(document);
  if (known) return known;
  void Promise.all([hashOf(body), hashOf(figures ?? figuresOf(document))]).then(([asked, said]) => {
    receipts.set(document, { inputs: asked, figures: said });
    redraw();
  });
  return undefined;
}

function verify(run: Run, receipt: Receipt): void {
  const then = run.figures ?? figuresOf(run.document);
  const answer = calculate(run.body);
  const what = answer.ok ? firstDifference(then, figuresOf(answer.value)) : '–';
  receipt.verified =
    what === null
      ? { text: 'verified', params: { n: Object.keys(then).length } }
      : { text: 'verifiedNot', params: { what } };
}

export function receiptOf(view: View, run: Run, keeping: Keeping): Child {
  const { store, locale } = view;
  const t = (key: QuestionText, params?: Readonly<Record<string, string | number>>) =>
    say(questionTexts[key], locale, params);
  const redraw = () => store.set((s) => ({ ...s }));
  const receipt = receiptFor(run, redraw);
  const engine = run.engine ?? run.document.engine_version;
  const id = `name-${run.id}`;
  return h(
    'div',
    { class: 'receipt', key: 'receipt' },
    h(
      'div',
      { class: 'field' },
      h('label', { for: id }, t('runName')),
      h(
        'div',
        { class: 'entry text' },
        h('input', {
          id,
          type: 'text',
          maxlength: MOST_NAME,
          value: run.name ?? '',
          onchange: (e: Event) => keeping.rename(run, (e.target as HTMLInputElement).value.trim()),
        }),
      ),
    ),
    h('p', { class: 'quiet' }, t(run.kept ? 'kept' : 'notKept2')),
    h(
      'details',
      null,
      h('summary', null, t('receipt')),
      h('p', { class: 'quiet' }, `${run.at.toLocaleString(locale)} · ${t('engine', { version: engine })}`),
      engine === ENGINE_VERSION
        ? null
        : h('p', { class: 'note warn' }, t('otherEngine', { then: engine, now: ENGINE_VERSION })),
      receipt
        ? h(
            'dl',
            null,
            h('dt', null, t('hashInputs')),
            h('dd', { class: 'hash' }, receipt.inputs),
            h('dt', null, t('hashFigures')),
            h('dd', { class: 'hash' }, receipt.figures),
          )
        : null,
      h(
        'button',
        {
          type: 'button',
          class: 'small',
          onclick: () => {
            if (!receipt) return;
            verify(run, receipt);
            redraw();
          },
        },
        t('verify'),
      ),
      receipt?.verified
        ? h('p', { class: 'note', role: 'status' }, t(receipt.verified.text, receipt.verified.params))
        : null,
    ),
    differenceOf(view, run),
    h('button', { type: 'button', class: 'small', onclick: () => keeping.forget(run) }, t('forget')),
  );
}
