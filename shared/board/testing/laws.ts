/**
 * What must hold after every step, written a second time and in another way than the rules themselves: whole boards are
 * scanned, nothing is looked up by the indexes or functions under test.
 */
import { promotionRule } from '../../limits.ts';
import type { Actor, AnyCommand } from '../commands.ts';
import type { Card, Facts, Op, PrivateRecord, RecordType, State } from '../types.ts';

export interface Step {
  before: State;
  after: State;
  actor: Actor;
  command: AnyCommand;
  facts: Facts;
  at: number;
}

type Law = (step: Step) => string | null;

/** The first law that a step breaks, in words, or null. */
export function broken(step: Step, laws: readonly Law[]): string | null {
  for (const law of laws) {
    const what = law(step);
    if (what !== null) return `${law.name}: ${what}`;
  }
  return null;
}

const going = new Set(['open', 'matched', 'partDone']);
const up = (card: Card, at: number): boolean => going.has(card.state) && at < card.expires;

function gainful(card: Card, state: State, at: number): boolean {
  if (card.kind === 'promotion') return true;
  if (card.kind === 'referral') return card.gain === true;
  if (card.kind === 'need' || card.terms !== 'paid') return false;
  const need = [...state.cards.values()].find((row) => row.id === card.answers);
  const welcomes = need?.kind === 'need' && need.paidWelcome && need.author !== card.author;
  return !(need && welcomes && up(need, at));
}

function roomOf(state: State, member: string, at: number): number {
  const meta = [...state.meta.values()][0];
  const helped: string[] = [];
  const sayers: string[] = [];
  for (const { body } of state.records.values()) {
    if (
      body.type !== 'confirmation' ||
      body.giver !== member ||
      body.paid ||
      at - body.at >= 30 * 86_400_000
    ) {
      continue;
    }
    const sayer = [...state.members.values()].find((row) => row.id === body.by);
    if (!sayer || sayer.id === member || sayer.gone === 'removed' || sayer.gone === 'banned') continue;
    if (sayer.approved === undefined && body.at - sayer.joined < 86_400_000) continue;
    if (!helped.includes(body.other)) helped.push(body.other);
    if (!sayers.includes(body.by)) sayers.push(body.by);
  }
  const session = [...state.sessions.values()].find((row) => row.state === 'running');
  let room = session ? 1 : (meta?.base ?? 1);
  if (helped.length >= 3 && sayers.length >= 2) room += 1;
  if (helped.length >= 8 && sayers.length >= 4) room += 1;
  room = Math.min(room, meta?.ceiling ?? 3);
  if (session && !session.phases[session.phase]?.promotions) room = 0;
  const row = [...state.members.values()].find((one) => one.id === member);
  if ((row?.extraSlotUntil ?? 0) > at) room += 1;
  if ((meta?.marketUntil ?? 0) > at) room += 1;
  return Math.min(5, room);
}

function liveOf(state: State, member: string, at: number): Card[] {
  return [...state.cards.values()].filter(
    (card) => card.author === member && card.promoted !== undefined && up(card, at),
  );
}

/** The promotion rule itself. */
export function noPromotionGoesLiveWithoutAFreeSlot({ before, after, at }: Step): string | null {
  const owners = new Set<string>();
  for (const card of after.cards.values()) {
    if (card.promoted === undefined || !up(card, at) || card.author === null) continue;
    const was = before.cards.get(card.id);
    if (was?.promoted !== card.promoted || was.author !== card.author) owners.add(card.author);
  }
  for (const owner of owners) {
    const live = liveOf(after, owner, at).length;
    const room = roomOf(after, owner, at);
    if (live > room) return `${owner} has ${live} up with ${room} slots`;
  }
  return null;
}

/** What is up and gainful is known as a promotion, nothing else is, and none is anonymous or up for over a week. */
export function promotionsAreJudgedRight({ after, at }: Step): string | null {
  for (const card of after.cards.values()) {
    const promoted = card.promoted !== undefined;
    if (promoted && !up(card, at)) return `${card.id} came down and is still called a promotion`;
    if (promoted !== (up(card, at) && gainful(card, after, at))) return `${card.id} is judged wrongly`;
    if (promoted && card.author === null) return `${card.id} is anonymous`;
    if (card.promoted !== undefined && card.expires > card.promoted + 7 * 86_400_000)
      return `${card.id} stays`;
  }
  return null;
}

/** Nobody waits while there is room; none of those who wait is on the board as well. */
export function theLineMoves({ after, at }: Step): string | null {
  for (const { body } of after.records.values()) {
    if (body.type !== 'waiting' || !up(body.card, at)) continue;
    if (after.cards.has(body.card.id)) return `${body.card.id} waits and is up`;
    if (body.notBefore !== undefined && body.notBefore > at) {
      if (body.notBefore > at + promotionRule.sameAgainAfter) return `${body.card.id} rests too long`;
      continue;
    }
    if (liveOf(after, body.owner, at).length < roomOf(after, body.owner, at))
      return `${body.card.id} waits idly`;
  }
  return null;
}

/** What is left of a card is what nobody was promised. */
export function quantitiesAddUp({ after }: Step): string | null {
  const cards = [...after.cards.values()];
  for (const { body } of after.records.values()) {
    if (body.type === 'waiting' || body.type === 'held') cards.push(body.card);
  }
  for (const card of cards) {
    if ((card.quantity === undefined) !== (card.left === undefined)) return `${card.id} has half a quantity`;
    if (card.quantity === undefined || card.left === undefined || !going.has(card.state)) continue;
    const helps = [...after.helps.values()].filter((help) => help.card === card.id);
    const taken = helps.filter((help) => ['accepted', 'done', 'partDone'].includes(help.state));
    const sum = taken.reduce((total, help) => total + help.quantity, 0);
    if (card.left < 0 || card.left !== card.quantity - sum)
      return `${card.id}: ${card.left} left of ${card.quantity}`;
    if ((card.state === 'matched') !== (card.left === 0))
      return `${card.id} is ${card.state}, ${card.left} left`;
  }
  return null;
}

/** A contact line lives as long as the match it was given for. */
export function contactsEndWithTheirMatch({ after }: Step): string | null {
  for (const { id, body } of after.records.values()) {
    if (body.type !== 'contact') continue;
    const state = (after.helps.get(body.match) ?? after.introductions.get(body.match))?.state;
    if (state !== 'accepted' && state !== 'agreed') return id;
  }
  return null;
}

export function authorOf(state: State, card: string): string | null {
  for (const row of state.cards.values()) if (row.id === card && row.author !== null) return row.author;
  for (const { body } of state.records.values()) {
    if (body.type === 'authorship' && body.card === card) return body.member;
    if (body.type === 'waiting' && body.card.id === card) return body.owner;
    if (body.type === 'held' && body.card.id === card && body.owner !== null) return body.owner;
    if (body.type === 'silent' && body.card.id === card && body.owner !== null) return body.owner;
  }
  return null;
}

/** Cards without a name, and whose they are. */
function anonymous(step: Step): Map<string, string> {
  const found = new Map<string, string>();
  for (const state of [step.before, step.after]) {
    for (const { body } of state.records.values()) {
      if (body.type === 'authorship') found.set(body.card, body.member);
    }
  }
  return found;
}

function cardOfOp(step: Step, op: Op): string | null {
  if (op.table === 'cards') return op.id;
  if (op.table !== 'helps' && op.table !== 'introductions' && op.table !== 'comments') return null;
  const row = step.after[op.table].get(op.id) ?? step.before[op.table].get(op.id);
  return row?.card ?? null;
}

/** Neither in public nor in what others are sent does an anonymous card's author stand beside it. */
export function anonymousAuthorsAreNeverNamed(step: Step): string | null {
  const hidden = anonymous(step);
  if (hidden.size === 0) return null;
  for (const op of step.facts.ops) {
    const author = hidden.get(cardOfOp(step, op) ?? '');
    // whom a referral speaks of is public, and need not be its author
    if (op.op === 'set' && op.field === 'subject') continue;
    const shown = JSON.stringify(op, (key, value: unknown) => (key === 'subject' ? undefined : value));
    if (author && shown.includes(author)) return shown;
  }
  for (const { record } of step.facts.records) {
    if (!record || record.body.type === 'suspicion' || record.body.type === 'paid') continue;
    const author = hidden.get(cardOfRecord(step, record) ?? '');
    if (!author || (!record.facilitators && record.to.every((member) => member === author))) continue;
    if (bothSaidYes(record)) continue;
    const { id, body } = record;
    const shown = JSON.stringify({ id, body }, (key, value: unknown) =>
      // whom the introducer thought of, without knowing whose need it is
      key === 'person' || key === 'subject' ? undefined : value,
    );
    if (shown.includes(author)) return shown;
  }
  return null;
}

function cardOfRecord({ before, after }: Step, record: PrivateRecord): string | null {
  const body = record.body as { card?: string | Card; help?: string; match?: string; introduction?: string };
  if (typeof body.card === 'string') return body.card;
  if (body.card) return body.card.id;
  const match = body.help ?? body.match ?? body.introduction ?? '';
  for (const state of [after, before]) {
    const row = state.helps.get(match) ?? state.introductions.get(match);
    if (row) return row.card;
  }
  return null;
}

function bothSaidYes({ body }: PrivateRecord): boolean {
  return body.type === 'introduction' && body.yes.introducer && body.yes.seeker && body.yes.person;
}

/** Of someone who is erased there is a row without a name, and that they took part in what others did: no word, no list. */
export function erasedPeopleLeaveNoWords({ command, after }: Step): string | null {
  if (command.type !== 'member.erase') return null;
  const { member } = command;
  // whom a referral speaks of is its author's word
  const names = (value: unknown): boolean =>
    JSON.stringify(value, (key, part: unknown) => (key === 'subject' ? undefined : part)).includes(member);
  if (after.members.get(member)?.name !== '') return `${member} has a name`;
  for (const row of [...after.cards.values(), ...after.comments.values()])
    if (names(row)) return JSON.stringify(row);
  for (const notice of after.notices.values())
    if (names(notice) && notice.reason !== '') return JSON.stringify(notice);
  for (const record of after.records.values()) {
    // who is banned stays known to the site that vouched for them, or they would come back as somebody new
    const stays =
      record.body.type === 'visitor'
        ? after.members.get(member)?.gone === 'banned'
        : record.body.type === 'confirmation' || record.body.type === 'banned';
    if (!stays && names(record)) return JSON.stringify(record);
  }
  return null;
}

/** What a site's word brings lasts no longer than its key, the site's place on the list, and the membership; and never facilitates. */
export function sitesSpeakForMembersAlone({ after, at }: Step): string | null {
  const sites = after.records.get('sites')?.body;
  const listed = sites?.type === 'sites' ? sites.origins : [];
  for (const { id, body } of after.records.values()) {
    if (body.type === 'siteKey' && !listed.includes(body.site)) return `${id} is of a site off the list`;
    if (body.type === 'token' && !after.records.has(`siteKey:${body.key}`)) return `${id} has no key`;
    if (body.type !== 'device' || body.until === undefined) continue;
    const key = after.records.get(`siteKey:${body.key}`)?.body;
    const member = after.members.get(body.member);
    if (key?.type !== 'siteKey' || key.role !== 'member') return `${id} has no key`;
    if (!member || member.gone) return `${id} is nobody's`;
    if (member.role !== 'member') return `${id} is a facilitator's`;
    if (body.added === at && body.until <= at) return `${id} had ended before it came`;
  }
  return null;
}

const privateToNobody: ReadonlySet<RecordType> = new Set([
  'suspicion',
  'pass',
  'banned',
  'paid',
  'token',
  'visitor',
]);

export function someRecordsGoToNobody({ facts }: Step): string | null {
  for (const { id, record } of facts.records) {
    if (!record || !privateToNobody.has(record.body.type)) continue;
    if (record.to.length > 0 || record.facilitators) return id;
  }
  return null;
}

/** Fields that a match moves on the card it is for, whoever of its sides acts. */
const movedByMatches = new Set(['state', 'left', 'closed']);
/** Fields that the promotion rule moves on a card whose author need not act. */
const movedByRule = new Set(['promoted', 'expires', 'answers']);

/** No operation that follows from a member's command touches a row that is not theirs to touch. */
export function membersTouchOnlyWhatTheyMay(step: Step): string | null {
  const { actor, before, command, facts } = step;
  if (actor.type !== 'member') return null;
  const facilitates = before.members.get(actor.member)?.role === 'facilitator';
  for (const op of facts.ops) {
    const may = facilitates ? facilitatorMay(step, actor.member, op) : memberMay(step, actor.member, op);
    if (!may) return `${command.type} by ${actor.member}: ${JSON.stringify(op)}`;
  }
  return null;
}

function isOwner({ before, after }: Step, card: string, me: string): boolean {
  return authorOf(before, card) === me || authorOf(after, card) === me;
}

function leads(state: State, me: string): boolean {
  return [...state.sessions.values()].some((row) => row.lead === me || row.handed === me);
}

/** What of a session members move without running it: the counts of what is hidden; that it is their turn; by going, the lists they were on. */
function sessionMoves(type: AnyCommand['type']): readonly string[] {
  const counts = ['silent', 'waiting'];
  if (type === 'session.turn') return [...counts, 'turn'];
  const lists = ['groups', 'rounds', 'order', 'lead', 'handed', 'turn'];
  return type === 'member.leave' || type === 'member.erase' ? [...lists, ...counts] : counts;
}

function facilitatorMay(step: Step, me: string, op: Op): boolean {
  if (op.op !== 'set' || op.table !== 'cards' || isOwner(step, op.id, me)) return op.op !== 'splice';
  if (op.field === 'author') return step.command.type === 'member.merge';
  return op.field !== 'title' && op.field !== 'body' && op.field !== 'behalf';
}

function memberMay(step: Step, me: string, op: Op): boolean {
  const { before, after, command, facts } = step;
  if (op.op === 'splice') return false;
  switch (op.table) {
    case 'meta':
      return false;
    case 'notices':
      return command.type === 'member.erase' && op.op === 'set' && op.field === 'reason';
    case 'members':
      return op.id === me || (command.type === 'door.admit' && leads(before, me));
    case 'seats':
      return op.id === me || leads(before, me);
    case 'sessions':
      return leads(before, me) || (op.op === 'set' && sessionMoves(command.type).includes(op.field));
    case 'cards': {
      if (isOwner(step, op.id, me)) return true;
      const card = after.cards.get(op.id) ?? before.cards.get(op.id);
      const byRule = card !== undefined && card.kind !== 'need';
      // who runs a session shows what was written in silence
      const wasSilent = before.records.has(`silent:${op.id}`) && leads(before, me);
      if (op.op !== 'set') return byRule || wasSilent;
      if (op.field === 'editors') return command.type === 'member.leave' || command.type === 'member.erase';
      if (movedByRule.has(op.field)) return byRule;
      return (
        movedByMatches.has(op.field) &&
        [...before.helps.values()].some((h) => h.card === op.id && h.by === me)
      );
    }
    case 'comments': {
      // one that waited with its card may come back and be taken away in the same step
      const put = facts.ops.find((each) => each.op === 'put' && each.id === op.id);
      const comment =
        after.comments.get(op.id) ??
        before.comments.get(op.id) ??
        (put?.op === 'put' && put.table === 'comments' ? put.row : null);
      const withCard = facts.ops.some((other) => other.table === 'cards' && other.id === comment?.card);
      return !!comment && (comment.by === me || isOwner(step, comment.card, me) || withCard);
    }
    case 'helps': {
      const help = after.helps.get(op.id) ?? before.helps.get(op.id);
      return !!help && (help.by === me || isOwner(step, help.card, me));
    }
    case 'introductions': {
      const row = after.introductions.get(op.id) ?? before.introductions.get(op.id);
      if (!row || row.introducer === me || isOwner(step, row.card, me)) return row !== undefined;
      return [before, after].some((state) =>
        [...state.records.values()].some(
          ({ body }) =>
            body.type === 'introduction' &&
            body.introduction === op.id &&
            (body.seeker === me || (body.person.type === 'member' && body.person.member === me)),
        ),
      );
    }
  }
}

/** What lies in silence is on no board, and goes to its author and to nobody outside their group; what is hidden is counted right. */
export function silentCardsAreTheirAuthorsAlone({ after }: Step): string | null {
  const session = [...after.sessions.values()].find((row) => row.state !== 'ended');
  let lies = 0;
  let waits = 0;
  for (const { id, to, facilitators, body } of after.records.values()) {
    if (body.type === 'waiting' && going.has(body.card.state)) waits += 1;
    if (body.type !== 'silent') continue;
    const owner = authorOf(after, body.card.id);
    if (going.has(body.card.state)) lies += 1;
    if (after.cards.has(body.card.id)) return `${id} is on the board too`;
    if (!session && going.has(body.card.state)) return `${id} outlived its session`;
    if (facilitators) return `${id} goes to facilitators`;
    const group = session?.groups?.find((members) => members.includes(owner ?? '')) ?? [];
    const others = to.filter((member) => member !== owner);
    if (others.length > 0 && body.shown !== 'group') return `${id} goes to ${others.join()}`;
    if (others.some((member) => !group.includes(member))) return `${id} goes beyond the group`;
  }
  if (!session) return null;
  if (session.silent !== lies) return `${session.silent} are said to lie in silence, ${lies} do`;
  return (session.waiting ?? 0) === waits ? null : `${session.waiting} are said to wait, ${waits} do`;
}

/**
 * Who waits at the door is on no board, and known to those alone who may let them in. A door has what opens it for as long as
 * it is open, and nobody waits at one that is closed or lets in at once. Nobody comes in by an answer without having waited.
 */
export function whoWaitsIsNowhere({ before, after, command }: Step): string | null {
  const doors = new Map([...after.sessions.values()].map(({ id, door }) => [id, door]));
  for (const { id, state, door } of after.sessions.values()) {
    const record = after.records.get(`door:${id}`);
    if ((door !== undefined) !== (record !== undefined))
      return `${id} has a door without a lock, or a lock alone`;
    if (state === 'ended' && door) return `${id} has ended, and its door is open`;
    if (record && (record.to.length > 0 || record.facilitators)) return `${record.id} goes to somebody`;
  }
  for (const { id, to, facilitators, body } of after.records.values()) {
    if (body.type !== 'knock') continue;
    if (!doors.get(body.session)?.asks) return `${id} waits at a door that does not ask`;
    if (!facilitators || to.some((one) => one !== after.sessions.get(body.session)?.lead))
      return `${id}: ${to.join()}`;
    const there = [after.members, after.seats].some((table) => table.has(body.member));
    if (there || after.records.has(`device:${body.device}`)) return `${id} is on the board already`;
  }
  if (command.type !== 'door.admit') return null;
  const waited = new Set(
    [...before.records.values()].map(({ body }) => body.type === 'knock' && body.member),
  );
  const came = [...after.members.values()].filter(({ id }) => !before.members.has(id));
  const stranger = came.find(({ id }) => !waited.has(id));
  return stranger ? `${stranger.id} came in without having waited` : null;
}
