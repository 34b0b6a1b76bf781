/** A thread that does heavy work, one task at a time, in the order they come; or that puts the pieces of one job together. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ProblemCode } from '../../src/i18n/problems.ts';
import { GATHERS, serveGathering } from '../jobs/gathering.ts';
import { Problem } from '../problem.ts';
import { doTask, type Task } from './tasks.ts';

/** What a task gave, how it was refused, or the error it ended in: without its message, which may hold content. */
export type Reply =
  | { readonly outcome: unknown }
  | { readonly refusal: ProblemCode }
  | { readonly error: { readonly name: string; readonly at: string } };

const port = parentPort!;
if (workerData === GATHERS) serveGathering(port);
else
  port.on('message', (task: Task) => {
    doTask(task).then(
      (outcome) => port.postMessage({ outcome } satisfies Reply),
      (error: Error) => port.postMessage(failure(error)),
    );
  });

function failure(error: Error): Reply {
  if (error instanceof Problem) return { refusal: error.code };
  const { name, message, stack = '' } = error;
  return { error: { name, at: stack.replace(message, '') } };
}
