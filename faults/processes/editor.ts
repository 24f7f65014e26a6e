/**
 * People with the client's own sync code who write steadily, on whatever node a balancer takes them to. Everything they
 * wrote is remembered, and how long each was without a live connection.
 */
import { headless, type HeadlessSession } from '#client/sync/headless.ts';
import { socketIoWire } from '#client/sync/socket-io-wire.ts';
import { plainSurroundings } from '#client/sync/surroundings.ts';
import type { OpenWire } from '#client/sync/wire.ts';
import type { MadeBoard } from './new-board.ts';

export interface Editor {
  session: HeadlessSession;
  member: string;
  card: string;
  /** Comments of theirs, saved or not. */
  written: string[];
  /** Those that the server had said are saved. */
  saved: Set<string>;
  line: Line;
}

/** What somebody went through on their way to a server. */
export interface Line {
  /** When the connection was lost, performance.now(); null: it is there and the board synced. */
  lostAt: number | null;
  /** How long each loss lasted until the next sync, ms. */
  interruptions: number[];
}

/** Where a person goes: a link to a board, over some wire. */
export interface Way {
  url: string;
  openWire?: OpenWire;
}

/** A card takes 200 comments: then it is time for another one. */
const COMMENTS_A_CARD = 150;

/** Somebody who joined and has a card of their own. */
export async function editor(way: Way, { id, keys }: MadeBoard, name: string): Promise<Editor> {
  const line: Line = { lostAt: null, interruptions: [] };
  const openWire = watched(way.openWire ?? socketIoWire(way.url), line);
  // Nothing is kept on a device: copying the board for each of two hundred takes most of this process's time.
  const device = { keep: null, around: plainSurroundings() };
  const session = headless({ ...way, ...device, openWire, board: id, key: keys.member });
  await session.live();
  // A busy machine may keep it waiting; then it is asked again.
  void session.join(name);
  const { me } = await session.until((snapshot) => snapshot.me.type === 'member');
  const member = me.type === 'member' ? me.member : '';
  const person: Editor = { session, member, card: '', written: [], saved: new Set(), line };
  await newCard(person);
  return person;
}

/**
 * Looks at the wire itself: two hundred screens that are asked at each change whether they are live would keep this
 * process busier than both servers.
 */
function watched(openWire: OpenWire, line: Line): OpenWire {
  const lost = (): void => void (line.lostAt ??= performance.now());
  return (auth, listener) => {
    const wire = openWire(auth, {
      ...listener,
      closed: () => {
        lost();
        listener.closed();
      },
      refused: (code) => {
        lost();
        listener.refused(code);
      },
      events: {
        ...listener.events,
        bye: (code) => {
          lost();
          listener.events.bye(code);
        },
      },
    });
    return {
      ...wire,
      request: async (event, payload) => {
        const answer = await wire.request(event, payload);
        if (event === 'sync' && answer.ok && line.lostAt !== null) {
          line.interruptions.push(performance.now() - line.lostAt);
          line.lostAt = null;
        }
        return answer;
      },
    };
  };
}

export async function editors(way: Way, board: MadeBoard, count: number): Promise<Editor[]> {
  const all: Editor[] = [];
  // Not all at one moment: that is another proof's.
  for (let i = 0; i < count; i += 10) {
    const some = Array.from({ length: Math.min(10, count - i) }, (_, n) => `Person ${i + n}`);
    all.push(...(await Promise.all(some.map((name) => editor(way, board, name)))));
  }
  return all;
}

async function newCard(person: Editor): Promise<void> {
  person.card = person.session.newId('card');
  const { card } = person;
  const asked = person.session.run({
    type: 'card.create',
    card,
    kind: 'need',
    title: 'Hands',
    body: '',
    chips: {},
  });
  // Kept or applied: either way it is saved before anything is cut.
  if (person.written.length === 0) await asked.then(() => person.session.saved(30_000));
}

/** Writes one comment. Resolves with whether it was saved at once. */
export async function write(person: Editor): Promise<boolean> {
  if (person.written.length % COMMENTS_A_CARD === COMMENTS_A_CARD - 1) void newCard(person);
  const comment = person.session.newId('comment');
  person.written.push(comment);
  const outcome = await person.session.run({
    type: 'comment.add',
    comment,
    card: person.card,
    text: `${person.written.length}`,
  });
  if (outcome.type === 'applied') person.saved.add(comment);
  return outcome.type === 'applied';
}

/** Everybody writes a comment every `period` ms. Returns the stop. */
export function keepWriting(people: readonly Editor[], period: number): () => void {
  const timers = people.map((person) => {
    const jitter = Math.random() * period;
    let timer = setTimeout(function again() {
      void write(person);
      timer = setTimeout(again, period);
    }, jitter);
    return () => clearTimeout(timer);
  });
  return () => {
    for (const stop of timers) stop();
  };
}

export const count = (people: readonly Editor[]): { written: number; saved: number } => ({
  written: people.reduce((sum, { written }) => sum + written.length, 0),
  saved: people.reduce((sum, { saved }) => sum + saved.size, 0),
});
