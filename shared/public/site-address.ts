/**
 * What may stand on a board's list of sites: an origin, alone. Browsers compare it whole, and it becomes part of a
 * policy header, so nothing may stand in it that means more there (`*`, `;`).
 */

/** The parts of a `URL` that are looked at; each side parses with its own. */
export interface Address {
  protocol: string;
  hostname: string;
  pathname: string;
  search: string;
  hash: string;
  username: string;
  password: string;
}

/** Why an address is no site's. */
export type AddressFault =
  /** Something else than a page of the web: `mailto:`, `file:`. */
  | 'notWeb'
  /** Plain http is for one's own machine: on any other, whoever is between could put their script into the page. */
  | 'plainHttp'
  /** A name that is no host's: `*.example.org`. */
  | 'host'
  /** It names somebody: `https://ana@example.org`. */
  | 'login'
  /** More than an origin: a path, a question, a fragment. */
  | 'path';

const host = /^[a-z0-9._-]+$/;
const ownMachine = ['localhost', '127.0.0.1'];

/** What keeps it from being a site's address, or null. */
export function addressFault({
  protocol,
  hostname,
  pathname,
  search,
  hash,
  username,
  password,
}: Address): AddressFault | null {
  if (protocol !== 'https:' && protocol !== 'http:') return 'notWeb';
  if (!host.test(hostname)) return 'host';
  if (username !== '' || password !== '') return 'login';
  if (protocol === 'http:' && !ownMachine.includes(hostname)) return 'plainHttp';
  return pathname === '/' && search === '' && hash === '' ? null : 'path';
}
