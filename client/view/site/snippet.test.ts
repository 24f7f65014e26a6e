import { expect, it } from 'vitest';
import { kinds, type Kind } from '#shared/board/types.ts';
import { readSettings } from '#client/embed/settings.ts';
import { themes, views } from '#shared/public/looks.ts';
import { type Choice, frameAddress, policyLines, type Shown, snippet, usual } from './snippet.ts';

const fileSystem: string = 'node:fs';
// the page's own types know no files
const { readFileSync } = (await import(fileSystem)) as {
  readFileSync(path: string, as: 'utf8'): string;
};
const documentation = readFileSync('docs/embedding.md', 'utf8');
const board = 'b_1234567890abcdefghijkl';
const shown: Shown = { server: 'https://tilth.example', board, title: 'Elm Grove Neighbours' };
const key = 'KEY_OF_THE_MEMBER_LINK';

/** As a browser reads it, without loading what it names. */
function parse(html: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}
/** What the element would understand. */
function understood(html: string): unknown {
  const element = parse(html).querySelector('tilth-board');
  return readSettings((name) => element?.getAttribute(name) ?? null, shown.server);
}

it.each([
  ['element', '', 0],
  ['frame', '', 1],
  ['frame', key, 2],
] as const)('the usual %s with the key %j is the one of the documentation', (way, key, nth) => {
  const documented = [...documentation.matchAll(/```html\n([^`]*)\n```/g)].map(([, code]) => code);
  expect(snippet({ ...usual, way, key }, shown)).toBe(documented[nth]);
});

/** Every choice of at least one lane. */
const subsets = Array.from({ length: 2 ** kinds.length - 1 }, (_, nth) =>
  kinds.filter((_kind, place) => ((nth + 1) >> place) % 2 === 1),
);

it('whatever is chosen, the element understands exactly that', () => {
  for (const chosen of subsets) {
    for (const theme of themes) {
      for (const view of views) {
        for (const given of ['', key]) {
          const choice: Choice = { way: 'element', kinds: chosen, view, theme, key: given };
          const join = given === '' ? '' : `${shown.server}/b/${board}#key=${key}`;
          const settings = { board, server: shown.server, kinds: chosen, view, theme, lang: '', join };
          expect(understood(snippet(choice, shown))).toEqual(settings);
        }
      }
    }
  }
});

it.each([
  [kinds, 'auto', 'auto', ''],
  [['need', 'offer', 'referral'], 'auto', 'auto', '?kinds=need+offer+referral'],
  [['need'], 'tabs', 'dark', '?kinds=need&view=tabs&theme=dark'],
  [kinds, 'auto', 'light', '?theme=light'],
] as const)(
  'lanes %j, %s, %s: the frame’s address ends in %j',
  (chosen: readonly Kind[], view, theme, query) => {
    expect(frameAddress({ ...usual, kinds: chosen, view, theme }, board)).toBe(`/embed/${board}${query}`);
  },
);

it.each(['"', "'", '>', '"><script>alert(1)</script>', '</iframe>', '&quot;', '" onload="alert(1)', ''])(
  'a board called %j ends neither its attribute nor its tag',
  (title) => {
    for (const given of ['', key]) {
      const page = parse(snippet({ ...usual, way: 'frame', key: given }, { ...shown, title }));
      expect([...page.children].map(({ localName }) => localName)).toEqual(['iframe']);
      expect(page.querySelector('iframe')?.getAttribute('title')).toBe(title);
    }
  },
);

it('the key stands in a fragment, which is sent to no server, and never in the address of the picture', () => {
  for (const way of ['element', 'frame'] as const) {
    const choice: Choice = { ...usual, way, key };
    const address = /"(https:[^"]*KEY[^"]*)"/.exec(snippet(choice, shown))?.[1] ?? '';
    expect(new URL(address).hash).toBe(`#key=${key}`);
    expect(frameAddress(choice, board)).not.toContain(key);
  }
});

it('the lines of the policy are those of the documentation', () => {
  const [, policy = ''] = documentation.split('## Content security policy');
  const [, lines = ''] = /```\n([^`]*)\n```/.exec(policy) ?? [];
  expect(policyLines('element', shown.server, false)).toEqual(lines.split('\n'));
  const [frames = ''] = policyLines('frame', shown.server, false);
  expect(policy).toContain(`a third: \`${frames}\``);
  expect(policyLines('element', shown.server, true)).toEqual([...lines.split('\n'), frames]);
});
