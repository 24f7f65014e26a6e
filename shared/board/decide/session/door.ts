/**
 * The door of a session. It is opened with a link and a code; people come in by them at once, or give a name and wait to
 * be let in; it closes with the session. Nobody who waits is a member, or anything else that the board would show.
 */
import { limits } from '../../../limits.ts';
import type { Change } from '../../change.ts';
import type { Actor, Command, ServerCommand } from '../../commands.ts';
import { bodiesBy, type Body, bodyOf } from '../../keys.ts';
import { mayRun } from '../../session/policy.ts';
import type { Session, State } from '../../types.ts';
import { no, type Verdict } from '../../verdict.ts';
import { addMember, nameFault } from '../joining.ts';

type Of<T extends (Command | ServerCommand)['type']> = Extract<Command | ServerCommand, { type: T }>;
type OpenDoor = Session & { door: NonNullable<Session['door']> };

export function openDoor(change: Change, actor: Actor, command: Of<'door.open'>): Verdict {
  const { state } = change;
  const { session: id, key, code, until, asks, shown } = command;
  const session = state.sessions.get(id);
  if (!session) return no('noSession');
  if (actor.type !== 'member' || !mayRun(state, session, actor.member)) return no('facilitatorsOnly');
  if (session.state === 'ended') return no('wrongState');
  // whoever waits knocked with what opens nothing any more
  shutDoor(change, id);
  change.patch('sessions', id, {
    door: { until, ...(shown !== null && { code: shown }), ...(asks && { asks: true }) },
  });
  change.keep(`door:${id}`, [], { type: 'door', session: id, key, code, until, refused: [] });
  return 'applied';
}

/** The session, if its door is open and this member may see to it; or why not. */
function doorToSee(state: State, me: string, id: string): OpenDoor | Exclude<Verdict, string> {
  const session = state.sessions.get(id);
  if (!session) return no('noSession');
  if (!mayRun(state, session, me)) return no('facilitatorsOnly');
  return isOpen(session) ? session : no('linkGone');
}

function isOpen(session: Session): session is OpenDoor {
  return session.door !== undefined;
}

export function showCode(change: Change, actor: Actor, command: Of<'door.show'>): Verdict {
  if (actor.type !== 'member') return no('facilitatorsOnly');
  const session = doorToSee(change.state, actor.member, command.session);
  if ('retry' in session) return session;
  const { code: _, ...door } = session.door;
  const { code } = command;
  change.patch('sessions', session.id, { door: code === null ? door : { code, ...door } });
  return 'applied';
}

export function askAtDoor(change: Change, me: string, command: Of<'door.ask'>): Verdict {
  const session = doorToSee(change.state, me, command.session);
  if ('retry' in session) return session;
  const { asks: _, ...door } = session.door;
  change.patch('sessions', session.id, { door: command.asks ? { ...door, asks: true } : door });
  if (!command.asks) forgetKnocks(change);
  return 'applied';
}

export function closeDoor(change: Change, me: string, command: Of<'door.close'>): Verdict {
  const session = doorToSee(change.state, me, command.session);
  if ('retry' in session) return session;
  shutDoor(change, session.id);
  return 'applied';
}

/** Its link and its code end, and whoever waits waits no longer. */
export function shutDoor(change: Change, session: string): void {
  change.patch('sessions', session, { door: undefined });
  change.forget(`door:${session}`);
  forgetKnocks(change);
}

/** Only one session on a board has a door. */
function forgetKnocks(change: Change): void {
  for (const { device } of knocks(change.state)) change.forget(`knock:${device}`);
}

/** Who waits, the first first. */
function knocks(state: State): Body<'knock'>[] {
  return bodiesBy(state, 'knock', 'type:knock').sort((a, b) => a.at - b.at || (a.device < b.device ? -1 : 1));
}

/** Somebody gives a name and waits, or is heard of again: a device waits once, under the ids it came with first. */
export function knock(change: Change, command: Of<'door.knock'>): Verdict {
  const { state, at } = change;
  const { session: id, hash, name, until } = command;
  const session = state.sessions.get(id);
  const door = bodyOf(state, 'door', `door:${id}`);
  if (!session?.door?.asks || !door || door.until <= at) return no('linkGone');
  const fault = nameFault(name);
  if (fault) return fault;
  if (state.records.has(`banned:${hash}`)) return no('banned');
  if (door.refused.includes(hash)) return no('linkGone');
  if (bodiesBy(state, 'device', 'type:device').some((device) => device.hash === hash)) return no('exists');
  const waiting = knocks(state);
  const before = waiting.find((one) => one.hash === hash);
  if (!before && waiting.length >= limits.knocks) return no('boardFull', 'later');
  const { type: _, ...came } = command;
  const one: Body<'knock'> = before
    ? { ...before, name: name.trim(), until }
    : { ...came, type: 'knock', name: name.trim(), at };
  change.keep(`knock:${one.device}`, [session.lead], one, { facilitators: true });
  return 'applied';
}

export function leaveDoor(change: Change, command: Of<'door.leave'>): Verdict {
  const one = bodyOf(change.state, 'knock', `knock:${command.device}`);
  if (one?.until === command.until) change.forget(`knock:${command.device}`);
  return 'applied';
}

export function answerKnocks(change: Change, me: string, command: Of<'door.admit' | 'door.refuse'>): Verdict {
  const session = doorToSee(change.state, me, command.session);
  if ('retry' in session) return session;
  const asked = command.knocks.flatMap((device) => bodyOf(change.state, 'knock', `knock:${device}`) ?? []);
  if (asked.length === 0) return no('linkGone');
  return command.type === 'door.admit' ? admit(change, asked) : refuse(change, session.id, asked);
}

/** Those for whom there is no place any more go on waiting. */
function admit(change: Change, asked: readonly Body<'knock'>[]): Verdict {
  for (const [nth, one] of asked.entries()) {
    const came = addMember(change, { ...one, role: 'member' });
    if (typeof came === 'object') return nth === 0 ? came : 'applied';
    change.forget(`knock:${one.device}`);
  }
  return 'applied';
}

function refuse(change: Change, id: string, asked: readonly Body<'knock'>[]): Verdict {
  const door = bodyOf(change.state, 'door', `door:${id}`);
  for (const { device } of asked) change.forget(`knock:${device}`);
  if (!door) return 'applied';
  const refused = [...door.refused, ...asked.map(({ hash }) => hash)].slice(-limits.turnedAway);
  change.keep(`door:${id}`, [], { ...door, refused });
  return 'applied';
}

/** Somebody else runs the session: they are told who waits. */
export function tellOfKnocks(change: Change, lead: string): void {
  for (const one of knocks(change.state)) {
    change.keep(`knock:${one.device}`, [lead], one, { facilitators: true });
  }
}

export function tidyDoor(change: Change, command: Of<'door.due'>): Verdict {
  const { state, at } = change;
  for (const { device, until } of knocks(state)) if (until <= at) change.forget(`knock:${device}`);
  const door = bodyOf(state, 'door', `door:${command.session}`);
  if (door && door.until <= at) shutDoor(change, command.session);
  return 'applied';
}
