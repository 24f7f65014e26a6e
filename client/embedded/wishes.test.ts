import { afterEach, expect, test, vi } from 'vitest';
import { fixtureSession } from '#client/view/fixture.ts';
import { OpenIntent } from '#client/view/intents.ts';
import type { TilthApp } from '#client/components/tilth-app.ts';
import { grant } from './wishes.ts';

function app() {
  const session = fixtureSession('board');
  const element = Object.assign(document.createElement('div'), { session, write: vi.fn() });
  const opened: [string, string][] = [];
  element.addEventListener('tilth-open', (event) => {
    if (event instanceof OpenIntent) opened.push([event.what, event.id]);
  });
  afterEach(() => session.close());
  return { app: element as unknown as TilthApp, write: element.write, opened, session };
}

test.each([
  undefined,
  null,
  'write',
  {},
  { to: 'write' },
  { to: 'write', kind: 'gift' },
  { to: 'write', kind: '__proto__' },
  { to: 'card', card: 7 },
  { to: 'erase', card: 'c_1' },
])('%j is no wish, and nothing comes of it', (said) => {
  const { app: page, write, opened } = app();
  grant(page, said);
  expect(write).not.toHaveBeenCalled();
  expect(opened).toEqual([]);
});

test('who wants to write is brought to the lane’s input', () => {
  const { app: page, write } = app();
  grant(page, { to: 'write', kind: 'offer' });
  expect(write).toHaveBeenCalledWith('offer');
});

test('a press on a card opens what its own button would, and else the card', () => {
  const { app: page, opened, session } = app();
  const { me, state } = session.snapshot;
  const own = me.type === 'member' ? me.member : '';
  const open = [...state.cards.values()].filter(
    (card) => card.state === 'open' && card.promoted === undefined,
  );
  const untouched = open.filter(
    (card) =>
      ![...state.helps.values(), ...state.introductions.values()].some((match) => match.card === card.id),
  );
  const others = (kind: string) => untouched.find((card) => card.kind === kind && card.author !== own)?.id;
  const wanted: [string | undefined, string][] = [
    [others('need'), 'help'],
    [others('offer'), 'help'],
    [others('referral'), 'ask'],
    [untouched.find((card) => card.author === own)?.id, 'card'],
    ['c_gone000000', 'card'],
  ];
  for (const [card] of wanted) grant(page, { to: 'card', card });
  expect(opened).toEqual(wanted.map(([card, what]) => [what, card]));
});
