/** Sites of other people on which a board may be shown: their origins, compared whole. */
import { addressFault } from '#shared/public/site-address.ts';

/** May a page see it: one of a site on the list; without an origin our own page, or no browser, of a board open to any. */
export function maySee(sites: readonly string[], origin: string | undefined): boolean {
  return origin === undefined ? sites.length > 0 : sites.includes(origin);
}

/** An origin as browsers send it ("https://example.org", "http://localhost:8080"), or null if the text is no site's. */
export function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return addressFault(url) === null ? url.origin : null;
}
