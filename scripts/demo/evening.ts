/** A market on the demo's board: a card in the spotlight, a code to join by, and what grows in such an hour. */
import type { Command } from '#shared/board/commands.ts';
import type { BoardSession, Snapshot } from '#client/session/port.ts';
import { templates } from '#client/session-templates/index.ts';
import { names, type Name } from './cards.ts';
import type { People } from './plant.ts';

const session = 's_demomarket00';

/** Who says yes to whose card. On a need the first one helps, on an offer they take it up. */
const yeses: readonly [by: Name, card: string, become: 'agreed' | 'done' | 'thanked'][] = [
  ['Tomasz', 'A bed frame carried up three flights', 'agreed'],
  ['Ines', 'Half an hour of English conversation a week', 'agreed'],
  ['Rosa', 'Someone to hear me practise a speech', 'thanked'],
  ['Mira', 'A cat fed from the 3rd to the 6th', 'agreed'],
  ['Jun', 'Help with a phone that says its memory is full', 'thanked'],
  ['Yusuf', 'Someone to read a council letter with me', 'agreed'],
  ['Grace', 'Nappies to last until Friday', 'done'],
  ['Halima', 'Sewing: hems, zips, the elbow of a coat', 'agreed'],
  ['Owen', 'Bike check before winter', 'agreed'],
  ['Grace', 'Lift to the market and back, Saturday at nine', 'agreed'],
  ['Rosa', 'An hour of maths, patiently', 'thanked'],
  ['Sol', 'Two winter coats, sizes M and L', 'agreed'],
];
/** Who brings the author of a need together with whom. */
const introductions: readonly [by: Name, card: string, to: Name][] = [
  ['Ines', 'A second pair of eyes on a tenancy letter', 'Owen'],
  ['Tomasz', 'A garden that has grown over my neighbour’s path', 'Mira'],
];
const unnamed: readonly Name[] = ['Sol', 'Halima'];

/** Grace runs it, up to the needs market, with everyone looking at the card of that title. */
export async function holdMarket(people: People, lit: string): Promise<void> {
  const grace = who(people, names[0]);
  const [market] = templates;
  if (!market) throw new Error('There is no template.');
  const phases = market.phases(names.length);
  await does(grace, { type: 'session.plan', session, title: 'Sunday market', phases });
  await does(grace, { type: 'session.start', session });
  const at = phases.findIndex(({ id }) => id === 'needsMarket');
  for (let from = 0; from < at; from += 1) {
    await does(grace, { type: 'session.step', session, from, to: from + 1 });
  }
  await does(grace, { type: 'session.spotlight', session, spotlight: cardCalled(grace, lit) });
  const door = await grace.access({ type: 'door.open', session, asks: false, shown: true });
  if (!door.ok) throw new Error(`The door stays shut: ${door.refusal.code}`);
  for (const [name, person] of people) {
    if (!unnamed.includes(name)) await does(person, { type: 'member.named', named: true });
  }
  for (const [by, card, become] of yeses) await agree(people, by, card, become);
  for (const [by, card, to] of introductions) await bringTogether(people, by, card, to);
}

async function agree(people: People, by: Name, title: string, become: string): Promise<void> {
  const helper = who(people, by);
  const card = cardCalled(helper, title);
  const author = ownerOf(people, card);
  const help = helper.newId('help');
  const is = (state: string) => (snapshot: Snapshot) => snapshot.state.helps.get(help)?.state === state;
  await does(helper, { type: 'help.propose', help, card, share: 'part', note: '' });
  await sees(author, is('proposed'));
  await does(author, { type: 'help.accept', help });
  if (become === 'agreed') return;
  const receiver = author.snapshot.state.cards.get(card)?.kind === 'need' ? author : helper;
  await sees(receiver, is('accepted'));
  await does(receiver, { type: 'help.done', help });
  if (become === 'thanked')
    await does(receiver, { type: 'help.thank', help, words: 'That was quick. Thank you.' });
}

async function bringTogether(people: People, by: Name, title: string, to: Name): Promise<void> {
  const introducer = who(people, by);
  const card = cardCalled(introducer, title);
  const { me } = who(people, to).snapshot;
  if (me.type !== 'member') throw new Error(`${to} has not joined.`);
  const introduction = introducer.newId('introduction');
  await does(introducer, {
    type: 'introduction.propose',
    introduction,
    card,
    person: { type: 'member', member: me.member },
    warmth: 4,
    message: 'You two should meet.',
    gain: false,
  });
  for (const person of [ownerOf(people, card), who(people, to)]) {
    await sees(person, ({ state }) => state.records.has(`introduction:${introduction}`));
    await does(person, { type: 'introduction.agree', introduction });
  }
}

function who(people: People, name: Name): BoardSession {
  const found = people.get(name);
  if (!found) throw new Error(`${name} is not here.`);
  return found;
}

function cardCalled({ snapshot }: BoardSession, title: string): string {
  for (const card of snapshot.state.cards.values()) if (card.title === title) return card.id;
  throw new Error(`There is no card “${title}”.`);
}

/** Of a card without a name only its author's own device knows it. */
function ownerOf(people: People, card: string): BoardSession {
  for (const person of people.values()) {
    const { me, state } = person.snapshot;
    const mine = me.type === 'member' && state.cards.get(card)?.author === me.member;
    if (mine || state.records.has(`authorship:${card}`)) return person;
  }
  throw new Error(`Nobody wrote ${card}.`);
}

async function does(person: BoardSession, command: Command): Promise<void> {
  const outcome = await person.run(command);
  if (outcome.type !== 'applied') throw new Error(`${command.type}: ${JSON.stringify(outcome)}`);
}

/** Resolves once this person's device knows. */
function sees(person: BoardSession, wanted: (snapshot: Snapshot) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = person.subscribe(look);
    function look(): void {
      if (!wanted(person.snapshot)) return;
      stop();
      resolve();
    }
    look();
  });
}
