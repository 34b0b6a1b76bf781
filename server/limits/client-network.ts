import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';

/**
 * Whom an address counts for in every limit: an IPv4 address for itself, written inside an IPv6 one (`::ffff:192.0.2.1`) or
 * not; an IPv6 address for its network of 64 bits, which is the least that one customer is given (RFC 6177), with the
 * addresses in it his to choose. What is no address, as a proxy may write it, counts for itself.
 */
export function networkOf(address = ''): string {
  const plain = address.split('%')[0]!;
  if (!isIPv6(plain)) return address;
  const groups = groupsOf(plain);
  if (groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff')
    return groups
      .slice(6)
      .flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255])
      .join('.');
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** The eight groups of an IPv6 address, whichever of its spellings it came in. */
function groupsOf(address: string): string[] {
  // In a URL it is written one way: lower case, no zeros in front, no dotted end, one `::` at most.
  const [before = '', after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  if (after === undefined) return groups(before);
  const [front, end] = [groups(before), groups(after)];
  return [...front, ...Array<string>(8 - front.length - end.length).fill('0'), ...end];
}

/** An HMAC of all that counts of an address: reading the store does not give the address. */
export const addressHash = (address: string | undefined, pepper: Buffer): string =>
  createHmac('sha256', pepper)
    .update('waterfall address v1')
    .update(networkOf(address))
    .digest('hex')
    .slice(0, 32);
