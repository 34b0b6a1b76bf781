import type * as z from 'zod/mini';
import type { Issue, IssueCode } from '../issue.ts';

type ZodIssue = z.core.$ZodIssue;

const WRONG_TYPE: Readonly<Record<string, IssueCode>> = {
  number: 'notNumber',
  int: 'notInteger',
  string: 'notText',
  array: 'notList',
  object: 'notObject',
  record: 'notObject',
};

/** Every fault of a failed parse in our own codes, with the value that stood at its place. */
export function faults(
  error: z.core.$ZodError,
  input: unknown,
  prefix: readonly (string | number)[] = [],
): Issue[] {
  return error.issues.flatMap((issue) => fault(issue, input, prefix));
}

function fault(issue: ZodIssue, input: unknown, prefix: readonly (string | number)[]): Issue[] {
  const path = issue.path as (string | number)[];
  const received = at(input, path);
  const found = (code: IssueCode, params?: Issue['params']): Issue[] => [
    { code, path: [...prefix, ...path], received, ...(params ? { params } : {}) },
  ];
  switch (issue.code) {
    case 'invalid_type':
      return found(received === undefined ? 'missing' : (WRONG_TYPE[issue.expected] ?? 'notChoice'), {
        expected: issue.expected,
        ...(issue.expected === 'boolean' ? { choices: 'true, false' } : {}),
      });
    case 'invalid_value':
      return found(received === undefined ? 'missing' : 'notChoice', {
        choices: issue.values.map(String).join(', '),
      });
    case 'too_small': {
      const min = Number(issue.minimum);
      if (issue.origin === 'string')
        return found(received === '' ? 'missing' : 'tooFew', { min, letters: 1 });
      if (issue.origin === 'array') return found('tooFew', { min });
      return found('tooSmall', { min, ...(issue.inclusive ? {} : { exclusive: 1 }) });
    }
    case 'too_big': {
      const max = Number(issue.maximum);
      if (issue.origin === 'string') return found('tooMany', { max, letters: 1 });
      return found(issue.origin === 'array' ? 'tooMany' : 'tooLarge', { max });
    }
    case 'invalid_format':
      return issue.format === 'regex'
        ? found('notChoice', { form: String(issue.pattern) })
        : found('notDate');
    case 'custom':
      return issue.params?.code === 'reservedId'
        ? found('reservedId')
        : found('tooSmall', { min: issue.params?.min as string | number });
    // A fault of the key, not of what stands under it.
    case 'invalid_key':
      return issue.issues.flatMap((inner) =>
        fault({ ...inner, path } as ZodIssue, input, prefix).map((each) => ({
          ...each,
          received: path[path.length - 1],
        })),
      );
    case 'unrecognized_keys': {
      const place = [...prefix, ...path];
      return issue.keys.map((key) => ({
        code: 'unknownKey',
        path: [...place, key],
        received: at(received, [key]),
      }));
    }
    case 'invalid_union':
      return (
        unionFault(issue, input, prefix) ??
        found(received === undefined ? 'missing' : 'notChoice', {
          choices: ((issue as { options?: unknown[] }).options ?? []).map(String).join(', '),
        })
      );
    default:
      return found('notChoice');
  }
}

/** Of a union the branch that got furthest speaks for all: of the right type, and with the deepest faults. */
function unionFault(
  issue: z.core.$ZodIssueInvalidUnion,
  input: unknown,
  prefix: readonly (string | number)[],
): Issue[] | null {
  const place = issue.path as (string | number)[];
  const here = at(input, place);
  if (here === undefined) return null;
  const depth = (branch: ZodIssue[]) =>
    Math.max(
      ...branch.map((i) =>
        i.code === 'invalid_type' && i.path.length === 0
          ? -1
          : i.path.length + (i.code === 'unrecognized_keys' ? 1 : 0),
      ),
    );
  const best = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0];
  if (!best || best.length === 0) return null;
  return best.flatMap((inner) =>
    fault({ ...inner, path: [...place, ...inner.path] } as ZodIssue, input, prefix),
  );
}

function at(input: unknown, path: readonly (string | number)[]): unknown {
  let value = input;
  for (const key of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
