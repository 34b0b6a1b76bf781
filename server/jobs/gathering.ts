import { once } from 'node:events';
import path from 'node:path';
import { Worker, type MessagePort } from 'node:worker_threads';
import type { Parsed } from '../../src/engine/index.ts';
import { onlyFinite } from '../json.ts';
import { kindOf, type KindName } from './kinds/index.ts';

/** Where the pieces of one job are put together. */
export interface Gathering {
  /** Resolves when the part is taken in: who waits for that does not send parts faster than they are. */
  add(piece: number, part: unknown): Promise<void>;
  /** What the parts that are in give, as JSON; undefined where the kind says nothing before its end. */
  soFar(): Promise<string | undefined>;
  /** What all give, as JSON. */
  result(): Promise<Parsed<string>>;
  close(): void;
}

/** Opens a plan, to put its pieces together. */
export type Gather = (of: KindName, plan: unknown) => Gathering;

/** On this thread, where results may take seconds. */
export const gatherHere: Gather = (of, plan) => {
  const together = kindOf(of).together(plan);
  return {
    add: async (piece, part) => together.add(piece, part),
    soFar: async () => together.soFar && JSON.stringify(together.soFar(), onlyFinite),
    result: async () => {
      const result = together.result();
      return result.ok ? { ...result, value: JSON.stringify(result.value, onlyFinite) } : result;
    },
    close: () => undefined,
  };
};

/** The plan that a thread is started with, in `workerData`. */
export interface GatheringPlan {
  readonly of: KindName;
  readonly plan: unknown;
}

type Question =
  | { readonly ask: 'add'; readonly piece: number; readonly part: unknown }
  | { readonly ask: 'soFar' | 'result' };
/** Without the message of an error, which may hold content. */
type Answer = { readonly value: unknown } | { readonly failed: string };

/** Answers on a thread of its own what `gatherOnThread` asks there, one question after another. */
export function serveGathering(port: MessagePort, { of, plan }: GatheringPlan): void {
  let gathering: Gathering | undefined;
  const answer = async (question: Question): Promise<Answer> => {
    try {
      gathering ??= gatherHere(of, plan);
      const { ask } = question;
      if (ask === 'add') return { value: await gathering.add(question.piece, question.part) };
      return { value: await gathering[ask]() };
    } catch (error) {
      return { failed: (error as Error).name };
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  port.on('message', (question: Question) => {
    last = last.then(async () => port.postMessage(await answer(question)));
  });
}

/** On a thread of its own, which ends with it. @param program see `server/threads/thread.ts` */
export const gatherOnThread =
  (program: string): Gather =>
  (of, plan) => {
    const thread = new Worker(path.resolve(program), {
      env: {},
      workerData: { of, plan } satisfies GatheringPlan,
    });
    thread.unref();
    const waiting: { done: (value: never) => void; fail: (error: Error) => void }[] = [];
    const failAll = (error: Error): void => {
      for (const { fail } of waiting.splice(0)) fail(error);
    };
    thread.on('message', (answer: Answer) => {
      const { done, fail } = waiting.shift()!;
      if ('failed' in answer) fail(Object.assign(new Error('an error on a thread'), { name: answer.failed }));
      else done(answer.value as never);
    });
    thread.on('error', failAll);
    void once(thread, 'exit').then(
      () => failAll(new Error('a thread ended at work')),
      () => undefined,
    );
    const ask = <T>(question: Question): Promise<T> =>
      new Promise((done, fail) => {
        waiting.push({ done, fail });
        thread.postMessage(question);
      });
    return {
      add: (piece, part) => ask({ ask: 'add', piece, part }),
      soFar: () => ask({ ask: 'soFar' }),
      result: () => ask({ ask: 'result' }),
      close: () => void thread.terminate(),
    };
  };
