/** What people do on their street: whatever their page shows them, they may do something with. */
import { authorOf } from '#shared/board/testing/laws.ts';
import { kinds, urgencies, type Card, type State } from '#shared/board/types.ts';
import type { Page, Place } from './people.ts';
import { wordsIn } from './people.ts';
import type { Street } from './street.ts';

/** Seeded chance of one step, so that a step does the same when others are left out. */
export interface Dice {
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** True once in `times`. */
  rarely(times: number): boolean;
}

/** Somebody at a page of theirs, who is a member. */
interface Scene {
  street: Street;
  page: Page;
  me: string;
  facilitates: boolean;
  state: State;
  dice: Dice;
}

type Deed = (scene: Scene) => void;

const everyone: readonly [weight: number, deed: Deed][] = [
  [16, createCard],
  [9, editTitle],
  [9, editChips],
  [4, withdrawOrRestore],
  [9, proposeHelp],
  [14, goOnWithHelp],
  [7, comment],
  [7, introduce],
  [4, contactLine],
  [22, type],
  [4, undo],
  [2, typeUndo],
  [2, host],
  [2, report],
  [2, suspect],
  [2, swap],
  [3, invite],
  [4, look],
  [2, rest],
  [2, keepTyped],
];

const facilitators: readonly [weight: number, deed: Deed][] = [
  [5, hold],
  [6, release],
  [3, settings],
  [3, override],
  [3, approve],
  [2, role],
  [2, closeReports],
];

/** One of the people does something they find to do. */
export function doSomething(street: Street, page: Page, dice: Dice): void {
  const { me, state } = page.session.snapshot;
  if (me.type !== 'member') return;
  const facilitates = me.role === 'facilitator';
  const choice = facilitates && dice.rarely(2) ? facilitators : everyone;
  const scene = { street, page, me: me.member, facilitates, state, dice };
  const before = street.acts;
  for (let tries = 0; tries < 6 && street.acts === before; tries += 1) weighted(choice, dice)(scene);
}

function weighted(choice: readonly [weight: number, deed: Deed][], dice: Dice): Deed {
  let roll = dice.int(choice.reduce((sum, [weight]) => sum + weight, 0));
  const found = choice.find(([weight]) => (roll -= weight) < 0);
  return found![1];
}

const word = ({ street, page }: Scene, place: Place): string => street.word(page, page.person, place);

function cards({ state }: Scene, wanted: (card: Card) => boolean): Card[] {
  return [...state.cards.values()].filter(wanted);
}

/** The card is the person's own, anonymous, waiting or held ones too. */
function mine({ state, me }: Scene): string[] {
  const own = [...state.cards.values()].filter(({ id }) => authorOf(state, id) === me).map(({ id }) => id);
  for (const { body } of state.records.values()) {
    if (body.type === 'waiting') own.push(body.card.id);
    if (body.type === 'held' && body.owner === me) own.push(body.card.id);
  }
  return own;
}

function titleOf(state: State, id: string): string | null {
  const card = state.cards.get(id);
  if (card) return card.title;
  for (const { body } of state.records.values()) {
    if ((body.type === 'waiting' || body.type === 'held') && body.card.id === id) return body.card.title;
  }
  return null;
}

function createCard(scene: Scene): void {
  const { street, page, state, dice } = scene;
  const card = page.session.newId('card');
  street.owners.set(card, page.person);
  const kind = dice.pick([...kinds, 'promotion', 'need', 'need', 'offer'] as const);
  const needs = cards(scene, (row) => row.kind === 'need' && row.paidWelcome === true);
  const title = word(scene, { in: 'card', card });
  const body = dice.rarely(2) ? word(scene, { in: 'text', text: card }) : '';
  const anonymous = (kind === 'need' || kind === 'offer') && dice.rarely(4);
  void state;
  street.run(
    page,
    {
      type: 'card.create',
      card,
      kind,
      title,
      body,
      chips: {
        ...(dice.rarely(3) && !anonymous ? { terms: dice.pick(['paid', 'gift', 'lend'] as const) } : {}),
        ...(dice.rarely(4) ? { gain: true } : {}),
        ...(dice.rarely(4) ? { paidWelcome: true } : {}),
        ...(dice.rarely(4) ? { quantity: 1 + dice.int(3) } : {}),
        ...(needs.length > 0 && dice.rarely(2) ? { answers: dice.pick(needs).id } : {}),
      },
      ...(anonymous ? { anonymous } : {}),
    },
    body === '' ? [title] : [title, body],
  );
}

function editTitle(scene: Scene): void {
  const { street, page, state, dice } = scene;
  const own = mine(scene);
  if (own.length === 0) return;
  const card = dice.pick(own);
  const was = titleOf(state, card);
  if (was === null || was.length > 100) return;
  const token = word(scene, { in: 'card', card });
  street.run(page, { type: 'card.edit', card, title: { is: `${was} ${token}`, was } }, [token]);
}

function editChips(scene: Scene): void {
  const { street, page, dice } = scene;
  const own = mine(scene);
  if (own.length === 0) return;
  const card = dice.pick(own);
  switch (dice.int(4)) {
    case 0:
      return street.run(page, { type: 'card.edit', card, chips: { urgency: dice.pick(urgencies) } }, []);
    case 1:
      return street.run(page, { type: 'card.edit', card, kind: dice.pick(kinds) }, []);
    case 2: {
      const terms = dice.pick(['paid', 'paid', 'gift', null] as const);
      return street.run(page, { type: 'card.edit', card, chips: { terms } }, []);
    }
    default:
      return street.run(page, { type: 'card.edit', card, chips: { gain: dice.rarely(2) } }, []);
  }
}

function withdrawOrRestore(scene: Scene): void {
  const { street, page, dice } = scene;
  const own = mine(scene);
  if (own.length === 0) return;
  const type = dice.pick(['card.withdraw', 'card.restore', 'card.restore'] as const);
  street.run(page, { type, card: dice.pick(own) }, []);
}

function proposeHelp(scene: Scene): void {
  const { street, page, me, state, dice } = scene;
  const others = cards(scene, ({ id, state: how }) => how === 'open' && authorOf(state, id) !== me);
  if (others.length === 0) return;
  // many want the same
  const { id: card } = dice.pick(others.slice(-4));
  const help = page.session.newId('help');
  street.sides.set(help, sides(scene, card));
  const note = word(scene, { in: 'match', match: help });
  street.run(page, { type: 'help.propose', help, card, share: 'all', note }, [note]);
}

function sides({ street, page }: Scene, card: string): Set<(typeof page)['person']> {
  const owner = street.owners.get(card);
  return new Set(owner ? [page.person, owner] : [page.person]);
}

/** Accepts where others do so as well, in the same moment: who wins is the log's to say. */
function goOnWithHelp(scene: Scene): void {
  const { street, page, me, state, dice } = scene;
  const own = new Set(mine(scene));
  const helps = [...state.helps.values()].filter(({ by, card }) => by === me || own.has(card));
  if (helps.length === 0) return;
  const { id: help, state: how, by } = dice.pick(helps);
  const place: Place = { in: 'match', match: help };
  switch (how) {
    case 'proposed': {
      if (own.size > 0 && by !== me && !dice.rarely(6))
        return street.run(page, { type: 'help.accept', help }, []);
      if (by === me) return street.run(page, { type: 'help.cancel', help }, []);
      const reason = word(scene, place);
      return street.run(page, { type: 'help.decline', help, reason }, [reason]);
    }
    case 'accepted': {
      if (!dice.rarely(4)) return street.run(page, { type: 'help.done', help, part: dice.rarely(4) }, []);
      const reason = word(scene, place);
      const how = dice.pick(['refusedBeforeStart', 'triedDidNotWork'] as const);
      return street.run(page, { type: 'help.fail', help, how, reason }, [reason]);
    }
    case 'done':
    case 'partDone': {
      const words = word(scene, place);
      return street.run(page, { type: 'help.thank', help, words }, [words]);
    }
    case 'declined':
    case 'cancelled':
    case 'fellThrough':
      return;
  }
}

function comment(scene: Scene): void {
  const { street, page, dice } = scene;
  const there = cards(scene, ({ state }) => state !== 'withdrawn');
  if (there.length === 0) return;
  const { id: card } = dice.pick(there);
  const text = word(scene, { in: 'card', card });
  street.run(page, { type: 'comment.add', comment: page.session.newId('comment'), card, text }, [text]);
}

function introduce(scene: Scene): void {
  const { street, page, me, state, dice } = scene;
  const going = [...state.introductions.values()].filter(
    ({ state: how }) => how === 'proposed' || how === 'agreed',
  );
  if (going.length > 0 && dice.rarely(2)) {
    const { id: introduction, state: how } = dice.pick(going);
    if (how === 'agreed') return street.run(page, { type: 'introduction.done', introduction }, []);
    if (!dice.rarely(4)) return street.run(page, { type: 'introduction.agree', introduction }, []);
    const reason = word(scene, { in: 'match', match: introduction });
    return street.run(page, { type: 'introduction.refuse', introduction, reason }, [reason]);
  }
  const introduction = page.session.newId('introduction');
  const referral = dice.rarely(2);
  const there = cards(scene, ({ kind }) => kind === (referral ? 'referral' : 'need'));
  if (there.length === 0) return;
  const { id: card } = dice.pick(there);
  const others = [...state.members.values()].filter(({ id, gone }) => id !== me && !gone);
  if (!referral && others.length === 0) return;
  const between = sides(scene, card);
  street.sides.set(introduction, between);
  const message = word(scene, { in: 'match', match: introduction });
  if (referral) return street.run(page, { type: 'introduction.ask', introduction, card, message }, [message]);
  const { id: member } = dice.pick(others);
  const third = street.personOf(member);
  if (third) between.add(third);
  street.run(
    page,
    {
      type: 'introduction.propose',
      introduction,
      card,
      person: { type: 'member', member },
      warmth: 3,
      message,
      gain: dice.rarely(4),
    },
    [message],
  );
}

function contactLine(scene: Scene): void {
  const { street, page, state, dice } = scene;
  const agreed = [...state.helps.values()].filter(({ state: how }) => how === 'accepted');
  if (agreed.length === 0) return;
  const { id: match } = dice.pick(agreed);
  const line = word(scene, { in: 'match', match });
  street.run(page, { type: 'contact.share', match, line }, [line]);
}

/** Puts a word between two words of a text, letter by letter or at once. */
function type(scene: Scene): void {
  const { street, page, dice } = scene;
  const id = dice.pick(['notes', 'notes', ...mine(scene), ...mine(scene)]);
  let text = page.texts.get(id);
  if (!text) {
    if (page.texts.size > 6) {
      for (const open of page.texts.values()) open.close();
      page.texts.clear();
    }
    text = page.session.openText(id);
    page.texts.set(id, text);
  }
  if (!text.mayEdit || text.value.length > 3_000) return;
  const spaces = [...text.value.matchAll(/ /g)].map(({ index }) => index);
  let at = dice.pick([0, text.value.length, ...spaces]);
  const token = word(scene, { in: 'text', text: id });
  street.acts += 1;
  street.trace.say(`${page.name} types ${token} in ${id}`);
  const written = ` ${token}${dice.pick(['', '🌱'])} `;
  for (const piece of dice.rarely(2) ? [written] : written) {
    text.splice(at, 0, piece);
    at += piece.length;
  }
  // a text that closed meanwhile takes nothing
  if (!text.value.includes(token)) street.forgetWord(page, token);
}

function typeUndo({ street, page, dice }: Scene): void {
  const open = [...page.texts.values()].filter(({ mayEdit }) => mayEdit);
  if (open.length === 0) return;
  const text = dice.pick(open);
  const before = wordsIn(text.value);
  text.undo();
  for (const token of before) {
    const taken = street.words.get(token);
    if (taken && !text.value.includes(token)) taken.undone = true;
  }
}

function undo({ street, page }: Scene): void {
  street.acts += 1;
  page.undoing += 1;
  void page.session.undo().then((command) => {
    page.undoing -= 1;
    street.trace.say(`${page.name} took back ${command?.type ?? 'nothing'}`);
    for (const token of wordsIn(JSON.stringify(command ?? ''))) {
      const taken = street.words.get(token);
      if (taken) taken.undone = true;
    }
  });
}

function host(scene: Scene): void {
  const { street, page } = scene;
  for (const earlier of street.words.values())
    if (earlier.by === page.person && earlier.place.in === 'hosting') earlier.undone = true;
  const who = word(scene, { in: 'hosting' });
  street.run(page, { type: 'member.host', who }, [who]);
}

function report(scene: Scene): void {
  const { street, page, dice } = scene;
  const there = cards(scene, () => true);
  if (there.length === 0) return;
  const { id: card } = dice.pick(there);
  const reason = word(scene, { in: 'moderation', card, owner: false });
  street.run(page, { type: 'card.report', card, reason }, [reason]);
}

function suspect(scene: Scene): void {
  const there = cards(scene, ({ kind }) => kind !== 'promotion' && kind !== 'need');
  if (there.length === 0) return;
  scene.street.run(scene.page, { type: 'promotion.suspect', card: scene.dice.pick(there).id }, []);
}

function swap(scene: Scene): void {
  const { street, page, dice } = scene;
  const standing = page.session.snapshot.standing;
  if (!standing || standing.live.length === 0 || standing.waiting.length === 0) return;
  const live = dice.pick(standing.live).card;
  street.run(page, { type: 'promotion.swap', live, waiting: dice.pick(standing.waiting).card }, []);
}

function invite(scene: Scene): void {
  const { street, page, me, state, dice } = scene;
  const own = mine(scene);
  const others = [...state.members.values()].filter(({ id, gone }) => id !== me && !gone);
  if (own.length === 0 || others.length === 0) return;
  street.run(page, { type: 'card.invite', card: dice.pick(own), member: dice.pick(others).id }, []);
}

function look(scene: Scene): void {
  const { page, dice } = scene;
  const there = cards(scene, () => true);
  page.session.look(there.length > 0 && !dice.rarely(4) ? dice.pick(there).id : null, dice.rarely(2));
}

function rest({ street, page, dice }: Scene): void {
  street.run(page, { type: 'member.rest', resting: dice.rarely(2) }, []);
}

/** Words in an input that is not sent. */
function keepTyped({ street, page, dice }: Scene): void {
  const token = street.word(null, page.person, { in: 'own' });
  const input = `comment ${dice.int(1_000_000)}`;
  page.session.keepTyped(input, token);
}

function hold(scene: Scene): void {
  const { street, page, dice } = scene;
  const there = cards(scene, () => true);
  if (there.length === 0) return;
  const { id: card } = dice.pick(there);
  const note = word(scene, { in: 'moderation', card, owner: true });
  street.run(page, { type: 'card.hold', card, note }, [note]);
}

function release({ street, page, state, dice }: Scene): void {
  const held = [...state.records.values()].flatMap(({ body }) => (body.type === 'held' ? body.card.id : []));
  if (held.length > 0) street.run(page, { type: 'card.release', card: dice.pick(held) }, []);
}

function settings(scene: Scene): void {
  const { street, page, dice } = scene;
  const reason = word(scene, { in: 'public' });
  const command = { type: 'board.settings', base: dice.int(3), ceiling: 1 + dice.int(4), reason } as const;
  street.run(page, command, [reason]);
}

function override(scene: Scene): void {
  const { street, page, state, dice } = scene;
  const notice = page.session.newId('notice');
  const reason = word(scene, { in: 'public' });
  const there = cards(scene, () => true);
  const members = [...state.members.values()].filter(({ gone }) => !gone);
  switch (dice.int(4)) {
    case 0:
      return street.run(page, { type: 'override.extraSlot', notice, member: dice.pick(members).id, reason }, [
        reason,
      ]);
    case 1:
      return street.run(page, { type: 'override.marketHour', notice, minutes: 30, reason }, [reason]);
    default: {
      if (there.length === 0) return street.forgetWord(page, reason);
      const { id: card } = dice.pick(there);
      if (dice.rarely(2)) return street.run(page, { type: 'override.hide', notice, card, reason }, [reason]);
      return street.run(page, { type: 'override.retag', notice, card, kind: dice.pick(kinds), reason }, [
        reason,
      ]);
    }
  }
}

function approve({ street, page, state, dice }: Scene): void {
  const waiting = [...state.members.values()].filter(({ gone, approved }) => !gone && approved === undefined);
  if (waiting.length > 0) street.run(page, { type: 'member.approve', member: dice.pick(waiting).id }, []);
}

function role({ street, page, state, me, dice }: Scene): void {
  const others = [...state.members.values()].filter(({ id, gone }) => id !== me && !gone);
  if (others.length === 0) return;
  const role = dice.pick(['member', 'facilitator'] as const);
  street.run(page, { type: 'member.role', member: dice.pick(others).id, role }, []);
}

function closeReports({ street, page, state, dice }: Scene): void {
  const reported = [...state.records.values()].flatMap(({ body }) =>
    body.type === 'report' ? body.card : [],
  );
  if (reported.length > 0) street.run(page, { type: 'report.close', card: dice.pick(reported) }, []);
}
