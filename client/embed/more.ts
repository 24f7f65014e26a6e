/** Where the script came from, and what it fetches from the board's server only where it is needed. */
import type * as More from './embed-more.ts';

export const { origin } = new URL(import.meta.url);

/** @param server in a bundle of the site's own it is another than the script's origin */
export function more(server = origin): Promise<typeof More> {
  return import(/* @vite-ignore */ `${server}/embed-more.js`) as Promise<typeof More>;
}
