/** What a site says about its board in attributes, read and checked: a mistake is named, never guessed around. */
import { kinds, type Kind } from '#shared/board/types.ts';
import type { Theme, View } from '#shared/public/looks.ts';

export interface Settings {
  /** Id of the board. */
  board: string;
  /** Origin of the Tilth server. */
  server: string;
  kinds: readonly Kind[];
  view: View;
  theme: Theme;
  /** BCP 47, for screen readers; the host page's own otherwise. */
  lang: string;
  /** A link by which visitors join, if the site offers one. */
  join: string;
}

export const attributes = [
  'board',
  'server',
  'view',
  'kinds',
  'theme',
  'lang',
  'join',
  'without-promotions',
] as const;

/** `without-promotions` is the property `withoutPromotions`. */
export function propertyOf(attribute: string): string {
  return attribute.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** A mistake in an attribute, in words for whoever writes the page. */
export interface Fault {
  attribute: string;
  message: string;
}

/**
 * @param read the value of an attribute, or null
 * @param origin of the script: the server, unless the page names another
 */
export function readSettings(
  read: (name: (typeof attributes)[number]) => string | null,
  origin: string,
): Settings | Fault {
  const board = read('board') ?? '';
  if (!/^b_[0-9A-Za-z]{10,24}$/.test(board)) {
    return fault('board', board, 'the id of a board: the part of its address after /b/');
  }
  const server = read('server') ?? origin;
  if (!URL.canParse(server) || new URL(server).origin !== server) {
    return fault('server', server, 'an origin, such as https://tilth.example');
  }
  const theme = read('theme') ?? 'auto';
  if (theme !== 'auto' && theme !== 'light' && theme !== 'dark') {
    return fault('theme', theme, 'auto, light or dark');
  }
  const view = read('view') ?? 'auto';
  if (view !== 'auto' && view !== 'tabs') return fault('view', view, 'auto or tabs');
  const named = (read('kinds') ?? kinds.join(' ')).split(' ').filter(Boolean);
  const wrong = named.find((kind) => !kinds.includes(kind as Kind));
  if (wrong !== undefined || named.length === 0) {
    return fault('kinds', wrong ?? '', `some of ${kinds.join(', ')}, with spaces between`);
  }
  const join = read('join') ?? '';
  if (join !== '' && !join.startsWith(`${server}/b/${board}`)) {
    return fault('join', join, `a link of this board: it begins with ${server}/b/${board}`);
  }
  const shown = kinds.filter(
    (kind) => named.includes(kind) && (kind !== 'promotion' || read('without-promotions') === null),
  );
  return { board, server, view, kinds: shown, theme, lang: read('lang') ?? '', join };
}

function fault(attribute: string, value: string, wanted: string): Fault {
  return { attribute, message: `The attribute ${attribute} is “${value}”. It should be ${wanted}.` };
}
