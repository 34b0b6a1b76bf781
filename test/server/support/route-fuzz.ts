/** Random and hostile requests to every route, drawn from the OpenAPI document's own schemas. */
import assert from 'node:assert/strict';
import { openApiDocument } from '../../../server/openapi/document.ts';
import type { Operation } from '../../../server/openapi/operation.ts';
import { operations } from '../../../server/openapi/operations.ts';
import { workedExample, type Service } from './service.ts';

type Schema = Record<string, unknown>;
const schemas = openApiDocument('fuzz', 'en').components.schemas as Record<string, Schema>;

/** Mulberry32: the same requests for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const HOSTILE_TEXTS = [
  '',
  ' ',
  '\u0000',
  '../../../etc/passwd',
  '..\\..\\windows',
  '=cmd|calc!A1',
  "'; DROP TABLE sessions; --",
  '${jndi:ldap://x}',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '\ud800',
  '\u202e\u0000\uffff',
  '__proto__',
  'constructor',
  'NaN',
  '1e999',
  '优先还本'.repeat(40),
  'x'.repeat(5000),
  '2024-02-30',
  '9999-99-99',
];
const HOSTILE_NUMBERS = [
  0,
  -0,
  -1,
  0.1,
  1e-320,
  1e308,
  -1e308,
  2 ** 53,
  2 ** 31,
  0.07,
  1.0000000001,
  31,
  1e13,
];
const HOSTILE: readonly unknown[] = [null, true, false, [], {}, [[]], [null], { a: 1 }, [[[[[[[[]]]]]]]]];

export class Draw {
  readonly #random: () => number;
  #turn = 0;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  chance = (p: number): boolean => this.#random() < p;
  whole = (from: number, to: number): number => from + Math.floor(this.#random() * (to - from + 1));
  oneOf = <T>(items: readonly T[]): T => items[this.whole(0, items.length - 1)]!;

  /** Each in its turn, so that none is left out. */
  inTurn = <T>(items: readonly T[]): T => items[this.#turn++ % items.length]!;

  hostile(): unknown {
    return this.oneOf<() => unknown>([
      () => this.oneOf(HOSTILE),
      () => this.oneOf(HOSTILE_TEXTS),
      () => this.oneOf(HOSTILE_NUMBERS),
    ])();
  }

  /** A value a schema allows, but for the places where something hostile stands instead. */
  value(schema: Schema, hostility: number, depth = 0): unknown {
    if (this.chance(hostility)) return this.hostile();
    if (typeof schema.$ref === 'string') return this.value(resolved(schema.$ref), hostility, depth);
    const options = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
    if (options) return this.value(this.oneOf(options), hostility, depth);
    if ('const' in schema) return schema.const;
    if (Array.isArray(schema.enum)) return this.oneOf(schema.enum);
    switch (schema.type) {
      case 'object':
        return this.#object(schema, hostility, depth);
      case 'array': {
        const least = Number(schema.minItems ?? 0);
        const length = this.whole(least, Math.min(Number(schema.maxItems ?? 8), least + 4));
        return Array.from({ length }, () => this.value(schema.items as Schema, hostility, depth + 1));
      }
      case 'integer':
      case 'number': {
        const least = Number(schema.minimum ?? schema.exclusiveMinimum ?? 0);
        const most = Math.min(Number(schema.maximum ?? 100), 1000);
        return schema.type === 'integer' || this.chance(0.5)
          ? this.whole(Math.max(least, -1000), most)
          : this.whole(0, 1000) / 1000;
      }
      case 'string':
        return this.oneOf(['lp', 'gp', 'sub', 'cash', '2024-12-31', '2023-06-30', 'a']);
      case 'boolean':
        return this.chance(0.5);
      default:
        return this.chance(0.5) ? this.whole(0, 30) : this.hostile();
    }
  }

  #object(schema: Schema, hostility: number, depth: number): unknown {
    const required = new Set(schema.required as string[] | undefined);
    const entries: [string, unknown][] = [];
    for (const [key, inner] of Object.entries((schema.properties ?? {}) as Record<string, Schema>)) {
      if (required.has(key) ? this.chance(hostility / 2) : !this.chance(0.5)) continue;
      entries.push([key, this.value(inner, hostility, depth + 1)]);
    }
    if (typeof schema.additionalProperties === 'object' || this.chance(hostility))
      entries.push([this.oneOf(['lp', 'gp', ...HOSTILE_TEXTS]), this.hostile()]);
    return Object.fromEntries(entries);
  }
}

const resolved = (reference: string): Schema => {
  const [, , , name, ...rest] = reference.split('/');
  return rest.reduce<Schema>((schema, key) => schema[key] as Schema, schemas[name!]!);
};

const AWKWARD_BODIES = [
  '',
  '{',
  '[]',
  'null',
  '"text"',
  '{"a":1e999}',
  '\ufeff{}',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  `${'{"a":'.repeat(100)}1${'}'.repeat(100)}`,
  `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
  `{"calculations":[${'{},'.repeat(20_000)}{}]}`,
  JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`key ${i}`, i]))),
  `{"a":"${'x'.repeat(1_100_000)}"}`,
];
const AWKWARD_HEADERS: readonly Record<string, string>[] = [
  { 'Accept-Language': 'zh-CN,zh;q=0.9' },
  { 'Accept-Language': 'x'.repeat(3000) },
  { 'Accept-Language': ',,;;q=q' },
  { 'Content-Type': 'text/plain' },
  { 'Content-Type': 'application/json; charset=utf-7' },
  { 'Content-Type': 'multipart/form-data; boundary=x' },
  { 'Content-Encoding': 'gzip' },
  { 'Content-Encoding': 'br, gzip' },
  { Accept: 'image/png' },
  { Origin: 'https://evil.example' },
  { Range: 'bytes=0-1' },
  { 'If-None-Match': '*' },
  { 'X-Forwarded-For': '127.0.0.1, ::1' },
  { Authorization: 'Bearer' },
  { Authorization: `Bearer wf_${'A'.repeat(94)}` },
  { Authorization: 'Basic YTpi' },
];
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'];

export interface Fuzzed {
  readonly requests: number;
  readonly byStatus: Readonly<Record<number, number>>;
  readonly slowest: { readonly ms: number; readonly route: string };
}

/**
 * Sends `count` requests, several at once; fails at the first answer that is a 5xx, does not come within `timeout` ms, or is
 * not what the document says.
 */
export async function fuzzRoutes(
  service: Service,
  { count, seed, timeout }: { count: number; seed: number; timeout: number },
): Promise<Fuzzed> {
  const draw = new Draw(seed);
  const byStatus: Record<number, number> = {};
  let slowest = { ms: 0, route: '' };
  let { token } = await service.begin();

  const one = async (number: number): Promise<void> => {
    const operation = operations[number % operations.length]!;
    const { method, path, ...more } = requestFor(operation, draw, token);
    const started = performance.now();
    const route = `request ${number} of seed ${seed}: ${method} ${operation.path}`;
    const answer = await service
      .call(method, path, { ...more, signal: AbortSignal.timeout(timeout) })
      .catch((error: Error) => assert.fail(`${route}: ${error.message}`));
    const ms = performance.now() - started;
    if (ms > slowest.ms) slowest = { ms, route };
    byStatus[answer.status] = (byStatus[answer.status] ?? 0) + 1;
    assert.ok(answer.status < 500, `${route}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`);
    for (const { message } of (answer.body?.errors ?? []) as { message: string }[])
      assert.doesNotMatch(message, /\{[a-z]\w*\}|undefined|one of: *\.|可选值：。/, route);
    assert.equal(({} as { polluted?: unknown }).polluted, undefined, route);
    if (answer.body?.code === 'SESSION_EXPIRED') {
      ({ token } = await service.begin());
      assert.ok(token, `${route}: no session can be begun any more, so nothing is tried any more`);
    }
  };

  const AT_ONCE = 8;
  for (let at = 0; at < count; at += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - at) }, (_, i) => one(at + i)));
  return { requests: count, byStatus, slowest };
}

/** Half a surrogate pair cannot be encoded: it becomes U+FFFD. */
const inAddress = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

function requestFor(operation: Operation, draw: Draw, token: string) {
  const method = draw.chance(0.95) ? operation.method.toUpperCase() : draw.oneOf(METHODS);
  const segment = (): string => (draw.chance(0.6) ? draw.oneOf(['csi300', 'a']) : draw.oneOf(HOSTILE_TEXTS));
  const filled = operation.path.replace(/\{\w+\}/g, () => inAddress(segment()));
  const names = [...Object.keys(operation.query ?? {}), 'other'];
  const query = Array.from({ length: draw.chance(0.3) ? draw.whole(1, 4) : 0 }, () => {
    const value = draw.chance(0.5)
      ? draw.oneOf(['2023-01-01', '2024-12-31', '7'])
      : draw.oneOf(HOSTILE_TEXTS);
    const form = draw.oneOf(['', '[]', '[a]', '[__proto__]']);
    return `${draw.oneOf(names)}${form}=${inAddress(value)}`;
  });
  const path = filled + (query.length ? `?${query.join('&')}` : '');
  const headers = draw.chance(0.2) ? draw.oneOf(AWKWARD_HEADERS) : {};
  const withToken = operation.asks === 'session' && draw.chance(0.97) ? { token } : {};
  if (operation.form && draw.chance(0.8)) {
    const bytes = new Uint8Array(draw.whole(0, 3000)).fill(draw.whole(0, 255));
    if (draw.chance(0.7)) bytes.set(Buffer.from('504b0304', 'hex').subarray(0, bytes.length));
    const name = draw.oneOf(['a.xlsx', 'b.xls', ...HOSTILE_TEXTS.map((text) => `${text}.xlsx`)]);
    return { method: 'POST', path, ...withToken, file: { name, bytes } };
  }
  const hasBody =
    !['GET', 'OPTIONS'].includes(method) && (operation.request !== undefined || draw.chance(0.1));
  const raw = !hasBody
    ? {}
    : draw.chance(0.2)
      ? { raw: draw.inTurn(AWKWARD_BODIES) }
      : { raw: JSON.stringify(bodyFor(operation, draw)) };
  return { method, path, headers, ...withToken, ...raw };
}

/** Mostly right, or right in most places: what is refused at once finds little. */
function bodyFor(operation: Operation, draw: Draw): unknown {
  const hostility = draw.oneOf([0, 0.02, 0.1, 0.5]);
  const drawn = draw.value(schemas[operation.request ?? 'CalculationRequest']!, hostility);
  if (operation.request !== 'CalculationRequest' || draw.chance(0.5)) return drawn;
  const body = structuredClone(workedExample) as unknown as Record<string, Record<string, unknown>>;
  const block = draw.oneOf(['basic_params', 'distribution_params', 'cash_flows']);
  const keys = Object.keys(body[block]!);
  if (keys.length) body[block]![draw.oneOf(keys)] = draw.hostile();
  return body;
}
