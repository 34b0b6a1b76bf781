import { createHash } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import { Increment, type Hash, type SessionValue } from './store.ts';

/** How many arguments a value has for WRITE_SESSION, and these. */
export function argumentsOf(value: SessionValue['value']): (Buffer | string | number)[] {
  if (Buffer.isBuffer(value)) return [1, value];
  if (value instanceof Increment) return [-1, value.field, value.by];
  const fields = Object.entries(value).flat();
  return [fields.length, ...fields];
}

/** Redis knows a script by this once it has run it. */
const digests = new Map<string, string>();
function digestOf(script: string): string {
  const known = digests.get(script) ?? createHash('sha1').update(script).digest('hex');
  digests.set(script, known);
  return known;
}

export type Argument = string | number | Buffer;

/** Sends a script by its digest, and itself where Redis does not know it yet. */
export async function evaluate(
  redis: Redis | Cluster,
  how: 'call' | 'callBuffer',
  text: string,
  keys: readonly string[],
  args: readonly Argument[],
): Promise<unknown> {
  const rest = [keys.length, ...keys, ...args];
  try {
    return await redis[how]('EVALSHA', digestOf(text), ...rest);
  } catch (error) {
    if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
    return redis[how]('EVAL', text, ...rest);
  }
}

/** A hash from what HGETALL gives inside a script: names and values in turn. */
export const hashOf = (pairs: readonly string[]): Hash =>
  Object.fromEntries(Array.from({ length: pairs.length / 2 }, (_, i) => [pairs[2 * i]!, pairs[2 * i + 1]!]));
