/** What a site says about its board in attributes, read and checked: a mistake is named, never guessed around. */
import { kinds, type Kind } from '#shared/board/types.ts';
import { type Theme, themes, type View, views } from '#shared/public/looks.ts';

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

export type Attribute = (typeof attributes)[number];

/** `without-promotions` is the property `withoutPromotions`. */
export function propertyOf(attribute: string): string {
  return attribute.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** A mistake in an attribute, in words for whoever writes the page. */
export interface Fault {
  attribute: string;
  message: string;
}

/** `idPattern('board')`, spelt out: this script has few bytes to spare. A test holds the two together. */
export const aBoard = /^b_[0-9A-Za-z]{10,24}$/;

/**
 * @param read the value of an attribute, or null
 * @param origin of the script: the server, unless the page names another
 */
export function readSettings(read: (name: Attribute) => string | null, origin: string): Settings | Fault {
  const board = read('board') ?? '';
  const server = read('server') ?? origin;
  const theme = (read('theme') ?? 'auto') as Theme;
  const view = (read('view') ?? 'auto') as View;
  const named = (read('kinds') ?? kinds.join(' ')).split(' ').filter(Boolean);
  const wrong = named.find((kind) => !kinds.includes(kind as Kind)) ?? '';
  const join = read('join') ?? '';
  const its = `${server}/b/${board}`;
  const rules: [name: Attribute, value: string, right: boolean, wanted: string][] = [
    ['board', board, aBoard.test(board), 'the id of a board: the part of its address after /b/'],
    [
      'server',
      server,
      URL.canParse(server) && new URL(server).origin === server,
      'an origin, such as https://tilth.example',
    ],
    ['theme', theme, themes.includes(theme), `one of ${themes.join(', ')}`],
    ['view', view, views.includes(view), `one of ${views.join(', ')}`],
    ['kinds', wrong, wrong === '' && named.length > 0, `some of ${kinds.join(', ')}, with spaces between`],
    ['join', join, join === '' || join.startsWith(its), `a link of this board: it begins with ${its}`],
  ];
  for (const [attribute, value, right, wanted] of rules)
    if (!right)
      return { attribute, message: `The attribute ${attribute} is “${value}”. It should be ${wanted}.` };
  const shown = kinds.filter(
    (kind) => named.includes(kind) && (kind !== 'promotion' || read('without-promotions') === null),
  );
  return { board, server, view, kinds: shown, theme, lang: read('lang') ?? '', join };
}
