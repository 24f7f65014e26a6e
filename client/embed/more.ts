/** Where the script came from, and what it fetches where it is needed: from there too, and from nowhere else. */
import type * as More from './embed-more.ts';

export const { origin } = new URL(import.meta.url);

export const more = (): Promise<typeof More> => import('./embed-more.ts');
