/** The list of tiers in the order of payment, one of them open, moved by pointer or keys. */
import type { Issue } from '../../engine/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { icons } from '../views/icons.ts';
import { issuesAt } from './checked.ts';
import { faultText, kindText, nameOfTier, type Editor } from './context.ts';
import { changeKind, duplicateTier, moveTier, openTier, removeTier, setValue, type Listed } from './draft.ts';
import { drag } from './drag.ts';
import { nameFields, tierFields } from './fields.ts';
import { fieldView, repairButtons } from './field-view.ts';
import { tierFigure } from './figures.ts';
import { pathKey, type Path } from './json.ts';
import { KINDS, type Kind } from './new-tier.ts';
import { NEW_TEST } from './test-fields.ts';

const chevron = (open: boolean): VNode =>
  h(
    'svg',
    { class: 'icon', viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true', focusable: 'false' },
    h('path', { class: 'line', d: open ? 'm4 6 4 4 4-4' : 'm6 4 4 4-4 4' }),
  );

const grip = (): VNode =>
  h(
    'svg',
    { class: 'icon', viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true', focusable: 'false' },
    [3, 8, 13].map((y) => [5, 11].map((x) => h('circle', { class: 'area', cx: x, cy: y, r: 1.4 }))),
  );

/** Lists by pot; one without a head where there is no other. */
export function tierLists(editor: Editor): Child {
  const groups = new Map<string, Listed[]>();
  for (const listed of editor.tiers) {
    const key = pathKey(listed.path.slice(0, -1));
    groups.set(key, [...(groups.get(key) ?? []), listed]);
  }
  return [...groups].map(([key, listed]) => {
    const pot = groups.size > 1 ? listed[0]!.pot : null;
    const name =
      pot && (typeof pot.name === 'string' ? pot.name : potName(pot.name, editor) || String(pot.id));
    return [
      name ? h('h3', { key: `head-${key}`, id: `pot-${key}` }, editor.t('pot', { pot: name })) : null,
      h(
        'ol',
        { class: 'tier-list card flush', key, 'aria-labelledby': name ? `pot-${key}` : 'tier-order' },
        listed.map((one, i) => tierItem(editor, one, i, listed.length, editor.tiers.indexOf(one) + 1)),
      ),
    ];
  });
}

const potName = (name: unknown, { view }: Editor): string =>
  typeof name === 'object' && name !== null ? String((name as Record<string, unknown>)[view.locale]) : '';

const HUES = ['lp', 'gp', 'senior', 'mezzanine', 'subordinated'];
const SPARE = ['lp', 'senior', 'subordinated', 'mezzanine'];

/** Hue of a party and why it is paid; parties without a colour of their own take turns. */
function barOf({ checked }: Editor, party: string, kind: unknown): string {
  const others = (checked.sketch?.classes ?? []).map((c) => c.id).filter((id) => !HUES.includes(id));
  const hue = HUES.includes(party) ? party : (SPARE[others.indexOf(party) % SPARE.length] ?? 'lp');
  const isReturn = kind === 'preferredReturn' || kind === 'hurdle';
  const tint =
    kind === 'catchUp' && party === 'gp'
      ? 'deep'
      : isReturn
        ? 'mid'
        : kind === 'split' && party !== 'gp'
          ? 'light'
          : 'solid';
  return `hue-${hue} ${tint}`;
}

/** @param number in the order of all lists */
function tierItem(editor: Editor, { path, tier }: Listed, i: number, all: number, number: number): VNode {
  const { draft, checked, words, t, change } = editor;
  const key = pathKey(path);
  const isOpen = draft.open === key;
  const isLast = i === all - 1;
  const faults = issuesAt(checked.issues, path, isLast);
  const notes = issuesAt(checked.warnings, path, false);
  const said = words.get(key);
  const name = nameOfTier(editor, tier);
  const onkeydown = (e: KeyboardEvent) => {
    const by = e.altKey ? { ArrowUp: -1, ArrowDown: 1 }[e.key] : undefined;
    if (by === undefined) return;
    e.preventDefault();
    move(editor, path, i + by, name, all);
  };
  return h(
    'li',
    { key, class: faults.length ? 'faulty' : isOpen ? 'open' : '' },
    h(
      'div',
      { class: 'tier-head', onkeydown },
      h(
        'button',
        {
          type: 'button',
          class: 'bare handle',
          id: `move-${key}`,
          'aria-label': t('handle', { tier: name, n: i + 1, all }),
          'aria-describedby': 'tier-keys',
          onpointerdown: (e: PointerEvent) => {
            if (e.button !== 0) return;
            const handle = e.currentTarget as HTMLElement;
            drag(e, handle, (to) => move(editor, path, to, name, all));
          },
        },
        grip(),
      ),
      h(
        'span',
        { class: 'bars', 'aria-hidden': 'true' },
        (said?.parties ?? []).map((party) => h('i', { class: barOf(editor, party, tier.kind), key: party })),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'bare tier-open',
          id: `open-${key}`,
          'aria-expanded': isOpen,
          'aria-controls': isOpen ? `body-${key}` : undefined,
          onclick: () => change((d) => openTier(d, isOpen ? null : path)),
        },
        h('span', { class: 'number' }, number),
        h('strong', null, name),
        faults.length
          ? [icons.error(), h('span', { class: 'unseen' }, t('fault'))]
          : notes.length
            ? [icons.warning(), h('span', { class: 'unseen' }, t('doubt'))]
            : chevron(isOpen),
        said ? h('span', { class: 'quiet words' }, said.text) : null,
      ),
    ),
    isOpen ? tierBody(editor, path, key, name) : null,
    isOpen ? null : [faultsOf(editor, faults), notes.map((issue) => noteOf(editor, issue))],
  );
}

/** What is wrong with a closed tier, and what may be. */
const faultsOf = (editor: Editor, faults: readonly Issue[]): VNode | null =>
  faults.length
    ? h(
        'div',
        { class: 'tier-faults', key: 'faults' },
        faults.map((issue) => h('p', { class: 'danger' }, faultText(editor, issue))),
        repairButtons(editor, faults),
      )
    : null;
const noteOf = (editor: Editor, issue: Issue): VNode =>
  h(
    'div',
    { class: 'tier-faults' },
    h('p', { class: 'warn' }, faultText(editor, issue)),
    repairButtons(editor, [issue]),
  );

/** After a move the handle or head that had the focus has it again, where the tier now stands. */
function move(
  { change, announce, t, view }: Editor,
  path: Path,
  to: number,
  tier: string,
  all: number,
): void {
  if (to < 0 || to >= all) return;
  change((d) => moveTier(d, path, to));
  announce(t('moved', { tier, n: to + 1, all }));
  const held = document.activeElement?.id ?? '';
  const part = /^(?:move|open)-/.exec(held)?.[0] ?? 'move-';
  view.act.focus(part + pathKey([...path.slice(0, -1), to]));
}

function tierBody(editor: Editor, path: Path, key: string, name: string): VNode {
  const { draft, checked, dates, t, change, announce, tiers, view } = editor;
  const tier = tiers.find((one) => pathKey(one.path) === key)!.tier;
  const fields = tierFields(draft.definition, path, dates);
  const more = nameFields(path);
  // What no field has is told here: a key that nobody knows, a missing split.
  const places = [...fields, ...more].filter((f) => !f.isForm).map((f) => pathKey(f.path));
  const list = path.slice(0, -1);
  const isLast =
    tiers.filter((one) => pathKey(one.path.slice(0, -1)) === pathKey(list)).at(-1)!.tier === tier;
  const rest = [...issuesAt(checked.issues, path, isLast), ...issuesAt(checked.warnings, path, false)].filter(
    (issue) =>
      checked.warnings.includes(issue) ||
      !places.some(
        (place) =>
          pathKey(issue.path as Path) === place || pathKey(issue.path as Path).startsWith(`${place}.`),
      ),
  );
  return h(
    'div',
    { class: 'tier-body', id: `body-${key}`, key: 'body', role: 'group', 'aria-label': name },
    kindField(editor, path, tier.kind),
    rest.map((issue) =>
      h(
        'div',
        { class: 'tier-faults' },
        h('p', { class: checked.warnings.includes(issue) ? 'warn' : 'danger' }, faultText(editor, issue)),
        repairButtons(editor, [issue]),
      ),
    ),
    fields.map((field) => fieldView(editor, field)),
    h(
      'details',
      { key: 'more' },
      h('summary', null, t('more')),
      more.map((field) => fieldView(editor, field)),
    ),
    tierFigure(editor, tier),
    h(
      'div',
      { class: 'row' },
      h(
        'button',
        {
          type: 'button',
          class: 'small',
          onclick: () => {
            change((d) => duplicateTier(d, path));
            view.act.focus(`open-${pathKey([...list, Number(path.at(-1)) + 1])}`);
          },
        },
        t('duplicate'),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'small',
          onclick: () =>
            change((d) => setValue(d, [...path, 'when'], tier.when === undefined ? NEW_TEST : undefined)),
        },
        t(tier.when === undefined ? 'addTest' : 'removeTest'),
      ),
      h(
        'button',
        {
          type: 'button',
          class: 'small last',
          onclick: () => {
            change((d) => removeTier(d, path));
            announce(t('removed', { tier: name }));
            view.act.focus('tier-undo');
          },
        },
        t('remove'),
      ),
    ),
  );
}

function kindField({ t, change }: Editor, path: Path, kind: unknown): VNode {
  const id = `kind-${pathKey(path)}`;
  return h(
    'div',
    { class: 'field', key: id },
    h('label', { for: id }, t('kind')),
    h(
      'select',
      {
        id,
        value: String(kind),
        onchange: (e: Event) =>
          change((d) => changeKind(d, path, (e.target as HTMLSelectElement).value as Kind)),
      },
      KINDS.map((one) => h('option', { value: one, selected: one === kind, key: one }, t(kindText(one)!))),
    ),
  );
}
