/**
 * Which pages may open a socket. Browsers do not hold WebSockets to the same origin, so the server must: the page's
 * origin is that of this server or one that the operator allowed. A request without an Origin does not come from a page
 * (browsers always send one): it is let through, and needs a key like everyone else. No cookie ever speaks for it.
 */
import type { IncomingMessage } from 'node:http';

/** @param allowed origins, such as `https://board.example.org` */
export function originAllowed(request: IncomingMessage, allowed: ReadonlySet<string>): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (allowed.has(origin)) return true;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  return /^https?:$/.test(page.protocol) && page.host === host;
}
