import { describe, expect, test } from 'vitest';
import { DAY, Village } from '../board/testing/village.ts';
import { publicBoard, publicChange } from './board.ts';

function street() {
  const village = new Village();
  const ana = village.joins('ana', 'facilitator');
  const ben = village.joins('ben');
  const show = () => publicBoard('b_street', village.state, village.at);
  return { village, ana, ben, show };
}

describe('what anyone may read', () => {
  test('is words and how a card fares, and no name, no member and no contact', () => {
    const { village, ana, ben, show } = street();
    const { card } = village.writes(ana, 'need', {
      title: 'A ladder',
      body: 'For a day',
      chips: { area: 'Mill Road', availability: 'Thu 9–11', urgency: 'now' },
    });
    expect(show()).toEqual({
      board: 'b_street',
      title: 'Our street',
      phase: null,
      cards: [
        {
          id: card,
          kind: 'need',
          title: 'A ladder',
          body: 'For a day',
          urgency: 'now',
          terms: 'gift',
          area: 'Mill Road',
          availability: 'Thu 9–11',
          fate: 'open',
          created: village.at,
        },
      ],
    });
    const help = village.id('h');
    village.does(ben, { type: 'help.propose', help, card, share: 'all', note: 'secret-note' });
    expect(show().cards[0]).toMatchObject({ fate: 'asked', asked: 1 });
    village.does(ana, { type: 'help.accept', help });
    village.does(ana, { type: 'contact.share', match: help, line: 'secret-contact' });
    village.does(ben, { type: 'comment.add', comment: village.id('k'), card, text: 'secret-comment' });
    expect(show().cards[0]).toMatchObject({ fate: 'matched' });
    const told = JSON.stringify(show());
    for (const hidden of ['secret', ana, ben, 'ana', 'ben']) expect(told).not.toContain(hidden);
  });

  test('is what is on the board and open: not what waits, is held, is silent, withdrawn or has run out', () => {
    const { village, ana, ben, show } = street();
    const titles = () => show().cards.map(({ title }) => title);
    village.writes(ben, 'promotion', { title: 'Up' });
    village.writes(ben, 'promotion', { title: 'Waits' });
    const held = village.writes(ben, 'need', { title: 'Held' });
    const withdrawn = village.writes(ben, 'need', { title: 'Withdrawn' });
    const done = village.writes(ben, 'offer', { title: 'Done' });
    village.does(ana, { type: 'card.hold', card: held.card, note: '' });
    village.does(ben, { type: 'card.withdraw', card: withdrawn.card });
    village.does(ben, { type: 'card.done', card: done.card });
    expect(titles().sort()).toEqual(['Done', 'Up']);
    village.waits(2 * DAY);
    expect(titles()).toEqual(['Up']);
    village.waits(8 * DAY);
    expect(titles()).toEqual(['Waits']);
  });
});

test('a change says what is new, other and gone, and nothing says nothing', () => {
  const { village, ana, show } = street();
  const one = village.writes(ana, 'need', { title: 'One' });
  const two = village.writes(ana, 'need', { title: 'Two' });
  const before = show();
  expect(publicChange(before, show())).toBeNull();
  village.does(ana, { type: 'card.withdraw', card: one.card });
  village.does(ana, { type: 'card.edit', card: two.card, title: { was: 'Two', is: 'Second' } });
  village.does(ana, { type: 'board.rename', title: { was: 'Our street', is: 'Our lane' } });
  expect(publicChange(before, show())).toMatchObject({
    title: 'Our lane',
    put: [{ id: two.card, title: 'Second' }],
    drop: [one.card],
  });
});

test('which part of a session is on is told by number and name alone, and that it is over', () => {
  const { village, ana, show } = street();
  const part = (id: string, name: string) => ({
    id,
    name,
    prompt: 'secret-prompt',
    minutes: 5,
    writes: ['need'] as const,
    sort: 'newest' as const,
    atEnd: 'nudge' as const,
  });
  const session = village.id('s');
  const phases = [part('1', 'Welcome'), part('2', 'What we need')];
  const before = show();
  village.does(ana, { type: 'session.plan', session, title: 'secret-title', phases });
  expect(publicChange(before, show())).toBeNull();
  village.does(ana, { type: 'session.start', session });
  const first = show();
  expect(publicChange(before, first)).toEqual({
    phase: { number: 1, name: 'Welcome' },
    put: [],
    drop: [],
  });
  village.does(ana, { type: 'session.step', session, from: 0, to: 1, after: 0 });
  expect(publicChange(first, show())).toMatchObject({ phase: { number: 2, name: 'What we need' } });
  expect(JSON.stringify(show())).not.toContain('secret');
  const last = show();
  village.does(ana, { type: 'session.step', session, from: 1, to: 2, after: 0 });
  expect(publicChange(last, show())).toMatchObject({ phase: null });
});
