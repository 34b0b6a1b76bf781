import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { kindOf } from '../../server/jobs/kinds/index.ts';
import { piecesOf } from '../../server/jobs/kinds/pieces.ts';
import { calculate as compute } from '../../src/document/index.ts';
import { followToEnd, type Told } from '../server/support/events.ts';
import { simulateJob } from '../server/support/job-requests.ts';
import { workedExample } from '../server/support/service.ts';
import { begin, calculate, call, upload, variant, type Reply, type Target } from './instance.ts';

/** What users ask for. */
export type Wish = 'calculation' | 'export' | 'upload' | 'job' | 'session';

export interface Answered {
  readonly wish: Wish;
  /** When it was asked, as performance.now() has it. */
  readonly at: number;
  readonly reply: Reply;
}

/** Takes half a second or so on two threads. */
const SCENARIOS = 100_000;
const SEEDS = 3;

/** What the engine gives in this process; computed once for each. */
function remembered<T>(give: (n: number) => T): (n: number) => T {
  const known = new Map<number, T>();
  return (n) => {
    if (!known.has(n)) known.set(n, give(n));
    return known.get(n)!;
  };
}
/** As JSON has it. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The figures of a result document: without what depends on when, where and in which language it was computed. */
function figuresOf(document: object): unknown {
  const own = ['engine_version', 'calculation_time', 'calculated_at', 'warnings', 'cache'];
  return Object.fromEntries(Object.entries(document).filter(([name]) => !own.includes(name)));
}
function computed(request: unknown): unknown {
  const own = compute(request);
  if (!own.ok) throw new Error(JSON.stringify(own.issues));
  return plain(figuresOf(own.value));
}
const expected = remembered((i) => computed(variant(i)));
const example = computed(workedExample);

const jobOf = (seed: number) => simulateJob(SCENARIOS, { seed });
const simulated = remembered((seed) => {
  const { kind: _, ...request } = jobOf(seed);
  const kind = kindOf('simulate');
  const read = kind.read(request as never);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  const pieces = piecesOf('simulate');
  const [run, together] = [pieces.open(read.value), pieces.together(read.value)];
  kind.sizes(read.value).forEach((_size, piece) => {
    const part = run(piece);
    if (part.ok) together.add(piece, part.value);
  });
  const result = together.result();
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return plain(result.value);
});

interface Promised {
  readonly id: string;
  readonly seed: number;
  /** The job as its stream ended. */
  ended?: unknown;
  /** From its start to its end, ms. */
  ms?: number;
}

/** One session, and what the service has promised it. */
interface User {
  token: string;
  readonly jobs: Promised[];
  readonly uploads: string[];
  readonly exports: string[];
  following: Promise<void> | undefined;
}

/** Users of a service who do a bit of everything, and hold every answer against what the engine gives in this process. */
export class Users {
  /** What was wrong, in words. */
  readonly wrong: string[] = [];
  readonly #at: Target;
  readonly #users: User[] = [];
  readonly #book: Uint8Array;

  private constructor(at: Target, book: Uint8Array) {
    this.#at = at;
    this.#book = book;
  }

  /** Opens sessions, and computes what their jobs are to give. */
  static async open(at: Target, count: number): Promise<Users> {
    for (let seed = 0; seed < SEEDS; seed++) simulated(seed);
    const { token } = await begin(at);
    const body = { format: 'xlsx', calculation: workedExample };
    const made = await call(at, 'POST', '/api/v1/exports', { token, body });
    const file = await fetch(`${at.url}/api/v1/exports/${made.body.file_id}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    const users = new Users(at, new Uint8Array(await file.arrayBuffer()));
    for (let i = 0; i < count; i++) {
      const { token } = await begin(at);
      users.#users.push({ token, jobs: [], uploads: [], exports: [], following: undefined });
    }
    return users;
  }

  get jobs(): readonly Promised[] {
    return this.#users.flatMap(({ jobs }) => jobs);
  }

  /** The nth piece of work, by a user: a calculation, and now and then something else. */
  async work(n: number, user: number): Promise<Answered[]> {
    const seen: Answered[] = [];
    const own = this.#users[user]!;
    if (n % 20 === 3) await this.#export(own, n % 5, seen);
    else if (n % 20 === 9) await this.#upload(own, seen);
    else if (n % 20 === 15 && !own.following) await this.#start(own, n % SEEDS, seen);
    else if (n % 100 === 17) await this.#session(seen);
    else await this.#calculate(own, n % 3 === 0 ? n % 1000 : n % 5, seen);
    return seen;
  }

  /** Waits for all jobs, then asks for everything that was promised: it must be there, and right. */
  async settle(): Promise<void> {
    await Promise.all(this.#users.map(({ following }) => following));
    for (const { token, jobs, uploads, exports } of this.#users) {
      const get = (path: string) => this.#insist('session', [], () => call(this.#at, 'GET', path, { token }));
      this.#same('a session', (await get('/api/v1/sessions/current')).status, 200);
      for (const { id, ended } of jobs)
        this.#same('a job, later', (await get(`/api/v1/jobs/${id}`)).body, ended);
      for (const id of uploads) {
        const { status, body } = await get(`/api/v1/files/${id}`);
        // Its reading is kept for half an hour and its bytes for two: asked for later it is read again.
        this.#same(`an upload, later (${status})`, body.parsed_data?.request, workedExample);
      }
      for (const id of exports)
        this.#same('an export, later', (await get(`/api/v1/exports/${id}`)).status, 200);
    }
  }

  async #calculate({ token }: User, i: number, seen: Answered[]): Promise<void> {
    const reply = await this.#insist('calculation', seen, () => calculate(this.#at, token, variant(i)));
    if (reply.status !== 200) this.#refused('a calculation', reply);
    else this.#same('a calculation', figuresOf(reply.body), expected(i));
  }

  async #export({ token, exports }: User, i: number, seen: Answered[]): Promise<void> {
    const body = { format: 'json', calculation: variant(i) };
    const made = await this.#insist('export', seen, () =>
      call(this.#at, 'POST', '/api/v1/exports', { token, body }),
    );
    if (made.status !== 201) return this.#refused('an export', made);
    const { file_id: id } = made.body;
    exports.push(id);
    const got = await this.#insist('export', seen, () =>
      call(this.#at, 'GET', `/api/v1/exports/${id}`, { token }),
    );
    if (got.status !== 200) this.#refused('a download', got);
    else this.#same('an export', figuresOf(got.body), expected(i));
  }

  async #upload({ token, uploads }: User, seen: Answered[]): Promise<void> {
    const reply = await this.#insist('upload', seen, () => upload(this.#at, token, 'book.xlsx', this.#book));
    if (reply.status !== 201) return this.#refused('an upload', reply);
    uploads.push(reply.body.file_id);
    this.#same('an upload', computed(reply.body.parsed_data?.request), example);
  }

  async #session(seen: Answered[]): Promise<void> {
    const reply = await this.#insist('session', seen, () => call(this.#at, 'POST', '/api/v1/sessions'));
    if (reply.status !== 201) this.#refused('a session', reply);
  }

  async #start(user: User, seed: number, seen: Answered[]): Promise<void> {
    const { token } = user;
    const began = performance.now();
    const reply = await this.#insist('job', seen, () =>
      call(this.#at, 'POST', '/api/v1/jobs', { token, body: jobOf(seed) }),
    );
    if (reply.status !== 202) return this.#refused('a job', reply);
    const job: Promised = { id: reply.body.job_id, seed };
    user.jobs.push(job);
    user.following = this.#follow(token, job).then(() => {
      job.ms = performance.now() - began;
      user.following = undefined;
    });
  }

  /** Follows a job to its end, at whatever instance. */
  async #follow(token: string, job: Promised): Promise<void> {
    const told = await followToEnd(this.#at.url, token, job.id).catch((error: Error) => {
      this.wrong.push(error.message);
      return [];
    });
    const ends = told.filter(({ event }) => event === 'end');
    if (ends.length === 0) return;
    const [{ data }] = ends as [Told];
    job.ended = data;
    this.#same('ends of a job', ends.length, 1);
    this.#same('the state of a job', [data.state, data.progress], ['completed', 100]);
    this.#same('a simulation', data.result, simulated(job.seed));
  }

  /** Asks as clients do: again where nobody answered, and where it is told when to. */
  async #insist(wish: Wish, seen: Answered[], ask: () => Promise<Reply>): Promise<Reply> {
    for (;;) {
      const at = performance.now();
      const reply = await ask().catch((error: Error): Reply => {
        if (error.name === 'AssertionError') this.wrong.push(error.message);
        // The answer was broken off.
        return { status: 502, ms: performance.now() - at, degraded: false, retryAfter: null, body: '' };
      });
      seen.push({ wish, at, reply });
      const mayCome = reply.status === 502 || (reply.status === 503 && reply.retryAfter !== null);
      if (!mayCome || (wish === 'calculation' && reply.status === 503)) return reply;
      await pause(100);
    }
  }

  #refused(what: string, { status, body }: Reply): void {
    this.wrong.push(`${what}: ${status} ${JSON.stringify(body).slice(0, 200)}`);
  }

  #same(what: string, got: unknown, wanted: unknown): void {
    if (isDeepStrictEqual(got, wanted)) return;
    this.wrong.push(
      `${what}: ${JSON.stringify(got)?.slice(0, 200)}, and not ${JSON.stringify(wanted)?.slice(0, 200)}`,
    );
  }
}
