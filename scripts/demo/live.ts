/** Three neighbours who go on living on the demo board: they write, answer, agree, finish and thank. */
import { setTimeout } from 'node:timers/promises';
import type { Command } from '#shared/board/commands.ts';
import type { Card, Help } from '#shared/board/types.ts';
import type { BoardSession, OpenText } from '#client/session/port.ts';
import type { Name } from './cards.ts';
import type { People } from './plant.ts';

const living: readonly Name[] = ['Rosa', 'Tomasz', 'Mira'];

const thoughts: readonly { kind: 'need' | 'offer' | 'referral'; title: string; body: string }[] = [
  {
    kind: 'need',
    title: 'An extra chair or two for Sunday',
    body: 'We are nine at a table for six. Folding ones are perfect.',
  },
  {
    kind: 'offer',
    title: 'A jar of sourdough starter',
    body: 'It is called Bertha. Feed her once a week and she forgives the rest.',
  },
  {
    kind: 'referral',
    title: 'A barber who does house calls',
    body: 'For people who cannot get down the stairs. He brings his own cape.',
  },
  {
    kind: 'need',
    title: 'Somebody tall, for one lightbulb',
    body: 'The ceilings here are three metres and I am not.',
  },
  {
    kind: 'offer',
    title: 'Two hours of weeding, either weekend',
    body: 'I like it. Put the kettle on and point.',
  },
  { kind: 'need', title: 'A black tie until Friday', body: 'For a funeral. I will bring it back pressed.' },
  {
    kind: 'offer',
    title: 'I can wait in for your parcel',
    body: 'I am at home on weekdays and near the door.',
  },
  {
    kind: 'referral',
    title: 'Free swimming for over-seventies',
    body: 'Wednesday mornings, and they run a bus from the square.',
  },
];

const notes = ['I can come by.', 'Happy to, any evening.', 'Count me in.', 'I have what you need.'] as const;

/** How long somebody pauses between two acts, ms. */
const pause = (): number => 2_500 + Math.random() * 5_000;
/** How long between two letters, ms. */
const beat = (): number => 60 + Math.random() * 160;
/** Own cards beyond this many are taken down, oldest first, so that the board neither fills nor dries out. */
const ownCards = 8;

/** Ends early when everything does. */
const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  setTimeout(ms, undefined, { signal }).catch(() => undefined);

const any = <T>(list: readonly T[]): T | undefined => list[Math.floor(Math.random() * list.length)];

/** The next step of someone in what is already going on, if there is one. */
function next(session: BoardSession, me: string): Command | null {
  const { state } = session.snapshot;
  const helps = [...state.helps.values()];
  const mine = (help: Help): boolean => state.cards.get(help.card)?.author === me;
  const received = (help: Help): boolean =>
    state.cards.get(help.card)?.kind === 'need' ? mine(help) : help.by === me;
  const proposed = helps.find((help) => help.state === 'proposed' && mine(help));
  if (proposed) return { type: 'help.accept', help: proposed.id };
  const agreed = helps.find((help) => help.state === 'accepted' && received(help));
  if (agreed && Math.random() < 0.5) return { type: 'help.done', help: agreed.id };
  const done = helps.find((help) => help.state === 'done' && !help.thanked && received(help));
  if (done) return { type: 'help.thank', help: done.id, words: '' };

  const open = (card: Card): boolean =>
    card.state === 'open' && card.kind !== 'referral' && card.author !== me;
  const free = [...state.cards.values()].filter(
    (card) => open(card) && !helps.some((help) => help.card === card.id && help.by === me),
  );
  const card = any(free);
  if (card && Math.random() < 0.4) {
    return {
      type: 'help.propose',
      help: session.newId('help'),
      card: card.id,
      share: 'all',
      note: any(notes) ?? '',
    };
  }
  const own = [...state.cards.values()]
    .filter((each) => each.author === me && each.state === 'open')
    .toSorted((a, b) => a.created - b.created);
  const [oldest] = own;
  return oldest && own.length > ownCards ? { type: 'card.withdraw', card: oldest.id } : null;
}

/** Posts a card and then types its body, letter by letter, as people do. */
async function write(session: BoardSession, signal: AbortSignal): Promise<void> {
  const thought = any(thoughts);
  if (!thought) return;
  const card = session.newId('card');
  await session.run({
    type: 'card.create',
    card,
    kind: thought.kind,
    title: thought.title,
    body: '',
    chips: {},
  });
  session.look(card, true);
  const text = session.openText(card);
  await mayType(text, signal);
  for (const letter of thought.body) {
    if (signal.aborted) break;
    text.splice(text.value.length, 0, letter);
    await wait(beat(), signal);
  }
  text.close();
  session.look(null, false);
}

/** Resolves once the text is there to type into, as a person waits for the caret. */
async function mayType(text: OpenText, signal: AbortSignal): Promise<void> {
  if (text.mayEdit) return;
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (!text.mayEdit && !signal.aborted) return;
      stop();
      resolve();
    };
    const stop = text.onChange(look);
    signal.addEventListener('abort', look, { once: true });
  });
}

async function live(session: BoardSession, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await wait(pause(), signal);
    const { me } = session.snapshot;
    if (signal.aborted || me.type !== 'member') continue;
    const command = next(session, me.member);
    if (command) await session.run(command);
    else await write(session, signal);
  }
}

/** Goes on until `signal` aborts. */
export async function goOn(people: People, signal: AbortSignal): Promise<void> {
  await Promise.all(living.flatMap((name) => people.get(name) ?? []).map((session) => live(session, signal)));
}
