import { describe, expect, it } from 'vitest';
import type { Person, Snapshot } from '#client/session/port.ts';
import { fixtureSession } from '#client/view/fixture.ts';
import { me } from '#client/view/fixture-board.ts';
import { addChanges, ChangeWatch, changeWords, heardOf, quietChanges, type Changes } from './changes.ts';
import { hearingOf, heardKinds, isHeard, keepHearing, type Hearing } from './hearing.ts';
import { addVisits, noVisits, VisitWatch, visitWords } from './visits.ts';

const bryn = 'm_bryn000000';
const hana = 'm_hana000000';
const all: Hearing = { nothing: false, off: new Set() };

describe('what others change', () => {
  it('is one sentence, of what others did', () => {
    const session = fixtureSession('board');
    const before = session.snapshot.state;
    const watch = new ChangeWatch();
    expect(changeWords(watch.look(before, me))).toBe('');
    const create = (title: string) =>
      ({
        type: 'card.create',
        card: session.newId('card'),
        kind: 'need',
        title,
        body: '',
        chips: {},
      }) as const;
    session.as(bryn, create('One'));
    session.as(bryn, create('Two'));
    session.as(me, create('Mine'));
    const open = [...before.cards.values()].find((card) => card.kind === 'offer' && card.author !== bryn);
    session.as(bryn, {
      type: 'help.propose',
      help: session.newId('help'),
      card: open?.id ?? '',
      share: 'all',
      note: '',
    });
    expect(changeWords(watch.look(session.snapshot.state, me))).toBe('2 new needs and 1 answer.');
    expect(changeWords(watch.look(session.snapshot.state, me))).toBe('');
  });

  it('counts comments, changed facts and cards taken down, and never a text that is being typed', () => {
    const session = fixtureSession('board');
    const watch = new ChangeWatch();
    const look = (): string => changeWords(watch.look(session.snapshot.state, me));
    const card = session.newId('card');
    session.as(bryn, { type: 'card.create', card, kind: 'need', title: 'One', body: '', chips: {} });
    look();
    const comment = (by: string): void => {
      session.as(by, { type: 'comment.add', comment: session.newId('comment'), card, text: 'When?' });
    };
    comment(hana);
    comment(me);
    expect(look()).toBe('1 new comment.');
    session.as(bryn, { type: 'card.edit', card, title: { is: 'One lamp', was: 'One' } });
    expect(look()).toBe('1 card changed.');
    const typed = { ...session.snapshot.state.cards.get(card)!, body: 'For the hal' };
    const cards = new Map(Array.from(session.snapshot.state.cards.values(), (row) => [row.id, row]));
    expect(changeWords(watch.look({ ...session.snapshot.state, cards: cards.set(card, typed) }, me))).toBe(
      '',
    );
    session.as(bryn, { type: 'card.withdraw', card });
    expect(look()).toBe('1 card taken down.');
  });

  it('merges, and says nothing of nothing', () => {
    const two = { ...quietChanges, need: 1, matched: 1 };
    expect(changeWords(addChanges(two, two))).toBe('2 new needs and 2 matches.');
    expect(changeWords(quietChanges)).toBe('');
  });

  it('can be switched off kind by kind, and all at once', () => {
    const much = Object.fromEntries(Object.keys(quietChanges).map((key) => [key, 1])) as unknown as Changes;
    const told = changeWords(much);
    for (const kind of heardKinds) {
      const words = changeWords(heardOf(much, { ...all, off: new Set([kind]) }));
      if (kind === 'people' || kind === 'session') expect(words).toBe(told);
      else expect(words.length, kind).toBeLessThan(told.length);
    }
    expect(changeWords(heardOf(much, { ...all, nothing: true }))).toBe('');
  });
});

describe('what someone wants to hear', () => {
  function device(): Parameters<typeof keepHearing>[0] {
    const kept = new Map<string, string>();
    return {
      typed: (input) => kept.get(input) ?? '',
      keepTyped: (input, words) => void kept.set(input, words),
    };
  }
  it('is all but comings and goings and small changes, until they choose', () => {
    const hearing = hearingOf(device());
    expect(heardKinds.filter((kind) => !isHeard(hearing, kind))).toEqual(['edit', 'people']);
  });
  it.each<Hearing>([
    { nothing: false, off: new Set() },
    { nothing: false, off: new Set(['need', 'session']) },
    { nothing: true, off: new Set(['comment']) },
    { nothing: true, off: new Set(heardKinds) },
  ])('is kept on the device: %o', (hearing) => {
    const kept = device();
    keepHearing(kept, hearing);
    expect(hearingOf(kept)).toEqual(hearing);
  });
});

describe('who comes and goes', () => {
  const { state, connection } = fixtureSession('board').snapshot;
  const person = (member: string): Person => ({ member, card: '', writing: false, idle: false, count: 1 });
  const room = (...members: string[]): Pick<Snapshot, 'people' | 'state' | 'connection'> => ({
    state,
    connection,
    people: members.map(person),
  });
  const nameOf = (member: string): string => state.members.get(member)?.name ?? '';
  const steps = (...rooms: Parameters<VisitWatch['look']>[0][]): string => {
    const watch = new VisitWatch();
    return visitWords(rooms.map((one) => watch.look(one, me)).reduce(addVisits, noVisits), nameOf);
  };

  it.each([
    ['a full room at first', [room(me, bryn, hana)], ''],
    ['one comes', [room(me), room(me, bryn)], 'Bryn came.'],
    ['two come, one goes', [room(me, 'm_teo0000000'), room(me, bryn, hana)], '2 people came. Teo K left.'],
    ['one reloads a page', [room(me, bryn), room(me), room(me, bryn)], ''],
    ['a second tab', [room(me, bryn), room(me, bryn, bryn)], ''],
    ['I come', [room(bryn), room(bryn, me)], ''],
    ['someone only looks', [room(me), room(me, '')], ''],
    [
      'my own line was cut',
      [
        room(me, bryn),
        { ...room(), connection: { state: 'offline', unsaved: 0, since: 0 } as const },
        room(me, bryn, hana),
      ],
      '',
    ],
  ])('%s', (_, rooms, words) => expect(steps(...rooms)).toBe(words));
});
