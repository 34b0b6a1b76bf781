import assert from 'node:assert/strict';
import { gatherHere, gatherOnThreads, type Gathering } from '../../server/jobs/gathering.ts';
import { simulatePieces } from '../../server/jobs/kinds/simulate-pieces.ts';
import { simulate } from '../../server/jobs/kinds/simulate.ts';
import { built } from '../support/built.ts';
import { simulateJob } from './support/job-requests.ts';

const plan = (() => {
  const read = simulate.read(simulate.schema.parse(simulateJob(20_000)) as never);
  assert.ok(read.ok);
  return read.value;
})();
const parts = (() => {
  const run = simulatePieces.open(plan);
  return simulate.sizes(plan).map((_, piece) => {
    const part = run(piece);
    assert.ok(part.ok);
    return part.value;
  });
})();
const all = async (gathering: Gathering): Promise<string> => {
  for (const [piece, part] of parts.entries()) await gathering.add(piece, part);
  const result = await gathering.result();
  assert.ok(result.ok);
  return result.value;
};

describe('A thread that puts the pieces of a job together', () => {
  let begun = 0;
  const count = () => (begun += 1);
  beforeEach(() => {
    begun = 0;
    process.on('worker', count);
  });
  afterEach(() => process.off('worker', count));

  it('gives what is given here, and the next job the same', async () => {
    const gather = gatherOnThreads(built('thread'));
    const here = await all(gatherHere('simulate', plan));
    for (let job = 0; job < 2; job++) {
      const gathering = gather('simulate', plan);
      assert.equal(await all(gathering), here);
      gathering.close();
    }
    assert.equal(begun, 1);
  });

  it('is there for the next job though this one was cancelled while its figures so far were asked for', async () => {
    const gather = gatherOnThreads(built('thread'));
    const cancelled = gather('simulate', plan);
    await cancelled.add(0, parts[0]);
    const asked = cancelled.soFar();
    cancelled.close();
    assert.ok(JSON.parse((await asked)!));
    const next = gather('simulate', plan);
    assert.equal(await all(next), await all(gatherHere('simulate', plan)));
    next.close();
    assert.equal(begun, 1);
  });

  it('puts nothing into a job that was computed for the one before it', async () => {
    const gather = gatherOnThreads(built('thread'));
    const cancelled = gather('simulate', plan);
    await cancelled.add(0, parts[0]);
    cancelled.close();
    const next = gather('simulate', plan);
    await cancelled.add(1, parts[2]);
    assert.equal(await cancelled.soFar(), undefined);
    assert.equal(await all(next), await all(gatherHere('simulate', plan)));
    next.close();
  });

  it('is ended with a result that nobody waits for any more', async () => {
    const gather = gatherOnThreads(built('thread'));
    const given = gather('simulate', plan);
    await given.add(0, parts[0]);
    const result = given.result();
    given.close();
    await assert.rejects(result, /ended/);
  });

  it('says nothing so far once all is asked for', async () => {
    const gathering = gatherOnThreads(built('thread'))('simulate', plan);
    await gathering.add(0, parts[0]);
    const result = gathering.result();
    assert.equal(await gathering.soFar(), undefined);
    assert.ok((await result).ok);
    gathering.close();
  });
});
