/** A thread that does heavy work, one job at a time, in the order they come. */
import { parentPort } from 'node:worker_threads';
import { doJob, type Job } from './jobs.ts';

/** What a job gave, or the error it ended in: its name and where it was thrown, without its message, which may hold content. */
export type Reply =
  { readonly outcome: unknown } | { readonly error: { readonly name: string; readonly at: string } };

const port = parentPort!;
port.on('message', (job: Job) => {
  doJob(job).then(
    (outcome) => port.postMessage({ outcome } satisfies Reply),
    ({ name, message, stack = '' }: Error) =>
      port.postMessage({ error: { name, at: stack.replace(message, '') } } satisfies Reply),
  );
});
