/** What a facilitator hands to whoever writes a page, so that the board stands in it as chosen. */
import { kinds, type Kind } from '#shared/board/types.ts';
import { escape } from '#shared/public/escape.ts';

/** `element`: part of the page, by a script. `frame`: for pages that take no script. */
export type Way = 'element' | 'frame';
export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface Choice {
  way: Way;
  /** Lanes that are shown, at least one. */
  kinds: readonly Kind[];
  theme: Theme;
  /** A link by which visitors join, or ''. Never part of a frame's address. */
  join: string;
}

export interface Shown {
  /** Origin of the Tilth server. */
  server: string;
  /** Id of the board. */
  board: string;
  title: string;
}

export const usual: Choice = { way: 'element', kinds, theme: 'auto', join: '' };

/** HTML for the page. */
export function snippet(choice: Choice, shown: Shown): string {
  return choice.way === 'element' ? element(choice, shown) : frame(choice, shown);
}

function element({ kinds, theme, join }: Choice, { server, board }: Shown): string {
  const attributes = [`board="${escape(board)}"`];
  if (isAll(kinds, ['promotion'])) attributes.push('without-promotions');
  else if (!isAll(kinds)) attributes.push(`kinds="${kinds.join(' ')}"`);
  if (theme !== 'auto') attributes.push(`theme="${theme}"`);
  if (join !== '') attributes.push(`join="${escape(join)}"`);
  return [
    `<script type="module" src="${escape(server)}/embed.js"></script>`,
    `<tilth-board ${attributes.join(' ')}></tilth-board>`,
  ].join('\n');
}

function frame(choice: Choice, shown: Shown): string {
  const address = `${shown.server}${frameAddress(choice, shown.board)}`;
  return [
    `<iframe src="${escape(address)}" title="${escape(shown.title)}"`,
    '  width="420" height="640" loading="lazy" sandbox="allow-scripts allow-same-origin allow-popups"></iframe>',
  ].join('\n');
}

/** Where the board stands in a frame as chosen: a path of the server. */
export function frameAddress({ kinds, theme }: Choice, board: string): string {
  const asked = [
    ...(isAll(kinds) ? [] : [`kinds=${kinds.join('+')}`]),
    ...(theme === 'auto' ? [] : [`theme=${theme}`]),
  ];
  return `/embed/${board}${asked.length > 0 ? '?' : ''}${asked.join('&')}`;
}

/** What the page's content security policy must let through, if it has one. */
export function policyLines(way: Way, server: string): string[] {
  return way === 'element' ? [`script-src ${server}`, `connect-src ${server}`] : [`frame-src ${server}`];
}

/** All kinds but these. */
function isAll(chosen: readonly Kind[], but: readonly Kind[] = []): boolean {
  return kinds.every((kind) => chosen.includes(kind) !== but.includes(kind));
}
