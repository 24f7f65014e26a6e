/**
 * What must happen on a board by itself (docs/decisions/0006): promotions come down and others go up, rest ends, needs run out and
 * the paid offers that answered them are judged again; announced steps of a session are taken, and its lead passes on
 * when they are gone; tokens of other sites end. Each is a system command whose id follows from what is due, so
 * that it happens once, whoever notices first.
 */
import { promotionRule } from '../limits.ts';
import { isAlive, isGoing } from './cards.ts';
import type { ServerCommand } from './commands.ts';
import { systemId } from './ids.ts';
import { bodiesBy, cardsBy, recordsBy } from './keys.ts';
import { byId } from './order.ts';
import { passesOnAt } from './decide/session/leading.ts';
import { runningSession } from './session/policy.ts';
import type { State } from './types.ts';

export interface Due {
  /** The id of the command, `sys:kind:entity:instant`. */
  id: string;
  /** The instant it fell, or falls, due. */
  at: number;
  command: ServerCommand;
}

/** Everything overdue at `at`, in the order it fell due. Carrying it out makes it due no more. */
export function due(state: State, at: number): Due[] {
  return all(state).filter((one) => one.at <= at);
}

/** The earliest instant at which something is due, ms since 1970, or null. */
export function nextDue(state: State): number | null {
  return all(state)[0]?.at ?? null;
}

function all(state: State): Due[] {
  const found = new Map<string, Due>();
  const add = (one: Due): void => void found.set(one.id, one);
  for (const card of cardsBy(state, 'promoted')) {
    if (card.author !== null) add(promotionDue(card.author, card.expires));
  }
  for (const waiting of bodiesBy(state, 'waiting', 'type:waiting')) {
    if (waiting.notBefore !== undefined && isGoing(waiting.card)) {
      add(promotionDue(waiting.owner, waiting.notBefore));
    }
  }
  for (const past of bodiesBy(state, 'cameDown', 'type:cameDown')) {
    add(promotionDue(past.owner, past.at + promotionRule.sameAgainAfter));
  }
  for (const offer of cardsBy(state, 'answers')) {
    const need = state.cards.get(offer.answers ?? '');
    const welcomed = need?.kind === 'need' && need.paidWelcome && isGoing(need);
    if (!need || !welcomed || offer.kind !== 'offer' || offer.terms !== 'paid') continue;
    if (offer.promoted === undefined && isAlive(offer, need.expires)) add(needDue(need.id, need.expires));
  }
  for (const one of sessionDue(state)) add(one);
  for (const one of doorDue(state)) add(one);
  for (const one of tokensDue(state)) add(one);
  return [...found.values()].sort((a, b) => a.at - b.at || byId(a, b));
}

/** An announced step, and the lead of a session that passes on. */
function sessionDue(state: State): Due[] {
  const session = runningSession(state);
  if (!session) return [];
  return [session.coming?.at ?? null, passesOnAt(state, session)].flatMap((at) =>
    at === null
      ? []
      : [
          {
            id: systemId('session', session.id, at),
            at,
            command: { type: 'session.due', session: session.id },
          },
        ],
  );
}

/** A door that closes by itself, and people who waited at it and are not heard of any more. */
function doorDue(state: State): Due[] {
  const doors = bodiesBy(state, 'door', 'type:door');
  return [...doors, ...bodiesBy(state, 'knock', 'type:knock')].map(({ session, until }) => ({
    id: systemId('door', session, until),
    at: until,
    command: { type: 'door.due', session },
  }));
}

/** The next end of a token, of a thousand perhaps: what ends together is one thing to do. */
function tokensDue(state: State): Due[] {
  let at = Infinity;
  for (const { body } of recordsBy(state, 'ends')) {
    if ('until' in body && body.until !== undefined && body.until < at) at = body.until;
  }
  if (at === Infinity) return [];
  return [{ id: systemId('token', 'board', at), at, command: { type: 'token.due' } }];
}

function promotionDue(member: string, at: number): Due {
  return { id: systemId('promotion', member, at), at, command: { type: 'promotion.due', member } };
}

function needDue(card: string, at: number): Due {
  return { id: systemId('need', card, at), at, command: { type: 'need.due', card } };
}
