import assert from 'node:assert/strict';
import { h, type VNode } from '../../src/charts/markup.ts';
import { columnsBeyond, folded } from '../../src/taskpane/views/folding.ts';

const table = (rows: readonly (readonly string[])[]): VNode =>
  h(
    'table',
    { class: 'parties' },
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        rows[0]!.map((head) => h('th', { scope: 'col' }, head)),
      ),
    ),
    h(
      'tbody',
      null,
      rows.slice(1).map(([name, ...cells]) =>
        h(
          'tr',
          null,
          h('th', { scope: 'row' }, name),
          cells.map((cell) => h('td', null, h('b', null, cell))),
        ),
      ),
    ),
  );
const SMALL = table([
  ['Party', 'Paid in', 'Received'],
  ['LP', '100.00', '158.72'],
]);
const LARGE = table([
  ['参与方', '投入', '分回', '收益', 'DPI', 'IRR'],
  ['投资人 A 类', '350,000,000.00', '617,345,679.65', '267,345,679.65', '1.76x', '14.27%'],
]);
const within = (node: VNode, tag: string): VNode[] =>
  node.children.flatMap((child) =>
    'tag' in child ? [...(child.tag === tag ? [child] : []), ...within(child, tag)] : [],
  );

describe('A table in the pane', () => {
  it('stays as it is where its figures fit', () => {
    assert.equal(folded(288, SMALL), SMALL);
    assert.equal(folded(568, LARGE), LARGE);
    assert.equal(columnsBeyond(288, SMALL), 0);
  });

  it('has names on lines of their own where they do not, as many figures beside each other as fit, and stays a table', () => {
    const narrow = folded(288, LARGE);
    assert.equal(narrow.props.class, 'parties folded');
    assert.equal(narrow.props.style, '--columns:2');
    assert.equal(folded(380, LARGE).props.style, '--columns:3');
    assert.equal(narrow.props.role, 'table');
    for (const [tag, role] of [
      ['tr', 'row'],
      ['td', 'cell'],
    ] as const)
      assert.ok(
        within(narrow, tag).every(({ props }) => props.role === role),
        tag,
      );
    assert.deepEqual(
      within(narrow, 'th').map(({ props }) => props.role),
      [...Array<string>(6).fill('columnheader'), 'rowheader'],
    );
  });

  it('may have names of several lines, and tells how many columns of a grid are out of sight', () => {
    const long = table([
      ['Check', 'Left'],
      ['Capital repaid + outstanding = contributed', '100.00'],
    ]);
    assert.notEqual(folded(200, long), long);
    assert.equal(folded(200, long, 110), long);
    assert.equal(columnsBeyond(288, LARGE), 3);
  });
});
