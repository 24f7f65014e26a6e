/**
 * What the whole world may read of a board whose facilitator opened it to other sites: open needs, offers, referrals and
 * promotions in their words, and how they fare, and which part of a session is on. No name, no member, no comment, no
 * contact, nothing private.
 */
import { isAlive } from '../board/cards.ts';
import { helpsBy, introductionsBy } from '../board/keys.ts';
import { phaseOf, runningSession } from '../board/session/policy.ts';
import type { Card, Kind, State, Terms, Urgency } from '../board/types.ts';

/** How a card fares. `asked`: somebody offered help, or would like it. */
export type PublicFate = 'open' | 'asked' | 'matched' | 'done';

export interface PublicCard {
  id: string;
  /** What it is shown as: whatever is judged a promotion is one. */
  kind: Kind;
  title: string;
  body: string;
  urgency: Urgency;
  terms: Terms;
  area?: string;
  availability?: string;
  fate: PublicFate;
  /** How many offered help or would like it, while nothing is agreed. */
  asked?: number;
  /** When it was written, ms since 1970. */
  created: number;
}

/** The part of a session that is on. */
export interface PublicPhase {
  /** From 1. */
  number: number;
  name: string;
}

export interface PublicBoard {
  board: string;
  title: string;
  /** null: no session is on. */
  phase: PublicPhase | null;
  cards: PublicCard[];
}

/** Done cards stay in sight for a day, so that a visitor sees that help flows. */
const SHOWN_DONE = 86_400_000;

/**
 * @param at the log's clock, ms since 1970: what has run out is not shown
 * @returns cards by the time they were written, the newest first
 */
export function publicBoard(board: string, state: State, at: number): PublicBoard {
  const cards: PublicCard[] = [];
  for (const card of state.cards.values()) {
    const shown = publicCard(state, card, at);
    if (shown) cards.push(shown);
  }
  cards.sort((a, b) => b.created - a.created || (a.id < b.id ? -1 : 1));
  return { board, title: state.meta.get('board')?.title ?? '', phase: publicPhase(state), cards };
}

function publicPhase(state: State): PublicPhase | null {
  const session = runningSession(state);
  const phase = phaseOf(session);
  return session && phase ? { number: session.phase + 1, name: phase.name } : null;
}

/** The card as anyone may read it, or null. Fields are picked, never left out: what a later card brings stays inside. */
function publicCard(state: State, card: Card, at: number): PublicCard | null {
  const recentlyDone = card.state === 'done' && (card.closed ?? 0) > at - SHOWN_DONE;
  if (!isAlive(card, at) && !recentlyDone) return null;
  const asked = [...helpsBy(state, `card:${card.id}`), ...introductionsBy(state, `card:${card.id}`)].filter(
    (match) => match.state === 'proposed',
  ).length;
  const fate: PublicFate =
    card.state === 'done' ? 'done' : card.state === 'matched' ? 'matched' : asked > 0 ? 'asked' : 'open';
  return {
    id: card.id,
    kind: card.promoted === undefined ? card.kind : 'promotion',
    title: card.title,
    body: card.body,
    urgency: card.urgency,
    terms: card.terms,
    ...(card.area ? { area: card.area } : {}),
    ...(card.availability ? { availability: card.availability } : {}),
    fate,
    ...(fate === 'asked' ? { asked } : {}),
    created: card.created,
  };
}

/** A change of what is shown: what is new or other, and what is gone. */
export interface PublicChange {
  title?: string;
  /** null: no session is on any more. */
  phase?: PublicPhase | null;
  put: PublicCard[];
  drop: string[];
}

/** A change as readers are told it, who may follow several boards. */
export interface PublicNews extends PublicChange {
  board: string;
  /** Names the state it leads to. */
  revision: string;
}

/** What leads from one picture of the board to the next, or null if they are the same. */
export function publicChange(before: PublicBoard, after: PublicBoard): PublicChange | null {
  const was = new Map(before.cards.map((card) => [card.id, card]));
  const put = after.cards.filter((card) => {
    const old = was.get(card.id);
    was.delete(card.id);
    return !old || JSON.stringify(old) !== JSON.stringify(card);
  });
  const title = before.title === after.title ? {} : { title: after.title };
  const phase = JSON.stringify(before.phase) === JSON.stringify(after.phase) ? {} : { phase: after.phase };
  const change = { ...title, ...phase, put, drop: [...was.keys()] };
  return put.length === 0 && was.size === 0 && Object.keys(change).length === 2 ? null : change;
}
