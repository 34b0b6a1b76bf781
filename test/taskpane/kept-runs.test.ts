import assert from 'node:assert/strict';
import { calculate } from '../../src/document/index.ts';
import { figuresOf, firstDifference, hashOf } from '../../src/taskpane/model/kept-runs.ts';
import { requestOf } from './deals.ts';

const figures = (amounts?: readonly number[]) => {
  const answer = calculate(requestOf('flat_principal_first', amounts));
  assert.ok(answer.ok);
  return figuresOf(answer.value);
};

describe('The receipt of a run', () => {
  it('names the first figure that differs, and none where all are the same', () => {
    assert.equal(firstDifference(figures(), figures()), null);
    assert.equal(firstDifference(figures(), figures([1000, 2000, 3000, 4000, 5001])), 'project.irr');
    const { carry: _carry, ...without } = figures();
    assert.equal(firstDifference(figures(), without), 'carry');
  });

  it('has one hash for equal data, whatever the order of keys', async () => {
    const one = await hashOf({ a: 1, b: { c: 2, d: [3, { e: 4, f: 5 }] } });
    assert.match(one, /^([0-9a-f]{8} ){7}[0-9a-f]{8}$/);
    assert.equal(one, await hashOf({ b: { d: [3, { f: 5, e: 4 }], c: 2 }, a: 1 }));
    assert.notEqual(one, await hashOf({ a: 1, b: { c: 2, d: [3, { e: 4, f: 6 }] } }));
  });
});
