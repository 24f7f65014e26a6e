import { describe, expect, it } from 'vitest';
import { contrast, onPresence, presencePalette } from './presence.ts';

const fileSystem: string = 'node:fs';
// The page's own types know no files, and the test runner empties imported styles.
const { readFileSync } = (await import(fileSystem)) as {
  readFileSync(path: string, as: 'utf8'): string;
};
const css = readFileSync('client/styles/tokens.css', 'utf8');
const [day = '', night = ''] = css.split('@media screen and (prefers-color-scheme: dark)');

function tokens(part: string): Record<string, string> {
  return Object.fromEntries(
    [...part.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/gu)].map(([, name, hex]) => [name, hex]),
  );
}

const beds = ['bed', 'bed-need', 'bed-offer', 'bed-referral', 'bed-promotion'];
const grounds = ['paper', 'card', ...beds];
const kindBeds = {
  need: 'bed-need',
  offer: 'bed-offer',
  referral: 'bed-referral',
  promotion: 'bed-promotion',
};

describe.each([
  ['day', tokens(day)],
  ['night', { ...tokens(day), ...tokens(night) }],
])('contrast by %s', (_name, token) => {
  const of = (one: string, other: string): number => contrast(token[one] ?? '', token[other] ?? '');

  it.each(
    grounds.flatMap((ground) =>
      ['ink', 'ink-soft', 'soil', 'need', 'offer', 'referral', 'promotion', 'leaf'].map((text) => [
        text,
        ground,
      ]),
    ),
  )('text %s on %s is at least 4.5:1', (text, ground) =>
    expect(of(text, ground)).toBeGreaterThanOrEqual(4.5),
  );
  it.each(grounds)('the edge of a control on %s is at least 3:1', (ground) =>
    expect(of('edge', ground)).toBeGreaterThanOrEqual(3),
  );
  it('text on a filled action is at least 4.5:1', () =>
    expect(of('on-ink', 'ink')).toBeGreaterThanOrEqual(4.5));
  it.each(Object.entries(kindBeds))('the glyph of %s reads on its badge', (kind) =>
    expect(of('card', kind)).toBeGreaterThanOrEqual(3),
  );
  it.each(grounds)('the ink keyline of presence on %s is at least 3:1', (ground) =>
    expect(of('ink', ground)).toBeGreaterThanOrEqual(3),
  );
});

it.each(presencePalette)('initials read on %s', (colour) =>
  expect(contrast(colour, onPresence(colour))).toBeGreaterThanOrEqual(4.5),
);

it('the tokens hold the same palette', () => {
  expect([...css.matchAll(/--presence-\d: (#[0-9a-f]{6});/gu)].map(([, hex]) => hex?.toUpperCase())).toEqual(
    presencePalette,
  );
});
