import { describe, expect, it } from 'vitest';
import { kinds } from '#shared/board/types.ts';
import type { PublicCard } from '#shared/public/board.ts';
import { drawCard, make } from './draw.ts';

const card = (more: Partial<PublicCard> = {}): PublicCard => ({
  id: 'c_1',
  kind: 'need',
  title: 'A long ladder',
  body: 'For a day',
  urgency: 'days',
  terms: 'gift',
  fate: 'open',
  created: 1,
  ...more,
});
const said = (element: Element): string => element.textContent.replace(/\s+/g, ' ');

describe('a card', () => {
  it.each(kinds)(
    'of kind %s is an article named by its title, with a badge that nobody has to hear',
    (kind) => {
      const drawn = drawCard(card({ kind }), false);
      const [heading] = drawn.querySelectorAll('h4');
      expect(drawn.localName).toBe('article');
      expect(drawn.getAttribute('aria-labelledby')).toBe(heading?.id);
      expect(heading?.textContent).toBe('A long ladder');
      expect(drawn.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
    },
  );

  it('says when and where, and of needs and offers also on what terms', () => {
    const facts = { area: 'Mill Road', availability: 'Thu 9–11', terms: 'lend' } as const;
    expect(said(drawCard(card(facts), false))).toContain('In days · Thu 9–11 · Mill Road · lend');
    expect(said(drawCard(card({ ...facts, kind: 'offer' }), false))).toContain('Thu 9–11 · Mill Road · lend');
    expect(said(drawCard(card({ ...facts, kind: 'referral' }), false))).not.toContain('lend');
  });

  it('marks what is wanted now, and no longer once it is done', () => {
    const now = (more: Partial<PublicCard>) =>
      drawCard(card({ urgency: 'now', ...more }), false).querySelector('.now');
    expect(now({})?.textContent).toBe('Now');
    expect(now({ fate: 'done' })).toBeNull();
    expect(now({ kind: 'offer' })).toBeNull();
  });

  it('says how it fares', () => {
    const mark = (more: Partial<PublicCard>) =>
      drawCard(card(more), false).querySelector('.mark')?.textContent;
    expect(mark({})).toBe('No answer yet');
    expect(mark({ fate: 'asked', asked: 1 })).toBe('1 offer to help');
    expect(mark({ fate: 'asked', asked: 3 })).toBe('3 offers to help');
    expect(mark({ fate: 'asked', asked: 2, kind: 'offer' })).toBe('2 would like this');
    expect(mark({ fate: 'matched' })).toBe('Matched');
    expect(mark({ fate: 'matched', kind: 'offer' })).toBe('Agreed');
    expect(mark({ fate: 'done' })).toBe('Done');
    expect(mark({ kind: 'offer' })).toBe('');
  });

  it('leaves out what is not there', () => {
    const drawn = drawCard(card({ body: '' }), false);
    expect(drawn.querySelector('.body')).toBeNull();
    expect(said(drawn)).not.toContain('·  ·');
  });

  it('has a button only where it can be answered, which says to which card it belongs', () => {
    const button = (more: Partial<PublicCard>, answers: boolean) =>
      drawCard(card(more), answers).querySelector('button');
    expect(button({}, false)).toBeNull();
    expect(button({}, true)).toMatchObject({ textContent: 'I can help', dataset: { card: 'c_1' } });
    expect(button({ kind: 'offer', fate: 'asked' }, true)?.textContent).toBe("I'd like this");
    expect(button({ fate: 'matched' }, true)).toBeNull();
    expect(button({ fate: 'done' }, true)).toBeNull();
    const labelled = button({}, true)?.getAttribute('aria-describedby');
    expect(labelled).toBe(drawCard(card(), true).getAttribute('aria-labelledby'));
  });

  it('holds words as words, in whichever direction they run', () => {
    const words = '<img src=x onerror=alert(1)>';
    const drawn = drawCard(card({ title: words, body: words, area: words, availability: words }), true);
    expect(drawn.querySelector('img')).toBeNull();
    expect(drawn.textContent.split(words)).toHaveLength(5);
    for (const one of drawn.querySelectorAll('h4, .body')) expect(one.getAttribute('dir')).toBe('auto');
  });
});

it('an element is made of what it is given, and of nothing where nothing is', () => {
  const made = make('p', { class: 'soft' }, 'one', '', make('b', {}, 'two'));
  expect([made.outerHTML, made.childNodes.length]).toEqual(['<p class="soft">one<b>two</b></p>', 2]);
});
