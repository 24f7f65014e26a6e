/** Fills a new board with the people and cards of the demo, through the same client that browsers run. */
import type { Command } from '#shared/board/commands.ts';
import type { BoardSession } from '#client/session/port.ts';
import { headless, type HeadlessSession } from '#client/sync/headless.ts';
import type { Help, Role } from '#shared/board/types.ts';
import type { MadeBoard } from '../built-server.ts';
import { cards, names, type Name } from './cards.ts';

export type People = ReadonlyMap<Name, HeadlessSession>;

/** What has already happened when a visitor first looks. */
const stories: readonly {
  helper: Name;
  card: string;
  note: string;
  until: 'asked' | 'agreed' | 'done' | 'thanked';
}[] = [
  {
    helper: 'Yusuf',
    card: 'Lift to the clinic on Thursday morning',
    note: 'I drive past at half past nine.',
    until: 'asked',
  },
  {
    helper: 'Owen',
    card: 'Lift to the clinic on Thursday morning',
    note: 'My car is low, and has a cushion.',
    until: 'asked',
  },
  {
    helper: 'Grace',
    card: 'A second pair of eyes on a tenancy letter',
    note: 'Tonight, or tomorrow at the library?',
    until: 'asked',
  },
  {
    helper: 'Sol',
    card: 'Company for a hospital appointment',
    note: 'I am good at waiting.',
    until: 'agreed',
  },
  {
    helper: 'Halima',
    card: 'A pram to borrow for two weeks',
    note: 'Ours is in the cellar, a single one.',
    until: 'agreed',
  },
  {
    helper: 'Rosa',
    card: 'A garden that has grown over my neighbour’s path',
    note: 'I bring shears.',
    until: 'asked',
  },
  {
    helper: 'Tomasz',
    card: 'Bread on Friday, two loaves over',
    note: 'One of rye, please.',
    until: 'thanked',
  },
  {
    helper: 'Ines',
    card: 'Seedlings: kale, leeks, too many tomatoes',
    note: 'Six kale for the school bed.',
    until: 'thanked',
  },
  { helper: 'Jun', card: 'Ladder, sander, a good drill', note: 'The sander, for a Saturday.', until: 'done' },
  { helper: 'Mira', card: 'Boxes, any size, for a move', note: 'Eleven from the bookshop.', until: 'asked' },
];

const comments: readonly { by: Name; card: string; text: string }[] = [
  { by: 'Mira', card: 'A choir with no audition', text: 'I sang beside Tomasz. It was fine.' },
  {
    by: 'Jun',
    card: 'The tool library opens twice a week',
    text: 'They also mend what you brought back broken.',
  },
  { by: 'Halima', card: 'A cat fed from the 3rd to the 6th', text: 'Is he the grey one from the wall?' },
];

/** Runs a command that must be accepted. */
async function run(session: BoardSession, command: Command): Promise<void> {
  const outcome = await session.run(command);
  if (outcome.type !== 'applied')
    throw new Error(`${command.type} was not applied: ${JSON.stringify(outcome)}`);
}

/** Someone opens a board by one of its links, with a device that has no screen. */
export function arrive(origin: string, board: MadeBoard, role: Role): HeadlessSession {
  const key = new URLSearchParams(new URL(board.links[role]).hash.slice(1)).get('key') ?? '';
  return headless({ url: origin, board: board.id, key });
}

/** Lets everyone join, write and help. @returns the people, still connected */
export async function plant(origin: string, board: MadeBoard): Promise<People> {
  const people = new Map<Name, HeadlessSession>();
  for (const [index, name] of names.entries()) {
    const session = arrive(origin, board, index === 0 ? 'facilitator' : 'member');
    await session.joinAs(name);
    people.set(name, session);
  }
  const as = (name: Name): HeadlessSession => {
    const session = people.get(name);
    if (!session) throw new Error(`${name} is not here.`);
    return session;
  };

  const ids = new Map<string, { id: string; by: Name }>();
  for (const { by, kind, title, body, chips, anonymous, behalf } of cards) {
    const id = as(by).newId('card');
    ids.set(title, { id, by });
    await run(as(by), {
      type: 'card.create',
      card: id,
      kind,
      title,
      body,
      chips,
      ...(anonymous ? { anonymous } : {}),
      ...(behalf ? { behalf: { who: behalf, consent: true } } : {}),
    });
  }
  const find = (title: string): { id: string; by: Name } => {
    const card = ids.get(title);
    if (!card) throw new Error(`There is no card "${title}".`);
    return card;
  };

  for (const { helper, card: title, note, until } of stories) {
    const { id, by } = find(title);
    const help = as(helper).newId('help');
    /** The other side acts once its screen shows what it acts on. */
    const sees = (who: HeadlessSession, state: Help['state']): Promise<unknown> =>
      who.until((snapshot) => snapshot.state.helps.get(help)?.state === state);
    const { kind, chips } = cards.find((card) => card.title === title) ?? { kind: 'need', chips: {} };
    const receiver = as(kind === 'need' ? by : helper);
    await as(helper).until((snapshot) => snapshot.state.cards.has(id));
    await run(as(helper), {
      type: 'help.propose',
      help,
      card: id,
      share: (chips.quantity ?? 1) > 1 ? 'part' : 'all',
      note,
    });
    if (until === 'asked') continue;
    await sees(as(by), 'proposed');
    await run(as(by), { type: 'help.accept', help });
    if (until === 'agreed') continue;
    await sees(receiver, 'accepted');
    await run(receiver, { type: 'help.done', help });
    if (until === 'done') continue;
    await run(receiver, { type: 'help.thank', help, words: '' });
  }
  for (const { by, card, text } of comments) {
    await run(as(by), { type: 'comment.add', comment: as(by).newId('comment'), card: find(card).id, text });
  }
  await Promise.all([...people.values()].map((session) => session.saved()));
  return people;
}
