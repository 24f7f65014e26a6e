/** What a facilitator types as the address of a site, read by the server's rule; a mistake is named, with what to write. */
import { limits } from '#shared/limits.ts';
import { addressFault, type AddressFault } from '#shared/public/site-address.ts';

export type Typed =
  | { ok: true; origin: string }
  /** `suggestion`: an origin that was probably meant, or null. */
  | { ok: false; fault: TypedFault; suggestion: string | null };

export type TypedFault =
  | AddressFault
  /** Nothing that could be an address. */
  | 'none'
  /** It does not begin with https://. */
  | 'scheme'
  /** It is on the list already. */
  | 'known'
  /** The list holds as many as it may. */
  | 'full';

/** @param known the origins on the list */
export function readAddress(text: string, known: readonly string[]): Typed {
  const typed = text.trim();
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) && !/^(mailto|javascript|data|blob):/i.test(typed)) {
    return { ok: false, fault: typed === '' ? 'none' : 'scheme', suggestion: suggest(`https://${typed}`) };
  }
  if (!URL.canParse(typed)) return { ok: false, fault: 'none', suggestion: null };
  const url = new URL(typed);
  const fault = addressFault(url);
  if (fault !== null) return { ok: false, fault, suggestion: suggest(typed) };
  if (known.includes(url.origin)) return { ok: false, fault: 'known', suggestion: null };
  if (known.length >= limits.sites) return { ok: false, fault: 'full', suggestion: null };
  return { ok: true, origin: url.origin };
}

/** The site of an address that says more, or says it by plain http. */
function suggest(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, host } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  const own = hostname === 'localhost' || hostname === '127.0.0.1';
  // a word alone is no site's name
  if (!own && !hostname.includes('.')) return null;
  const origin = `${own ? 'http' : 'https'}://${host}`;
  return addressFault(new URL(origin)) === null ? origin : null;
}
