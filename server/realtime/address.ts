/** Where a request comes from, when proxies stand in front: the word of as many of them as we trust, and no further. */
import type { IncomingHttpHeaders } from 'node:http';

/** What is known of a request before anything of it is believed. */
export interface Requester {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** @param proxies how many proxies of ours append to X-Forwarded-For; 0: the header is anybody's invention */
export function addressOf(request: Requester, proxies: number): string {
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
