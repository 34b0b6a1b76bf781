/** What stays on this machine: by the address it came from, and by the name it was called by. */
import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

export const isLoopbackAddress = (address: string | undefined): boolean => {
  const plain = address?.replace(/^::ffff:/i, '') ?? '';
  const version = isIP(plain);
  return version !== 0 && loopback.check(plain, version === 4 ? 'ipv4' : 'ipv6');
};

/**
 * Whether a Host header names this machine to itself. Any website can have its own name resolve to 127.0.0.1 and so
 * reach the service from the user's browser, but it cannot choose this header.
 */
export const isLoopbackHost = (host: string | undefined): boolean =>
  /^(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?$/i.test(host ?? '');
