import assert from 'node:assert/strict';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { openApiDocument } from '../../../server/openapi/document.ts';

interface Media {
  readonly schema?: { readonly $ref: string };
}
interface Described {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, Media>>;
}
interface Documented {
  readonly responses: Readonly<Record<string, Described>>;
}

const document = openApiDocument('test', 'en');
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema(document, 'document');
const validators = new Map<string, ValidateFunction>();

const templates = Object.entries(document.paths).map(([path, methods]) => ({
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}/?$`, 'i'),
  methods: methods as Record<string, Documented>,
}));

/** What the document says of a request, if it knows its route; `known` also when it knows only other methods of it. */
export function documented(method: string, path: string): { known: boolean; operation?: Documented } {
  const bare = path.split('?')[0]!;
  // Of two patterns that fit, the one without a parameter is the route's.
  const fitting = templates.find(({ pattern }) => pattern.test(bare));
  const operation = fitting?.methods[method.toLowerCase()];
  return { known: fitting !== undefined, ...(operation ? { operation } : {}) };
}

function matches(name: string, body: unknown, where: string): void {
  const reference = `document${name}`;
  const validate = validators.get(name) ?? ajv.getSchema(reference);
  assert.ok(validate, `the document has no ${name}`);
  validators.set(name, validate);
  assert.ok(
    validate(body),
    `${where}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(body).slice(0, 500)}`,
  );
}

/** Headers that the document tells of; others are HTTP's own, or about security and caching. */
const HEADERS = new Set(Object.keys(document.components.headers).map((name) => name.toLowerCase()));

/**
 * Fails unless an answer is what the OpenAPI document says for its route and status. Where the document knows no such route
 * or method, only a refusal is right.
 */
export function checkAnswer(
  method: string,
  path: string,
  {
    status,
    type,
    headers,
    body,
  }: { status: number; type: string | null; headers: readonly string[]; body: unknown },
): void {
  if (!/^\/(api|health|metrics)(\/|\?|$)/.test(path) || method === 'OPTIONS' || method === 'HEAD') return;
  const where = `${method} ${path.split('?')[0]} ${status}`;
  const media = type?.split(';')[0] ?? null;
  const { operation } = documented(method, path);
  const described = operation?.responses[status];
  if (!described) {
    assert.ok(!operation || status === 404 || status === 405, `${where} is not in the document`);
    assert.equal(media, 'application/problem+json', where);
    matches('#/components/schemas/Problem', body, where);
    return;
  }
  const told = Object.keys(described.headers ?? {}).map((name) => name.toLowerCase());
  for (const name of headers)
    assert.ok(!HEADERS.has(name) || told.includes(name), `${where}: ${name} is not in the document`);
  if (!described.content) {
    assert.equal(body, '', where);
    return;
  }
  const content = media === null ? undefined : (described.content[media] ?? described.content['*/*']);
  assert.ok(content, `${where} came as ${media}`);
  if (content.schema) matches(content.schema.$ref, body, where);
}
