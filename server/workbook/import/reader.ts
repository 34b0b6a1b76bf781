import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '../../problem.ts';
import type { OpenedBook } from '../book/read.ts';
import type { Job, Outcome } from './read-in-child.ts';
import type { Saying } from './saying.ts';
import { guard } from './zip-guard.ts';
import type { FileKind } from './grids.ts';
import type { WorkbookReading } from './reading.ts';

const MIB = 1024 * 1024;

export interface ReaderLimits {
  /** For one workbook, in ms. */
  readonly time: number;
  /** Memory of the process, in bytes. */
  readonly memory: number;
}

const USUAL: ReaderLimits = { time: 10_000, memory: 512 * MIB };
const WATCHED_EVERY = 50;
const HEAP_MIB = 256;

/** Reads workbooks in a process of its own, which is kept for the next one and replaced when it goes beyond its limits. */
export class WorkbookReader {
  readonly #program: string;
  readonly #limits: ReaderLimits;
  #child: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** @param program the child's file, see `server/workbook/import/child.ts` */
  constructor(program: string, limits: ReaderLimits = USUAL) {
    this.#program = program;
    this.#limits = limits;
  }

  /** Starts the process, so that the first workbook need not wait for it. */
  warm(): void {
    this.#running();
  }

  /** Id of the process, while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * What a workbook holds, with what its user said of it; one at a time, in the order of the calls. How many wait here with their bytes is bounded by the
   * turns that callers have.
   * @throws Problem FILE_DAMAGED, FILE_ENCRYPTED, FILE_UNSAFE, FILE_TOO_COMPLEX; INVALID where
   *   what is said now does not fit the workbook; INTERNAL where the program that reads is at fault
   */
  async read(bytes: Buffer, name: string, saying?: Saying): Promise<WorkbookReading> {
    return this.#inTurn<WorkbookReading>({ bytes, kind: kindOf(name), saying });
  }

  /**
   * What a workbook's cells hold, and what of it is left behind; in turn with the others.
   * @throws Problem FILE_DAMAGED, FILE_ENCRYPTED, FILE_UNSAFE, FILE_TOO_COMPLEX, INTERNAL
   */
  async open(bytes: Buffer, name: string): Promise<OpenedBook> {
    return this.#inTurn<OpenedBook>({ bytes, kind: kindOf(name), as: 'book' });
  }

  async #inTurn<T>(job: Job & { readonly bytes: Buffer }): Promise<T> {
    const guarded = guard(job.bytes, job.kind);
    if (!guarded.ok) throw new Problem(guarded.refusal);
    const turn = this.#last.then(() => this.#ask<T>(job));
    this.#last = turn.catch(() => undefined);
    const outcome = await turn;
    if (outcome.ok) return outcome.reading;
    if (outcome.refusal === 'INVALID') throw new Problem('INVALID', { issues: outcome.issues });
    if (outcome.refusal !== 'INTERNAL') throw new Problem(outcome.refusal);
    throw new Problem('INTERNAL', { cause: inChild(outcome) });
  }

  /** Ends the process. */
  close(): void {
    this.#closed = true;
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #running(): ChildProcess {
    if (this.#child) return this.#child;
    const child = fork(this.#program, {
      execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_MIB}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // Secrets of the service are none of its business.
      env: {},
    });
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined;
    });
    // It goes when this process does, and keeps it from nothing.
    child.unref();
    child.channel?.unref();
    return (this.#child = child);
  }

  #ask<T>(job: Job): Promise<Outcome<T>> {
    const child = this.#running();
    return new Promise((resolve) => {
      const end = (outcome: Outcome<T>): void => {
        clearTimeout(late);
        clearInterval(watch);
        child.off('message', end);
        child.off('exit', lost);
        child.off('error', lost);
        resolve(outcome);
      };
      const lost = (): void => {
        if (this.#child === child) this.#child = undefined;
        child.kill('SIGKILL');
        // The next workbook should not wait for a process to start.
        if (!this.#closed) this.warm();
        end({ ok: false, refusal: 'FILE_TOO_COMPLEX' });
      };
      const late = setTimeout(lost, this.#limits.time);
      const watch = setInterval(() => {
        if (memoryOf(child.pid) > this.#limits.memory) lost();
      }, WATCHED_EVERY);
      child.once('message', end);
      child.once('exit', lost);
      child.once('error', lost);
      child.send(job, (error) => {
        if (error) lost();
      });
    });
  }
}

const kindOf = (name: string): FileKind => (path.extname(name).toLowerCase() === '.xls' ? 'xls' : 'xlsx');

/** An error of the process, as it is thrown here. */
function inChild({ error, at }: Extract<Outcome<never>, { refusal: 'INTERNAL' }>): Error {
  const thrown = new Error('the reader of workbooks failed');
  thrown.name = error;
  thrown.stack = [error, ...at.map((frame) => `    ${frame}`)].join('\n');
  return thrown;
}

/** Resident bytes of a process where the system tells them, else 0: its heap has a limit of its own. */
function memoryOf(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}
