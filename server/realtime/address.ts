/** Where a request comes from, when proxies stand in front: the word of as many of them as we trust, and no further. */
import type { IncomingHttpHeaders } from 'node:http';
import { isIPv6 } from 'node:net';

/** What is known of a request before anything of it is believed. */
export interface Requester {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/**
 * Of version 6 it is the network, 64 bits, since everyone in one has all its addresses to choose from.
 * @param proxies how many proxies of ours append to X-Forwarded-For; 0: the header is anybody's invention
 */
export function addressOf(request: Requester, proxies: number): string {
  return network(nearest(request, proxies));
}

function nearest(request: Requester, proxies: number): string {
  const own = request.socket.remoteAddress ?? '';
  if (proxies === 0) return own;
  const header = request.headers['x-forwarded-for'];
  const chain = [header]
    .flat()
    .join(',')
    .split(',')
    .map((each) => each.trim());
  const told = [...chain.filter((each) => each !== ''), own];
  return told.at(-1 - proxies) ?? told[0] ?? own;
}

function network(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  if (!isIPv6(address)) return address;
  // A URL writes it without leading zeros; what `::` stands for has to be put back.
  const [left = '', right = ''] = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname
    .slice(1, -1)
    .split('::');
  const head = left.split(':').filter((part) => part !== '');
  const tail = right.split(':').filter((part) => part !== '');
  const groups = [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
