import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { limits } from '#shared/limits.ts';
import type { Connection, Keeping, Person } from '#client/session/port.ts';
import type { CardView } from './cards.ts';
import { statusWords, stripWords } from './connection.ts';
import { cardWords } from './create.ts';
import { entryOf } from './entry.ts';
import { areasOf, fitsFacts, lookingForAll } from './find.ts';
import { fixtureSession } from './fixture.ts';
import { fixtureNow, fixtureState, me } from './fixture-board.ts';
import { hold } from './hold.ts';
import { presenceView } from './presence.ts';
import { CardSearch } from './search.ts';
import { SheetStack } from './sheet-stack.ts';
import { sinceWords } from './since.ts';

const live = (unsaved: number): Connection => ({ state: 'live', unsaved });
const offline = (unsaved: number): Connection => ({ state: 'offline', unsaved, since: fixtureNow });
const away = (unsaved: number): Connection => ({ state: 'away', unsaved });

describe('the connection in words', () => {
  it.each<[Connection, Keeping, string]>([
    [live(0), 'device', 'Saved'],
    [live(2), 'device', 'Saving…'],
    [offline(0), 'device', 'Offline: kept on this device'],
    [offline(3), 'memory', 'Offline: kept while this page is open'],
    [away(0), 'device', 'Not saving just now: kept on this device'],
    [away(1), 'full', 'Not saving just now: kept while this page is open'],
    [{ state: 'connecting' }, 'device', 'Connecting…'],
  ])('%o, %s', (connection, keeping, words) => expect(statusWords(connection, keeping).words).toBe(words));

  it('never promises to keep what the device cannot', () => {
    for (const keeping of ['memory', 'full'] as const) {
      expect(statusWords(offline(1), keeping).words).not.toContain('kept on this device');
      expect(stripWords(offline(1), keeping, true)?.what).not.toContain('kept');
      expect(stripWords(away(1), keeping, true)?.what).not.toContain('kept');
    }
  });
  it('needs no strip when all is well', () => expect(stripWords(live(0), 'device', false)).toBeNull());
  it('says how much waits', () =>
    expect(stripWords(offline(2), 'device', true)?.next).toContain('2 waiting'));
  it('says that nothing is saved also to those who wrote nothing, and what comes next', () =>
    expect(stripWords(away(0), 'device', true)).toMatchObject({
      what: 'Not saving just now: kept on this phone.',
      next: 'What you write goes out by itself when saving works again.',
    }));
});

describe('words of an input', () => {
  it.each<[string, string, string]>([
    ['A ladder', 'A ladder', ''],
    ['  A ladder \n for a gutter\nand a friend ', 'A ladder', 'for a gutter\nand a friend'],
    ['\n\nA ladder\r\nplease', 'A ladder', 'please'],
  ])('%j', (typed, title, body) => expect(cardWords(typed)).toEqual({ ok: true, title, body }));
  it('ignores what holds no words', () => expect(cardWords(' \n ')).toBeNull());
  it('lets a long first line go on in the body, between words, and loses none', () => {
    const typed = Array.from({ length: 60 }, (_, at) => `word${at}`).join(' ');
    const words = cardWords(typed);
    if (!words?.ok) throw new Error('refused');
    expect(words.title.length).toBeLessThanOrEqual(limits.title);
    expect(`${words.title} ${words.body}`).toBe(typed);
  });
  it('never cuts a character in two', () => {
    const words = cardWords(`x${'🌱'.repeat(100)}`);
    if (!words?.ok) throw new Error('refused');
    expect(words.title + words.body).toBe(`x${'🌱'.repeat(100)}`);
    expect([words.title, words.body].some((part) => /\p{Surrogate}/u.test(part))).toBe(false);
  });
  it('says how much too long a body is', () => {
    expect(cardWords(`t\n${'x'.repeat(limits.body + 7)}`)).toEqual({
      ok: false,
      why: 'That is 7 characters more than a card holds.',
    });
  });
});

describe('holding still', () => {
  const card = (id: string, mine = false): CardView => ({ id, mine }) as CardView;
  const rows = (...ids: string[]): CardView[] => ids.map((id) => card(id));
  const all = (cards: CardView[]) => (id: string) => cards.find((row) => row.id === id);

  it.each<[string, string[] | null, CardView[], CardView[], string[], number]>([
    ['nothing is held', null, rows('b', 'a'), rows('b', 'a'), ['b', 'a'], 0],
    ['a new card waits', ['a'], rows('b', 'a'), rows('b', 'a'), ['a'], 1],
    ['my own card comes at once', ['a'], [card('b', true), card('a')], rows('b', 'a'), ['b', 'a'], 0],
    ['a card that left the lane keeps its place', ['a', 'b'], rows('b'), rows('a', 'b'), ['a', 'b'], 1],
    ['a card that is gone goes', ['a', 'b'], rows('b'), rows('b'), ['b'], 0],
    ['a new order waits', ['a', 'b'], rows('b', 'a'), rows('a', 'b'), ['a', 'b'], 0],
  ])('%s', (_name, shown, cards, known, ids, waiting) => {
    const held = hold(shown, cards, all([...cards, ...known]));
    expect(held.cards.map((row) => row.id)).toEqual(ids);
    expect(held.waiting).toBe(waiting);
  });
});

describe('since you were here', () => {
  const state = fixtureState('lived');
  it('tells a first visit and a short absence nothing', () => {
    expect(sinceWords(state, me, null, fixtureNow)).toBe('');
    expect(sinceWords(state, me, fixtureNow - 60_000, fixtureNow)).toBe('');
  });
  it('counts in three parts at most', () => {
    expect(sinceWords(state, me, fixtureNow - 25 * 3_600_000, fixtureNow)).toMatch(
      /^Since yesterday: \d+ new needs?, \d+ new offers?, \d+ new referrals?$/u,
    );
  });
});

describe('who is here', () => {
  const { state } = fixtureSession('board').snapshot;
  const person = (member: string, more: Partial<Person> = {}): Person => ({
    member,
    card: '',
    writing: false,
    idle: false,
    count: 1,
    ...more,
  });
  it('puts me first and idle people last, counts two tabs once and onlookers too', () => {
    const here = presenceView(
      {
        state,
        people: [
          person('m_teo0000000', { idle: true }),
          person('m_hana000000'),
          person(me),
          person(me),
          person('', { count: 3 }),
        ],
      },
      me,
    );
    expect(here.members.map((row) => row.id)).toEqual([me, 'm_hana000000', 'm_teo0000000']);
    expect(here.count).toBe(6);
  });
  it('does not tell me that I am writing', () => {
    const people = [
      person(me, { card: 'c_1', writing: true }),
      person('m_hana000000', { card: 'c_2', writing: true }),
    ];
    expect([...presenceView({ state, people }, me).writers.keys()]).toEqual(['c_2']);
  });
});

describe('finding', () => {
  const state = fixtureState('lived');
  const titles = (words: string): string[] =>
    [...new CardSearch().find(state, words)].map((id) => state.cards.get(id)?.title ?? '');
  it.each([
    ['ladd', 'Tools to lend: drill, ladder, sander'],
    ['tomatos', 'Somebody to water my tomatoes next week'],
    ['milos', 'A choir that needs no audition'],
    ['reservoir walk', 'Company on a walk, Sunday afternoons'],
  ])('%s', (words, title) => expect(titles(words)).toContain(title));
  it('finds nothing where nothing is', () => expect(titles('submarine')).toEqual([]));
  it('knows facts', () => {
    const fits = [...state.cards.values()].filter((card) =>
      fitsFacts(card, { ...lookingForAll, area: 'elm SIDE', urgency: 'now' }),
    );
    expect(fits).toHaveLength(1);
  });
  it('names each area once', () => {
    const areas = areasOf(state.cards.values());
    expect(new Set(areas).size).toBe(areas.length);
    expect(areas).toContain('Elm side');
  });
});

describe('links', () => {
  it.each([
    ['/b/b_abc', '#key=secret', 'b_abc', { key: 'secret' }],
    ['/b/b_abc/', '#pass=once', 'b_abc', { pass: 'once' }],
    ['/b/b_abc', '', 'b_abc', {}],
    ['/elsewhere', '#key=secret', '', { key: 'secret' }],
  ])('%s%s', (pathname, hash, board, entry) => expect(entryOf({ pathname, hash })).toEqual({ board, entry }));
});

describe('open sheets and the way back', () => {
  /** A browser's history: steps, a place in it, and a way back that takes a while. */
  class FakeHistory {
    readonly steps: unknown[] = [null];
    at = 0;
    stack!: SheetStack;
    private going: number[] = [];
    get state(): unknown {
      return this.steps[this.at];
    }
    pushState(state: unknown): void {
      this.at += 1;
      this.steps.splice(this.at, Infinity, state);
    }
    go(by: number): void {
      this.going.push(by);
    }
    /** Lets time pass: timers, then what the browser was asked for. */
    arrive(): void {
      vi.runAllTimers();
      for (const by of this.going.splice(0)) {
        this.at = Math.max(0, this.at + by);
        this.stack.onPop(this.state);
      }
    }
  }
  let browser: FakeHistory;
  let stack: SheetStack;
  const open = (): string[] => stack.open.map((sheet) => sheet.what);

  beforeEach(() => {
    vi.useFakeTimers();
    browser = new FakeHistory();
    stack = browser.stack = new SheetStack(browser, () => undefined);
  });
  afterEach(() => vi.useRealTimers());

  it('closes the uppermost on Back', () => {
    stack.push('card', 'c_1');
    stack.push('help', 'c_1');
    browser.go(-1);
    browser.arrive();
    expect(open()).toEqual(['card']);
  });
  it('takes a step back when a sheet closes by itself', () => {
    stack.push('card', 'c_1');
    stack.close();
    browser.arrive();
    expect([open(), browser.at]).toEqual([[], 0]);
  });
  it('goes from one sheet to the next without losing it, or its step', () => {
    stack.push('waiting', 'c_1');
    stack.close();
    stack.push('help', 'c_2');
    browser.arrive();
    expect([open(), browser.at]).toEqual([['help'], 1]);
    browser.go(-1);
    browser.arrive();
    expect([open(), browser.at]).toEqual([[], 0]);
  });
  it('keeps a sheet that opens while the browser is on its way back', () => {
    stack.push('waiting', 'c_1');
    stack.close();
    vi.runAllTimers();
    stack.push('help', 'c_2');
    browser.arrive();
    expect([open(), browser.at]).toEqual([['help'], 1]);
  });
  it('opens nothing on Forward', () => {
    stack.onPop({ sheets: 2 });
    stack.onPop('nonsense');
    expect(open()).toEqual([]);
  });
});
