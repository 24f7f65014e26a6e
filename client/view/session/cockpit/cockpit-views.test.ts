/** What the cockpit says of the fixture's market, and of sessions that stand otherwise. */
import { describe, expect, it } from 'vitest';
import type { Seat, Session } from '#shared/board/types.ts';
import { FixtureSession } from '#client/view/fixture.ts';
import { fixtureNow, me } from '#client/view/fixture-board.ts';
import { led, ledSeats, market } from '#client/view/fixture-session.ts';
import { type Scene, sceneOf } from '#client/view/detail/scene.ts';
import { timeOfDay } from '#client/words/time.ts';
import { groupsView } from './groups-view.ts';
import { needsView, nextOf, untouched } from './needs-view.ts';
import { roomView } from './room-view.ts';
import { earlier, successionView } from './succession-view.ts';
import { turnsView } from './turns-view.ts';
import { windowWords } from './window-view.ts';

const minute = 60_000;

/** The fixture's board with this session and these seats. */
function scene(session: Session, seats: readonly Seat[] = ledSeats): [Scene, Session] {
  const board = new FixtureSession('facilitator');
  board.hold(session, seats);
  return [sceneOf(board.snapshot, board.now()), session];
}
const names = (people: readonly { name: string }[] | null): string[] | null =>
  people && people.map(({ name }) => name);

describe('the room', () => {
  const [at, session] = scene(led(me));

  it('counts who is ready among those who are here, without whoever runs it', () => {
    const room = roomView(at, session);
    expect(names(room.ready)).toEqual(['Hana Farouk', 'Miloš N', 'Dora', 'Greta']);
    expect(room.of).toBe(8);
  });

  it('lists hands in the order in which they were raised', () => {
    const hands = roomView(at, session).hands.map(({ who, since }) => `${who.name}: ${since}`);
    expect(hands).toEqual(['Ines: first, 40 s ago', 'Bryn: 10 s ago']);
  });

  it('names quiet people by name alone, and those who answered a card are none of them', () => {
    expect(names(roomView(at, session).quiet)).toEqual(
      [...(names(roomView(at, session).quiet) ?? [])].sort((a, b) => a.localeCompare(b)),
    );
    const all = roomView(...scene({ ...session, began: fixtureNow + 1 })).quiet ?? [];
    expect(all).toHaveLength(8);
    const since = roomView(...scene({ ...session, began: 0 })).quiet ?? [];
    expect(since.length).toBeLessThan(8);
  });

  it('tells of nobody while people write unseen', () => {
    expect(roomView(...scene(market({ lead: me }))).quiet).toBeNull();
  });
});

describe('needs', () => {
  const [at] = scene(led(me));
  const view = needsView(at);

  it('stand where their answers put them, the longest wait first', () => {
    expect(view.untouched[0]).toMatchObject({
      title: 'Someone to sit with Mum on Friday, 2 to 4',
      facts: 'Dora · waiting 10 days',
    });
    const created = view.untouched.map(({ id }) => at.state.cards.get(id)?.created ?? 0);
    expect(created).toEqual([...created].sort((a, b) => a - b));
    for (const { id } of view.inTalks) {
      const helps = [...at.state.helps.values()].filter(({ card }) => card === id);
      const introductions = [...at.state.introductions.values()].filter(({ card }) => card === id);
      expect(helps.length + introductions.length).toBeGreaterThan(0);
    }
    for (const { id } of view.matched) expect(at.state.cards.get(id)?.state).toBe('matched');
  });

  it('come one after the other onto the wall, and from the first again', () => {
    const line = untouched(at);
    const [first, second] = line;
    expect(line.findIndex(({ kind }) => kind !== 'need')).toBe(view.untouched.length);
    expect(nextOf(line, undefined)).toBe(first);
    expect(nextOf(line, first?.id)).toBe(second);
    expect(nextOf(line, line.at(-1)?.id)).toBe(first);
    expect(nextOf([], 'x')).toBeNull();
    expect(nextOf(line.slice(0, 1), first?.id)).toBeNull();
  });
});

it('groups say who sits with whom', () => {
  const groups = groupsView(...scene(led(me)));
  expect(groups.map(({ name, people }) => [name, people.map((who) => who.name)])).toEqual([
    ['Group 1', ['Miloš N', 'Ines', 'Teo K', 'Bryn']],
    ['Group 2', ['Dora', 'Yusuf', 'Greta', 'Hana Farouk']],
  ]);
});

describe('when promotions may go up', () => {
  const at = (more: Partial<Session>): string => windowWords(market(more), fixtureNow);

  it.each<[string, Partial<Session>, string]>([
    [
      'before it begins',
      { state: 'planned', phase: 0 },
      'Promotions wait for “Market of the unmatched”. One each.',
    ],
    ['while it is open', { phase: 3 }, 'Promotions may go up now, one each.'],
    [
      'after it',
      { phase: 4 },
      'No part that is to come lets promotions up. They wait until the session has ended.',
    ],
  ])('%s', (_, more, words) => {
    expect(at(more)).toBe(words);
  });

  it.each([
    [1, 'One waits just now.'],
    [3, '3\u00a0wait just now.'],
  ])('and how many wait: %i', (waiting, words) => {
    expect(at({ phase: 1, waiting })).toMatch(new RegExp(`${words}$`));
    expect(at({ phase: 4, waiting })).toMatch(new RegExp(`${words}$`));
  });

  it('reckons what is left of this part and all of those between', () => {
    // 7:42 of the quiet writing, and twenty minutes of the market
    const opens = timeOfDay(fixtureNow + 7.7 * minute + 20 * minute);
    expect(at({ phase: 1 })).toContain(`at about ${opens}, in “Market of the unmatched”`);
    const late = timeOfDay(fixtureNow + 20 * minute);
    expect(at({ phase: 1, since: fixtureNow - 60 * minute })).toContain(`at about ${late}`);
  });
});

describe('who runs it', () => {
  it('names those who take over, and who else could', () => {
    const view = successionView(...scene(led(me)));
    expect(view.lead).toMatchObject({ you: true });
    expect(names(view.next)).toEqual(['Hana Farouk']);
    expect(view.others.some(({ you }) => you)).toBe(false);
  });

  it.each([
    ['c', 'acb'],
    ['a', 'abc'],
    ['x', 'abc'],
  ])('%s one place earlier: %s', (member, order) => {
    expect(earlier(['a', 'b', 'c'], member).join('')).toBe(order);
  });
});

describe('turns', () => {
  const phases = market().phases.map((phase) =>
    phase.id === 'quiet' ? { ...phase, silent: 'turns' as const } : phase,
  );

  it('are there only after a part whose words are shown in turns', () => {
    expect(turnsView(...scene(led(me)))).toBeNull();
    expect(turnsView(...scene({ ...led(me), phases, phase: 1 }))).toBeNull();
    expect(turnsView(...scene({ ...led(me), phases, phase: 3 }))).toBeNull();
  });

  it('list who is here, who had theirs, and who passes', () => {
    const turns = turnsView(
      ...scene({ ...led(me), phases, before: { phase: 1, at: fixtureNow - 12 * minute } }),
    );
    const is = Object.fromEntries((turns ?? []).map(({ who, is: state }) => [who.name, state]));
    expect(Object.keys(is)).toHaveLength(8);
    expect(is['Greta']).toBe('passes');
    // Hana wrote nine minutes ago
    expect(is['Hana Farouk']).toBe('had');
    expect(is['Teo K']).toBe('waits');
  });

  it('say whose it is, whatever they wrote', () => {
    const before = { phase: 1, at: fixtureNow - 12 * minute };
    const now = (turn: string): string | undefined =>
      turnsView(...scene({ ...led(me), phases, before, turn }))?.find(({ is }) => is === 'now')?.who.name;
    expect(now('m_teo0000000')).toBe('Teo K');
    expect(now('m_hana000000')).toBe('Hana Farouk');
  });
});
