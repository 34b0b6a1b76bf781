import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RequestHandler } from 'express';
import type { Sweeps } from './files/sweeps.ts';
import { EVENT_STREAM } from './http/event-stream.ts';
import { routeOf } from './logging.ts';
import type { JobQueue } from './jobs/queue.ts';
import type { Cache } from './store/cache.ts';
import type { Workforce } from './threads/pool.ts';
import { ifStoreAnswers, type Store, type StoreUsage } from './store/store.ts';

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What Prometheus reads: numbers with labels from small fixed sets, never content. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;
  readonly #running: Gauge;
  readonly #answered: { count: number; seconds: number };
  readonly #engine: Histogram;
  readonly #security: Counter<'event'>;
  #withProcess = false;

  constructor(
    { store, cache, sweeps, jobs }: { store: Store; cache: Cache; sweeps: Sweeps; jobs: JobQueue },
    clock: () => number,
    pool?: Workforce,
  ) {
    const registers = [this.registry];
    this.#requests = new Histogram({
      name: 'waterfall_http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its answer, or until it was broken off (status aborted)',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    });
    this.#running = new Gauge({
      name: 'waterfall_http_requests_running',
      help: 'Requests being answered',
      registers,
    });
    registerCache(this.registry, cache);
    const answered = { count: 0, seconds: 0 };
    this.#answered = answered;
    new Gauge({
      name: 'waterfall_http_response_average_seconds',
      help: 'Time of an answer since the start, on average',
      registers,
      collect() {
        if (answered.count) this.set(answered.seconds / answered.count);
      },
    });
    this.#engine = new Histogram({
      name: 'waterfall_engine_seconds',
      help: 'Time the engine took for a calculation',
      buckets: [0.0001, ...SECONDS],
      registers,
    });
    this.#security = new Counter({
      name: 'waterfall_security_events_total',
      help: 'Security events by kind',
      labelNames: ['event'],
      registers,
    });
    registerWork(this.registry, sweeps, jobs, pool);
    registerStore(this.registry, store, clock);
  }

  /** Measures every request under its route as declared. */
  readonly measure: RequestHandler = (req, res, next) => {
    const started = performance.now();
    this.#running.inc();
    res.once('close', () => {
      this.#running.dec();
      const labels = { method: METHODS.has(req.method) ? req.method : 'other', route: routeOf(req) };
      // A stream lasts as long as what it tells of.
      if (res.get('Content-Type') === EVENT_STREAM) return;
      const seconds = (performance.now() - started) / 1000;
      this.#answered.count += 1;
      this.#answered.seconds += seconds;
      this.#requests.observe(
        { ...labels, status: res.writableFinished ? String(res.statusCode) : 'aborted' },
        seconds,
      );
    });
    next();
  };

  engine(seconds: number): void {
    this.#engine.observe(seconds);
  }

  security(event: string): void {
    this.#security.inc({ event });
  }

  /** The metrics as text, with those of the process from the first reading on. */
  async text(): Promise<string> {
    if (!this.#withProcess) collectDefaultMetrics({ register: this.registry });
    this.#withProcess = true;
    return this.registry.metrics();
  }
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

/** Lookups of results, and this process's copy of what it read from the store. */
function registerCache(registry: Registry, cache: Cache): void {
  const registers = [registry];
  new Counter({
    name: 'waterfall_cache_requests_total',
    help: "Lookups of results, by layer (this process's copy, the store, a call at the same time) and outcome (hit, miss, error), and results made",
    labelNames: ['layer', 'outcome'],
    registers,
    collect() {
      const { local, store: shared, shared: joined, made } = cache.statistics();
      this.reset();
      this.inc({ layer: 'local', outcome: 'hit' }, local.hits);
      this.inc({ layer: 'local', outcome: 'miss' }, local.misses);
      this.inc({ layer: 'store', outcome: 'hit' }, shared.hits);
      this.inc({ layer: 'store', outcome: 'miss' }, shared.misses);
      this.inc({ layer: 'store', outcome: 'error' }, shared.errors);
      this.inc({ layer: 'shared', outcome: 'hit' }, joined);
      this.inc({ layer: 'engine', outcome: 'made' }, made);
    },
  });
  new Gauge({
    name: 'waterfall_cache_hit_ratio',
    help: 'Lookups of results since the start that were answered by this process or the store, of all',
    registers,
    collect() {
      const { local, store: shared, shared: joined, made } = cache.statistics();
      const hits = local.hits + shared.hits + joined;
      if (hits + made > 0) this.set(hits / (hits + made));
    },
  });
  new Gauge({
    name: 'waterfall_local_copy_bytes',
    help: "Memory of this process's copy of what it read from the store",
    registers,
    collect() {
      this.set(cache.statistics().local.bytes);
    },
  });
  new Counter({
    name: 'waterfall_local_copy_evictions_total',
    help: 'Values of that copy that made way for others before their time',
    registers,
    collect() {
      this.reset();
      this.inc(cache.statistics().local.evictions);
    },
  });
}

/** Files of all sessions, heavy work and jobs. */
function registerWork(registry: Registry, sweeps: Sweeps, jobs: JobQueue, pool: Workforce | undefined): void {
  const registers = [registry];
  new Gauge({
    name: 'waterfall_files_bytes',
    help: 'Bytes of files of all sessions, on the disk or in the store, by area',
    labelNames: ['area'],
    registers,
    async collect() {
      const { areas } = await sweeps.statistics();
      for (const [area, { bytes }] of Object.entries(areas)) this.set({ area }, bytes);
    },
  });
  new Gauge({
    name: 'waterfall_work_tasks',
    help: 'Heavy work, by state (waiting for a thread, running on one)',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, n] of Object.entries(pool?.load ?? {})) this.set({ state }, n);
    },
  });
  new Gauge({
    name: 'waterfall_jobs',
    help: 'Jobs of all sessions, on all instances and workers that share a Redis, by state (waiting, running)',
    labelNames: ['state'],
    registers,
    async collect() {
      const depth = await ifStoreAnswers(() => jobs.depth());
      this.reset();
      for (const [state, n] of Object.entries(depth ?? {})) this.set({ state }, n);
    },
  });
}

/** Figures of the store and its sessions; none while it does not answer. */
function registerStore(registry: Registry, store: Store, clock: () => number): void {
  const registers = [registry];
  const gauge = (name: string, help: string, collect: () => Promise<number | undefined>): void => {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const value = await ifStoreAnswers(collect);
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
  };
  gauge('waterfall_store_up', '1 while the store answers', async () => (store.state().up ? 1 : 0));
  gauge('waterfall_sessions_active', 'Sessions that have not ended', async () => {
    const { active } = await store.sweepSessions(clock());
    return active;
  });
  new Counter({
    name: 'waterfall_store_failures_total',
    help: 'What the store was asked in vain, by reason (refused, timeout, unreachable)',
    labelNames: ['reason'],
    registers,
    collect() {
      this.reset();
      for (const [reason, n] of Object.entries(store.failures())) this.inc({ reason }, n);
    },
  });
  let usage: Promise<StoreUsage> | undefined;
  const used = (): Promise<StoreUsage> => {
    usage ??= store.usage().finally(() => void (usage = undefined));
    return usage;
  };
  gauge('waterfall_store_memory_bytes', 'Memory the store uses', async () => (await used()).bytes);
  const counter = (name: string, help: string, field: 'hits' | 'misses' | 'evictions'): void => {
    new Counter({
      name,
      help,
      registers,
      async collect() {
        const value = await ifStoreAnswers(async () => (await used())[field]);
        this.reset();
        if (value !== undefined) this.inc(value);
      },
    });
  };
  counter('waterfall_store_keyspace_hits_total', 'Keys that Redis had when it was asked', 'hits');
  counter('waterfall_store_keyspace_misses_total', 'Keys that Redis had not when it was asked', 'misses');
  counter('waterfall_store_evictions_total', 'Values that the store gave up before their time', 'evictions');
  gauge('waterfall_store_connections', 'Clients connected to Redis; 0 for the store in memory', async () => {
    const { connections } = await used();
    return connections;
  });
}
