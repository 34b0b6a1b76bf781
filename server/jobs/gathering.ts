import path from 'node:path';
import { Worker, type MessagePort } from 'node:worker_threads';
import type { Parsed } from '../../src/engine/index.ts';
import { onlyFinite } from '../json.ts';
import type { KindName } from './kinds/index.ts';
import { piecesOf } from './kinds/pieces.ts';

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
  const together = piecesOf(of).together(plan);
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

/** Tells a thread, in its `workerData`, that it is there for this. */
export const GATHERS = 'gathers';

type Question =
  | { readonly ask: 'open'; readonly of: KindName; readonly plan: unknown }
  | { readonly ask: 'add'; readonly piece: number; readonly part: unknown }
  | { readonly ask: 'soFar' | 'result' | 'close' };
/** Without the message of an error, which may hold content. */
type Answer = { readonly value: unknown } | { readonly failed: string };

/** Answers on a thread of its own what `gatherOnThreads` asks there: one question after another, of one job after another. */
export function serveGathering(port: MessagePort): void {
  let gathering: Gathering | undefined;
  const valueOf = (question: Question): Promise<unknown> | undefined => {
    if (question.ask === 'open') gathering = gatherHere(question.of, question.plan);
    // What it holds, up to some hundred MiB, goes at once.
    else if (question.ask === 'close') gathering = undefined;
    else if (question.ask === 'add') return gathering!.add(question.piece, question.part);
    else return gathering![question.ask]();
    return undefined;
  };
  const answer = async (question: Question): Promise<Answer> => {
    try {
      return { value: await valueOf(question) };
    } catch (error) {
      return { failed: (error as Error).name };
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  port.on('message', (question: Question) => {
    last = last.then(async () => port.postMessage(await answer(question)));
  });
}

/** As those of `Pool`. */
const REST = 300_000;

/** One job's thread, while it has one. */
class GatheringThread {
  readonly #worker: Worker;
  readonly #waiting: { done: (value: never) => void; fail: (error: Error) => void }[] = [];
  isAlive = true;

  constructor(program: string) {
    this.#worker = new Worker(program, { env: {}, workerData: GATHERS });
    this.#worker.unref();
    this.#worker.on('message', (answer: Answer) => {
      const { done, fail } = this.#waiting.shift()!;
      if ('failed' in answer) fail(Object.assign(new Error('an error on a thread'), { name: answer.failed }));
      else done(answer.value as never);
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.once('exit', () => this.#fail(new Error('a thread ended at work')));
  }

  ask<T>(question: Question): Promise<T> {
    return new Promise((done, fail) => {
      if (!this.isAlive) return fail(new Error('a thread has ended'));
      this.#waiting.push({ done, fail });
      this.#worker.postMessage(question);
    });
  }

  end(): void {
    void this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.isAlive = false;
    for (const { fail } of this.#waiting.splice(0)) fail(error);
  }
}

/**
 * Each on a thread, which the next job gets when this one is over.
 * @param program see `server/threads/thread.ts`
 * @param rest a thread without work gives its memory back after this, ms; 0 for never
 */
export function gatherOnThreads(program: string, rest = REST): Gather {
  const idle = new Map<GatheringThread, NodeJS.Timeout | undefined>();
  const take = (): GatheringThread => {
    for (const [thread, end] of idle) {
      clearTimeout(end);
      idle.delete(thread);
      if (thread.isAlive) return thread;
    }
    return new GatheringThread(path.resolve(program));
  };
  return (of, plan) => {
    const thread = take();
    const opened = thread.ask({ ask: 'open', of, plan });
    // Told with the first part.
    opened.catch(() => undefined);
    let isEnding = false;
    let isClosed = false;
    return {
      add: async (piece, part) => {
        // A piece that was still computed when its job was stopped is nothing to the job that has the thread by then.
        if (!isClosed) await Promise.all([opened, thread.ask({ ask: 'add', piece, part })]);
      },
      // Behind the result it would come too late, and hold up the next job.
      soFar: async () => (isEnding || isClosed ? undefined : thread.ask({ ask: 'soFar' })),
      result: async () => {
        isEnding = true;
        const result = await thread.ask<Parsed<string>>({ ask: 'result' });
        isEnding = false;
        return result;
      },
      close: () => {
        isClosed = true;
        // A result that nobody waits for any more may take seconds; whatever else was asked for is soon there.
        if (isEnding) return thread.end();
        thread.ask({ ask: 'close' }).catch(() => undefined);
        const end = (): void => {
          idle.delete(thread);
          thread.end();
        };
        idle.set(thread, rest ? setTimeout(end, rest).unref() : undefined);
      },
    };
  };
}
