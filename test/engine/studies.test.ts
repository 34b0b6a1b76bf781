import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  definitionSubject,
  grid,
  measured,
  nearestAnswer,
  parse,
  run,
  solve,
  studyOf,
  tornado,
  type Measure,
} from '../../src/engine/index.ts';
import { many } from '../support/many.ts';
import { anyDeal } from './any-deal.ts';
import { carry, close, european, lpIrr } from './studied-deal.ts';

describe('What if', () => {
  it('changes terms, the exit and all cash, and leaves the run as it was', () => {
    const study = european();
    const at = (changes: Record<string, number>, measure: Measure) => {
      const result = study.run(changes);
      assert.ok(result.ok);
      return measured(result.value, measure);
    };
    close(at({}, carry), 1000);
    // The figures of the design's screen: hurdle 9 %, half a catch-up.
    close(at({ hurdle_rate: 0.09, catch_up_share: 0.5 }, carry), 769.85, 0.005);
    close(at({ exit: 4000 }, { of: 'project', what: 'profit' }), 4000);
    close(at({ cash: 1.5 }, { of: 'project', what: 'multiple' }), 2.25);
    close(at({ exit: 4000, cash: 1.5 }, { of: 'project', what: 'received' }), 21_000);
    close(at({}, carry), 1000);
  });

  it('refuses terms that do not go together', () => {
    const result = european().run({ carry_rate: 0.5, catch_up_share: 0.4 });
    assert.deepEqual(!result.ok && result.issues.map((i) => i.code), ['catchUpNeverEnds']);
  });

  it('gives what a run of the changed deal gives, over any deal', () => {
    let compared = 0;
    fc.assert(
      fc.property(anyDeal, fc.double({ min: 0, max: 0.5, noNaN: true }), ({ definition, flows }, value) => {
        const parsed = parse(definition, flows);
        if (!parsed.ok) return;
        const subject = definitionSubject(parsed.value.definition, parsed.value.flows);
        const study = studyOf(subject);
        assert.ok(study.ok);
        const terms = Object.fromEntries(subject.terms.map((t) => [t.id, t.value]));
        for (const { id } of subject.terms) {
          const defined = subject.define({ ...terms, [id]: value });
          const found = study.value.run({ [id]: value });
          if (!defined.ok || !found.ok) continue;
          const { parties, checks } = run(defined.value, parsed.value.flows);
          assert.deepEqual(found.value.parties, parties, id);
          assert.deepEqual(found.value.checks, checks, id);
          compared++;
        }
      }),
      { numRuns: many(400) },
    );
    assert.ok(compared > many(260), `${compared}`);
  });

  it('tells once of a tier of several pots that does not end', () => {
    const catchUp = { kind: 'catchUp', id: 'catchUp', share: 0.5, carry: 0.2 };
    const tiers = [catchUp, { kind: 'split', id: 'split', shares: { lp: 0.8, gp: 0.2 } }];
    const parsed = parse(
      {
        classes: [{ id: 'lp', share: 1 }],
        pots: ['income', 'capital'].map((id) => ({ id, tiers })),
      },
      { timeline: { unit: 'year', periods: 1 }, contributions: [{ at: 0, amount: 1 }], cash: [] },
    );
    assert.ok(parsed.ok, JSON.stringify(parsed));
    const refused = definitionSubject(parsed.value.definition, parsed.value.flows).define({
      'catchUp.carry': 0.6,
    });
    assert.ok(!refused.ok);
    assert.deepEqual(
      refused.issues.map(({ code, path }) => [code, ...path]),
      [['catchUpNeverEnds', 'catchUp.share']],
    );
  });
});

describe('Solve for', () => {
  const solved = (measure: Measure, target: number, lever: string) =>
    solve(european(), measure, target, lever);

  it('finds the exit that gives the LP 12 %, and a run with it does', () => {
    const { answers } = solved(lpIrr, 0.12, 'exit');
    assert.equal(answers.length, 1);
    const proof = european().run({ exit: answers[0]!.value });
    assert.ok(proof.ok);
    close(measured(proof.value, lpIrr), 0.12, 1e-9);
  });

  it('lists a stretch with the end nearest the run, or the run itself', () => {
    const { answers } = solved(carry, 1000, 'hurdle_rate');
    assert.equal(answers.length, 1);
    close(answers[0]!.from, 0);
    // Beyond 10.10 % the catch-up is no longer completed.
    close(answers[0]!.to, 0.10101716528, 1e-8);
    close(answers[0]!.value, 0.08);
    close(nearestAnswer(solved(carry, 0, 'cash'), 1), 0.87988390839, 1e-8);
  });

  it('says what was searched and where it ends when there is no answer', () => {
    const { answers, searched, ends } = solved(lpIrr, 0.098, 'hurdle_rate');
    assert.deepEqual(answers, []);
    assert.deepEqual(searched, { from: 0, to: 1 });
    close(ends.from, 0.10101716508, 1e-9);
    close(ends.to, 0.12005761954, 1e-9);
  });

  it('finds every answer where a measure turns', () => {
    // All the carry of a deal as its catch-up share falls: none where the terms do not go together.
    const { answers, ends } = solved(carry, 1000, 'catch_up_share');
    assert.equal(ends.from, null);
    close(answers[0]!.to, 1);
    close(answers[0]!.value, 1);
  });

  it('gives the value with the fewest digits', () =>
    assert.equal(solved({ of: 'lp', what: 'multiple' }, 2, 'cash').answers[0]!.value, 1.5));

  it('proves every answer by a run, over random deals and targets', () => {
    let proven = 0;
    fc.assert(
      fc.property(
        anyDeal,
        fc.double({ min: -0.2, max: 0.6, noNaN: true }),
        ({ definition, flows }, target) => {
          const parsed = parse(definition, flows);
          if (!parsed.ok) return;
          const study = studyOf(definitionSubject(parsed.value.definition, parsed.value.flows));
          assert.ok(study.ok);
          const measure: Measure = { of: 'project', what: 'irr' };
          for (const lever of ['cash', 'exit'])
            for (const { value } of solve(study.value, measure, target, lever).answers) {
              const proof = study.value.run({ [lever]: value });
              assert.ok(proof.ok);
              close(measured(proof.value, measure), target, 1e-8);
              proven++;
            }
        },
      ),
      { numRuns: many(40) },
    );
    assert.ok(proven > 0, `${proven}`);
  });
});

describe('Sensitivity', () => {
  it('is a grid of runs', () =>
    assert.deepEqual(
      grid(
        european(),
        carry,
        { lever: 'carry_rate', values: [0.1, 0.2, 0.3] },
        { lever: 'hurdle_rate', values: [0.08, 0.1, 0.11, 0.12] },
      ).map((row) => row.map((x) => Math.round(x!))),
      [
        [500, 500, 500, 3],
        [1000, 1000, 539, 3],
        [1500, 1051, 539, 3],
      ],
    ));

  it('says of each cell what its own run says, over random deals, levers and measures', () => {
    let cells = 0;
    fc.assert(
      fc.property(anyDeal, fc.nat(), ({ definition, flows }, pick) => {
        const parsed = parse(definition, flows);
        if (!parsed.ok) return;
        const study = studyOf(definitionSubject(parsed.value.definition, parsed.value.flows));
        assert.ok(study.ok);
        const { levers } = study.value;
        const lever = levers[pick % levers.length]!;
        const own = { lever: lever.id, values: [0.5, 0.9, 1].map((part) => lever.value * part) };
        const rows =
          lever.id === 'cash' ? { lever: 'exit', values: [100, 0] } : { lever: 'cash', values: [0.3, 1.4] };
        if (!levers.some((each) => each.id === rows.lever)) return;
        const parties = ['project', ...study.value.definition.classes.map((c) => c.id), 'gp'];
        const of = parties[pick % parties.length]!;
        for (const what of ['irr', 'profit', 'multiple', 'received', 'carry', 'clawback'] as const)
          grid(study.value, { of, what }, rows, own).forEach((line, r) =>
            line.forEach((found, c) => {
              const run = study.value.run({ [rows.lever]: rows.values[r]!, [lever.id]: own.values[c]! });
              const value = run.ok ? measured(run.value, { of, what }) : null;
              if (found === null || value === null) assert.equal(found, value);
              else {
                const size = run.ok ? run.value.project.contributed + run.value.project.distributed : 0;
                const scale =
                  what === 'irr' ? 1 + Math.abs(value) : what === 'multiple' ? 1 + value : 1 + size;
                assert.ok(
                  Math.abs(found - value) <= 1e-9 * scale,
                  `${what} of ${of}: ${found}, not ${value}`,
                );
              }
              cells++;
            }),
          );
      }),
      { numRuns: many(320) },
    );
    assert.ok(cells > many(4000), `${cells}`);
  });

  it('has a tornado with what moves a measure most first', () => {
    const bars = tornado(european(), lpIrr);
    assert.deepEqual(
      bars.slice(0, 3).map(({ lever, atLow, atHigh }) => [lever.id, atLow!.toFixed(3), atHigh!.toFixed(3)]),
      [
        ['cash', '0.080', '0.129'],
        ['exit', '0.093', '0.109'],
        ['carry_rate', '0.106', '0.096'],
      ],
    );
    for (const { atLow, atHigh } of bars.slice(3)) close(atLow, atHigh!);
  });
});
