import { isIPv4 } from 'node:net';

/** Stands for anything that could identify a person. */
export const ANONYMISED = '[ANONYMIZED]';

/** The first half of an IPv4 address (`192.168.xxx.xxx`); nothing of any other. */
export function anonymiseAddress(address: string | undefined): string {
  const mapped = address?.replace(/^::ffff:/i, '') ?? '';
  if (!isIPv4(mapped)) return ANONYMISED;
  return `${mapped.split('.').slice(0, 2).join('.')}.xxx.xxx`;
}
