/** What keeps still while one writes in an open card, and where others write. */
import { beforeEach, describe, expect, it } from 'vitest';
import { cardOf } from '#shared/board/access.ts';
import { commentsBy, helpsBy } from '#shared/board/keys.ts';
import type { Command } from '#shared/board/commands.ts';
import type { Person } from '#client/session/port.ts';
import { fixtureSession, type FixtureSession } from '#client/view/fixture.ts';
import { fixtureNow, me } from '#client/view/fixture-board.ts';
import { CardHolder, type HeldCard } from './held-card.ts';
import { sceneOf, type Scene } from './scene.ts';
import { writingNow } from './writing-now.ts';

const [bryn, hana] = ['m_bryn000000', 'm_hana000000'];
const card = 'c_still0000000';
let session: FixtureSession;
const scene = (): Scene => sceneOf(session.snapshot, fixtureNow);
const does = (member: string, command: Command): void => expect(session.as(member, command)).toBeNull();
const comment = (id: string): Command => ({ type: 'comment.add', comment: `o_${id}`, card, text: id });

beforeEach(() => {
  session = fixtureSession('board');
  does(hana, { type: 'card.create', card, kind: 'need', title: 'A lamp', body: 'Any', chips: {} });
});

describe('an open card while one writes beside it', () => {
  const holder = (): ((holds: boolean) => HeldCard) => {
    const one = new CardHolder();
    return (holds) => {
      const found = cardOf(session.snapshot.state, card);
      if (!found) throw new Error('no card');
      return one.look(scene(), found.card, holds);
    };
  };
  const shown = (held: HeldCard): string[] =>
    commentsBy(held.scene.state, `card:${card}`).map((row) => row.text);

  it('shows what others do at once to who only reads', () => {
    const look = holder();
    look(false);
    does(bryn, comment('first0000000'));
    expect(shown(look(false))).toEqual(['first0000000']);
    expect(look(false).waiting).toBe(0);
  });

  it('keeps comments, answers and words of others back, counts them, and shows all of them afterwards', () => {
    const look = holder();
    does(bryn, comment('first0000000'));
    look(true);
    does(bryn, comment('second000000'));
    does(bryn, { type: 'help.propose', help: 'h_still0000000', card, share: 'all', note: '' });
    does(hana, { type: 'card.edit', card, title: { is: 'A reading lamp', was: 'A lamp' } });
    const held = look(true);
    expect(held.waiting).toBe(3);
    expect(shown(held)).toEqual(['first0000000']);
    expect(helpsBy(held.scene.state, `card:${card}`)).toEqual([]);
    expect(held.card.title).toBe('A lamp');
    does(hana, { type: 'help.accept', help: 'h_still0000000' });
    expect(look(true).waiting).toBe(3);
    const after = look(false);
    expect(after.waiting).toBe(0);
    expect(shown(after)).toEqual(['first0000000', 'second000000']);
    expect(helpsBy(after.scene.state, `card:${card}`)).toMatchObject([{ state: 'accepted' }]);
    expect(after.card.title).toBe('A reading lamp');
  });

  it('a change of what is shown already waits too', () => {
    const look = holder();
    does(bryn, { type: 'help.propose', help: 'h_still0000000', card, share: 'all', note: '' });
    look(true);
    does(bryn, { type: 'help.cancel', help: 'h_still0000000' });
    const held = look(true);
    expect(held.waiting).toBe(1);
    expect(helpsBy(held.scene.state, `card:${card}`)).toMatchObject([{ state: 'proposed' }]);
  });

  it('words that were taken back go at once', () => {
    const look = holder();
    does(bryn, comment('first0000000'));
    look(true);
    does(bryn, { type: 'comment.remove', comment: 'o_first0000000' });
    expect(shown(look(true))).toEqual([]);
  });

  it('showing them holds what comes after', () => {
    const one = new CardHolder();
    const look = (): HeldCard => one.look(scene(), session.snapshot.state.cards.get(card)!, true);
    look();
    does(bryn, comment('first0000000'));
    one.release();
    expect(shown(look())).toEqual(['first0000000']);
    does(bryn, comment('second000000'));
    expect(look().waiting).toBe(1);
  });
});

describe('where others write', () => {
  const person = (member: string, at: string, more: Partial<Person> = {}): Person => ({
    member,
    card: at,
    writing: true,
    idle: false,
    count: 1,
    ...more,
  });
  const where = (...people: Person[]): string[] =>
    writingNow({ ...scene(), people }).map(({ name, title }) => `${name}: ${title}`);

  it.each<[string, Person[], string[]]>([
    ['in a card', [person(hana, card)], ['Hana Farouk: A lamp']],
    ['in the notes', [person(hana, '')], ['Hana Farouk: ']],
    [
      'by name, each place once',
      [person(hana, card), person(bryn, card), person(bryn, card)],
      ['Bryn: A lamp', 'Hana Farouk: A lamp'],
    ],
    ['not I', [person(me, card)], []],
    ['not who only looks at it', [person(hana, card, { writing: false })], []],
    ['not in a card that I do not see', [person(hana, 'c_hidden000000')], []],
  ])('%s', (_, people, found) => expect(where(...people)).toEqual(found));
});
