/**
 * What the element on a site's page and the live board in its frame say to each other, over a MessagePort (protocol 1).
 * The frame says `{tilth: 1, type: 'hello'}`, which holds nothing; the element, which looks whom it comes from, answers
 * `{tilth: 1, type: 'port'}` with the port. Nothing that is said here is private: the site's scripts can read all of it.
 */
import type { Kind } from '#shared/board/types.ts';
import type { Theme } from '#shared/public/looks.ts';

export const VERSION = 1;

/** What a visitor wanted when they began to write. */
export type Wish = { to: 'write'; kind: Kind } | { to: 'card'; card: string };

export type FromFrame =
  /** The board stands, or says itself why it does not. */
  | { type: 'ready' }
  /** The board did not take the site's token. */
  | { type: 'refused' }
  /** Wants a token of the site; the answer bears the same number. */
  | { type: 'token'; ask: number };

export type ToFrame =
  | { type: 'look'; theme: Theme; lang: string }
  | { type: 'wish'; wish: Wish }
  /** `token` is '' if the site gave none. */
  | { type: 'token'; ask: number; token: string };

/** Is this the first word of that kind from over a window's edge? */
export function says(data: unknown, type: 'hello' | 'port'): boolean {
  const said = data as { tilth?: unknown; type?: unknown } | null;
  return said?.tilth === VERSION && said.type === type;
}
