/** What a facilitator hands to whoever writes a page, so that the board stands in it as chosen. */
import { kinds, type Kind } from '#shared/board/types.ts';
import { escape } from '#shared/public/escape.ts';
import type { Theme, View } from '#shared/public/looks.ts';

/** `element`: part of the page, by a script. `frame`: for pages that take no script. */
export type Way = 'element' | 'frame';

export interface Choice {
  way: Way;
  /** Lanes that are shown, at least one. */
  kinds: readonly Kind[];
  view: View;
  theme: Theme;
  /** The key of a member link, by which whoever reads the page may join and write; '': they read along. */
  key: string;
}

export interface Shown {
  /** Origin of the Tilth server. */
  server: string;
  /** Id of the board. */
  board: string;
  title: string;
}

export const usual: Choice = { way: 'element', kinds, view: 'auto', theme: 'auto', key: '' };

/** A frame in which visitors write holds the board whole: there is nothing more to choose for it. */
export function holdsWhole({ way, key }: Choice): boolean {
  return way === 'frame' && key !== '';
}

/** HTML for the page. */
export function snippet(choice: Choice, shown: Shown): string {
  return choice.way === 'element' ? element(choice, shown) : frame(choice, shown);
}

function element({ kinds, view, theme, key }: Choice, { server, board }: Shown): string {
  const attributes = [`board="${escape(board)}"`];
  if (isAll(kinds, ['promotion'])) attributes.push('without-promotions');
  else if (!isAll(kinds)) attributes.push(`kinds="${kinds.join(' ')}"`);
  if (view !== 'auto') attributes.push(`view="${view}"`);
  if (theme !== 'auto') attributes.push(`theme="${theme}"`);
  if (key !== '') attributes.push(`join="${escape(`${server}/b/${board}#key=${key}`)}"`);
  return [
    `<script type="module" src="${escape(server)}/embed.js"></script>`,
    `<tilth-board ${attributes.join(' ')}></tilth-board>`,
  ].join('\n');
}

function frame(choice: Choice, { server, board, title }: Shown): string {
  const named = `title="${escape(title)}"`;
  if (holdsWhole(choice)) {
    return [
      `<iframe src="${escape(`${server}/embed/${board}/live#key=${choice.key}`)}"`,
      `  ${named} width="1000" height="800" loading="lazy" allow="clipboard-write"></iframe>`,
    ].join('\n');
  }
  return [
    `<iframe src="${escape(server + frameAddress(choice, board))}" ${named}`,
    '  width="420" height="640" loading="lazy" sandbox="allow-scripts allow-same-origin allow-popups"></iframe>',
  ].join('\n');
}

/** Where the board is read in a frame, as chosen: a path of the server. */
export function frameAddress({ kinds, view, theme }: Choice, board: string): string {
  const asked = [
    ...(isAll(kinds) ? [] : [`kinds=${kinds.join('+')}`]),
    ...(view === 'auto' ? [] : [`view=${view}`]),
    ...(theme === 'auto' ? [] : [`theme=${theme}`]),
  ];
  return `/embed/${board}${asked.length > 0 ? '?' : ''}${asked.join('&')}`;
}

/**
 * What the page's content security policy must let through, if it has one.
 * @param signsIn whether the site says who its visitors are: then they write in a frame of ours
 */
export function policyLines(way: Way, server: string, signsIn: boolean): string[] {
  const frames = `frame-src ${server}`;
  if (way === 'frame') return [frames];
  return [`script-src ${server}`, `connect-src ${server}`, ...(signsIn ? [frames] : [])];
}

/** All kinds but these. */
function isAll(chosen: readonly Kind[], but: readonly Kind[] = []): boolean {
  return kinds.every((kind) => chosen.includes(kind) !== but.includes(kind));
}
