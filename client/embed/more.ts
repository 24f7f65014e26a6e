/** Where the script came from, and what it fetches from there only where it is needed. */
import type * as More from './embed-more.ts';

export const { origin } = new URL(import.meta.url);

export function more(): Promise<typeof More> {
  return import(/* @vite-ignore */ `${origin}/embed-more.js`) as Promise<typeof More>;
}
