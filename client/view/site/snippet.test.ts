import { expect, it } from 'vitest';
import { kinds, type Kind } from '#shared/board/types.ts';
import { readSettings } from '#client/embed/settings.ts';
import { type Choice, frameAddress, policyLines, type Shown, snippet, themes, usual } from './snippet.ts';

const fileSystem: string = 'node:fs';
// the page's own types know no files
const { readFileSync } = (await import(fileSystem)) as {
  readFileSync(path: string, as: 'utf8'): string;
};
const documentation = readFileSync('docs/embedding.md', 'utf8');
const board = 'b_1234567890abcdefghijkl';
const shown: Shown = { server: 'https://tilth.example', board, title: 'Elm Grove Neighbours' };
const join = `https://tilth.example/b/${board}#key=a`;

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
  ['element', 0],
  ['frame', 1],
] as const)('by default, the %s is the one of the documentation', (way, nth) => {
  const documented = [...documentation.matchAll(/```html\n([^`]*)\n```/g)].map(([, code]) => code);
  expect(snippet({ ...usual, way }, shown)).toBe(documented[nth]);
});

/** Every choice of at least one lane. */
const subsets = Array.from({ length: 2 ** kinds.length - 1 }, (_, nth) =>
  kinds.filter((_kind, place) => ((nth + 1) >> place) % 2 === 1),
);

it('whatever is chosen, the element understands exactly that', () => {
  for (const chosen of subsets) {
    for (const theme of themes) {
      for (const link of ['', join]) {
        const choice: Choice = { way: 'element', kinds: chosen, theme, join: link };
        const settings = { board, server: shown.server, kinds: chosen, theme, lang: '', join: link };
        expect(understood(snippet(choice, shown))).toEqual(settings);
      }
    }
  }
});

it.each([
  [kinds, 'auto', ''],
  [['need', 'offer', 'referral'], 'auto', '?kinds=need+offer+referral'],
  [['need'], 'dark', '?kinds=need&theme=dark'],
  [kinds, 'light', '?theme=light'],
] as const)('lanes %j in %s: the frame’s address ends in %j', (chosen: readonly Kind[], theme, query) => {
  expect(frameAddress({ ...usual, kinds: chosen, theme }, board)).toBe(`/embed/${board}${query}`);
});

it.each(['"', "'", '>', '"><script>alert(1)</script>', '</iframe>', '&quot;', '" onload="alert(1)', ''])(
  'a board called %j ends neither its attribute nor its tag',
  (title) => {
    const page = parse(snippet({ ...usual, way: 'frame' }, { ...shown, title }));
    expect([...page.children].map(({ localName }) => localName)).toEqual(['iframe']);
    expect(page.querySelector('iframe')?.getAttribute('title')).toBe(title);
  },
);

it('no frame’s address holds a key', () => {
  const choice: Choice = { ...usual, way: 'frame', join };
  expect(snippet(choice, shown)).not.toContain('key=');
});

it('the lines of the policy are those of the documentation', () => {
  const [, policy = ''] = documentation.split('## Content security policy');
  const [, lines = ''] = /```\n([^`]*)\n```/.exec(policy) ?? [];
  expect(policyLines('element', shown.server)).toEqual(lines.split('\n'));
  expect(documentation).toContain(`\`${policyLines('frame', shown.server).join('')}\``);
});
