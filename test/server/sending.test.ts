import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Sending } from '../../server/limits/sending.ts';
import type { Problem } from '../../server/problem.ts';

describe('files on their way', () => {
  /** An answer, of which only its end matters. */
  const answer = () => new EventEmitter() as unknown as ServerResponse;
  const codeOf = (admit: () => void): string => {
    try {
      admit();
      return 'admitted';
    } catch (error) {
      return (error as Problem).code;
    }
  };

  it('have so much room of a session and of all, which each gives back when its answer has ended', () => {
    const sending = new Sending({ all: 100, ofSession: 50 });
    const [first, second, third] = [answer(), answer(), answer()];
    const admit = (res: ServerResponse, session: string, bytes: number) =>
      codeOf(() => sending.admit(res, session, bytes));
    assert.equal(admit(first, 'a', 50), 'admitted');
    assert.equal(admit(answer(), 'a', 1), 'TOO_MANY_AT_ONCE');
    assert.equal(admit(second, 'b', 40), 'admitted');
    assert.equal(admit(answer(), 'c', 11), 'BUSY');
    assert.equal(admit(third, 'c', 10), 'admitted');
    first.emit('close');
    assert.equal(admit(answer(), 'a', 50), 'admitted');
    for (const each of [second, third]) each.emit('close');
    assert.equal(admit(answer(), 'd', 50), 'admitted');
    assert.equal(admit(answer(), 'e', 1), 'BUSY');
  });
});
