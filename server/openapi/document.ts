import type { Locale } from '../../src/engine/index.ts';
import { apiPageTexts, apiTexts } from '../../src/i18n/api.ts';
import { problemTexts, type ProblemCode } from '../../src/i18n/problems.ts';
import { Problem } from '../problem.ts';
import { headerComponents, headersOfAnswer, headersOfRefusal } from './headers.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations.ts';
import { jsonSchemas } from './schemas.ts';

const FORM = {
  type: 'object',
  properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
  required: ['file'],
};

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** The OpenAPI 3.1 document of this API: texts in one language, bodies from the schemas that parse and describe them. */
export function openApiDocument(version: string, locale: Locale) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations)
    (paths[operation.path] ??= {})[operation.method] = described(operation, locale);
  return {
    openapi: '3.1.0',
    info: {
      title: apiPageTexts.title[locale],
      version,
      description: apiPageTexts.introduction[locale],
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: jsonSchemas(),
      headers: headerComponents(locale),
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: apiPageTexts.session[locale] },
        ticket: { type: 'apiKey', in: 'query', name: 'ticket', description: apiTexts.issueTicket[locale] },
        operator: { type: 'http', scheme: 'bearer', description: apiPageTexts.operator[locale] },
      },
    },
  };
}

function described(operation: Operation, locale: Locale) {
  const { id, path, summary, asks, orTicket, request, form, query } = operation;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const inQuery = Object.entries(query ?? {}).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }));
  return {
    operationId: id,
    summary: summary[locale],
    security: asks === 'nobody' ? [] : [{ [asks]: [] }, ...(orTicket ? [{ ticket: [] }] : [])],
    parameters: [...inPath, ...inQuery],
    ...(request
      ? { requestBody: { required: true, content: { 'application/json': { schema: reference(request) } } } }
      : {}),
    ...(form
      ? { requestBody: { required: true, content: { 'multipart/form-data': { schema: FORM } } } }
      : {}),
    responses: { ...refusals(operation, locale), ...given(operation, locale) },
  };
}

const given = (operation: Operation, locale: Locale) =>
  Object.fromEntries(
    Object.entries(operation.answers).map(([status, answer]) => [
      status,
      {
        description: operation.summary[locale],
        ...headersOfAnswer(operation),
        ...(answer === null
          ? {}
          : 'schema' in answer
            ? { content: { 'application/json': { schema: reference(answer.schema) } } }
            : { content: { [answer.type]: {} } }),
      },
    ]),
  );

function refusals(operation: Operation, locale: Locale) {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of operation.refuses) {
    const { status } = new Problem(code);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.map((code) => `${code}: ${problemTexts[code].title[locale]}`).join('; '),
        ...headersOfRefusal(operation, same),
        content: { 'application/problem+json': { schema: reference('Problem') } },
      },
    ]),
  );
}
