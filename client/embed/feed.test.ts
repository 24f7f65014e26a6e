import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PublicCard, PublicNews } from '#shared/public/board.ts';
import { limits } from '#shared/limits.ts';
import { type FeedState, follow, type News } from './feed.ts';

/** The browser's, as far as a feed uses it: opened, cut off and spoken through by the test. */
class FakeSource extends EventTarget {
  static readonly all: FakeSource[] = [];
  static get last(): FakeSource {
    return FakeSource.all.at(-1)!;
  }
  readonly CLOSED = 2;
  readyState = 0;
  constructor(readonly url: string) {
    super();
    FakeSource.all.push(this);
  }
  close(): void {
    this.readyState = this.CLOSED;
  }
  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  /** `refused`: the server said no. Else the line was cut, and a browser would try again. */
  fails(refused: boolean): void {
    this.readyState = refused ? this.CLOSED : 0;
    this.dispatchEvent(new Event('error'));
  }
  says(event: string, data: Partial<PublicNews>): void {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }));
  }
}

const card = (id: string, more: Partial<PublicCard> = {}): PublicCard => ({
  id,
  kind: 'need',
  title: id,
  body: '',
  urgency: 'days',
  terms: 'gift',
  fate: 'open',
  created: 1,
  ...more,
});

const server = 'https://tilth.example';
/** Answers of the server by board, or what keeps it from answering. */
let pictures: Map<string, () => Response>;
let asked: string[];
const leaves: (() => void)[] = [];

const shows = (board: string, revision: string, ...cards: PublicCard[]): void => {
  pictures.set(board, () => Response.json({ board, title: board, phase: null, revision, cards }));
};

/** Somebody who follows a board, and all that they were told. */
function reader(board: string) {
  const states: FeedState[] = [];
  const news: News[] = [];
  const leave = follow(server, board, (state, one) => {
    states.push(state);
    if (one) news.push(one);
  });
  leaves.push(leave);
  const last = (): FeedState => states.at(-1)!;
  return {
    leave,
    news,
    last,
    titles: () => {
      const state = last();
      return state.type === 'board' ? state.board.cards.map(({ title }) => title) : state.type;
    },
  };
}

/** Until pictures have come and the stream that they share was asked for. */
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(100);
const boardsOf = (source: FakeSource): string => source.url.replace(`${server}/api/public/live?boards=`, '');

beforeEach(() => {
  vi.useFakeTimers();
  pictures = new Map();
  asked = [];
  FakeSource.all.length = 0;
  vi.stubGlobal('EventSource', FakeSource);
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    const board = /boards\/([^/]+)/.exec(url)?.[1] ?? '';
    const picture = pictures.get(board);
    return picture ? Promise.resolve(picture()) : Promise.reject(new TypeError('no network'));
  });
});
afterEach(async () => {
  for (const leave of leaves.splice(0)) leave();
  await settle();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('one board', () => {
  it('is shown as it is, then as it changes, the newest first', async () => {
    shows('b_one', '1-1', card('old'));
    const ana = reader('b_one');
    expect(ana.last()).toEqual({ type: 'loading' });
    await settle();
    expect(ana.last()).toMatchObject({ type: 'board', live: false });
    expect(boardsOf(FakeSource.last)).toBe('b_one:1-1');
    FakeSource.last.opens();
    expect(ana.last()).toMatchObject({ type: 'board', live: true });
    FakeSource.last.says('change', {
      board: 'b_one',
      revision: '1-2',
      title: 'Renamed',
      put: [card('new', { created: 2 }), card('old', { fate: 'matched' })],
      drop: [],
    });
    expect(ana.titles()).toEqual(['new', 'old']);
    expect(ana.last()).toMatchObject({ board: { title: 'Renamed' } });
    expect(ana.news).toMatchObject([{ added: [{ id: 'new' }], matched: [{ id: 'old' }] }]);
    FakeSource.last.says('change', { board: 'b_one', revision: '1-3', put: [], drop: ['old'] });
    expect(ana.titles()).toEqual(['new']);
  });

  it('is asked for once, however many elements show it, and not again by one that is moved', async () => {
    shows('b_one', '1-1', card('a'));
    const [ana, ben] = [reader('b_one'), reader('b_one')];
    await settle();
    FakeSource.last.opens();
    ben.leave();
    ana.leave();
    const moved = reader('b_one');
    await settle();
    expect(moved.titles()).toEqual(['a']);
    expect([asked.length, FakeSource.all.length]).toEqual([1, 1]);
    moved.leave();
    await settle();
    expect(FakeSource.last.readyState).toBe(2);
  });

  it('goes on where it was after the line was cut, and says meanwhile that it is not live', async () => {
    shows('b_one', '1-1', card('a'));
    const ana = reader('b_one');
    await settle();
    FakeSource.last.opens();
    FakeSource.last.says('change', { board: 'b_one', revision: '1-7', put: [], drop: [] });
    FakeSource.last.fails(false);
    expect(ana.last()).toMatchObject({ live: false });
    expect(ana.titles()).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(10_100);
    expect(boardsOf(FakeSource.last)).toBe('b_one:1-7');
    FakeSource.last.opens();
    expect(ana.last()).toMatchObject({ live: true });
    expect(asked).toHaveLength(1);
  });

  it('is asked for afresh when too much was missed, and when the stream was refused', async () => {
    shows('b_one', '1-1', card('a'));
    const ana = reader('b_one');
    await settle();
    shows('b_one', '2-1', card('b'));
    FakeSource.last.says('again', { board: 'b_one' });
    await settle();
    expect(ana.titles()).toEqual(['b']);
    expect(boardsOf(FakeSource.last)).toBe('b_one:2-1');
    pictures.set('b_one', () => Response.json({ error: 'notThisSite', message: 'No.' }, { status: 403 }));
    FakeSource.last.fails(true);
    expect(ana.titles()).toEqual(['b']);
    await vi.advanceTimersByTimeAsync(10_100);
    expect(ana.last()).toEqual({ type: 'failed', code: 'notThisSite', message: 'No.' });
  });

  it('is tried again where nobody answers or the server is busy, and not where the answer is no', async () => {
    const ana = reader('b_one');
    await settle();
    expect(ana.last()).toMatchObject({ type: 'failed', code: 'unreachable' });
    pictures.set('b_one', () => Response.json({ error: 'notNow', message: 'Later.' }, { status: 503 }));
    await vi.advanceTimersByTimeAsync(10_100);
    expect(ana.last()).toMatchObject({ type: 'failed', code: 'notNow' });
    pictures.set('b_one', () => Response.json({ error: 'notFound', message: 'No.' }, { status: 404 }));
    await vi.advanceTimersByTimeAsync(10_100);
    expect(ana.last()).toMatchObject({ type: 'failed', code: 'notFound' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(3);
  });
});

describe('several boards of a page', () => {
  it('share one stream, which tells each of its own changes', async () => {
    shows('b_one', '1-1', card('a'));
    shows('b_two', '7-3', card('b'));
    const [ana, ben] = [reader('b_one'), reader('b_two')];
    await settle();
    expect(FakeSource.all.map(boardsOf)).toEqual(['b_one:1-1,b_two:7-3']);
    FakeSource.last.opens();
    FakeSource.last.says('change', { board: 'b_two', revision: '7-4', put: [card('c')], drop: ['b'] });
    expect([ana.titles(), ben.titles()]).toEqual([['a'], ['c']]);
    expect([ana.last(), ben.last()]).toMatchObject([{ live: true }, { live: true }]);
  });

  it('that come later make it open anew, from what is known; one that goes leaves it to the others', async () => {
    shows('b_one', '1-1', card('a'));
    shows('b_two', '7-3', card('b'));
    const ana = reader('b_one');
    await settle();
    FakeSource.last.says('change', { board: 'b_one', revision: '1-2', put: [], drop: [] });
    const ben = reader('b_two');
    await settle();
    const [first, second] = FakeSource.all;
    expect([first?.readyState, boardsOf(second!)]).toEqual([2, 'b_one:1-2,b_two:7-3']);
    ben.leave();
    await settle();
    FakeSource.last.says('change', { board: 'b_one', revision: '1-3', put: [card('c')], drop: ['a'] });
    expect(ana.titles()).toEqual(['c']);
    expect(FakeSource.all).toHaveLength(2);
  });

  it('of which one may be seen no more: the others go on', async () => {
    shows('b_one', '1-1', card('a'));
    shows('b_two', '7-3', card('b'));
    const [ana, ben] = [reader('b_one'), reader('b_two')];
    await settle();
    pictures.set('b_one', () => Response.json({ error: 'notThisSite', message: 'No.' }, { status: 403 }));
    FakeSource.last.says('again', { board: 'b_one' });
    await settle();
    expect(ana.last()).toMatchObject({ type: 'failed', code: 'notThisSite' });
    FakeSource.last.says('change', { board: 'b_two', revision: '7-4', put: [card('c')], drop: [] });
    expect(ben.titles()).toEqual(['b', 'c']);
    expect(FakeSource.all).toHaveLength(1);
  });

  it('that are more than a stream takes get a second one', async () => {
    for (let nth = 0; nth <= limits.publicBoards; nth += 1) {
      shows(`b_${nth}`, '1-1');
      reader(`b_${nth}`);
    }
    await settle();
    expect(FakeSource.all.map((source) => boardsOf(source).split(',').length)).toEqual([
      limits.publicBoards,
      1,
    ]);
  });
});
